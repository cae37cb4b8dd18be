"""Rules for grade 7 in Korean."""

from math import gcd, isqrt

from recompute import evaluate, number, numbers, pick, root_of, same, sides, text, value
from rules_grade7 import (
    apart,
    classes,
    factorizes,
    is_prime,
    largest_prime,
    stems,
    tallest,
    up_to,
)

number("{n} + {n}의 값은 얼마인가요?", lambda a, b: a + b)
number("{n} − ({n})의 값은 얼마인가요?", lambda a, b: a - b)
number("{n} − {n}의 값은 얼마인가요?", lambda a, b: a - b)
number("{n} × {n}의 값은 얼마인가요?", lambda a, b: a * b)
number("{n} × ({n})의 값은 얼마인가요?", lambda a, b: a * b)
number("{n} − ({n}) × {n}의 값은 얼마인가요?", lambda a, b, c: a - b * c)
number("{n} − {n} × ({n})의 값은 얼마인가요?", lambda a, b, c: a - b * c)
number(
    "저녁 기온은 {n}°C였고, 밤사이에 {n}°C만큼 내려갔어요. 아침 기온은 몇 °C인가요?",
    lambda start, drop: start - drop,
)
number("정수 {list} 중에서 가장 작은 수는 무엇인가요?", min)
number("수직선에서 {n}{_} {n} 사이의 거리는 얼마인가요?", lambda a, b: abs(a - b))

pick("{list} 중에서 소수는 어느 것인가요?", lambda choice, _: is_prime(value(choice)))
number("{n}의 소인수 중에서 가장 큰 수는 무엇인가요?", largest_prime)
pick("{n}{_} 소인수분해하면 어느 것인가요?", factorizes)
number("{n}의 약수는 모두 몇 개인가요?", lambda n: sum(n % k == 0 for k in up_to(n)))
number(
    "{n}에 자연수를 곱하여 어떤 자연수의 제곱이 되게 하려고 해요. 곱할 수 있는 가장 작은 자연수는 "
    "무엇인가요?",
    lambda n: next(k for k in range(1, 10_000) if isqrt(int(n * k)) ** 2 == n * k),
)
pick(
    "두 수 {s}, {s}의 최대공약수는 어느 것인가요?",
    lambda choice, a, b: evaluate(choice) == gcd(int(evaluate(a)), int(evaluate(b))),
)

number("x = {n}일 때, {s}의 값은 얼마인가요?", lambda x, written: evaluate(written, x=x))
pick("{s}의 동류항을 모아 간단히 하면 어느 것인가요?", same)
pick("{s}의 괄호를 풀면 어느 것인가요?", same)
pick(
    "‘x의 {n}배보다 {n}만큼 작은 수’를 나타낸 식은 어느 것인가요?",
    lambda choice, times, less: all(evaluate(choice, x=x) == times * x - less for x in (0, 3, -5)),
)
number(
    "{s}를 간단히 했을 때, x의 계수는 얼마인가요?",
    lambda written: evaluate(written, x=1) - evaluate(written, x=0),
)

number("일차방정식 {s}의 해를 구하면 x의 값은 얼마인가요?", root_of)
number(
    "어떤 수의 {n}배에 {n}{_} 더하면 {n}{_} 돼요. 어떤 수는 얼마인가요?",
    lambda a, b, total: (total - b) / a,
)
pick(
    "다음 방정식 중에서 해가 x = {n}인 것은 어느 것인가요?",
    lambda choice, x: len(set(sides(choice, x=x))) == 1,
)
number(
    "어른 입장권은 어린이 입장권보다 {n}원 더 비싸요. 어른 입장권 {n}장과 어린이 입장권 {n}장의 "
    "값은 모두 {n}원이에요. 어린이 입장권 1장의 값은 얼마인가요?",
    lambda extra, adults, children, total: (total - adults * extra) / (adults + children),
)

text(
    "점 ({n}, {n}){_} 어느 사분면 위의 점인가요?",
    lambda x, y: f"제{[[3, 2], [4, 1]][x > 0][y > 0]}사분면",
)
number(
    "두 점 A, B 사이의 거리는 얼마인가요? [모눈 위의 점: A ({n}, {n}), B ({n}, {n}).]",
    apart,
)
pick(
    "점 ({n}, {n}){_} x축에 대하여 대칭인 점의 좌표는 어느 것인가요?",
    lambda choice, x, y: numbers(choice) == (x, -y),
)
pick(
    "점 ({n}, {n}){_} y축에 대하여 대칭인 점의 좌표는 어느 것인가요?",
    lambda choice, x, y: numbers(choice) == (-x, y),
)
number(
    "y가 x에 정비례하고, x = {n}일 때 y = {n}{_}. x = {n}일 때 y의 값은 얼마인가요?",
    lambda x, y, asked: y / x * asked,
)
number(
    "y가 x에 반비례하고, x = {n}일 때 y = {n}{_}. x = {n}일 때 y의 값은 얼마인가요?",
    lambda x, y, asked: x * y / asked,
)
number(
    "기계 {n}대로 {n}일 걸리는 일이 있어요. 같은 기계 {n}대로 이 일을 하면 며칠이 걸리나요?",
    lambda n, days, asked: n * days / asked,
)

ABOUT = "어느 반 학생들의 하루 독서 시간(분)을 나타낸 히스토그램이에요. "

number(
    "동호회 회원의 나이를 나타낸 줄기와 잎 그림이에요. 줄기 2: 잎 {list}. 줄기 3: 잎 {list}. "
    "줄기 4: 잎 {list}. 나이가 30세 이상인 회원은 몇 명인가요?",
    lambda *leaves: sum(age >= 30 for age in stems(*leaves)),
)
number(
    "도수분포표에 계급 ‘{n} 이상 {n} 미만’이 있어요. 이 계급의 계급값은 얼마인가요?",
    lambda low, high: low + (high - low) / 2,
)
number(
    ABOUT + "전체 학생은 몇 명인가요? [히스토그램: {s}.]",
    lambda histogram: sum(count for *_, count in classes(histogram)),
)
text(
    ABOUT + "도수가 가장 큰 계급은 어느 것인가요? [히스토그램: {s}.]",
    lambda histogram: "{} 이상 {} 미만".format(*tallest(histogram)),
)
number(
    "학생 {n}명을 조사한 도수분포표에서 네 계급의 도수가 차례로 {n}, {n}, □, {n}{_}. "
    "□에 알맞은 수는 무엇인가요?",
    lambda total, a, b, d: total - a - b - d,
)
number(
    ABOUT + "독서 시간이 {n}분 미만인 학생은 몇 명인가요? [히스토그램: {s}.]",
    lambda limit, histogram: sum(c for _, high, c in classes(histogram) if high <= limit),
)
number(
    "학생 {n}명을 조사한 도수분포표에서 어떤 계급의 도수가 {n}{_}. 이 계급의 상대도수는 "
    "얼마인가요?",
    lambda total, count: count / total,
)
number(
    "학생 {n}명을 조사했더니 어떤 계급의 상대도수가 {n}{_}. 이 계급에 속하는 학생은 몇 명인가요?",
    lambda total, share: share * total,
)
