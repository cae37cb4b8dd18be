"""Rules for grade 6 in Korean."""

from recompute import number, pick, table, text
from rules_grade6 import PI, _lowest, _same_ratio
from rules_ko_grade2 import _named

text("비 {n}:{n}{_} 가장 간단한 자연수의 비로 나타낸 것은 무엇인가요?", _lowest)
number("{n}:{n} = {n}:□. □ 안에 알맞은 수는 무엇인가요?", lambda a, b, c: b * c / a)
number(
    "{_} {_} 붙임딱지 {n}장을 {n}:{n}로 나누어 가져요. {_} 가지는 붙임딱지는 몇 장인가요?",
    lambda total, a, b: total * a / (a + b),
)
number(
    "일정한 빠르기로 {n}시간 동안 {n} km를 가는 자동차가 있어요. 이 자동차가 {n}시간 동안 "
    "가는 거리는 몇 km인가요?",
    lambda hours, km, asked: km / hours * asked,
)
number(
    "케이크 {n}개를 만드는 데 밀가루 {n}컵이 필요해요. 케이크 {n}개를 만들려면 "
    "밀가루는 몇 컵 필요한가요?",
    lambda cakes, cups, asked: cups / cakes * asked,
)

number("{n}의 {n}%는 얼마인가요?", lambda n, p: p * n / 100)
number("{n}{_} 백분율로 나타내면 몇 %인가요?", lambda fraction: fraction * 100)
number(
    "{n}원짜리 옷을 {n}% 할인하여 팔아요. 할인된 가격은 얼마인가요?",
    lambda price, p: price * (100 - p) / 100,
)
number("{n}{_} {n}의 몇 %인가요?", lambda part, whole: part / whole * 100)
number(
    "어느 학교 학생의 {n}%가 걸어서 학교에 와요. 걸어서 오는 학생이 {n}명이면 "
    "이 학교의 학생은 모두 몇 명인가요?",
    lambda p, part: part / p * 100,
)

