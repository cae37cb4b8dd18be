"""Rules for grade 8 in Korean."""

from fractions import Fraction
from itertools import product

from recompute import evaluate, number, numbers, pick, text
from rules_grade8 import (
    PROBES,
    block,
    both_hold,
    both_red,
    cramer,
    digit_at,
    equals,
    holds,
    integers_between,
    on_line,
    repeating,
    terminates,
    zero_of,
)

number(
    "일차함수 y = {s}에서 x = {n}일 때 y의 값은 얼마인가요?",
    lambda written, x: evaluate(written, x=x),
)
number(
    "두 점 ({n}, {n}), ({n}, {n})을 지나는 직선의 기울기는 얼마인가요?",
    lambda a, b, c, d: (d - b) / (c - a),
)
number(
    "두 점 A, B를 지나는 직선의 기울기는 얼마인가요? [모눈 위의 점: A ({n}, {n}), B ({n}, {n}).]",
    lambda a, b, c, d: (d - b) / (c - a),
)
pick(
    "기울기가 {n}이고 y절편이 {n}인 직선은 어느 것인가요?",
    lambda choice, a, b: on_line(choice, 0, b) and on_line(choice, 1, b + a),
)
pick(
    "기울기가 {n}이고 점 ({n}, {n}){_} 지나는 직선은 어느 것인가요?",
    lambda choice, a, x, y: on_line(choice, x, y) and on_line(choice, x + 1, y + a),
)
number("직선 y = {s}의 x절편은 얼마인가요?", zero_of)
pick(
    "다음 중 직선 {s} 위의 점이 아닌 것은 어느 것인가요?",
    lambda choice, line: not on_line(line, *numbers(choice)),
)

pick(
    "일차부등식 {s}의 해는 어느 것인가요?",
    lambda choice, relation: all(holds(choice, x) == holds(relation, x) for x in PROBES),
)
number(
    "일차부등식 {s} > {n}{_} 만족하는 가장 작은 정수 x는 얼마인가요?",
    lambda left, right: next(x for x in range(-100, 100) if evaluate(left, x=x) > right),
)
number(
    "수직선의 표시된 부분에 있는 정수는 모두 몇 개인가요? [수직선. {n}부터 {n}까지 표시되어 "
    "있다. {n}의 점은 속이 비어 있고 {n}의 점은 속이 차 있다.]",
    integers_between,
)
number(
    "일차부등식 {s} ≤ {n}{_} 만족하는 자연수 x는 모두 몇 개인가요?",
    lambda left, right: sum(evaluate(left, x=x) <= right for x in range(1, 1000)),
)
number(
    "한 송이에 {n}원인 장미와 {n}원짜리 꽃병 1개를 사려고 해요. {n}원으로 장미를 최대 몇 "
    "송이까지 살 수 있나요?",
    lambda price, vase, money: max(n for n in range(100) if vase + n * price <= money),
)

number(
    "연립방정식 {s}, {s}의 해에서 x의 값은 얼마인가요?",
    lambda first, second: cramer(first, second)[0],
)
number(
    "연립방정식 {s}, {s}의 해에서 y의 값은 얼마인가요?",
    lambda first, second: cramer(first, second)[1],
)
pick(
    "연립방정식 {s}, {s}의 해는 어느 것인가요?",
    lambda choice, first, second: both_hold(first, second, *numbers(choice)),
)
number(
    "어느 농장에 닭과 소가 모두 {n}마리 있고, 다리는 모두 {n}개예요. 소는 몇 마리인가요?",
    lambda heads, legs: next(c for c in range(100) if 4 * c + 2 * (heads - c) == legs),
)
number(
    "두 수의 합은 {n}이고 차는 {n}{_}. 두 수 중 큰 수는 얼마인가요?",
    lambda total, difference: (total + difference) / 2,
)

pick("다음 식을 간단히 하면 어느 것인가요? {s}", equals)
number(
    "{s} × {n}^□ = {s}일 때, □에 알맞은 수는 무엇인가요?",
    lambda first, base, result: next(
        n for n in range(50) if evaluate(first) * base**n == evaluate(result)
    ),
)
number("{s}의 값을 구하세요.", evaluate)

number(
    "주머니에 빨간 공 {n}개, 파란 공 {n}개, 초록 공 {n}개가 들어 있어요. 공 한 개를 꺼낼 때, "
    "파란 공일 확률은 얼마인가요?",
    lambda red, blue, green: blue / (red + blue + green),
)
number(
    "1부터 {n}까지의 수가 하나씩 적힌 카드 {n}장이 있어요. 카드 한 장을 뽑을 때, {n}의 배수일 "
    "확률은 얼마인가요?",
    lambda n, cards, k: sum(card % k == 0 for card in range(1, int(n) + 1)) / cards,
)
number(
    "서로 다른 두 개의 주사위를 동시에 던질 때, 두 눈의 수의 합이 {n}일 확률은 얼마인가요?",
    lambda total: Fraction(sum(sum(p) == total for p in product(range(1, 7), repeat=2)), 36),
)
number(
    "서로 다른 동전 {n}개를 동시에 던질 때, 앞면이 정확히 {n}개 나올 확률은 얼마인가요?",
    lambda n, k: Fraction(sum(sum(p) == k for p in product((0, 1), repeat=int(n))), 2 ** int(n)),
)
number("내일 비가 올 확률이 {n}일 때, 내일 비가 오지 않을 확률은 얼마인가요?", lambda p: 1 - p)
number(
    "상자에 빨간 펜 {n}자루와 파란 펜 {n}자루가 들어 있어요. 꺼낸 펜을 다시 넣지 않고 한 자루씩 "
    "두 번 꺼낼 때, 두 자루 모두 빨간 펜일 확률은 얼마인가요?",
    both_red,
)
number(
    "{_} 셔츠 {n}벌, 바지 {n}벌, 모자 {n}개를 가지고 있어요. 셔츠, 바지, 모자를 하나씩 고르는 "
    "경우의 수는 얼마인가요?",
    lambda a, b, c: a * b * c,
)

text("순환소수 {s}의 순환마디는 무엇인가요?", block)
number("x = {s}일 때, 100x − x의 값은 얼마인가요?", lambda written: 99 * repeating(written))
number("{s} = □/99일 때, □에 알맞은 수는 무엇인가요?", lambda written: 99 * repeating(written))
pick(
    "분수 {list} 중에서 유한소수로 나타낼 수 있는 것은 어느 것인가요?",
    lambda choice, _: terminates(Fraction(choice)),
)
number("순환소수 {s}을 기약분수로 나타내면 얼마인가요?", repeating)
number(
    "{n} × n이 유한소수가 되도록 하는 가장 작은 자연수 n은 얼마인가요?",
    lambda fraction: next(n for n in range(1, 999) if terminates(fraction * n)),
)
number(
    "{n} = {n}…입니다. 소수점 아래 {n}번째 자리의 숫자는 무엇인가요?",
    lambda fraction, _, place: digit_at(fraction, place),
)
