"""Rules for the geometry of grade 7 in Korean."""

from itertools import combinations

from recompute import number, text
from rules_grade7_geometry import corresponding_angle, diagonals

number(
    "물음표로 표시된 각의 크기는 몇 도인가요? [두 직선이 한 점에서 만난다. 한 각은 {n}°이고, "
    "그 각과 마주 보는 각에 ? 표시가 있다.]",
    lambda a: 180 - (180 - a),
)
number(
    "물음표로 표시된 각의 크기는 얼마인가요? [직선. 한 반직선이 평각을 {n}°와 ?로 나눈다.]",
    lambda a: 180 - a,
)
number(
    "점 M은 선분 AB의 중점이고, 점 N은 선분 MB의 중점이에요. 선분 AB의 길이가 {n} cm일 때, "
    "선분 AN의 길이는 몇 cm인가요? [{_}]",
    lambda whole: whole / 2 + whole / 4,
)
text(
    "∠{s}의 동위각은 어느 것인가요? [두 직선 l, m이 직선 n과 만난다. 위쪽 교점 둘레에는 오른쪽 "
    "위부터 시계 반대 방향으로 각 a, b, c, d가, 아래쪽 교점 둘레에는 같은 순서로 각 e, f, g, h가 "
    "있다.]",
    corresponding_angle,
)
number(
    "한 평면 위에 {n}개의 점이 있고, 어느 세 점도 한 직선 위에 있지 않아요. 두 점을 지나는 서로 "
    "다른 직선은 모두 몇 개인가요?",
    lambda n: len(list(combinations(range(int(n)), 2))),
)
number(
    "물음표로 표시된 각의 크기는 몇 도인가요? [평행한 두 직선 l, m이 직선 n과 만난다. 위쪽 교점의 "
    "오른쪽 위 각은 {n}°이고, 아래쪽 교점의 왼쪽 아래 각에 ? 표시가 있다.]",
    lambda a: a,
)
number(
    "두 직선이 그림과 같이 만날 때, x의 값은 얼마인가요? [두 직선이 한 점에서 만난다. 한 각은 "
    "{n}°이고, 그 각과 마주 보는 각에 ({n}x + {n})° 표시가 있다.]",
    lambda angle, a, b: next(x for x in range(1, 181) if a * x + b == angle),
)
number(
    "물음표로 표시된 각의 크기는 얼마인가요? [평행한 두 직선 l, m이 직선 n과 만난다. 위쪽 교점의 "
    "오른쪽 아래 각은 {n}°이고, 아래쪽 교점의 오른쪽 위 각에 ? 표시가 있다.]",
    lambda a: 180 - a,
)
number(
    "물음표로 표시된 각의 크기는 몇 도인가요? [평행한 두 직선 l, m과 그 사이의 꺾인 선. 위쪽 선은 "
    "l과 왼쪽으로 {n}°, 아래쪽 선은 m과 왼쪽으로 {n}°의 각을 이룬다. 꺾인 점에서 오른쪽으로 "
    "벌어진 각에 ? 표시가 있다.]",
    lambda above, below: 360 - (180 - above) - (180 - below),
)

number(
    "{_}(변 {n}개)의 한 꼭짓점에서 그을 수 있는 대각선은 몇 개인가요? [{_}]",
    lambda n: sum(0 in ends for ends in diagonals(n)),
)
number("{_}(변 {n}개)의 내각의 크기의 합은 얼마인가요? [{_}]", lambda n: n * 180 - 360)
number(
    "물음표로 표시된 각의 크기는 몇 도인가요? [사각형. 세 각의 크기는 {n}°, {n}°, {n}°이고 "
    "나머지 한 각은 ?이다.]",
    lambda a, b, c: 360 - a - b - c,
)
number(
    "물음표로 표시된 외각의 크기는 몇 도인가요? [삼각형 ABC에서 변 BC를 점 C 쪽으로 연장했다. "
    "∠A = {n}°, ∠B = {n}°이고 점 C에서의 외각에 ? 표시가 있다.]",
    lambda a, b: 180 - (180 - a - b),
)
number("변이 {n}개인 정다각형의 한 외각의 크기는 얼마인가요?", lambda n: 180 - (n - 2) * 180 / n)
number("변이 {n}개인 다각형의 대각선은 모두 몇 개인가요?", lambda n: len(diagonals(n)))
number(
    "한 원에서 중심각의 크기가 {n}°인 호의 길이가 {n} cm예요. 이 원에서 중심각의 크기가 {n}°인 "
    "호의 길이는 몇 cm인가요?",
    lambda angle, arc, other: arc / angle * other,
)
text(
    "이 부채꼴의 호의 길이는 얼마인가요? [반지름의 길이가 {n} cm이고 중심각의 크기가 {n}°인 "
    "부채꼴.]",
    lambda radius, angle: f"{radius * angle / 180}π cm",
)
text(
    "반지름의 길이가 {n} cm이고 호의 길이가 {n}π cm인 부채꼴의 넓이는 얼마인가요?",
    lambda radius, arc: f"{radius**2 * (arc / (2 * radius))}π cm²",
)
