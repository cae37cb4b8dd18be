"""Rules for grade 5 in Korean."""

from fractions import Fraction
from math import ceil

from recompute import evaluate, number, numbers, pick, text, value
from rules_grade5 import (
    _goes_to,
    _is_change,
    _least,
    _least_common_multiple,
    _mean,
    _word,
)

number(
    "{n}{_} {n}의 최대공약수는 얼마인가요?",
    lambda a, b: max(k for k in range(1, int(a) + 1) if a % k == 0 and b % k == 0),
)
number("{n}{_} {n}의 최소공배수는 얼마인가요?", _least_common_multiple)
pick("다음 중 {n}의 약수는 무엇인가요?", lambda choice, n: n % value(choice) == 0)
number(
    "{n}과 자기 자신을 포함하여 {n}의 약수는 모두 몇 개인가요?",
    lambda _, n: sum(1 for k in range(1, int(n) + 1) if n % k == 0),
)
number(
    "빨간 버스는 {n}분마다, 파란 버스는 {n}분마다 출발해요. 지금 두 버스가 동시에 출발했다면 "
    "다음에 동시에 출발하는 것은 몇 분 후인가요?",
    _least_common_multiple,
)

number("{n} + {n} = □/{n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, b, below: (a + b) * below)
number(
    "주스가 {n} L 있었어요. {_} {n} L를 따라 냈어요. 남은 주스는 몇 L인가요?",
    lambda a, b: a - b,
)

number("가로가 {n} cm, 세로가 {n} cm인 직사각형의 넓이는 몇 cm²인가요?", lambda a, b: a * b)
number(
    "삼각형의 넓이는 몇 cm²인가요? [밑변의 길이가 {n} cm, 높이가 {n} cm인 삼각형.]",
    lambda base, height: base * height / 2,
)
number(
    "평행사변형의 넓이는 몇 cm²인가요? "
    "[밑변의 길이가 {n} cm, 비스듬한 변의 길이가 {n} cm, 높이가 {n} cm인 평행사변형.]",
    lambda base, _, height: base * height,
)
number(
    "사다리꼴의 넓이는 몇 cm²인가요? "
    "[윗변의 길이가 {n} cm, 아랫변의 길이가 {n} cm, 높이가 {n} cm인 사다리꼴.]",
    lambda a, b, height: (a + b) / 2 * height,
)
number(
    "넓이가 {n} m²이고 가로가 {n} m인 직사각형의 세로는 몇 m인가요?",
    lambda area, a: area / a,
)
number(
    "가로가 {n} m, 세로가 {n} m인 직사각형 모양의 잔디밭에서 한 변의 길이가 {n} m인 "
    "정사각형 모양을 잘라 냈어요. 남은 잔디밭의 넓이는 몇 m²인가요?",
    lambda a, b, c: a * b - c**2,
)

number("소수점의 위치가 바른 것은 무엇인가요? {n} × {n} = ?", lambda a, b: a * b)
number("{n} ÷ {n}의 값은 얼마인가요?", lambda a, b: a / b)
number(
    "사과 1 kg의 값은 {n}원이에요. 사과 {n} kg의 값은 얼마인가요?",
    lambda price, kg: price * kg,
)
number(
    "길이가 {n} m인 끈을 똑같이 {n}도막으로 잘랐어요. 한 도막의 길이는 몇 m인가요?",
    lambda a, n: a / n,
)

number("{list}의 평균은 얼마인가요?", _mean)
number(
    "{_} {n}경기에서 얻은 점수는 {list}점이에요. 점수의 평균은 몇 점인가요?",
    lambda games, group: sum(group) / games,
)
number(
    "상자 {n}개의 무게의 평균은 {n} kg이에요. 상자 {n}개의 무게는 모두 몇 kg인가요?",
    lambda n, mean, again: n * mean if again == n else None,
)
number(
    "수 {n}개의 평균이 {n}이고, 그중 한 수를 뺀 나머지는 {list}입니다. 빠진 수는 얼마인가요?",
    lambda n, mean, known: n * mean - sum(known) if len(known) == n - 1 else None,
)
number(
    "수 {n}개의 평균이 {n}입니다. 여기에 {n}{_} 더 넣으면 평균은 얼마가 되나요?",
    lambda n, mean, extra: (n * mean + extra) / (n + 1),
)

number("계산해 보세요: {s}", evaluate)
pick(
    "한 자루에 {n}원인 펜을 {n}자루 사고 {n}원을 냈어요. 거스름돈을 구하는 식은 무엇인가요?",
    lambda choice, price, n, paid: _is_change(choice, paid, n, price),
)

number("{n}{_} 올림하여 십의 자리까지 나타내면 얼마인가요?", lambda n: 10 * ceil(n / 10))
number("{n}{_} 버림하여 백의 자리까지 나타내면 얼마인가요?", lambda n: n - n % 100)
number(
    "{list} 중에서 {n} 이상인 수는 몇 개인가요?",
    lambda group, bound: sum(1 for n in group if n >= bound),
)
number(
    "{n} 초과 {n} 미만인 자연수는 모두 몇 개인가요?",
    lambda low, high: sum(1 for n in range(1000) if low < n < high),
)
number(
    "{n}명이 {n}명씩 탈 수 있는 보트를 타고 호수를 건너요. 보트는 적어도 몇 척 필요한가요?",
    lambda people, seats: _least(lambda boats: boats * seats >= people),
)
pick("반올림하여 백의 자리까지 나타내면 {n}{_} 되는 수는 무엇인가요?", _goes_to)

BALLS = "주머니에 빨간 공 {n}개와 파란 공 {n}개가 들어 있어요. 보지 않고 하나를 꺼낼 때 "
number(
    BALLS + "빨간 공일 가능성을 분수로 나타내면 얼마인가요?",
    lambda red, blue: red / (red + blue),
)
number(
    BALLS + "{s} 공일 가능성을 0부터 1까지의 수로 나타내면 얼마인가요?",
    lambda red, blue, what: {"초록": 0, "빨간 공이거나 파란": 1}[what],
)
number(
    "1부터 {n}까지의 수가 적힌 카드에서 한 장을 뽑아요. 짝수일 가능성을 수로 나타내면 얼마인가요?",
    lambda n: Fraction(sum(1 for k in range(1, int(n) + 1) if k % 2 == 0), int(n)),
)
number(
    "주머니에 공이 {n}개 들어 있고 빨간 공을 꺼낼 가능성은 {n}입니다. 빨간 공은 몇 개인가요?",
    lambda total, share: total * share,
)


def _is_likeliest(choice: str, told: str) -> bool:
    """Of bags such as `5개 가운데 2개; 8개 가운데 3개`."""
    bags = {bag: numbers(bag)[1] / numbers(bag)[0] for bag in told.split("; ")}
    return bags[choice] == max(bags.values())


pick(
    "주머니 네 개에 빨간 공이 {s} 들어 있어요. 빨간 공을 꺼낼 가능성이 가장 큰 것은 무엇인가요?",
    _is_likeliest,
)
WORDS = {
    "certain": "확실하다",
    "likely": "~일 것 같다",
    "unlikely": "~아닐 것 같다",
    "impossible": "불가능하다",
}
text(
    "똑같이 {n}칸으로 나눈 회전판에서 {n}칸이 노란색이에요. 화살이 노란색에서 멈출 가능성은 "
    "어떠한가요?",
    lambda parts, yellow: WORDS[_word(yellow, parts)],
)
