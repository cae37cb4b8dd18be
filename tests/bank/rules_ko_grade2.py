"""Rules for grade 2 in Korean; sums in plain notation are in rules_ko_grade1."""

import re

from recompute import evaluate, number, pick, table, text
from rules_grade2 import _centimeters

number(
    "100이 {n}개, 10이 {n}개, 1이 {n}개인 수는 무엇인가요?", lambda h, t, o: 100 * h + 10 * t + o
)
number(
    "{n}에서 숫자 {n}{_} 나타내는 값은 얼마인가요?",
    lambda n, digit: digit * 10 ** (len(str(n)) - 1 - str(n).index(str(digit))),
)
pick(
    "{n}{_} 각 자리의 값의 합으로 나타낸 것은 무엇인가요?",
    lambda choice, n: evaluate(choice) == n,
)
number("{n}보다 {n} 큰 수는 무엇인가요?", lambda n, step: n + step)
number("{n}{_} 10이 몇 개인 수인가요?", lambda n: n / 10)

number(
    "책을 {_} {n}쪽, {_} {n}쪽 읽었어요. 두 사람이 읽은 책은 모두 몇 쪽인가요?",
    lambda a, b: a + b,
)
number("□ + {n} = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, total: total - a)

number(
    "가게에 풍선이 {n}개 있었는데 {n}개를 팔았어요. 남은 풍선은 몇 개인가요?", lambda a, b: a - b
)
number("□ − {n} = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda b, left: left + b)
number(
    "버스에 {n}명이 타고 있었어요. 정류장에서 {n}명이 내리고 {n}명이 탔어요. "
    "지금 버스에 타고 있는 사람은 몇 명인가요?",
    lambda a, off, on: a - off + on,
)
number(
    "빨간 끈은 {n} cm, 파란 끈은 {n} cm예요. 빨간 끈은 파란 끈보다 몇 cm 더 긴가요?",
    lambda a, b: a - b,
)

number(
    "길이가 {n} cm인 리본이 있어요. {_} {n} cm를 잘라 냈어요. 남은 리본은 몇 cm인가요?",
    lambda a, b: a - b,
)
number(
    "막대의 길이는 몇 cm인가요? [센티미터 자. 막대가 눈금 {n}부터 눈금 {n}까지 놓여 있다.]",
    lambda a, b: b - a,
)
number("{n} m {n} cm는 몇 cm인가요?", lambda m, cm: 100 * m + cm)
number("{n} m는 몇 cm인가요?", lambda m: 100 * m)
text("{s} 중에서 가장 긴 것은 무엇인가요?", lambda group: max(group.split(", "), key=_centimeters))
number(
    "길이가 {n} cm인 막대와 {n} cm인 막대를 겹치지 않게 이어 붙였어요. 전체 길이는 몇 cm인가요?",
    lambda a, b: a + b,
)

number(
    "시계의 긴바늘이 나타내는 것은 몇 분인가요? "
    "[시계. 짧은바늘은 {n}{_} {n} 사이에 있다. 긴바늘은 {n}에 있다.]",
    lambda hour, following, mark: 60 * mark / 12,
)


def _minutes(time: str) -> int:
    hour, minute = re.fullmatch(r"(\d+)시(?: (\d+)분)?", time).groups()
    return 60 * int(hour) + int(minute or 0)


def _time(minutes: int) -> str:
    return f"{minutes // 60}시" + (f" {minutes % 60}분" if minutes % 60 else "")


text(
    "지금은 {s}이에요. {n}분 후의 시각은 무엇인가요?",
    lambda start, wait: _time(_minutes(start) + int(wait)),
)
number(
    "수업이 {s}에 시작하여 {s}에 끝나요. 수업 시간은 몇 분인가요?",
    lambda start, end: _minutes(end) - _minutes(start),
)
number("{n}시간 {n}분은 몇 분인가요?", lambda h, m: 60 * h + m)
number("{n}주일은 며칠인가요?", lambda weeks: 7 * weeks)

number("{s} = {n} × □. □ 안에 알맞은 수는 무엇인가요?", lambda total, a: evaluate(total) / a)
number(
    "작은 사각형은 모두 몇 개인가요? [한 줄에 {n}개씩 {n}줄인 사각형.]",
    lambda a, rows: rows * a,
)
number("{n}의 단 곱셈구구에서 {n} 곱하기 {n}의 값은 얼마인가요?", lambda _, a, b: a * b)
number("{n} 곱하기 {n}의 값은 얼마인가요?", lambda a, b: a * b)
pick(
    "{n} × {n}{_} 값이 같은 곱셈은 무엇인가요?",
    lambda choice, a, b: evaluate(choice) == a * b,
)
number(
    "세발자전거 한 대의 바퀴는 {n}개예요. 세발자전거 {n}대의 바퀴는 모두 몇 개인가요?",
    lambda wheels, n: wheels * n,
)

SHAPES = {"삼각형": 3, "사각형": 4, "오각형": 5, "육각형": 6}
number(
    "이 도형 {n}개의 변은 모두 몇 개인가요? [곧은 변이 {n}개인 도형.]",
    lambda k, sides: k * sides,
)
number(
    "이 도형은 삼각형보다 꼭짓점이 몇 개 더 많은가요? [곧은 변이 {n}개인 도형.]",
    lambda sides: sides - SHAPES["삼각형"],
)
number("{s} {n}개의 변과 꼭짓점은 모두 몇 개인가요?", lambda name, k: k * 2 * SHAPES[name])
number(
    "{_} 막대를 변으로 하여 {s} {n}개와 {s} {n}개를 따로따로 만들어요. "
    "막대는 모두 몇 개 필요한가요?",
    lambda one, k, two, m: k * SHAPES[one.split()[-1]] + m * SHAPES[two],
)
pick(
    "모양이 같은 도형 {n}개의 꼭짓점은 모두 {n}개예요. 어떤 도형인가요?",
    lambda choice, k, corners: k * SHAPES[choice] == corners,
)

FRUIT = "학생들이 좋아하는 과일을 나타낸 그래프예요. "
CIRCLES = " [하나를 ○ 하나로 나타낸 그래프. {s}.]"


def _named(said: str, told: str) -> list:
    """The numbers of the names that a text mentions, in its order."""
    values = table(told)
    found = [name for name in values if re.search(rf"(^| ){name}", said)]
    return [values[name] for name in sorted(found, key=said.index)]


number(
    FRUIT + "{s} 좋아하는 학생은 몇 명인가요?" + CIRCLES,
    lambda said, told: _named(said, told)[0],
)
number(
    FRUIT + "{s} 좋아하는 학생은 모두 몇 명인가요?" + CIRCLES,
    lambda said, told: sum(_named(said, told)),
)
pick(
    FRUIT + "가장 많은 학생이 좋아하는 과일은 무엇인가요?" + CIRCLES,
    lambda choice, told: table(told)[choice] == max(table(told).values()),
)
pick(
    FRUIT + "가장 적은 학생이 좋아하는 과일은 무엇인가요?" + CIRCLES,
    lambda choice, told: table(told)[choice] == min(table(told).values()),
)
number(
    "학생들이 좋아하는 과일을 하나씩 골라 나타낸 그래프예요. 학생은 모두 몇 명인가요?" + CIRCLES,
    lambda told: sum(table(told).values()),
)
number(
    FRUIT + "{s} 좋아하는 학생은 {s} 좋아하는 학생보다 몇 명 더 많은가요?" + CIRCLES,
    lambda more, less, told: _named(more, told)[0] - _named(less, told)[0],
)