number(
    "길이가 {n} m인 리본을 {n} m씩 남김없이 자르면 몇 도막이 되나요?",
    lambda n, piece: n / piece,
)
number(
    "페인트 {n} L를 통 {n}개에 똑같이 나누어 담았어요. 통 한 개에 담은 페인트는 몇 L인가요?",
    lambda a, n: a / n,
)
number("□ × {n} = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, product: product / a)

number(
    "가로가 {n} cm, 세로가 {n} cm, 높이가 {n} cm인 직육면체의 부피는 몇 cm³인가요?",
    lambda a, b, c: a * b * c,
)
number(
    "직육면체의 부피는 몇 cm³인가요? [가로가 {n} cm, 세로가 {n} cm, 높이가 {n} cm인 직육면체.]",
    lambda a, b, c: a * b * c,
)
number("한 모서리의 길이가 {n} cm인 정육면체의 부피는 몇 cm³인가요?", lambda a: a**3)
number(
    "가로가 {n} cm, 세로가 {n} cm이고 부피가 {n} cm³인 직육면체의 높이는 몇 cm인가요?",
    lambda a, b, v: v / a / b,
)
number(
    "직육면체의 겉넓이는 몇 cm²인가요? [가로가 {n} cm, 세로가 {n} cm, 높이가 {n} cm인 직육면체.]",
    lambda a, b, c: 2 * a * b + 2 * b * c + 2 * c * a,
)
number(
    "가로가 {n} cm, 세로가 {n} cm, 높이가 {n} cm인 물통에 물을 가득 채우면 물은 몇 L인가요? "
    "({n} L = {n} cm³)",
    lambda a, b, c, one, liter: a * b * c / liter,
)

number("반지름이 {n} cm인 원의 지름은 몇 cm인가요?", lambda r: 2 * r)
number("지름이 {n} cm인 원의 원주는 몇 cm인가요? (원주율: 3.14)", lambda d: d * PI)
number("원의 원주는 몇 cm인가요? (원주율: 3.14) [지름이 {n} cm인 원.]", lambda d: d * PI)
number("원의 넓이는 몇 cm²인가요? (원주율: 3.14) [반지름이 {n} cm인 원.]", lambda r: r * r * PI)
number("원주가 {n} cm인 원의 지름은 몇 cm인가요? (원주율: 3.14)", lambda around: around / PI)
number(
    "반지름이 {n} cm인 반원의 넓이는 몇 cm²인가요? (원주율: 3.14)",
    lambda r: r * r * PI / 2,
)
number(
    "지름이 {n} cm인 바퀴가 {n}바퀴 굴러간 거리는 몇 cm인가요? (원주율: 3.14)",
    lambda d, turns: d * PI * turns,
)

number("□:{n} = {n}:{n}. □ 안에 알맞은 수는 무엇인가요?", lambda b, c, d: b * c / d)
pick("{n}:{n}{_} 비율이 같은 비는 무엇인가요?", _same_ratio)
number(
    "입장권 {n}장의 값이 {n}원이에요. 입장권 {n}장의 값은 몇 원인가요?",
    lambda n, cost, asked: cost / n * asked,
)
number(
    "구슬 {n}개를 {_} {n}:{n}로 나누어 가져요. {_} 가지는 구슬은 몇 개인가요?",
    lambda total, a, b: total * b / (a + b),
)
number(
    "지도에서 {n} cm는 실제로 {n} m예요. 지도에서 {n} cm는 실제로 몇 m인가요?",
    lambda one, scale, cm: scale / one * cm,
)
number("{n}:{n} = {n}:{n}에서 외항의 곱은 얼마인가요?", lambda a, b, c, d: a * d)

BASES = {"삼각": 3, "사각": 4, "오각": 5, "육각": 6, "칠각": 7, "팔각": 8}
number("{s}기둥의 모서리는 몇 개인가요?", lambda base: 3 * BASES[base])
number("{s}뿔의 모서리는 몇 개인가요?", lambda base: 2 * BASES[base])
number("{s}뿔의 꼭짓점은 몇 개인가요?", lambda base: BASES[base] + 1)
number("{s}기둥의 면은 몇 개인가요?", lambda base: BASES[base] + 2)
number("{s}기둥의 면과 꼭짓점은 모두 몇 개인가요?", lambda base: 3 * BASES[base] + 2)
pick(
    "꼭짓점이 {n}개인 각기둥은 무엇인가요?",
    lambda choice, corners: 2 * BASES[choice.removesuffix("기둥")] == corners,
)

PETS = "학생들이 좋아하는 동물을 나타낸 원그래프예요. "
CIRCLE = " [원그래프. {s}.]"
number(
    PETS + "{s} 좋아하는 학생은 몇 %인가요?" + CIRCLE,
    lambda said, told: 100 - sum(table(told).values()) if "?" in told else None,
)
number(
    PETS + "{s} 좋아하는 학생은 모두 몇 %인가요?" + CIRCLE,
    lambda said, told: sum(_named(said, told)),
)
pick(
    PETS + "가장 많은 학생이 좋아하는 동물은 무엇인가요?" + CIRCLE,
    lambda choice, told: table(told)[choice] == max(table(told).values()),
)
number(
    "학생 {n}명이 좋아하는 동물을 나타낸 원그래프예요. {s} 좋아하는 학생은 몇 명인가요?" + CIRCLE,
    lambda total, said, told: total * _named(said, told)[0] / 100,
)
number(
    "원그래프에서 한 부분이 {n}%를 차지해요. 그 부분의 각도는 몇 도인가요?",
    lambda share: 360 * share / 100,
)
number(
    "원그래프에서 {n}%가 학생 {n}명을 나타내요. 학생은 모두 몇 명인가요?",
    lambda share, part: part / share * 100,
)
