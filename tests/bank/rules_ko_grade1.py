"""Rules for grade 1 in Korean."""

from recompute import evaluate, number, numbers, pick, sides, text, value
from rules_grade1 import _following, _is_pair, _true

CORNERS = {"원": 0, "삼각형": 3, "정사각형": 4, "직사각형": 4, "오각형": 5, "육각형": 6}
CORNERS |= {"칠각형": 7, "팔각형": 8}

number(
    "점은 모두 몇 개인가요? [다섯 개씩 묶어 늘어놓은 점: {s}.]",
    lambda groups: sum(numbers(groups)),
)
number("{n} 바로 다음의 수는 무엇인가요?", lambda n: n + 1)
number("{n} 바로 앞의 수는 무엇인가요?", lambda n: n - 1)
number(
    "{n}씩 뛰어 세어요. {list}, … 다음에 올 수는 무엇인가요?",
    lambda step, seen: seen[-1] + step if seen[1] - seen[0] == step else None,
)
number("10개씩 묶음 {n}개와 낱개 {n}개인 수는 무엇인가요?", lambda tens, ones: 10 * tens + ones)
number("{n}{_} {n} 사이에 있는 수는 무엇인가요?", lambda a, b: (a + b) / 2)

number("{list} 중에서 가장 큰 수는 무엇인가요?", max)
number("{list} 중에서 가장 작은 수는 무엇인가요?", min)
pick(
    "{_} {n}{_} {n}{_} 비교해요. 바르게 나타낸 것은 무엇인가요?",
    lambda choice, a, b: _true(choice),
)
number(
    "{_} 붙임딱지를 {n}장, {_} {n}장 가지고 있어요. {_} {_}보다 붙임딱지를 몇 장 더 가지고 있나요?",
    lambda a, b: a - b,
)
number(
    "{n}보다 크고 {n}보다 작은 수는 모두 몇 개인가요?",
    lambda low, high: sum(1 for n in range(200) if low < n < high),
)
pick(
    "{n}보다 크고 {n}보다 작은 수는 무엇인가요?",
    lambda choice, low, high: low < value(choice) < high,
)

number("{n} + {n}의 값은 얼마인가요?", lambda a, b: a + b)
number("{n} − {n}의 값은 얼마인가요?", lambda a, b: a - b)
number("{n} + {n} + {n}의 값은 얼마인가요?", lambda a, b, c: a + b + c)
number(
    "{_} {n}개 가지고 있었는데 {n}개를 더 받았어요. 지금 {_} 모두 몇 개인가요?",
    lambda a, b: a + b,
)
number("{n} + □ = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, total: total - a)
number("{n} − □ = {n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, left: a - left)
pick("합이 {n}인 것은 무엇인가요?", lambda choice, total: evaluate(choice) == total)
pick("차가 {n}인 것은 무엇인가요?", lambda choice, left: evaluate(choice) == left)
number(
    "나무에 새가 {n}마리 있었는데 {n}마리가 날아갔어요. 남은 새는 몇 마리인가요?",
    lambda a, b: a - b,
)
pick(
    "{n} + {n} = {n}{_} 이용하여 만들 수 있는 뺄셈식은 무엇인가요?",
    lambda choice, *known: set(numbers(choice)) == set(known) and len(set(sides(choice))) == 1,
)

number("{s}의 변은 모두 몇 개인가요?", CORNERS.__getitem__)
pick("변이 꼭 {n}개인 도형은 무엇인가요?", lambda choice, n: CORNERS[choice] == n)
pick("꼭짓점이 꼭 {n}개인 도형은 무엇인가요?", lambda choice, n: CORNERS[choice] == n)
number(
    "{_}가 {s} 따로따로 {n}개 그렸어요. 꼭짓점은 모두 몇 개인가요?",
    lambda shape, n: n * CORNERS[shape[:-1]],
)
number(
    "{_}이 {s} 따로따로 {n}개 그렸어요. 꼭짓점은 모두 몇 개인가요?",
    lambda shape, n: n * CORNERS[shape[:-1]],
)


def _said(hour: int, minute: int) -> str:
    return f"{hour}시" + (f" {minute}분" if minute else "")


text(
    "시계가 나타내는 시각은 무엇인가요? [시계. 짧은바늘은 {n}에 있다. 긴바늘은 {n}에 있다.]",
    lambda hour, minute: _said(int(hour), int(minute * 5) % 60),
)
text(
    "시계가 나타내는 시각은 무엇인가요? "
    "[시계. 짧은바늘은 {n}{_} {n}의 한가운데에 있다. 긴바늘은 {n}에 있다.]",
    lambda hour, following, minute: _said(int(hour), int(minute * 5) % 60),
)
number(
    "영화가 {n}시에 시작하여 {n}시간 동안 상영돼요. 영화는 □시에 끝나요. "
    "□ 안에 알맞은 수는 무엇인가요?",
    lambda hour, hours: (hour + hours) % 12 or 12,
)

number("{n}{_} 모으면 10이 되는 수는 무엇인가요?", lambda a: 10 - a)
number(
    "점이 10개가 되려면 몇 개 더 있어야 하나요? [다섯 개씩 묶어 늘어놓은 점: {s}.]",
    lambda groups: 10 - sum(numbers(groups)),
)
number(
    "{n}{_} {n}{_} 어떤 수로 가르기 하였어요. 어떤 수는 무엇인가요?",
    lambda total, a: total - a,
)
pick("모으면 {n}{_} 되는 두 수는 무엇인가요?", _is_pair)
number("{n}, {n}에 어떤 수를 모으면 10이 돼요. 어떤 수는 무엇인가요?", lambda a, b: 10 - a - b)
text("{s} … 다음에 올 것은 무엇인가요?", _following)
number(
    "{list}, … 두 수가 번갈아 나와요. 다음에 올 수는 무엇인가요?",
    lambda seen: seen[1] if seen[0] == seen[2] == seen[4] and seen[1] == seen[3] else None,
)
number(
    "{list}, … {n}씩 커져요. 다음에 올 수는 무엇인가요?",
    lambda seen, step: seen[-1] + step if seen[1] - seen[0] == step else None,
)
number(
    "{list}, … {n}씩 작아져요. 다음에 올 수는 무엇인가요?",
    lambda seen, step: seen[-1] - step if seen[0] - seen[1] == step else None,
)
number(
    "{s} 이 줄에서 {s}는 모두 몇 개인가요?",
    lambda row, sign: row.split().count(sign),
)
