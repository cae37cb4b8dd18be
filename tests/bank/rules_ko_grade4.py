"""Rules for grade 4 in Korean; sums and comparisons in plain words are in the grades before."""

from fractions import Fraction

from recompute import number, numbers, pick, text, value
from rules_grade4 import (
    _closest_choice_is_rounded_product,
    _leads,
    _nearest,
    _swings,
    hours,
)

DIGITS = {word: n for n, word in enumerate("일이삼사오육칠팔구", start=1)}
PLACES = {"십": 10, "백": 100, "천": 1000}


def _from_korean(words: str) -> int:
    total = group = digit = 0
    for word in words.replace(" ", ""):
        if word == "만":
            total, group, digit = (group + digit or 1) * 10_000, 0, 0
        elif word in PLACES:
            group, digit = group + (digit or 1) * PLACES[word], 0
        else:
            digit = DIGITS[word]
    return total + group + digit


number("{s} 수로 나타낸 것은 무엇인가요?", lambda words: _from_korean(words[:-1]))
number("{n}{_} 반올림하여 천의 자리까지 나타내면 얼마인가요?", lambda n: _nearest(n, 1000))
number("{n}{_} 반올림하여 백의 자리까지 나타내면 얼마인가요?", lambda n: _nearest(n, 100))
number("{n}보다 {n} 작은 수는 무엇인가요?", lambda n, step: n - step)

number(
    "학교에서 한 권에 {n}원인 책을 {n}권 샀어요. 책값은 모두 얼마인가요?",
    lambda price, n: n * price,
)
text(
    "{n} ÷ {n}의 몫과 나머지는 얼마인가요?",
    lambda a, b: f"몫 {a // b}, 나머지 {a % b}",
)
pick("{n} × {n}의 값을 어림하면 약 얼마인가요?", _closest_choice_is_rounded_product)


def _is_kind(choice: str, size: Fraction) -> bool:
    return {"예각": size < 90, "직각": size == 90, "둔각": 90 < size < 180, "평각": size == 180}[
        choice
    ]


pick("그림의 각은 어떤 각인가요? [크기가 {n}°인 각.]", _is_kind)
number(
    "한 직선 위에 두 각이 나란히 있어요. 한 각의 크기가 {n}°일 때 다른 각의 크기는 몇 도인가요?",
    lambda a: 180 - a,
)
number(
    "삼각형의 두 각의 크기가 {n}°, {n}°예요. 나머지 한 각의 크기는 몇 도인가요?",
    lambda a, b: 180 - a - b,
)
number("직각 {n}개의 크기를 모두 더하면 몇 도인가요?", lambda n: 90 * n)
number(
    "시계의 두 바늘이 이루는 작은 쪽의 각의 크기는 몇 도인가요? "
    "[시계. 짧은바늘은 {n}에 있다. 긴바늘은 {n}에 있다.]",
    lambda hour, twelve: min(hour * 30, 360 - hour * 30),
)
number(
    "사각형의 세 각의 크기가 {n}°, {n}°, {n}°예요. 나머지 한 각의 크기는 몇 도인가요?",
    lambda a, b, c: 360 - a - b - c,
)

number("{n} − {n} = □/{n}. □ 안에 알맞은 수는 무엇인가요?", lambda a, b, below: (a - b) * below)
number(
    "{_} 책 한 권의 {n}{_} 읽었어요. 남은 부분은 전체의 몇 분의 몇인가요?",
    lambda read: 1 - read,
)
pick(
    "{n}{_} 대분수로 나타낸 것은 무엇인가요?",
    lambda choice, n: value(choice) == n and numbers(choice.split(" ")[1])[0] < 1,
)
number("{n}{_} {n}이 몇 개인 수인가요?", lambda n, part: n / part)

number("{list} 중에서 가장 큰 소수는 무엇인가요?", max)
pick("{n}{_} 소수로 나타낸 것은 무엇인가요?", lambda choice, n: value(choice) == n)
number(
    "길이가 {n} m인 끈에서 {n} m를 잘라 냈어요. 남은 끈의 길이는 몇 m인가요?",
    lambda a, b: a - b,
)

number(
    "{list}, … 앞의 수의 {n}배가 되는 규칙이에요. 다음 수는 무엇인가요?",
    lambda seen, by: seen[-1] * by if seen[1] == seen[0] * by else None,
)
number(
    "{list}, … 앞의 수의 반이 되는 규칙이에요. 다음 수는 무엇인가요?",
    lambda seen: seen[-1] / 2 if seen[1] * 2 == seen[0] else None,
)
number(
    "일정한 수만큼 커지는 규칙이에요. {n}, {n}, □, {n}, {n}. □ 안에 알맞은 수는 무엇인가요?",
    lambda a, b, d, e: (b + d) / 2 if b - a == e - d else None,
)
number(
    "{list}, … {n}씩 커지는 규칙이에요. {n}번째 수는 무엇인가요?",
    lambda seen, step, place: [seen[0] + n * step for n in range(100)][int(place) - 1],
)
pick("{list}의 규칙은 무엇인가요?", _leads)
number(
    "막대로 정사각형을 옆으로 이어 만들어요. 1개를 만들 때 4개, 2개를 만들 때 7개, "
    "3개를 만들 때 10개의 막대가 필요해요. 정사각형 {n}개를 만들려면 막대가 몇 개 필요한가요?",
    lambda n: 4 + sum(3 for _ in range(int(n) - 1)),
)

DAY = "하루의 기온(°C)을 나타낸 꺾은선그래프예요. "
LINE = " [꺾은선그래프. {s}.]"
number(DAY + "{s}의 기온은 몇 도인가요?" + LINE, lambda hour, told: hours(told)[hour])
pick(
    DAY + "기온이 가장 높은 시각은 언제인가요?" + LINE,
    lambda choice, told: hours(told)[choice] == max(hours(told).values()),
)
pick(
    DAY + "기온이 가장 낮은 시각은 언제인가요?" + LINE,
    lambda choice, told: hours(told)[choice] == min(hours(told).values()),
)
number(
    DAY + "{s}와 {s} 사이에 기온이 몇 도 변했나요?" + LINE,
    lambda one, two, told: abs(hours(told)[two] - hours(told)[one]),
)
number(
    DAY + "가장 높은 기온과 가장 낮은 기온의 차는 몇 도인가요?" + LINE,
    lambda told: max(hours(told).values()) - min(hours(told).values()),
)
pick(
    DAY + "기온이 가장 많이 변한 때는 언제인가요?" + LINE,
    lambda choice, told: dict(_swings(told))[choice] == max(by for _, by in _swings(told)),
)
