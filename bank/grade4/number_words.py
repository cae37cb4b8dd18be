"""Numbers below one million in words."""

ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = [".", ".", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
KOREAN_ONES = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
KOREAN_PLACES = ("천", "백", "십", "")


def in_english(n: int) -> str:
    """`forty-one thousand two hundred five`."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    size, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = f" {in_english(n % size)}" if n % size else ""
    return f"{in_english(n // size)} {name}{rest}"


def in_korean(n: int) -> str:
    """`사만 천이백오`: one is not read before 십, 백, 천 and 만."""
    high, low = divmod(n, 10_000)
    parts = [("" if high == 1 else _four(high)) + "만"] if high else []
    return " ".join(parts + ([_four(low)] if low else []))


def _four(n: int) -> str:
    """A number below 10,000."""
    said = ""
    for digit, place in zip(f"{n:04}", KOREAN_PLACES, strict=True):
        if digit != "0":
            said += ("" if digit == "1" and place else KOREAN_ONES[int(digit)]) + place
    return said
