"""Grade 7: points, lines, angles and parallel lines."""

from random import Random

from bank.grade7.figures import segment, straight
from bank.language import Say
from bank.pictures.lines import POSITIONS, bend, crossing, parallel_lines
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    marked = say(
        "How many degrees is the angle marked with a question mark?",
        "물음표로 표시된 각의 크기는 몇 도인가요?",
    )

    def opposite(a: int) -> Question:
        return typed(
            marked,
            a,
            say(f"Vertical angles are equal, so the angle is {a}°.",
                f"맞꼭지각의 크기는 서로 같으므로 {a}°예요."),
            say("The two angles face each other.", "두 각은 서로 마주 보고 있어요."),
            [
                (180 - a, say("That is the angle next to it. Opposite angles are equal.",
                              "그것은 이웃한 각의 크기예요. 맞꼭지각의 크기는 서로 같아요.")),
                (90 - a, say("Nothing here adds up to 90°. Opposite angles are equal.",
                             "두 각의 합이 90°인 것이 아니에요. 맞꼭지각의 크기는 서로 같아요.")),
            ],
            crossing(say, a, "?"),
        )  # fmt: skip

    def flat(a: int) -> Question:
        return choose(
            say("How big is the angle marked with a question mark?",
                "물음표로 표시된 각의 크기는 얼마인가요?"),
            f"{180 - a}°",
            [
                (f"{a}°", say("Two angles on a line are equal only if both are 90°.",
                              "평각을 이루는 두 각의 크기가 같은 것은 둘 다 90°일 때뿐이에요.")),
                (f"{360 - a}°", say("You used a full turn. A straight angle is 180°.",
                                    "한 바퀴 360°를 썼어요. 평각은 180°예요.")),
                (f"{190 - a}°", say("Check the subtraction from 180.",
                                    "180에서 빼는 계산을 다시 해 보세요.")),
            ],
            say(f"A straight angle is 180°: 180° − {a}° = {180 - a}°.",
                f"평각은 180°예요. 180° − {a}° = {180 - a}°입니다."),
            say("How many degrees is a straight angle?", "평각은 몇 도인가요?"),
            picture=straight(say, a),
        )  # fmt: skip

    def midpoint(quarter: int) -> Question:
        whole = 4 * quarter
        return typed(
            say("M is the midpoint of segment AB, and N is the midpoint of segment MB. AB is "
                f"{whole} cm long. How many centimeters long is AN?",
                f"점 M은 선분 AB의 중점이고, 점 N은 선분 MB의 중점이에요. 선분 AB의 길이가 {whole} "
                "cm일 때, 선분 AN의 길이는 몇 cm인가요?"),
            3 * quarter,
            say(f"AM = {2 * quarter} cm and MN = {quarter} cm, so AN = {3 * quarter} cm.",
                f"(선분 AM의 길이) = {2 * quarter} cm, (선분 MN의 길이) = {quarter} cm이므로 선분 "
                f"AN의 길이는 {3 * quarter} cm예요."),
            say("Draw the segment and mark M, then N.",
                "선분을 그리고 점 M, N을 차례로 표시해 보세요."),
            [
                (quarter, say("That is NB. AN reaches from A to N.",
                              "그것은 선분 NB의 길이예요. 점 A에서 점 N까지 재어야 해요.")),
                (2 * quarter, say("That is AM. N lies beyond M.",
                                  "그것은 선분 AM의 길이예요. 점 N은 점 M보다 더 오른쪽에 "
                                  "있어요.")),
            ],
            segment(say),
        )  # fmt: skip

    def equation(a: int, x: int, b: int) -> Question:
        angle = a * x + b
        return choose(
            say("Two lines cross as in the picture. What is x?",
                "두 직선이 그림과 같이 만날 때, x의 값은 얼마인가요?"),
            x,
            [
                (angle - b, say(f"You took away {b} but forgot to divide by {a}.",
                                f"{b}만 빼고 {a}로 나누지 않았어요.")),
                (angle, say("That is the angle itself, not x.",
                            "그것은 x의 값이 아니라 각의 크기예요.")),
                (x + b, say(f"Take {b} away before you divide.",
                            f"나누기 전에 {b}부터 빼야 해요.")),
                (x + 1, say("Put your x in: the angle would be too big.",
                            "x의 값을 식에 넣어 보세요. 각이 너무 커져요.")),
            ],
            say(f"Vertical angles are equal: {a}x + {b} = {angle}, so {a}x = {angle - b} and x = "
                f"{x}.",
                f"맞꼭지각의 크기는 서로 같으므로 {a}x + {b} = {angle}, {a}x = {angle - b}, x = "
                f"{x}예요."),
            say("Vertical angles are equal: write an equation.",
                "맞꼭지각의 크기가 같다는 식을 세워 보세요."),
            picture=crossing(say, angle, f"({a}x + {b})°"),
        )  # fmt: skip

    def lines_through(n: int) -> Question:
        count = n * (n - 1) // 2
        return typed(
            say(f"{n} points lie in a plane, no three of them on one line. How many different "
                "lines go through two of the points?",
                f"한 평면 위에 {n}개의 점이 있고, 어느 세 점도 한 직선 위에 있지 않아요. 두 점을 "
                "지나는 서로 다른 직선은 모두 몇 개인가요?"),
            count,
            say(f"Each point can be joined to {n - 1} others, and each line is counted twice: {n} "
                f"× {n - 1} ÷ 2 = {count}.",
                f"각 점에서 {n - 1}개씩 그을 수 있고, 한 직선을 두 번씩 세게 돼요. {n} × {n - 1} ÷ "
                f"2 = {count}개입니다."),
            say("How many lines start at one of the points?",
                "한 점에서 그을 수 있는 직선은 몇 개인가요?"),
            [
                (n * (n - 1), say("You counted every line twice, once from each end.",
                                  "같은 직선을 양쪽에서 두 번씩 세었어요.")),
                (n - 1, say("Those are the lines through one point only.",
                            "그것은 한 점을 지나는 직선의 개수예요.")),
                (n, say("Points that are not neighbors are joined by lines, too.",
                        "이웃하지 않은 두 점을 지나는 직선도 있어요.")),
            ],
        )  # fmt: skip

    def named(place: int) -> Question:
        letters = POSITIONS
        half = place // 4 * 4
        around = [letters[half + (place + turn) % 4] for turn in (2, 1, 3)]
        partner = letters[(place + 4) % 8]
        across = letters[(half + 4) % 8 + (place + 2) % 4]
        alt = say("Lines l and m are cut by a line n. Around the upper crossing, anticlockwise "
                  "from the upper right, are the angles a, b, c, d; around the lower crossing, in "
                  "the same order, e, f, g, h.",
                  "두 직선 l, m이 직선 n과 만난다. 위쪽 교점 둘레에는 오른쪽 위부터 시계 반대 "
                  "방향으로 각 a, b, c, d가, 아래쪽 교점 둘레에는 같은 순서로 각 e, f, g, h가 "
                  "있다.")  # fmt: skip
        return choose(
            say(f"Which angle is the corresponding angle of angle {letters[place]}?",
                f"∠{letters[place]}의 동위각은 어느 것인가요?"),
            f"∠{partner}",
            [
                (f"∠{across}", say("That one is across: it is not in the same position.",
                                   "그 각은 엇갈린 위치에 있어요. 동위각은 같은 위치에 있는 "
                                   "각이에요.")),
                (f"∠{around[0]}", say("That is its vertical angle, at the same crossing.",
                                      "그것은 같은 교점에 있는 맞꼭지각이에요.")),
                (f"∠{around[1]}", say("That angle is its neighbor, at the same crossing.",
                                      "그것은 같은 교점에 있는 이웃한 각이에요.")),
            ],
            say("Corresponding angles have the same position at the two crossings: angle "
                f"{partner}.",
                f"동위각은 두 교점에서 같은 위치에 있는 각이므로 ∠{partner}예요."),
            say("Look for the same position at the other crossing.",
                "다른 교점에서 같은 위치에 있는 각을 찾아보세요."),
            picture=parallel_lines(65, dict(zip(letters, letters, strict=True)), alt),
        )  # fmt: skip

    def corresponding(a: int) -> Question:
        alt = say("Parallel lines l and m are cut by a line n. The angle at the upper right of "
                  f"the upper crossing is {a}°; the angle at the lower left of the lower crossing "
                  "is marked ?.",
                  f"평행한 두 직선 l, m이 직선 n과 만난다. 위쪽 교점의 오른쪽 위 각은 {a}°이고, "
                  "아래쪽 교점의 왼쪽 아래 각에 ? 표시가 있다.")  # fmt: skip
        return typed(
            marked,
            a,
            say(f"The corresponding angle at the lower crossing is {a}°, and the marked angle is "
                f"vertical to it: {a}°.",
                f"아래쪽 교점의 동위각의 크기가 {a}°이고, 표시된 각은 그 맞꼭지각이므로 {a}°예요."),
            say("First find the corresponding angle, then the one opposite to it.",
                "먼저 동위각을 찾고, 그 맞꼭지각을 생각해 보세요."),
            [
                (180 - a, say("The two angles are equal; they do not make a straight angle.",
                              "두 각의 크기는 같아요. 두 각이 평각을 이루는 것이 아니에요.")),
            ],
            parallel_lines(a, {"a": f"{a}°", "g": "?"}, alt),
        )  # fmt: skip

    def interior(a: int) -> Question:
        alt = say("Parallel lines l and m are cut by a line n. The angle at the lower right of "
                  f"the upper crossing is {180 - a}°; the angle at the upper right of the lower "
                  "crossing is marked ?.",
                  "평행한 두 직선 l, m이 직선 n과 만난다. 위쪽 교점의 오른쪽 아래 각은 "
                  f"{180 - a}°이고, 아래쪽 교점의 오른쪽 위 각에 ? 표시가 있다.")  # fmt: skip
        return choose(
            say("How big is the angle marked with a question mark?",
                "물음표로 표시된 각의 크기는 얼마인가요?"),
            f"{a}°",
            [
                (f"{180 - a}°", say("These two angles lie on the same side; together they make "
                                    "180°.",
                                    "두 각은 같은 쪽에 있는 안쪽 각이에요. 크기가 같은 것이 아니라 "
                                    "합이 180°예요.")),
                (f"{abs(90 - a) or 45}°", say(
                    "There is no right angle here. Use 180°.",
                    "직각이 있는 것이 아니에요. 180°를 이용하세요.")),
                (f"{180 + a}°", say("Take the angle away from 180°; do not add.",
                                    "180°에서 빼야 해요. 더하면 안 돼요.")),
            ],
            say(f"The corresponding angle of the marked one lies next to {180 - a}°: 180° − "
                f"{180 - a}° = {a}°.",
                f"표시된 각의 동위각은 {180 - a}°와 평각을 이루어요. 180° − {180 - a}° = "
                f"{a}°입니다."),
            say("What do the two angles between the lines add up to?",
                "평행선 사이에서 같은 쪽에 있는 두 각의 합은 몇 도일까요?"),
            picture=parallel_lines(a, {"d": f"{180 - a}°", "e": "?"}, alt),
        )  # fmt: skip

    def bent(above: int, below: int) -> Question:
        return typed(
            marked,
            above + below,
            say(f"Draw a parallel to l through the bend. It splits the angle into {above}° and "
                f"{below}°: {above}° + {below}° = {above + below}°.",
                f"꺾인 점을 지나고 직선 l에 평행한 직선을 그으면 각이 {above}°와 {below}°로 "
                f"나누어져요. {above}° + {below}° = {above + below}°입니다."),
            say("Draw a third parallel line through the bend.",
                "꺾인 점을 지나는 평행선을 하나 그어 보세요."),
            [
                (180 - above - below, say(
                    "The three angles are not those of a triangle.",
                    "세 각은 한 삼각형의 세 각이 아니에요.")),
                (abs(above - below) or above, say(
                    "The two alternate angles are added, not subtracted.",
                    "두 엇각의 크기를 빼는 것이 아니라 더해야 해요.")),
            ],
            bend(say, above, below, "?"),
        )  # fmt: skip

    r = rng.randint
    return [
        opposite(r(32, 85)),
        flat(r(23, 86)),
        midpoint(r(3, 12)),
        named(r(0, 7)),
        lines_through(r(4, 9)),
        corresponding(r(45, 80)),
        equation(r(2, 4), r(15, 23), r(8, 19)),
        interior(r(48, 82)),
        bent(r(31, 54), r(35, 62)),
    ]
