"""Rules for grade 6."""

from fractions import Fraction

from recompute import number, pick, table, text

PI = Fraction(314, 100)


def _lowest(a: Fraction, b: Fraction) -> str:
    share = Fraction(a, b)
    return f"{share.numerator}:{share.denominator}"


text("What is the ratio {n}:{n} in simplest form?", _lowest)
number("{n}:{n} = {n}:□. What number goes in the box?", lambda a, b, c: b * c / a)
number(
    "{_} and {_} share {n} stickers in the ratio {n}:{n}. How many stickers does {_} get?",
    lambda total, a, b: total * a / (a + b),
)
number(
    "A car travels {n} km in {n} hours at a steady speed. "
    "How many kilometers does it travel in {n} hours?",
    lambda km, hours, asked: km / hours * asked,
)
number(
    "A recipe uses {n} cups of flour for {n} cakes. "
    "How many cups of flour are needed for {n} cakes?",
    lambda cups, cakes, asked: cups / cakes * asked,
)

number("What is {n}% of {n}?", lambda p, n: p * n / 100)
number("What is {n} as a percent?", lambda fraction: fraction * 100)
number(
    "A jacket costs ${n}. In a sale its price is reduced by {n}%. What is the sale price?",
    lambda price, p: price * (100 - p) / 100,
)
number("What percent of {n} is {n}?", lambda whole, part: part / whole * 100)
number(
    "{n}% of the students at a school walk to school. "
    "If {n} students walk, how many students does the school have?",
    lambda p, part: part / p * 100,
)

number(
    "How many pieces of {n} m can be cut from a {n} m ribbon with nothing left over?",
    lambda piece, n: n / piece,
)
number(
    "{n} of a liter of paint is poured equally into {n} cans. "
    "What fraction of a liter is in each can?",
    lambda a, n: a / n,
)
number("What is {n} divided by {n}?", lambda a, b: a / b)
number("□ × {n} = {n}. What number goes in the box?", lambda a, product: product / a)

number(
    "A box is {n} cm long, {n} cm wide and {n} cm high. What is its volume?",
    lambda a, b, c: a * b * c,
)
number(
    "What is the volume of the box? [A box that is {n} cm long, {n} cm wide and {n} cm high.]",
    lambda a, b, c: a * b * c,
)
number(
    "Each edge of a cube is {n} cm long. What is its volume in cubic centimeters?",
    lambda a: a**3,
)
number(
    "A box with a rectangular base of {n} cm by {n} cm has a volume of {n} cm³. "
    "How many centimeters high is it?",
    lambda a, b, v: v / a / b,
)
number(
    "What is the surface area of the closed box? "
    "[A box that is {n} cm long, {n} cm wide and {n} cm high.]",
    lambda a, b, c: 2 * a * b + 2 * b * c + 2 * c * a,
)
number(
    "A tank is {n} cm long, {n} cm wide and {n} cm high. "
    "How many liters of water does it hold? (1 liter = {n} cm³)",
    lambda a, b, c, liter: a * b * c / liter,
)

number("A circle has a radius of {n} cm. What is its diameter in centimeters?", lambda r: 2 * r)
number(
    "A circle has a diameter of {n} cm. What is its circumference in centimeters? Use 3.14 for π.",
    lambda d: d * PI,
)
number(
    "What is the circumference of the circle in centimeters? Use 3.14 for π. "
    "[A circle with a diameter of {n} cm.]",
    lambda d: d * PI,
)
number(
    "What is the area of the circle? Use 3.14 for π. [A circle with a radius of {n} cm.]",
    lambda r: r * r * PI,
)
number(
    "The circumference of a circle is {n} cm. What is its diameter in centimeters? Use 3.14 for π.",
    lambda around: around / PI,
)
number(
    "What is the area of a semicircle with a radius of {n} cm? Use 3.14 for π.",
    lambda r: r * r * PI / 2,
)
number(
    "A wheel has a diameter of {n} cm. How far does it roll in {n} full turns? Use 3.14 for π.",
    lambda d, turns: d * PI * turns,
)

number("□:{n} = {n}:{n}. What number goes in the box?", lambda b, c, d: b * c / d)


def _same_ratio(choice: str, a: Fraction, b: Fraction) -> bool:
    one, two = (Fraction(term) for term in choice.split(":"))
    return one * b == two * a


pick("Which ratio is equal to {n}:{n}?", _same_ratio)
number(
    "{n} tickets cost ${n}. How many dollars do {n} tickets cost?",
    lambda n, cost, asked: cost / n * asked,
)
number(
    "{n} beads are shared between {_} and {_} in the ratio {n}:{n}. How many does {_} get?",
    lambda total, a, b: total * b / (a + b),
)
number(
    "On a map {n} cm is {n} m. How many meters are {n} cm on the map?",
    lambda one, scale, cm: scale / one * cm,
)
number(
    "In {n}:{n} = {n}:{n}, what is the product of the outer terms?",
    lambda a, b, c, d: a * d,
)

BASES = {
    "triangular": 3, "rectangular": 4, "pentagonal": 5, "hexagonal": 6, "heptagonal": 7,
    "octagonal": 8,
}  # fmt: skip
number("How many edges does a {s} prism have?", lambda base: 3 * BASES[base])
number("How many edges does a {s} pyramid have?", lambda base: 2 * BASES[base])
number("How many corners does a {s} pyramid have?", lambda base: BASES[base] + 1)
number("How many faces does a {s} prism have?", lambda base: BASES[base] + 2)
number(
    "How many faces and corners does a {s} prism have altogether?",
    lambda base: 3 * BASES[base] + 2,
)
pick(
    "A prism has {n} corners. Which prism is it?",
    lambda choice, corners: 2 * BASES[choice.split()[0]] == corners,
)

PETS = "The graph shows pupils' favorite animals. "
CIRCLE = " [A circle graph. {s}.]"
number(
    PETS + "What percent chose the {s}?" + CIRCLE,
    lambda said, told: (
        sum(table(told)[name] for name in said.split(" or the "))
        if "?" not in told
        else 100 - sum(table(told).values())
    ),
)
pick(
    PETS + "Which animal did most pupils choose?" + CIRCLE,
    lambda choice, told: table(told)[choice] == max(table(told).values()),
)
number(
    "The graph shows the favorite animals of {n} pupils. How many chose the {s}?" + CIRCLE,
    lambda total, name, told: total * table(told)[name] / 100,
)
number(
    "In a circle graph a part is {n}%. How many degrees is its angle?",
    lambda share: 360 * share / 100,
)
number(
    "In a circle graph {n}% are {n} pupils. How many pupils are there in all?",
    lambda share, part: part / share * 100,
)
