"""Grade 7: angles and diagonals of polygons, arcs and areas of sectors."""

from random import Random

from bank.grade7.figures import POLYGONS, SECTORS, exterior, named, quadrilateral, regular
from bank.language import Say
from bank.pictures.sector import sector
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    r = rng.randint

    def called(n: int) -> str:
        return say(f"{named(say, n)} ({n} sides)", f"{named(say, n)}(변 {n}개)")

    def from_corner(n: int) -> Question:
        return typed(
            say(f"How many diagonals can be drawn from one corner of {called(n)}?",
                f"{called(n)}의 한 꼭짓점에서 그을 수 있는 대각선은 몇 개인가요?"),
            n - 3,
            say(f"Not to itself and not to its two neighbors: {n} − 3 = {n - 3}.",
                f"자기 자신과 이웃한 두 꼭짓점에는 그을 수 없으므로 {n} − 3 = {n - 3}개예요."),
            say("To which corners can you not draw a diagonal?",
                "대각선을 그을 수 없는 꼭짓점은 어느 것인가요?"),
            [
                (n - 2, say("That is the number of triangles the diagonals make.",
                            "그것은 대각선으로 나누어진 삼각형의 개수예요.")),
                (n - 1, say("The lines to the two neighbors are sides, not diagonals.",
                            "이웃한 두 꼭짓점과 이은 선분은 대각선이 아니라 변이에요.")),
                (n * (n - 3) // 2, say("That is the number of all diagonals, not of those from one "
                                       "corner.",
                                       "그것은 한 꼭짓점이 아니라 모든 대각선의 개수예요.")),
            ],
            regular(say, n),
        )  # fmt: skip

    def angle_sum(n: int) -> Question:
        answer = 180 * (n - 2)
        return choose(
            say(f"What is the sum of the interior angles of {called(n)}?",
                f"{called(n)}의 내각의 크기의 합은 얼마인가요?"),
            f"{answer}°",
            [
                (f"{180 * n}°", say(f"You took {n} triangles. From one corner there are only "
                                    f"{n - 2}.",
                                    f"삼각형을 {n}개로 세었어요. 한 꼭짓점에서 대각선을 그으면 "
                                    f"{n - 2}개가 생겨요.")),
                (f"{180 * (n - 3)}°", say(
                    f"There are {n - 3} diagonals, but {n - 2} triangles.",
                    f"대각선은 {n - 3}개이지만 삼각형은 {n - 2}개예요.")),
                (f"{180 * (n - 1)}°", say(
                    "Take 2 away from the number of sides, not 1.",
                    "변의 개수에서 1이 아니라 2를 빼야 해요.")),
                ("360°", say("That is the sum of the exterior angles.",
                             "그것은 외각의 크기의 합이에요.")),
            ],
            say(f"Diagonals from one corner make {n - 2} triangles: {n - 2} × 180° = {answer}°.",
                f"한 꼭짓점에서 대각선을 그으면 삼각형이 {n - 2}개 생겨요. {n - 2} × 180° = "
                f"{answer}°입니다."),
            say("Into how many triangles can you cut it from one corner?",
                "한 꼭짓점에서 대각선을 그으면 삼각형이 몇 개 생기나요?"),
            picture=regular(say, n),
        )  # fmt: skip

    def fourth(a: int, b: int, c: int) -> Question:
        total = a + b + c
        d = 360 - total
        return typed(
            say("How many degrees is the angle marked with a question mark?",
                "물음표로 표시된 각의 크기는 몇 도인가요?"),
            d,
            say(f"The four angles add up to 360°: 360° − {total}° = {d}°.",
                f"사각형의 네 각의 크기의 합은 360°예요. 360° − {total}° = {d}°입니다."),
            say("What do the angles of a quadrilateral add up to?",
                "사각형의 내각의 크기의 합은 몇 도인가요?"),
            [
                (total, say("That is the sum of the three known angles. Take it from 360°.",
                            "그것은 주어진 세 각의 합이에요. 360°에서 빼야 해요.")),
                (total - 180, say("180° is for triangles. A quadrilateral has 360°.",
                                  "180°는 삼각형의 경우예요. 사각형은 360°예요.")),
                (180 - c, say("Two angles of a quadrilateral need not make 180°.",
                              "사각형의 두 각의 합이 늘 180°인 것은 아니에요.")),
            ],
            quadrilateral(say, a, b, c),
        )  # fmt: skip

    def exterior_angle(a: int, b: int) -> Question:
        c = 180 - a - b
        return typed(
            say("How many degrees is the exterior angle marked with a question mark?",
                "물음표로 표시된 외각의 크기는 몇 도인가요?"),
            a + b,
            say("An exterior angle is the sum of the two interior angles that are not next to it: "
                f"{b}° + {a}° = {a + b}°.",
                f"삼각형의 한 외각의 크기는 그와 이웃하지 않는 두 내각의 크기의 합과 같아요. {b}° "
                f"+ {a}° = {a + b}°입니다."),
            say("How is an exterior angle related to the two angles far from it?",
                "외각과 이웃하지 않는 두 내각 사이의 관계를 떠올려 보세요."),
            [
                (c, say("That is the interior angle at C.", "그것은 점 C에서의 내각이에요.")),
                (360 - a - b, say("Add the two far angles; nothing is taken from 360°.",
                                  "360°에서 빼는 것이 아니라 두 내각을 더해야 해요.")),
                (180 - a, say("Angle A counts, too.", "∠A의 크기도 생각해야 해요.")),
            ],
            exterior(say, b, a),
        )  # fmt: skip

    def turn_of(n: int) -> Question:
        turn = 360 // n
        return choose(
            say(f"How big is each exterior angle of a regular polygon with {n} sides?",
                f"변이 {n}개인 정다각형의 한 외각의 크기는 얼마인가요?"),
            f"{turn}°",
            [
                (f"{180 - turn}°", say("That is an interior angle.", "그것은 한 내각의 크기예요.")),
                (f"{180 * (n - 2)}°", say(
                    "That is the sum of all interior angles.",
                    "그것은 내각의 크기의 합이에요.")),
                ("360°", say("That is the sum of all exterior angles. Divide it.",
                             "그것은 외각의 크기의 합이에요. 나누어야 해요.")),
            ],
            say(f"The exterior angles add up to 360°: 360° ÷ {n} = {turn}°.",
                f"외각의 크기의 합은 360°예요. 360° ÷ {n} = {turn}°입니다."),
            say("What do all exterior angles add up to?",
                "다각형의 외각의 크기의 합은 항상 몇 도인가요?"),
        )  # fmt: skip

    def diagonals(n: int) -> Question:
        count = n * (n - 3) // 2
        return typed(
            say(f"How many diagonals does a polygon with {n} sides have in all?",
                f"변이 {n}개인 다각형의 대각선은 모두 몇 개인가요?"),
            count,
            say(f"From each of {n} corners there are {n - 3}, and each is counted twice: {n} × "
                f"{n - 3} ÷ 2 = {count}.",
                f"꼭짓점 {n}개에서 각각 {n - 3}개씩 그을 수 있고, 두 번씩 세게 되므로 {n} × "
                f"{n - 3} ÷ 2 = {count}개예요."),
            say("How many start at each corner? Is any counted twice?",
                "한 꼭짓점에서 몇 개를 그을 수 있나요? 두 번 센 것은 없나요?"),
            [
                (n * (n - 3), say("You counted each diagonal from both ends. Halve it.",
                                  "각 대각선을 양 끝에서 두 번 세었어요. 2로 나누세요.")),
                (n - 3, say("Those are the diagonals from one corner only.",
                            "그것은 한 꼭짓점에서 그은 대각선의 개수예요.")),
                (n * (n - 1) // 2, say("You counted the sides as well.", "변까지 함께 세었어요.")),
            ],
        )  # fmt: skip

    def longer_arc(angle: int, arc: int, times: int) -> Question:
        large = angle * times
        return typed(
            say(f"In a circle, a central angle of {angle}° has an arc of {arc} cm. How many "
                f"centimeters long is the arc of a central angle of {large}° in this circle?",
                f"한 원에서 중심각의 크기가 {angle}°인 호의 길이가 {arc} cm예요. 이 원에서 "
                f"중심각의 크기가 {large}°인 호의 길이는 몇 cm인가요?"),
            arc * times,
            say(f"The arc grows with the central angle: {large} ÷ {angle} = {times}, so {arc} × "
                f"{times} = {arc * times} cm.",
                f"호의 길이는 중심각의 크기에 정비례해요. {large} ÷ {angle} = {times}이므로 {arc} "
                f"× {times} = {arc * times}(cm)입니다."),
            say("How many times as big is the central angle?", "중심각의 크기는 몇 배가 되었나요?"),
            [
                (arc + large - angle, say(
                    "You added the difference of the angles. The arc is multiplied.",
                    "각의 차를 더했어요. 호의 길이는 몇 배인지로 구해요.")),
                (arc * times * times, say(
                    "The arc grows as many times as the angle, not more.",
                    "호의 길이는 중심각과 같은 배만큼 커져요.")),
            ],
        )  # fmt: skip

    def arc_length(radius: int, angle: int) -> Question:
        answer = 2 * radius * angle // 360
        area = radius * radius * angle // 360
        return choose(
            say("How long is the arc of this sector?", "이 부채꼴의 호의 길이는 얼마인가요?"),
            f"{answer}π cm",
            [
                (f"{2 * radius}π cm", say(
                    "That is the whole circle. Take its part for the central angle.",
                    "그것은 원의 둘레예요. 중심각만큼의 호만 구해야 해요.")),
                (f"{area}π cm", say("That comes from the area, not from the circumference.",
                                    "호의 길이는 원의 넓이가 아니라 둘레로 구해요.")),
                (f"{answer + radius}π cm", say(
                    "The radius does not belong to the arc.",
                    "반지름은 호의 길이에 들어가지 않아요.")),
                (f"{2 * answer}π cm", say(
                    "You doubled once too often: the circumference is 2πr.",
                    "2를 한 번 더 곱했어요. 원의 둘레는 2πr예요.")),
            ],
            say(f"2π × {radius} × {angle}/360 = {answer}π, so the arc is {answer}π cm.",
                f"2π × {radius} × {angle}/360 = {answer}π이므로 호의 길이는 {answer}π cm예요."),
            say("Which part of the circumference is the arc?",
                "호는 원의 둘레의 몇 분의 몇인가요?"),
            picture=sector(say, angle, radius),
        )  # fmt: skip

    def area(radius: int, arc: int) -> Question:
        answer = radius * arc // 2
        return choose(
            say(f"A sector has a radius of {radius} cm and an arc of {arc}π cm. What is its area?",
                f"반지름의 길이가 {radius} cm이고 호의 길이가 {arc}π cm인 부채꼴의 넓이는 "
                "얼마인가요?"),
            f"{answer}π cm²",
            [
                (f"{radius * arc}π cm²", say(
                    "You left out the half: the area is half of radius times arc.",
                    "1/2을 곱하지 않았어요. 넓이는 1/2 × 반지름 × 호의 길이예요.")),
                (f"{radius * radius}π cm²", say(
                    "That is the area of the whole circle.",
                    "그것은 원 전체의 넓이예요.")),
                (f"{radius + arc}π cm²", say(
                    "The lengths are multiplied, not added.",
                    "두 길이는 더하는 것이 아니라 곱해야 해요.")),
                (f"{answer + radius}π cm²", say(
                    "Check half of radius times arc again.",
                    "1/2 × 반지름 × 호의 길이를 다시 계산해 보세요.")),
            ],
            say(f"Half of radius times arc: 1/2 × {radius} × {arc}π = {answer}π, so {answer}π cm².",
                f"1/2 × {radius} × {arc}π = {answer}π이므로 넓이는 {answer}π cm²예요."),
            say("A sector is like a triangle: half of base times height.",
                "부채꼴을 삼각형처럼 생각해 보세요. 호의 길이가 밑변, 반지름이 높이예요."),
        )  # fmt: skip

    a, b = r(38, 71), r(42, 68)
    return [
        from_corner(rng.choice(list(POLYGONS))),
        angle_sum(rng.choice(list(POLYGONS))),
        fourth(r(82, 98), r(75, 95), r(70, 88)),
        exterior_angle(a, b),
        turn_of(rng.choice([5, 6, 8, 9, 10, 12, 15, 18, 20])),
        diagonals(r(6, 14)),
        longer_arc(r(4, 9) * 5, r(3, 7), r(2, 4)),
        arc_length(*rng.choice(SECTORS)),
        area(r(3, 6) * 2, r(2, 5)),
    ]
