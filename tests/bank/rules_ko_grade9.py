"""Rules for grade 9 in Korean."""

from collections import Counter

from recompute import number, numbers, pick, same
from rules_grade9 import (
    SINE_SQUARED,
    _completes,
    _extreme,
    _height,
    _is_factored,
    _is_integer_root,
    _is_lowest,
    _is_product,
    _lies_between,
    _median,
    _roots,
    _solves,
    _square,
    _surd,
    _trend,
    _turns_at,
    _variance,
    _with_values,
    evaluate,
)

pick("이차방정식 {s} = 0의 해는 무엇인가요?", _solves)
number("x² = {n}의 해 중 양수인 것은 무엇인가요?", _is_integer_root)
number("이차방정식 {s} = 0의 두 해 중 더 큰 것은 무엇인가요?", lambda written: max(_roots(written)))
number("이차방정식 {s} = 0의 두 해의 합은 얼마인가요?", lambda written: sum(_roots(written)))
number(
    "이차방정식 {s} = 0의 한 해가 x = {n}일 때, k의 값은 얼마인가요?",
    lambda written, x: next(k for k in range(-99, 100) if evaluate(written, x=x, k=k) == 0),
)
number(
    "가로가 세로보다 {n} m 더 긴 직사각형 모양의 꽃밭이 있어요. 넓이가 {n} m²일 때, "
    "세로는 몇 m인가요?",
    lambda more, area: next(x for x in range(1, 100) if x * (x + more) == area),
)

pick("({s})({s})를 전개하면 무엇인가요?", lambda choice, a, b: same(choice, f"({a})({b})"))
pick(
    "{s} 을 인수분해하세요.",
    lambda choice, written: _is_product(choice) and same(choice, written),
)
pick(
    "{s} 에서 공통인수를 묶어 내세요.",
    lambda choice, written: _is_factored(choice) and same(choice, written),
)
number("{s}가 완전제곱식이 되려면 □ 안에 알맞은 수는 얼마인가요?", _completes)
number(
    "{n} × {n}의 값은 얼마인가요? (합과 차의 곱을 이용해 보세요.)",
    lambda a, b: a * b,
)
number(
    "넓이가 {s}인 직사각형의 한 변의 길이가 x + {n}입니다. 다른 변의 길이가 x + □일 때, "
    "□ 안에 알맞은 수는 얼마인가요?",
    lambda area, side: -next(x for x in _roots(area) if x != -side or len(_roots(area)) == 1),
)

number("√{n}의 값은 얼마인가요?", _is_integer_root)
number("√{n} × √{n}의 값은 얼마인가요?", lambda a, b: _is_integer_root(a * b))
pick("√{n}{_} a√b의 꼴로 나타내세요. (b는 가장 작은 자연수)", _is_lowest)
pick("√{n}{_} 어떤 연속하는 두 정수 사이에 있나요?", lambda choice, n: _lies_between(choice, n))
pick(
    "√{n} + √{n} 을 간단히 하면 무엇인가요?",
    lambda choice, a, b: _surd(choice) == _surd(f"√{a} + √{b}"),
)
pick(
    "{n}/√{n}의 분모를 유리화하세요.",
    lambda choice, a, b: _surd(choice) == _surd(f"{a}/√{b}"),
)
number("({n}√{n})²의 값은 얼마인가요?", lambda a, b: a * b * a)
number(
    "{n} < √n < {n}{_} 만족하는 자연수 n은 모두 몇 개인가요?",
    lambda low, high: sum(low**2 < n < high**2 for n in range(1, 1000)),
)

