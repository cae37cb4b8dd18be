"""Rules for the geometry of grade 8."""

from recompute import evaluate, number, numbers, pick

number(
    "Triangles ABC and DEF are similar. AB = {n} cm, BC = {n} cm and DE = {n} cm. "
    "How many centimeters long is EF? [{_}]",
    lambda ab, bc, de: bc * (de / ab),
)
number(
    "How long is the segment MN in this triangle? [Triangle ABC. M is the midpoint of AB and N is "
    "the midpoint of AC. BC = {n} cm.]",
    lambda bc: bc / 2,
)
number(
    "A pole {n} m tall casts a shadow of {n} m. At the same time a building casts a shadow of "
    "{n} m. How many meters tall is the building? [{_}]",
    lambda pole, shadow, longer: pole / shadow * longer,
)


def same_angles(choice: str, a, b) -> bool:
    first, second = numbers(choice)
    return sorted((first, second, 180 - first - second)) == sorted((a, b, 180 - a - b))


pick(
    "Two angles of a triangle are {n}° and {n}°. Two angles of another triangle are given. "
    "Which triangle is similar to the first?",
    same_angles,
)
number(
    "How many centimeters long is the segment marked with a question mark? [Triangle ABC with D "
    "on AB and E on AC; DE is parallel to BC. AD = {n} cm, DB = {n} cm, AE = {n} cm, and EC is "
    "marked ?.]",
    lambda ad, db, ae: ae * (ad + db) / ad - ae,
)
number(
    "G is the centroid of triangle ABC, and AD is a median with a length of {n} cm. "
    "How long is AG? [{_}]",
    lambda median: median - median / 3,
)
number(
    "Two similar figures have sides in the ratio {n} : {n}. The smaller one has an area of {n} "
    "cm². What is the area of the larger one?",
    lambda a, b, area: area * (b / a) ** 2,
)
number(
    "Two similar boxes have edges in the ratio {n} : {n}. The smaller one holds {n} L. "
    "How many liters does the larger one hold?",
    lambda a, b, volume: volume * (b / a) ** 3,
)


def height(bh, hc) -> int:
    """The height for which the triangle has a right angle: AB² + AC² = BC²."""
    return next(h for h in range(1, 99) if bh**2 + hc**2 + 2 * h**2 == (bh + hc) ** 2)


number(
    "How many centimeters long is the height marked with a question mark? [Triangle ABC with a "
    "right angle at A. H is the foot of the height from A on BC. BH = {n} cm, HC = {n} cm, and AH "
    "is marked ?.]",
    height,
)

number(
    "How many degrees is the angle marked with a question mark? [Triangle ABC with AB = AC. "
    "Angle A is {n}°, and angle B is marked ?.]",
    lambda apex: next(b for b in range(1, 90) if 2 * b + apex == 180),
)
number(
    "How big is the angle marked with a question mark? [A parallelogram ABCD. Angle B is {n}°, "
    "and angle C is marked ?.]",
    lambda b: (360 - 2 * b) / 2,
)
number(
    "The diagonals of the parallelogram ABCD cross at O. AC = {n} cm and BD = {n} cm. "
    "How many centimeters long is AO? [{_}]",
    lambda ac, bd: ac / 2,
)
number(
    "O is the circumcenter of the acute triangle ABC, and angle A is {n}°. "
    "How big is angle BOC? [{_}]",
    lambda a: a + a,
)
number(
    "In the rectangle ABCD the diagonals are AC = {s} and BD = {s}. What is x? [{_}]",
    lambda ac, bd: next(x for x in range(99) if evaluate(ac, x=x) == evaluate(bd, x=x)),
)
number(
    "ABCD is a rhombus. Angle ABD between the side AB and the diagonal BD is {n}°. "
    "How many degrees is angle BAD? [{_}]",
    lambda a: 180 - a - a,
)
number(
    "In the parallelogram ABCD, AB = {n} cm and AD = {n} cm. The bisector of angle A meets BC at "
    "E. How long is EC? [{_}]",
    lambda ab, ad: ad - ab,
)
number(
    "I is the incenter of triangle ABC, and angle A is {n}°. How many degrees is angle BIC? [{_}]",
    lambda a: 180 - (180 - a) / 2,
)
number(
    "A triangle has a perimeter of {n} cm, and its inscribed circle has a radius of {n} cm. "
    "What is its area?",
    lambda around, radius: around * radius / 2,
)
