"""Grade 9: scatter plots and correlation."""

from random import Random

from bank.language import Say
from bank.pictures import scatter
from bank.question import Question, choose, typed

Points = tuple[tuple[int, int], ...]


def questions(rng: Random, say: Say) -> list[Question]:
    def cloud(slope: int) -> Points:
        """Eight points, one for each x from 1 to 8, about a line that rises, falls or neither."""
        if slope:
            heights = [x if slope > 0 else 9 - x for x in range(1, 9)]
            return tuple(
                (x, min(max(y + rng.choice([-1, 0, 0, 1]), 1), 9))
                for x, y in enumerate(heights, start=1)
            )
        level = rng.sample([2, 8, 3, 7], 4)
        heights = [*level, *reversed(level)]
        return tuple((x, y) for x, y in enumerate(heights, start=1))

    positive = say("positive correlation", "양의 상관관계")
    negative = say("negative correlation", "음의 상관관계")
    none = say("no correlation", "상관관계가 없다")
    perfect = say("every point on one curve", "모든 점이 한 곡선 위에 있다")

    def kind(slope: int) -> Question:
        points = cloud(slope)
        right = {1: positive, -1: negative, 0: none}[slope]
        why = {
            positive: say("Positive means: as one grows, the other grows, too.",
                          "양의 상관관계는 한쪽이 커질 때 다른 쪽도 커지는 것이에요."),
            negative: say("Negative means: as one grows, the other gets smaller.",
                          "음의 상관관계는 한쪽이 커질 때 다른 쪽은 작아지는 것이에요."),
            none: say("There is a clear trend from left to right.",
                      "왼쪽에서 오른쪽으로 뚜렷한 경향이 있어요."),
            perfect: say("The points are spread; they are not on one curve.",
                         "점들이 흩어져 있어서 한 곡선 위에 있지 않아요."),
        }  # fmt: skip
        return choose(
            say("What does the scatter plot show?",
                "산점도는 어떤 관계를 나타내나요?"),
            right,
            [(text, reason) for text, reason in why.items() if text != right],
            say(
                {1: "From left to right the points rise: positive correlation.",
                 -1: "From left to right the points fall: negative correlation.",
                 0: "The points neither rise nor fall: no correlation."}[slope],
                {1: "오른쪽으로 갈수록 점들이 올라가므로 양의 상관관계예요.",
                 -1: "오른쪽으로 갈수록 점들이 내려가므로 음의 상관관계예요.",
                 0: "점들이 올라가지도 내려가지도 않으므로 상관관계가 없어요."}[slope],
            ),
            hint=say("Do the points rise or fall from left to right?",
                     "왼쪽에서 오른쪽으로 점들이 올라가나요, 내려가나요?"),
            picture=scatter(say, points),
        )  # fmt: skip

    def read(at: int, points: Points) -> Question:
        y = dict(points)[at]
        return typed(
            say(
                f"Each point is a student: hours of study to the right, points in a test upward. "
                f"How many points does the student with {at} hours have?",
                "점은 학생을 나타내고, 가로는 공부한 시간, 세로는 시험 점수예요. "
                f"공부한 시간이 {at}시간인 학생의 점수는 몇 점인가요?",
            ),
            y,
            say(
                f"Go to {at} across and up to the point: {y}.",
                f"가로축에서 {at}시간을 찾아 위로 올라가면 점의 높이가 {y}입니다.",
            ),
            hint=say("Find the hours on the axis across first.",
                     "먼저 가로축에서 시간을 찾으세요."),
            wrong=[
                (at, say("That is the number of hours.", "그 수는 공부한 시간이에요.")),
            ],
            picture=scatter(say, points),
        )  # fmt: skip

    def above(limit: int, points: Points) -> Question:
        answer = sum(y > limit for _, y in points)
        at_limit = sum(y == limit for _, y in points)
        return typed(
            say(
                "Each point is a student: hours of study to the right, points in a test upward. "
                f"How many students have more than {limit} points?",
                "점은 학생을 나타내고, 가로는 공부한 시간, 세로는 시험 점수예요. "
                f"점수가 {limit}점보다 높은 학생은 몇 명인가요?",
            ),
            answer,
            say(
                f"{answer} points lie above the line at {limit}.",
                f"{limit}점을 나타내는 선보다 위에 있는 점은 {answer}개예요.",
            ),
            hint=say(f"Look above the line at {limit}.", f"세로축의 {limit}보다 위를 보세요."),
            wrong=[
                (answer + at_limit, say(f"Students with exactly {limit} do not count.",
                                        f"점수가 꼭 {limit}점인 학생은 세지 않아요.")),
                (len(points) - answer, say("Those are the others.", "나머지 학생을 세었어요.")),
            ],
            picture=scatter(say, points),
        )  # fmt: skip

    pairs = {
        1: (
            ("the hours of sunshine and the ice cream sold", "기온과 아이스크림 판매량"),
            ("the size of a flat and its price", "집의 넓이와 집값"),
            ("the distance of a ride and the taxi fare", "이동 거리와 택시 요금"),
            ("the height of a child and the length of its arms", "키와 팔의 길이"),
            ("the number of cars on a road and the noise there", "도로의 자동차 수와 소음"),
        ),
        -1: (
            ("the speed of a train and the time for a fixed trip", "기차의 속력과 걸리는 시간"),
            ("the height of a mountain and the temperature on top", "산의 높이와 정상의 기온"),
            ("the hours of gaming and of sleep in a day", "하루의 게임 시간과 잠자는 시간"),
            ("the amount of water drunk and what is left in the bottle",
             "마신 물의 양과 병에 남은 물의 양"),
            ("the age of a car and its price", "자동차를 사용한 기간과 중고 가격"),
        ),
    }  # fmt: skip

    def everyday(slope: int) -> Question:
        number = rng.randrange(5)
        what = say(*pairs[slope][number])
        right, other = (positive, negative) if slope > 0 else (negative, positive)
        grows = say(
            "When the first grows, does the second grow, too?",
            "앞의 것이 커질 때 뒤의 것도 커질까요?",
        )
        same = say(
            "When one grows, the other grows as well: positive.",
            "한쪽이 커지면 다른 쪽도 커지므로 양의 상관관계예요.",
        )
        against = say(
            "When one grows, the other gets smaller: negative.",
            "한쪽이 커지면 다른 쪽은 작아지므로 음의 상관관계예요.",
        )
        return choose(
            say(f"What is to be expected between {what}?",
                f"{what} 사이에는 어떤 관계가 있을까요?"),
            right,
            [
                (other, same if slope > 0 else against),
                (none, say("They do have to do with each other.", "둘은 서로 관계가 있어요.")),
                (perfect, say("In life there is always some spread.",
                              "실제 자료는 조금씩 흩어져 있어요.")),
            ],
            same if slope > 0 else against,
            hint=grows,
        )  # fmt: skip

    rising = [cloud(1) for _ in range(2)]
    r = rng.randint
    return [
        kind(1),
        read(r(2, 7), rising[0]),
        kind(-1),
        everyday(1),
        above(r(3, 6), rising[1]),
        kind(0),
        everyday(-1),
    ]
