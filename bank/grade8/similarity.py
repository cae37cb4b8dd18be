"""Grade 8: similar figures, parallels in a triangle, ratios of areas and volumes."""

from fractions import Fraction
from random import Random

from bank.grade8 import figures
from bank.language import Say, particle
from bank.notation import decimal
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    r = rng.randint

    def side(ab: int, bc: int, times: Fraction) -> Question:
        de, ef = ab * times, bc * times
        return typed(
            say(f"Triangles ABC and DEF are similar. AB = {ab} cm, BC = {bc} cm and DE = {de} cm. "
                "How many centimeters long is EF?",
                f"△ABC와 △DEF가 서로 닮음이에요. AB = {ab} cm, BC = {bc} cm, DE = {de} cm일 때, "
                "EF의 길이는 몇 cm인가요?"),
            ef,
            say(f"AB : DE = BC : EF, so {ab} : {de} = {bc} : EF and EF = {bc} × {de} ÷ {ab} = {ef} "
                "cm.",
                f"AB : DE = BC : EF이므로 {ab} : {de} = {bc} : EF, EF = {bc} × {de} ÷ {ab} = "
                f"{ef}(cm)예요."),
            say("Which sides correspond? Compare AB with DE.",
                "대응하는 변은 어느 것인가요? AB와 DE를 비교해 보세요."),
            [
                (bc + de - ab, say("You added the difference. Similar figures keep ratios, not "
                                   "differences.",
                                   "길이의 차를 더했어요. 닮은 도형에서는 차가 아니라 비가 "
                                   "일정해요.")),
                (bc, say("The triangles are similar, not congruent.",
                         "두 삼각형은 합동이 아니라 닮음이에요.")),
            ],
            figures.similar(say),
        )  # fmt: skip

    def condition(a: int, b: int) -> Question:
        c = 180 - a - b

        def pair(x: int, y: int) -> str:
            return say(f"{x}° and {y}°", f"{x}°와 {y}°")

        return choose(
            say(f"Two angles of a triangle are {a}° and {b}°. Two angles of another triangle are "
                "given. Which triangle is similar to the first?",
                f"어떤 삼각형의 두 각의 크기가 {a}°와 {b}°예요. 두 각의 크기가 다음과 같은 삼각형 "
                "중 이 삼각형과 닮은 것은 어느 것인가요?"),
            pair(a, c),
            [
                (pair(a + 5, b + 5), say(
                    "Equal differences are not enough: the angles must be equal.",
                    "각의 차가 같다고 닮음이 되는 것은 아니에요. 각의 크기가 같아야 해요.")),
                (pair(a, b + 10 if b + 10 != c else b + 20), say(
                    "Only one angle agrees. Two are needed.",
                    "한 각만 같아요. 두 각이 같아야 해요.")),
                (pair(b, c + 10), say(f"The third angle of the first triangle is {c}°.",
                                      f"처음 삼각형의 나머지 한 각의 크기는 {c}°예요.")),
            ],
            say(f"The third angle is 180° − {a}° − {b}° = {c}°, so {a}° and {c}° belong to a "
                "triangle with the same angles.",
                f"나머지 한 각의 크기는 180° − {a}° − {b}° = {c}°예요. 두 각의 크기가 {a}°와 "
                f"{c}°로 각각 같으므로 닮음(AA 닮음)입니다."),
            say("How big is the third angle?", "나머지 한 각의 크기는 몇 도인가요?"),
        )  # fmt: skip

    def parallel(ad: int, db: int, times: int) -> Question:
        ae, ec = ad * times, db * times
        return typed(
            say("How many centimeters long is the segment marked with a question mark?",
                "물음표로 표시된 선분의 길이는 몇 cm인가요?"),
            ec,
            say(f"AD : DB = AE : EC, so {ad} : {db} = {ae} : EC and EC = {db} × {ae} ÷ {ad} = {ec} "
                "cm.",
                f"DE ∥ BC이므로 AD : DB = AE : EC예요. {ad} : {db} = {ae} : EC에서 EC = {db} × "
                f"{ae} ÷ {ad} = {ec}(cm)입니다."),
            say("The parallel cuts both sides in the same ratio.",
                "평행한 직선은 두 변을 같은 비로 나누어요."),
            [
                (ae + db - ad, say("Differences are not kept; the ratio is.",
                                   "길이의 차가 아니라 비가 같아요.")),
                (ae + ec, say("That is all of AC. Only EC is marked.",
                              "그것은 AC 전체의 길이예요. EC의 길이를 구하세요.")),
                (db, say("EC and DB are equal only if AE = AD.",
                         "EC와 DB가 같은 것은 AE = AD일 때뿐이에요.")),
            ],
            figures.parallel(say, ad, db, ae),
        )  # fmt: skip

    def midline(half: int) -> Question:
        bc = 2 * half
        return choose(
            say("How long is the segment MN in this triangle?",
                "이 삼각형에서 선분 MN의 길이는 얼마인가요?"),
            f"{half} cm",
            [
                (f"{bc} cm", say("MN is parallel to BC but shorter.",
                                 "MN은 BC와 평행하지만 더 짧아요.")),
                (f"{2 * bc} cm", say("You doubled BC. It is halved.",
                                     "BC를 2배 했어요. 절반이 되어야 해요.")),
                (f"{decimal(Fraction(bc, 4))} cm", say(
                    "You halved twice.",
                    "두 번 반으로 나누었어요.")),
            ],
            say(f"The segment that joins two midpoints is half of the third side: {bc} ÷ 2 = "
                f"{half} cm.",
                f"두 변의 중점을 이은 선분의 길이는 나머지 한 변의 길이의 1/2이에요. {bc} ÷ 2 = "
                f"{half}(cm)입니다."),
            say("Triangles AMN and ABC are similar. In which ratio?",
                "△AMN과 △ABC는 닮음이에요. 닮음비는 얼마인가요?"),
            picture=figures.midline(say, bc),
        )  # fmt: skip

    def shadow(pole: int, pole_shadow: int, times: int) -> Question:
        return typed(
            say(f"A pole {pole} m tall casts a shadow of {pole_shadow} m. At the same time a "
                f"building casts a shadow of {pole_shadow * times} m. How many meters tall is the "
                "building?",
                f"높이가 {pole} m인 막대의 그림자의 길이가 {pole_shadow} m예요. 같은 시각에 건물의 "
                f"그림자의 길이가 {pole_shadow * times} m일 때, 건물의 높이는 몇 m인가요?"),
            pole * times,
            say(f"The building's shadow is {times} times as long, so its height is {pole} × "
                f"{times} = {pole * times} m.",
                f"그림자의 길이가 {times}배이므로 건물의 높이는 {pole} × {times} = "
                f"{pole * times}(m)예요."),
            say("How many times as long is the building's shadow?",
                "건물의 그림자는 막대의 그림자의 몇 배인가요?"),
            [
                (pole + pole_shadow * (times - 1), say(
                    "You added the difference of the shadows. Use their ratio.",
                    "그림자의 길이의 차를 더했어요. 비를 이용해야 해요.")),
                (pole_shadow * times, say(
                    "That is the length of the shadow.",
                    "그것은 그림자의 길이예요.")),
            ],
            figures.shadows(say),
        )  # fmt: skip

    def areas(m: int, n: int, unit: int) -> Question:
        small, large = m * m * unit, n * n * unit
        return choose(
            say(f"Two similar figures have sides in the ratio {m} : {n}. The smaller one has an "
                f"area of {small} cm². What is the area of the larger one?",
                f"닮은 두 도형의 닮음비가 {m} : {particle(str(n), '이에요', '예요')}. 작은 도형의 "
                f"넓이가 {small} cm²일 때, 큰 도형의 넓이는 얼마인가요?"),
            f"{large} cm²",
            [
                (f"{m * n * unit} cm²", say(
                    "You used the ratio of the sides. Areas go with its square.",
                    "닮음비를 그대로 썼어요. 넓이의 비는 닮음비의 제곱이에요.")),
                (f"{small + n * n - m * m} cm²", say(
                    "You added. Similar figures keep ratios.",
                    "차를 더했어요. 닮은 도형에서는 비를 이용해야 해요.")),
                (f"{decimal(Fraction(small * n, m) + unit * n)} cm²", say(
                    "Square both numbers of the ratio first.",
                    "먼저 비의 두 수를 각각 제곱하세요.")),
                (f"{large + small} cm²", say(
                    "That is both areas together.",
                    "그것은 두 넓이의 합이에요.")),
            ],
            say(f"Areas are in the ratio {m * m} : {n * n}: {small} ÷ {m * m} × {n * n} = {large}, "
                f"so {large} cm².",
                f"넓이의 비는 {m * m} : {particle(str(n * n), '이에요', '예요')}. {small} ÷ "
                f"{m * m} × {n * n} = {large}이므로 {large} cm²입니다."),
            say("An area has two dimensions: square the ratio.",
                "넓이의 비는 닮음비의 제곱이에요."),
        )  # fmt: skip

    def volumes(m: int, n: int, unit: int) -> Question:
        small, large = m**3 * unit, n**3 * unit
        return typed(
            say(f"Two similar boxes have edges in the ratio {m} : {n}. The smaller one holds "
                f"{small} L. How many liters does the larger one hold?",
                f"닮은 두 상자의 닮음비가 {m} : {particle(str(n), '이에요', '예요')}. 작은 상자의 "
                f"부피가 {small} L일 때, 큰 상자의 부피는 몇 L인가요?"),
            large,
            say(f"Volumes are in the ratio {m**3} : {n**3}: {small} ÷ {m**3} × {n**3} = {large} L.",
                f"부피의 비는 {m**3} : {particle(str(n**3), '이에요', '예요')}. {small} ÷ {m**3} × "
                f"{n**3} = {large}(L)입니다."),
            say("A volume has three dimensions: cube the ratio.",
                "부피의 비는 닮음비의 세제곱이에요."),
            [
                (m * m * n * unit, say("You used the ratio of the edges. Volumes go with its cube.",
                                       "닮음비를 그대로 썼어요. 부피의 비는 닮음비의 "
                                       "세제곱이에요.")),
                (m * n * n * unit, say("You squared the ratio; that is for areas.",
                                       "제곱을 했어요. 제곱은 넓이의 비예요.")),
            ],
        )  # fmt: skip

    def centroid(third: int) -> Question:
        whole = 3 * third
        return choose(
            say(f"G is the centroid of triangle ABC, and AD is a median with a length of {whole} "
                "cm. How long is AG?",
                f"점 G는 △ABC의 무게중심이고, 중선 AD의 길이는 {whole} cm예요. AG의 길이는 "
                "얼마인가요?"),
            f"{2 * third} cm",
            [
                (f"{third} cm", say("That is GD, the shorter part.",
                                    "그것은 짧은 쪽인 GD의 길이예요.")),
                (f"{decimal(Fraction(whole, 2))} cm", say(
                    "The centroid is not the midpoint of the median.",
                    "무게중심은 중선의 중점이 아니에요.")),
                (f"{decimal(Fraction(3 * whole, 4))} cm", say(
                    "The parts are 2 : 1, not 3 : 1.",
                    "두 부분의 비는 3 : 1이 아니라 2 : 1이에요.")),
            ],
            say(f"AG : GD = 2 : 1, so AG = {whole} × 2/3 = {2 * third} cm.",
                f"AG : GD = 2 : 1이므로 AG = {whole} × 2/3 = {2 * third}(cm)예요."),
            say("In which ratio does the centroid cut a median?",
                "무게중심은 중선을 어떤 비로 나누나요?"),
            picture=figures.centroid(say),
        )  # fmt: skip

    def altitude(bh: int, hc: int, ah: int) -> Question:
        return typed(
            say("How many centimeters long is the height marked with a question mark?",
                "물음표로 표시된 높이는 몇 cm인가요?"),
            ah,
            say(f"Triangles ABH and CAH are similar: AH × AH = BH × HC = {bh} × {hc} = {bh * hc}, "
                f"so AH = {ah} cm.",
                f"△ABH와 △CAH가 닮음이므로 AH² = BH × HC = {bh} × {hc} = {bh * hc}예요. 따라서 AH "
                f"= {ah} cm입니다."),
            say("Find two similar right triangles on both sides of the height.",
                "높이의 양쪽에 있는 닮은 두 직각삼각형을 찾아보세요."),
            [
                (bh * hc, say("That is the square of the height.", "그것은 높이의 제곱이에요.")),
                (Fraction(bh + hc, 2), say(
                    "The height is not the mean of the two parts; their product counts.",
                    "높이는 두 길이의 평균이 아니에요. 두 길이의 곱을 이용하세요.")),
            ],
            figures.altitude(say, bh, hc),
        )  # fmt: skip

    ab = 2 * r(2, 5)
    m = r(1, 4)
    small, large = rng.choice([(1, 2), (1, 3), (2, 3)])
    ad = r(3, 7)
    return [
        side(ab, 2 * r(3, 7) + 1, Fraction(rng.choice([3, 4]), 1) if ab % 4 else Fraction(2)),
        midline(r(4, 15)),
        shadow(*rng.choice([(2, 3), (2, 5), (3, 2), (3, 4), (3, 5), (4, 3), (4, 5)]), r(5, 9)),
        condition(5 * r(7, 12), 5 * r(8, 12) + 2),
        parallel(ad, rng.choice([n for n in range(2, 7) if n != ad]), r(2, 3)),
        centroid(2 * r(2, 9)),
        areas(m, m + 1, r(2, 6)),
        volumes(small, large, r(2, 6)),
        altitude(
            *rng.choice(
                [
                    (4, 9, 6),
                    (2, 8, 4),
                    (3, 12, 6),
                    (9, 16, 12),
                    (4, 16, 8),
                    (5, 20, 10),
                    (9, 4, 6),
                    (16, 9, 12),
                    (8, 18, 12),
                ]
            )
        ),
    ]
