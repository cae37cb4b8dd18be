"""Grade 8: isosceles triangles, circumcenter and incenter, parallelograms and their kin."""

from random import Random

from bank.grade8 import figures
from bank.language import Say
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    r = rng.randint

    def isosceles(base: int) -> Question:
        apex = 180 - 2 * base
        return typed(
            say("How many degrees is the angle marked with a question mark?",
                "물음표로 표시된 각의 크기는 몇 도인가요?"),
            base,
            say(f"The base angles are equal: (180° − {apex}°) ÷ 2 = {base}°.",
                f"이등변삼각형의 두 밑각의 크기는 같아요. (180° − {apex}°) ÷ 2 = {base}°입니다."),
            say("Which two angles of this triangle are equal?",
                "이 삼각형에서 크기가 같은 두 각은 어느 것인가요?"),
            [
                (180 - apex, say("That is both base angles together. Halve it.",
                                 "그것은 두 밑각의 합이에요. 2로 나누세요.")),
                (apex, say("Angle A is the apex, not one of the equal base angles.",
                           "∠A는 꼭지각이에요. 크기가 같은 것은 두 밑각이에요.")),
            ],
            figures.isosceles(say, base),
        )  # fmt: skip

    def neighbor(a: int) -> Question:
        return choose(
            say("How big is the angle marked with a question mark?",
                "물음표로 표시된 각의 크기는 얼마인가요?"),
            f"{180 - a}°",
            [
                (f"{a}°", say("Opposite angles are equal. These two are neighbors.",
                              "크기가 같은 것은 대각이에요. 두 각은 이웃한 각이에요.")),
                (f"{360 - a}°", say("Two neighbors make 180°, not 360°.",
                                    "이웃한 두 각의 합은 360°가 아니라 180°예요.")),
                (f"{abs(90 - a)}°", say("There is no right angle here.",
                                        "직각이 있는 것이 아니에요.")),
            ],
            say(f"Neighboring angles of a parallelogram add up to 180°: 180° − {a}° = {180 - a}°.",
                f"평행사변형에서 이웃한 두 내각의 크기의 합은 180°예요. 180° − {a}° = "
                f"{180 - a}°입니다."),
            say("What do two neighboring angles add up to?",
                "평행사변형에서 이웃한 두 각의 크기의 합은 몇 도인가요?"),
            picture=figures.neighbors(say, a),
        )  # fmt: skip

    def half_diagonal(half: int, other: int) -> Question:
        return typed(
            say(f"The diagonals of the parallelogram ABCD cross at O. AC = {2 * half} cm and BD = "
                f"{2 * other} cm. How many centimeters long is AO?",
                f"평행사변형 ABCD의 두 대각선이 만나는 점을 O라고 해요. AC = {2 * half} cm, BD = "
                f"{2 * other} cm일 때, AO의 길이는 몇 cm인가요?"),
            half,
            say(f"The diagonals bisect each other: AO = {2 * half} ÷ 2 = {half} cm.",
                f"평행사변형의 두 대각선은 서로를 이등분해요. AO = {2 * half} ÷ 2 = "
                f"{half}(cm)입니다."),
            say("How do the diagonals of a parallelogram cut each other?",
                "평행사변형의 두 대각선은 서로를 어떻게 나누나요?"),
            [
                (other, say("That is half of the other diagonal.",
                            "그것은 다른 대각선의 절반이에요.")),
                (2 * half, say("That is the whole diagonal AC.",
                               "그것은 대각선 AC 전체의 길이예요.")),
            ],
            figures.diagonals(say),
        )  # fmt: skip

    def bisector(ab: int, ad: int) -> Question:
        return choose(
            say(f"In the parallelogram ABCD, AB = {ab} cm and AD = {ad} cm. The bisector of angle "
                "A meets BC at E. How long is EC?",
                f"평행사변형 ABCD에서 AB = {ab} cm, AD = {ad} cm예요. ∠A의 이등분선이 변 BC와 "
                "만나는 점을 E라고 할 때, EC의 길이는 얼마인가요?"),
            f"{ad - ab} cm",
            [
                (f"{ab} cm", say("That is BE. EC is the rest of BC.",
                                 "그것은 BE의 길이예요. EC는 BC에서 BE를 뺀 나머지예요.")),
                (f"{ad} cm", say("That is all of BC.", "그것은 BC 전체의 길이예요.")),
                (f"{ad + ab} cm", say("EC is a part of BC, so it is shorter than BC.",
                                      "EC는 BC의 일부이므로 BC보다 짧아요.")),
            ],
            say(f"Alternate angles make triangle ABE isosceles: BE = AB = {ab} cm, so EC = {ad} − "
                f"{ab} = {ad - ab} cm.",
                f"엇각의 크기가 같으므로 △ABE는 이등변삼각형이고 BE = AB = {ab} cm예요. EC = {ad} "
                f"− {ab} = {ad - ab}(cm)입니다."),
            say("Look for an isosceles triangle with alternate angles.",
                "엇각을 이용하여 이등변삼각형을 찾아보세요."),
            picture=figures.bisector(say, ab, ad),
        )  # fmt: skip

    def circumcenter(a: int) -> Question:
        return choose(
            say(f"O is the circumcenter of the acute triangle ABC, and angle A is {a}°. How big is "
                "angle BOC?",
                f"점 O는 예각삼각형 ABC의 외심이고 ∠A = {a}°예요. ∠BOC의 크기는 얼마인가요?"),
            f"{2 * a}°",
            [
                (f"{a}°", say("The angle at the center is not equal to angle A.",
                              "∠BOC의 크기는 ∠A와 같지 않아요.")),
                (f"{180 - a}°", say("These two angles do not make 180°.",
                                    "두 각의 합이 180°인 것은 아니에요.")),
                (f"{90 + a // 2}°", say("That is the rule for the incenter.",
                                        "그것은 내심일 때의 성질이에요.")),
            ],
            say(f"OA = OB = OC gives isosceles triangles, so angle BOC = 2 × {a}° = {2 * a}°.",
                f"OA = OB = OC이므로 세 이등변삼각형이 생기고, ∠BOC = 2∠A = 2 × {a}° = "
                f"{2 * a}°예요."),
            say("O is equally far from all three corners.",
                "외심에서 세 꼭짓점까지의 거리는 같아요."),
            picture=figures.circumcenter(say, a),
        )  # fmt: skip

    def incenter(a: int) -> Question:
        answer = 90 + a // 2
        return typed(
            say(f"I is the incenter of triangle ABC, and angle A is {a}°. How many degrees is "
                "angle BIC?",
                f"점 I는 △ABC의 내심이고 ∠A = {a}°예요. ∠BIC의 크기는 몇 도인가요?"),
            answer,
            say(f"BI and CI bisect the angles B and C: half of 180° − {a}° is {(180 - a) // 2}°, "
                f"and 180° − {(180 - a) // 2}° = {answer}°.",
                f"BI, CI는 ∠B, ∠C의 이등분선이므로 ∠IBC + ∠ICB = (180° − {a}°) ÷ 2 = "
                f"{(180 - a) // 2}°예요. 180° − {(180 - a) // 2}° = {answer}°입니다."),
            say("I lies on the bisectors of the angles B and C.",
                "내심은 세 내각의 이등분선의 교점이에요."),
            [
                (2 * a, say("That is the rule for the circumcenter.",
                            "그것은 외심일 때의 성질이에요.")),
                (180 - a, say("That is B + C. Only half of it is in triangle BIC.",
                              "그것은 ∠B + ∠C예요. △BIC에는 그 절반만 들어 있어요.")),
                ((180 - a) // 2, say("Those are the two other angles of triangle BIC.",
                                     "그것은 △BIC의 나머지 두 각의 합이에요.")),
            ],
            figures.incenter(say, a),
        )  # fmt: skip

    def rectangle(a: int, b: int, x: int) -> Question:
        c = (a - 1) * x + b
        return typed(
            say(f"In the rectangle ABCD the diagonals are AC = {a}x + {b} and BD = x + {c}. What "
                "is x?",
                f"직사각형 ABCD에서 AC = {a}x + {b}, BD = x + {c}일 때, x의 값은 얼마인가요?"),
            x,
            say(f"The diagonals of a rectangle are equal: {a}x + {b} = x + {c}, so {a - 1}x = "
                f"{c - b} and x = {x}.",
                f"직사각형의 두 대각선의 길이는 같아요. {a}x + {b} = x + {c}에서 {a - 1}x = "
                f"{c - b}이므로 x = {x}입니다."),
            say("What do you know about the diagonals of a rectangle?",
                "직사각형의 두 대각선의 길이는 어떠한가요?"),
            [
                (c - b, say("You still have to divide by the number of x's.",
                            "x의 계수로 나누어야 해요.")),
            ],
            figures.rectangle(say),
        )  # fmt: skip

    def rhombus(a: int) -> Question:
        return typed(
            say(f"ABCD is a rhombus. Angle ABD between the side AB and the diagonal BD is {a}°. "
                "How many degrees is angle BAD?",
                f"마름모 ABCD에서 변 AB와 대각선 BD가 이루는 ∠ABD의 크기가 {a}°예요. ∠BAD의 크기는 "
                "몇 도인가요?"),
            180 - 2 * a,
            say(f"AB = AD, so angle ADB is {a}°, too: 180° − 2 × {a}° = {180 - 2 * a}°.",
                f"AB = AD이므로 ∠ADB = {a}°예요. 180° − 2 × {a}° = {180 - 2 * a}°입니다."),
            say("Triangle ABD has two equal sides.", "△ABD의 두 변의 길이가 같아요."),
            [
                (2 * a, say("That is angle ABC. Angle BAD is its neighbor.",
                            "그것은 ∠ABC의 크기예요. ∠BAD는 그와 이웃한 각이에요.")),
                (180 - a, say(f"Triangle ABD has a second angle of {a}°.",
                              f"△ABD에는 크기가 {a}°인 각이 하나 더 있어요.")),
                (90 - a, say("That is only half of it: angle BAC.",
                             "그것은 절반인 ∠BAC의 크기예요.")),
            ],
            figures.rhombus(say, a),
        )  # fmt: skip

    def inradius(radius: int, total: int) -> Question:
        answer = radius * total // 2
        return choose(
            say(f"A triangle has a perimeter of {total} cm, and its inscribed circle has a radius "
                f"of {radius} cm. What is its area?",
                f"둘레의 길이가 {total} cm인 삼각형의 내접원의 반지름의 길이가 {radius} cm예요. 이 "
                "삼각형의 넓이는 얼마인가요?"),
            f"{answer} cm²",
            [
                (f"{radius * total} cm²", say(
                    "You left out the half: each part is a triangle.",
                    "1/2을 곱하지 않았어요. 나누어진 부분은 모두 삼각형이에요.")),
                (f"{radius + total} cm²", say(
                    "Lengths are multiplied to give an area, not added.",
                    "넓이는 길이를 더하는 것이 아니라 곱해서 구해요.")),
                (f"{total} cm²", say("The radius is a height: use it.",
                                     "내접원의 반지름이 높이가 돼요.")),
                (f"{answer + radius} cm²", say(
                    "Check half of radius times perimeter again.",
                    "1/2 × 반지름 × 둘레를 다시 계산해 보세요.")),
            ],
            say(f"Three triangles with the height {radius} cm: 1/2 × {radius} × {total} = "
                f"{answer}, so {answer} cm².",
                f"높이가 {radius} cm인 세 삼각형으로 나누어요. 1/2 × {radius} × {total} = "
                f"{answer}이므로 {answer} cm²입니다."),
            say("Join the incenter to the corners: three triangles with the same height.",
                "내심과 세 꼭짓점을 이어 세 삼각형으로 나누어 보세요."),
        )  # fmt: skip

    half, other = sorted(rng.sample(range(4, 13), 2))
    ab = r(4, 8)
    return [
        isosceles(r(41, 74)),
        neighbor(r(52, 78)),
        half_diagonal(half, other),
        circumcenter(2 * rng.choice([n for n in range(21, 40) if n != 30])),
        rectangle(r(3, 5), r(1, 7), r(3, 9)),
        rhombus(r(24, 58)),
        bisector(ab, ab + rng.choice([n for n in range(2, 8) if n != ab])),
        incenter(2 * r(20, 45)),
        inradius(
            *rng.choice([(1, 12), (3, 36), (4, 42), (4, 48), (3, 40), (3, 32), (5, 60), (6, 72)])
        ),
    ]