number(
    "이차함수 y = {s}에서 x = {n}일 때, y의 값은 얼마인가요?",
    lambda written, x: evaluate(written, x=x),
)
pick(
    "그림에 있는 포물선의 꼭짓점의 좌표는 무엇인가요? [모눈 위의 포물선. 지나는 점: {s}.]",
    lambda choice, listed: numbers(choice) == _turns_at(numbers(listed)),
)
pick(
    "포물선 y = {s}의 꼭짓점의 좌표는 무엇인가요?",
    lambda choice, written: numbers(choice) == _extreme(written),
)
pick(
    "y = x²의 그래프를 x축의 방향으로 {n}만큼, y축의 방향으로 {n}만큼 평행이동한 그래프의 식은 "
    "무엇인가요?",
    lambda choice, p, q: _extreme(choice.removeprefix("y = ")) == (p, q),
)
number("이차함수 y = {s}의 최솟값은 얼마인가요?", lambda written: _extreme(written)[1])
number(
    "포물선 y = {s}의 축의 방정식은 x = □입니다. □ 안에 알맞은 수는 얼마인가요?",
    lambda written: _extreme(written)[0],
)
pick(
    "포물선 y = {s}{_}x축과 만나는 점의 x좌표는 무엇인가요?",
    lambda choice, written: set(numbers(choice)) == _roots(written.strip("이가 ")),
)
number(
    "포물선 y = ax²이 점 ({n}, {n})를 지날 때, a의 값은 얼마인가요?",
    lambda x, y: y / (x * x),
)

number(
    "물음표로 표시된 변의 길이는 몇 cm인가요? "
    "[직각삼각형. 직각을 낀 두 변은 {n} cm, {n} cm, 빗변은 ?로 표시되어 있다.]",
    lambda a, b: _is_integer_root(a**2 + b**2),
)
number(
    "직각을 낀 두 변의 길이가 {n} cm, {n} cm인 직각삼각형의 빗변의 길이는 몇 cm인가요?",
    lambda a, b: _is_integer_root(a**2 + b**2),
)
pick(
    "빗변의 길이가 {n} cm이고 다른 한 변의 길이가 {n} cm인 직각삼각형이 있어요. "
    "나머지 한 변의 길이는 얼마인가요?",
    lambda choice, c, a: _surd(choice.removesuffix(" cm")) == _surd(f"√{c**2 - a**2}"),
)
number(
    "길이가 {n} m인 사다리를 벽에 기대어 놓았어요. 벽에서 사다리의 아래 끝까지의 거리가 "
    "{n} m일 때, 사다리가 벽에 닿는 곳의 높이는 몇 m인가요?",
    lambda c, a: _is_integer_root(c**2 - a**2),
)
number(
    "∠C = {n}°인 직각삼각형 ABC에서 BC = {n}, AC = {n}, AB = {n}일 때, {s} A의 값은 무엇인가요?",
    lambda _, bc, ac, ab, name: {"sin": bc / ab, "cos": ac / ab, "tan": bc / ac}[name],
)
number(
    "빗변의 길이가 {n} cm이고 한 예각의 크기가 30°인 직각삼각형이 있어요. "
    "이 각의 대변의 길이는 몇 cm인가요? (sin 30° = {n})",
    lambda hypotenuse, sine: hypotenuse * sine,
)
pick(
    "sin {n}°의 값은 무엇인가요?",
    lambda choice, angle: _square(choice) == SINE_SQUARED[int(angle)],
)
pick(
    "cos {n}°의 값은 무엇인가요?",
    lambda choice, angle: _square(choice) == 1 - SINE_SQUARED[int(angle)],
)
number("{s} 을 계산하세요.", _with_values)
number(
    "두 점 ({n}, {n}), ({n}, {n}) 사이의 거리는 얼마인가요?",
    lambda a, b, c, d: _is_integer_root((a - c) ** 2 + (b - d) ** 2),
)

