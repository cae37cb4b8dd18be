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
    height,
    holds,
    integers_between,
    on_line,
    repeating,
    same_angles,
    terminates,
    zero_of,
)

number("일차함수 y = {s}에서 x = {n}일 때 y의 값은 얼마인가요?", lambda written, x: evaluate(
                                                                                             written,
                                                                                             x=x))  # fmt: skip
number("두 점 ({n}, {n}), ({n}, {n})을 지나는 직선의 기울기는 얼마인가요?", lambda a, b, c, d: (d -
                                                                                                b) / (
                                                                                                      c -
                                                                                                      a))  # fmt: skip
number("두 점 A, B를 지나는 직선의 기울기는 얼마인가요? [모눈 위의 점: A ({n}, {n}), B ({n}, "
       "{n}).]", lambda a, b, c, d: (d - b) / (c - a))  # fmt: skip
pick("기울기가 {n}이고 y절편이 {n}인 직선은 어느 것인가요?", lambda choice, a, b: on_line(choice, 0,
                                                                                          b) and
     on_line(choice, 1, b + a))  # fmt: skip
pick("기울기가 {n}이고 점 ({n}, {n}){_} 지나는 직선은 어느 것인가요?", lambda choice, a, x, y:
     on_line(choice, x, y) and on_line(choice, x + 1, y + a))  # fmt: skip
number("직선 y = {s}의 x절편은 얼마인가요?", zero_of)
pick("다음 중 직선 {s} 위의 점이 아닌 것은 어느 것인가요?", lambda choice, line: not on_line(line, *
                                                                                             numbers(
                                                                                                     choice)))  # fmt: skip

pick("일차부등식 {s}의 해는 어느 것인가요?", lambda choice, relation: all(holds(choice, x) == holds(
                                                                                                    relation,
                                                                                                    x)
                                                                          for x in PROBES))  # fmt: skip
number("일차부등식 {s} > {n}{_} 만족하는 가장 작은 정수 x는 얼마인가요?", lambda left, right: next(
                                                                                                   x
                                                                                                   for
                                                                                                   x
                                                                                                   in
                                                                                                   range(-
                                                                                                         100,
                                                                                                         100)
                                                                                                   if
                                                                                                   evaluate(
                                                                                                            left,
                                                                                                            x=
                                                                                                            x) >
                                                                                                   right))  # fmt: skip
number("수직선의 표시된 부분에 있는 정수는 모두 몇 개인가요? [수직선. {n}부터 {n}까지 표시되어 "
       "있다. {n}의 점은 속이 비어 있고 {n}의 점은 속이 차 있다.]", integers_between)  # fmt: skip
number("일차부등식 {s} ≤ {n}{_} 만족하는 자연수 x는 모두 몇 개인가요?", lambda left, right: sum(
                                                                                                evaluate(
                                                                                                         left,
                                                                                                         x=
                                                                                                         x) <=
                                                                                                right
                                                                                                for
                                                                                                x
                                                                                                in
                                                                                                range(
                                                                                                      1,
                                                                                                      1000)))  # fmt: skip
number("한 송이에 {n}원인 장미와 {n}원짜리 꽃병 1개를 사려고 해요. {n}원으로 장미를 최대 몇 "
       "송이까지 살 수 있나요?", lambda price, vase, money: max(n for n in range(100) if vase + n *
                                                                price <= money))  # fmt: skip

number("연립방정식 {s}, {s}의 해에서 x의 값은 얼마인가요?", lambda first, second: cramer(first,
                                                                                         second)[0])  # fmt: skip
number("연립방정식 {s}, {s}의 해에서 y의 값은 얼마인가요?", lambda first, second: cramer(first,
                                                                                         second)[1])  # fmt: skip
pick("연립방정식 {s}, {s}의 해는 어느 것인가요?", lambda choice, first, second: both_hold(first,
                                                                                          second, *
                                                                                          numbers(
                                                                                                  choice)))  # fmt: skip
