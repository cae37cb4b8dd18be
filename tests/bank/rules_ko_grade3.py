"""Rules for grade 3 in Korean."""

import re
from math import ceil

from recompute import evaluate, number, pick, table, value
from rules_grade3 import _small
from rules_ko_grade2 import _named

SIDES = {"정오각형": 5, "정육각형": 6, "정팔각형": 8}

number("{n} × {n}의 값은 얼마인가요?", lambda a, b: a * b)
number(
    "상자 {n}개에 연필이 {n}자루씩 들어 있어요. 연필은 모두 몇 자루인가요?",
    lambda n, size: n * size,
)
number(
    "식탁 {n}개에 의자가 {n}개씩 놓여 있어요. 의자는 모두 몇 개인가요?", lambda n, size: n * size
)
number("{n}개의 팀에 선수가 {n}명씩 있어요. 선수는 모두 몇 명인가요?", lambda n, size: n * size)
number("{n} × □ = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, product: product / a)
pick(
    "{n} × {n}{_} 값이 같은 것은 무엇인가요?",
    lambda choice, a, b: evaluate(choice) == a * b,
)

number("{n} ÷ {n}의 몫은 얼마인가요?", lambda a, b: a / b)
number(
    "{_} 카드 {n}장을 친구 {n}명에게 똑같이 나누어 주어요. 한 명이 받는 카드는 몇 장인가요?",
    lambda cards, friends: cards / friends,
)
number("{n}{_} {n}{_} 나눈 나머지는 얼마인가요?", lambda a, b: a % b)
number("□ ÷ {n} = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, b: a * b)
number(
    "상자 한 개에 달걀을 {n}개까지 담을 수 있어요. 달걀 {n}개를 모두 담으려면 "
    "상자는 적어도 몇 개 필요한가요?",
    lambda size, eggs: ceil(eggs / size),
)

number(
    "피자를 똑같이 {n}조각으로 나누었어요. {_} {n}조각을 먹었어요. "
    "남은 피자는 전체의 몇 분의 몇인가요?",
    lambda n, eaten: 1 - eaten / n,
)
number(
    "색칠한 부분은 전체의 몇 분의 몇인가요? [똑같이 {n}칸으로 나눈 막대. {n}칸이 색칠되어 있다.]",
    lambda parts, shaded: shaded / parts,
)
number("{list} 중에서 가장 큰 분수는 무엇인가요?", max)
number("{list} 중에서 가장 작은 분수는 무엇인가요?", min)
number("{n}의 {n}은 얼마인가요?", lambda n, part: part * n)
number("{n}의 {n}는 얼마인가요?", lambda n, part: part * n)
number("{n} = □/{n}. □ 안에 알맞은 수는 무엇인가요?", lambda fraction, below: fraction * below)
pick("{n}{_} 크기가 같은 분수는 무엇인가요?", lambda choice, known: value(choice) == known)

number(
    "가로가 {n} cm, 세로가 {n} cm인 직사각형의 둘레는 몇 cm인가요?",
    lambda a, b: a + b + a + b,
)
number(
    "직사각형의 둘레는 몇 cm인가요? [가로가 {n} cm, 세로가 {n} cm인 직사각형.]",
    lambda a, b: a + b + a + b,
)
number("한 변의 길이가 {n} cm인 정사각형의 둘레는 몇 cm인가요?", lambda a: 4 * a)
number(
    "세 변의 길이가 {n} cm, {n} cm, {n} cm인 삼각형의 둘레는 몇 cm인가요?",
    lambda a, b, c: a + b + c,
)
number(
    "둘레가 {n} cm인 {s}의 한 변의 길이는 몇 cm인가요?",
    lambda total, shape: total / SIDES[shape],
)
number(
    "둘레가 {n} m이고 가로가 {n} m인 직사각형의 세로는 몇 m인가요?",
    lambda total, a: (total - 2 * a) / 2,
)

number(
    "{n}원짜리 동전 {n}개, {n}원짜리 동전 {n}개, {n}원짜리 동전 {n}개는 모두 몇 원인가요?",
    lambda a, n, b, m, c, k: a * n + b * m + c * k,
)
number(
    "공책은 {n}원, 펜은 {n}원이에요. 두 물건의 값은 모두 얼마인가요?",
    lambda a, b: a + b,
)
number(
    "{_} {n}원짜리 장난감을 사고 {n}원을 냈어요. 거스름돈은 얼마인가요?",
    lambda cost, paid: paid - cost,
)
number(
    "{n}원짜리 지폐 {n}장과 {n}원짜리 동전 {n}개는 모두 몇 원인가요?",
    lambda note, n, coin, k: note * n + coin * k,
)
number(
    "입장권 한 장은 {n}원이에요. {_} 입장권 {n}장을 사고 {n}원을 냈어요. 거스름돈은 몇 원인가요?",
    lambda price, n, paid: paid - n * price,
)


def _span(said: str) -> int:
    """`9시 45분` or `2시간 5분` in minutes."""
    hours, minutes = re.fullmatch(r"(\d+)시간?(?: (\d+)분)?", said).groups()
    return 60 * int(hours) + int(minutes or 0)


pick(
    "영화가 {s}에 시작하여 {s} 동안 상영돼요. 영화가 끝나는 시각은 무엇인가요?",
    lambda choice, start, lasts: _span(choice) == _span(start) + _span(lasts),
)
number(
    "기차가 {s}에 출발하여 {s}에 도착했어요. 걸린 시간은 몇 분인가요?",
    lambda start, end: _span(end) - _span(start),
)
pick("{s} + {s}은 몇 시간 몇 분인가요?", lambda choice, a, b: _span(choice) == _span(a) + _span(b))
pick("{s} − {s}은 몇 시간 몇 분인가요?", lambda choice, a, b: _span(choice) == _span(a) - _span(b))
number("{n}분 {n}초는 몇 초인가요?", lambda minutes, rest: 60 * minutes + rest)

number("{n} kg {n} g은 몇 g인가요?", lambda big, rest: 1000 * big + rest)
number("{n} L {n} mL는 몇 mL인가요?", lambda big, rest: 1000 * big + rest)
number(
    "쌀이 {n} kg 있었는데 {n} g을 먹었어요. 남은 쌀은 몇 g인가요?",
    lambda kilos, eaten: 1000 * kilos - eaten,
)
number(
    "컵에 물이 {n} mL 들어가요. {n} mL 들이 물통을 가득 채우려면 컵으로 적어도 "
    "몇 번 부어야 하나요?",
    lambda cup, jug: jug / cup,
)
pick(
    "{s} 중에서 가장 무거운 것은 무엇인가요?",
    lambda choice, group: _small(choice) == max(map(_small, group.split(", "))),
)
pick(
    "물이 한 양동이에 {s}, 다른 양동이에 {s} 들어 있어요. 물은 모두 얼마인가요?",
    lambda choice, a, b: _small(choice) == _small(a) + _small(b),
)

SPORT = "학생들이 고른 운동을 나타낸 막대그래프예요. "
BARS = " [막대그래프. {s}.]"
number(
    SPORT + "{s} 고른 학생은 몇 명인가요?" + BARS,
    lambda said, told: _named(said, told)[0],
)
number(
    SPORT + "{s} 고른 학생은 {s} 고른 학생보다 몇 명 더 많은가요?" + BARS,
    lambda more, less, told: _named(more, told)[0] - _named(less, told)[0],
)
pick(
    SPORT + "가장 적은 학생이 고른 운동은 무엇인가요?" + BARS,
    lambda choice, told: table(told)[choice] == min(table(told).values()),
)
number(
    "학생들이 운동을 하나씩 골라 나타낸 막대그래프예요. 학생은 모두 몇 명인가요?" + BARS,
    lambda told: sum(table(told).values()),
)
number(
    SPORT + "{n}명보다 많은 학생이 고른 운동은 몇 가지인가요?" + BARS,
    lambda bound, told: sum(1 for count in table(told).values() if count > bound),
)
number(
    SPORT + "{s} 고른 학생은 {s} 고른 학생의 몇 배인가요?" + BARS,
    lambda more, less, told: _named(more, told)[0] / _named(less, told)[0],
)