number("자료 {list}의 중앙값은 얼마인가요?", _median)
number("자료 {list}의 최빈값은 얼마인가요?", lambda data: Counter(data).most_common(1)[0][0])
number("자료 {list}의 범위는 얼마인가요?", lambda data: max(data) - min(data))
number("자료 {list}의 분산은 얼마인가요?", _variance)
pick(
    "자료 {list}의 표준편차는 얼마인가요?",
    lambda choice, data: _square(choice) == _variance(data),
)
number(
    "퀴즈에서 {n}점을 받은 학생이 {n}명, {n}점을 받은 학생이 {n}명, "
    "{n}점을 받은 학생이 {n}명입니다. 점수의 평균은 얼마인가요?",
    lambda a, i, b, j, c, k: (i * a + j * b + k * c) / (i + j + k),
)
number(
    "어떤 자료의 분산이 {n}입니다. 모든 변량에 {n}{_} 더하면 새 자료의 분산은 얼마인가요?",
    lambda v, k: v * _variance((1 + k, 3 + k)) / _variance((1, 3)),
)
number(
    "어떤 자료의 분산이 {n}입니다. 모든 변량에 {n}{_} 곱하면 새 자료의 분산은 얼마인가요?",
    lambda v, k: v * _variance((1 * k, 3 * k)) / _variance((1, 3)),
)

number(
    "물음표로 표시된 원주각의 크기는 몇 도인가요? "
    "[원. 한 호에 대한 중심각의 크기는 {n}°이고, 같은 호에 대한 원주각은 ?로 표시되어 있다.]",
    lambda central: central / 2,
)
number(
    "한 호에 대한 중심각의 크기가 {n}°일 때, 같은 호에 대한 원주각의 크기는 몇 도인가요?",
    lambda central: central / 2,
)
number(
    "한 호에 대한 원주각의 크기가 {n}°일 때, 같은 호에 대한 중심각의 크기는 몇 도인가요?",
    lambda angle: angle + angle,
)
number(
    "같은 호에 대한 두 원주각이 있어요. 하나가 {n}°일 때, 다른 하나의 크기는 얼마인가요?",
    lambda angle: angle,
)
number(
    "AB는 원의 지름이고 점 C는 원 위에 있어요. ∠CAB = {n}°일 때, ∠CBA의 크기는 몇 도인가요?",
    lambda angle: 180 - 90 - angle,
)
number(
    "원에 내접하는 사각형 ABCD에서 ∠A = {n}°일 때, ∠C의 크기는 얼마인가요?",
    lambda angle: 180 - angle,
)
number(
    "반지름이 {n} cm인 원에서 중심으로부터 {n} cm 떨어진 현이 있어요. 이 현의 길이는 몇 cm인가요?",
    lambda radius, far: 2 * _is_integer_root(radius**2 - far**2),
)
pick(
    "반지름이 {n} cm인 원의 중심에서 {n} cm 떨어진 점 P에서 원에 그은 접선의 접점을 T라 할 때, "
    "PT의 길이는 얼마인가요?",
    lambda choice, radius, far: (
        _surd(choice.removesuffix(" cm")) == _surd(f"√{far**2 - radius**2}")
    ),
)

RISE = {"양의 상관관계": 1, "음의 상관관계": -1, "상관관계가 없다": 0}
pick(
    "산점도는 어떤 관계를 나타내나요? [산점도의 점: {s}.]",
    lambda choice, listed: RISE.get(choice) == _trend(listed),
)
STUDY = "점은 학생을 나타내고, 가로는 공부한 시간, 세로는 시험 점수예요. "
number(
    STUDY + "공부한 시간이 {n}시간인 학생의 점수는 몇 점인가요? [산점도의 점: {s}.]",
    _height,
)
number(
    STUDY + "점수가 {n}점보다 높은 학생은 몇 명인가요? [산점도의 점: {s}.]",
    lambda limit, listed: sum(y > limit for y in numbers(listed)[1::2]),
)
TOGETHER = {
    "기온과 아이스크림 판매량",
    "집의 넓이와 집값",
    "이동 거리와 택시 요금",
    "키와 팔의 길이",
    "도로의 자동차 수와 소음",
}
APART = {
    "기차의 속력과 걸리는 시간",
    "산의 높이와 정상의 기온",
    "하루의 게임 시간과 잠자는 시간",
    "마신 물의 양과 병에 남은 물의 양",
    "자동차를 사용한 기간과 중고 가격",
}
pick(
    "{s} 사이에는 어떤 관계가 있을까요?",
    lambda choice, what: RISE.get(choice) == (what in TOGETHER) - (what in APART),
)