number("어느 농장에 닭과 소가 모두 {n}마리 있고, 다리는 모두 {n}개예요. 소는 몇 마리인가요?",
       lambda heads, legs: next(c for c in range(100) if 4 * c + 2 * (heads - c) == legs))  # fmt: skip
number("두 수의 합은 {n}이고 차는 {n}{_}. 두 수 중 큰 수는 얼마인가요?", lambda total, difference: (
                                                                                                    total +
                                                                                                    difference) /
       2)  # fmt: skip

pick("다음 식을 간단히 하면 어느 것인가요? {s}", equals)
number("{s} × {n}^□ = {s}일 때, □에 알맞은 수는 무엇인가요?", lambda first, base, result: next(n
                                                                                               for
                                                                                               n in
                                                                                               range(
                                                                                                     50)
                                                                                               if
                                                                                               evaluate(
                                                                                                        first) *
                                                                                               base**
                                                                                               n ==
                                                                                               evaluate(
                                                                                                        result)))  # fmt: skip
number("{s}의 값을 구하세요.", evaluate)

number("주머니에 빨간 공 {n}개, 파란 공 {n}개, 초록 공 {n}개가 들어 있어요. 공 한 개를 꺼낼 때, "
       "파란 공일 확률은 얼마인가요?", lambda red, blue, green: blue / (red + blue + green))  # fmt: skip
number("1부터 {n}까지의 수가 하나씩 적힌 카드 {n}장이 있어요. 카드 한 장을 뽑을 때, {n}의 배수일 "
       "확률은 얼마인가요?", lambda n, cards, k: sum(card % k == 0 for card in range(1, int(n) + 1)) /
       cards)  # fmt: skip
number("서로 다른 두 개의 주사위를 동시에 던질 때, 두 눈의 수의 합이 {n}일 확률은 얼마인가요?",
       lambda total: Fraction(sum(sum(p) == total for p in product(range(1, 7), repeat=2)), 36))  # fmt: skip
number("서로 다른 동전 {n}개를 동시에 던질 때, 앞면이 정확히 {n}개 나올 확률은 얼마인가요?", lambda
       n, k: Fraction(sum(sum(p) == k for p in product((0, 1), repeat=int(n))), 2 ** int(n)))  # fmt: skip
number("내일 비가 올 확률이 {n}일 때, 내일 비가 오지 않을 확률은 얼마인가요?", lambda p: 1 - p)
number("상자에 빨간 펜 {n}자루와 파란 펜 {n}자루가 들어 있어요. 꺼낸 펜을 다시 넣지 않고 한 자루씩 "
       "두 번 꺼낼 때, 두 자루 모두 빨간 펜일 확률은 얼마인가요?", both_red)  # fmt: skip
number("{_} 셔츠 {n}벌, 바지 {n}벌, 모자 {n}개를 가지고 있어요. 셔츠, 바지, 모자를 하나씩 고르는 "
       "경우의 수는 얼마인가요?", lambda a, b, c: a * b * c)  # fmt: skip

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

