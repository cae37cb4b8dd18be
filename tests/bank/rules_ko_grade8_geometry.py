"""Rules for the geometry of grade 8 in Korean."""

from recompute import evaluate, number, pick
from rules_grade8_geometry import height, same_angles

number(
    "△ABC와 △DEF가 서로 닮음이에요. AB = {n} cm, BC = {n} cm, DE = {n} cm일 때, "
    "EF의 길이는 몇 cm인가요? [{_}]",
    lambda ab, bc, de: bc * (de / ab),
)
number(
    "이 삼각형에서 선분 MN의 길이는 얼마인가요? [삼각형 ABC에서 점 M은 변 AB의 중점, 점 N은 "
    "변 AC의 중점이다. BC = {n} cm이다.]",
    lambda bc: bc / 2,
)
number(
    "높이가 {n} m인 막대의 그림자의 길이가 {n} m예요. 같은 시각에 건물의 그림자의 길이가 {n} m일 "
    "때, 건물의 높이는 몇 m인가요? [{_}]",
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
    "점 G는 △ABC의 무게중심이고, 중선 AD의 길이는 {n} cm예요. AG의 길이는 얼마인가요? [{_}]",
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
    "평행사변형 ABCD의 두 대각선이 만나는 점을 O라고 해요. AC = {n} cm, BD = {n} cm일 때, "
    "AO의 길이는 몇 cm인가요? [{_}]",
    lambda ac, bd: ac / 2,
)
number(
    "점 O는 예각삼각형 ABC의 외심이고 ∠A = {n}°예요. ∠BOC의 크기는 얼마인가요? [{_}]",
    lambda a: a + a,
)
number(
    "직사각형 ABCD에서 AC = {s}, BD = {s}일 때, x의 값은 얼마인가요? [{_}]",
    lambda ac, bd: next(x for x in range(99) if evaluate(ac, x=x) == evaluate(bd, x=x)),
)
number(
    "마름모 ABCD에서 변 AB와 대각선 BD가 이루는 ∠ABD의 크기가 {n}°예요. "
    "∠BAD의 크기는 몇 도인가요? [{_}]",
    lambda a: 180 - a - a,
)
number(
    "평행사변형 ABCD에서 AB = {n} cm, AD = {n} cm예요. ∠A의 이등분선이 변 BC와 만나는 점을 E라고 "
    "할 때, EC의 길이는 얼마인가요? [{_}]",
    lambda ab, ad: ad - ab,
)
number(
    "점 I는 △ABC의 내심이고 ∠A = {n}°예요. ∠BIC의 크기는 몇 도인가요? [{_}]",
    lambda a: 180 - (180 - a) / 2,
)
number(
    "둘레의 길이가 {n} cm인 삼각형의 내접원의 반지름의 길이가 {n} cm예요. 이 삼각형의 넓이는 "
    "얼마인가요?",
    lambda around, radius: around * radius / 2,
)