number(
    "△ABC와 △DEF가 서로 닮음이에요. AB = {n} cm, BC = {n} cm, DE = {n} cm일 때, "
    "EF의 길이는 몇 cm인가요?",
    lambda ab, bc, de: bc * (de / ab),
)
number(
    "이 삼각형에서 선분 MN의 길이는 얼마인가요? [삼각형 ABC에서 점 M은 변 AB의 중점, 점 N은 "
    "변 AC의 중점이다. BC = {n} cm이다.]",
    lambda bc: bc / 2,
)
number(
    "높이가 {n} m인 막대의 그림자의 길이가 {n} m예요. 같은 시각에 건물의 그림자의 길이가 {n} m일 "
    "때, 건물의 높이는 몇 m인가요?",
    lambda pole, shadow, longer: pole / shadow * longer,
)
pick(
    "어떤 삼각형의 두 각의 크기가 {n}°와 {n}°예요. 두 각의 크기가 다음과 같은 삼각형 중 이 "
    "삼각형과 닮은 것은 어느 것인가요?",
    same_angles,
)
number(
    "물음표로 표시된 선분의 길이는 몇 cm인가요? [삼각형 ABC에서 점 D는 변 AB 위에, 점 E는 변 AC "
    "위에 있고 DE ∥ BC이다. AD = {n} cm, DB = {n} cm, AE = {n} cm이고 EC에 ? 표시가 있다.]",
    lambda ad, db, ae: ae * (ad + db) / ad - ae,
)
number(
    "점 G는 △ABC의 무게중심이고, 중선 AD의 길이는 {n} cm예요. AG의 길이는 얼마인가요?",
    lambda median: median - median / 3,
)
number(
    "닮은 두 도형의 닮음비가 {n} : {n}{_}. 작은 도형의 넓이가 {n} cm²일 때, 큰 도형의 넓이는 "
    "얼마인가요?",
    lambda a, b, area: area * (b / a) ** 2,
)
number(
    "닮은 두 상자의 닮음비가 {n} : {n}{_}. 작은 상자의 부피가 {n} L일 때, 큰 상자의 부피는 몇 "
    "L인가요?",
    lambda a, b, volume: volume * (b / a) ** 3,
)
number(
    "물음표로 표시된 높이는 몇 cm인가요? [∠A = 90°인 직각삼각형 ABC. 점 A에서 변 BC에 내린 수선의 "
    "발이 H이다. BH = {n} cm, HC = {n} cm이고 AH에 ? 표시가 있다.]",
    height,
)

number(
    "물음표로 표시된 각의 크기는 몇 도인가요? [AB = AC인 삼각형 ABC. ∠A = {n}°이고 ∠B에 ? 표시가 "
    "있다.]",
    lambda apex: next(b for b in range(1, 90) if 2 * b + apex == 180),
)
number(
    "물음표로 표시된 각의 크기는 얼마인가요? [평행사변형 ABCD. ∠B = {n}°이고 ∠C에 ? 표시가 있다.]",
    lambda b: (360 - 2 * b) / 2,
)
number(
    "이 평행사변형에서 AO의 길이는 몇 cm인가요? [평행사변형 ABCD의 두 대각선이 점 O에서 만난다. "
    "AC = {n} cm, BD = {n} cm이다.]",
    lambda ac, bd: ac / 2,
)
number("점 O는 예각삼각형 ABC의 외심이고 ∠A = {n}°예요. ∠BOC의 크기는 얼마인가요?", lambda a: a + a)
number(
    "직사각형 ABCD에서 AC = {s}, BD = {s}일 때, x의 값은 얼마인가요?",
    lambda ac, bd: next(x for x in range(99) if evaluate(ac, x=x) == evaluate(bd, x=x)),
)
number(
    "마름모 ABCD에서 변 AB와 대각선 BD가 이루는 ∠ABD의 크기가 {n}°예요. ∠BAD의 크기는 몇 도인가요?",
    lambda a: 180 - a - a,
)
number(
    "평행사변형 ABCD에서 AB = {n} cm, AD = {n} cm예요. ∠A의 이등분선이 변 BC와 만나는 점을 E라고 "
    "할 때, EC의 길이는 얼마인가요?",
    lambda ab, ad: ad - ab,
)
number(
    "점 I는 △ABC의 내심이고 ∠A = {n}°예요. ∠BIC의 크기는 몇 도인가요?",
    lambda a: 180 - (180 - a) / 2,
)
number(
    "둘레의 길이가 {n} cm인 삼각형의 내접원의 반지름의 길이가 {n} cm예요. 이 삼각형의 넓이는 "
    "얼마인가요?",
    lambda around, radius: around * radius / 2,
)
