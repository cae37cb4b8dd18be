"""Grade 9: quadratic functions."""

from random import Random

from bank.language import Say, particle
from bank.notation import factors, from_roots, plus, quadratic, show
from bank.pictures import parabola
from bank.question import Question, choose, typed


def questions(rng: Random, say: Say) -> list[Question]:
    def shifted(p: int, q: int) -> str:
        return f"(x{plus(-p)})²{plus(q)}"

    def point(p: int, q: int) -> str:
        return f"({show(p)}, {show(q)})"

    def value(a: int, b: int, x: int) -> Question:
        y = a * x * x + b
        return typed(
            say(
                f"For the function y = {show(a)}x²{plus(b)}, what is y when x = {show(x)}?",
                f"이차함수 y = {show(a)}x²{plus(b)}에서 x = {show(x)}일 때, y의 값은 얼마인가요?",
            ),
            y,
            say(
                f"x² = {x * x}, so y = {show(a)} × {x * x}{plus(b)} = {show(y)}.",
                f"x² = {x * x}이므로 y = {show(a)} × {x * x}{plus(b)} = {show(y)}입니다.",
            ),
            hint=say("Square x first, then multiply.", "먼저 x를 제곱한 다음 곱하세요."),
            wrong=[
                (
                    (a * x) ** 2 + b,
                    say(
                        "Only x is squared, not the number before it.",
                        "x만 제곱하고 계수는 제곱하지 않아요.",
                    ),
                ),
                (
                    2 * a * x + b,
                    say("x² is x × x, not 2 × x.", "x²은 2 × x가 아니라 x × x예요."),
                ),
                (
                    -a * x * x + b,
                    say("The square of a negative number is positive.", "음수의 제곱은 양수예요."),
                ),
            ],
        )

    def vertex(p: int, q: int, is_drawn: bool = False) -> Question:
        picture = parabola(say, (1, -2 * p, p * p + q)) if is_drawn else None
        return choose(
            say("What is the vertex of the parabola in the picture?",
                "그림에 있는 포물선의 꼭짓점의 좌표는 무엇인가요?")
            if is_drawn
            else say(
                f"What is the vertex of the parabola y = {shifted(p, q)}?",
                f"포물선 y = {shifted(p, q)}의 꼭짓점의 좌표는 무엇인가요?",
            ),
            point(p, q),
            [
                (
                    point(-p, q),
                    say(
                        "The sign of the first coordinate is turned round.",
                        "x좌표의 부호가 바뀌었어요.",
                    ),
                ),
                (
                    point(p, -q),
                    say(
                        "The sign of the second coordinate is turned round.",
                        "y좌표의 부호가 바뀌었어요.",
                    ),
                ),
                (
                    point(-p, -q),
                    say("Both signs are turned round.", "두 좌표의 부호가 모두 바뀌었어요."),
                ),
            ],
            say(
                f"The square is 0 at x = {show(p)}, and there y = {show(q)}.",
                f"x = {show(p)}일 때 제곱이 0이 되고, 그때 y = {show(q)}입니다.",
            ),
            hint=say(
                "The vertex is where the parabola turns.",
                "꼭짓점은 포물선의 방향이 바뀌는 점이에요.",
            ),
            picture=picture,
        )  # fmt: skip

    def moved(p: int, q: int) -> Question:
        across, up = ("right" if p > 0 else "left"), ("up" if q > 0 else "down")
        return choose(
            say(
                f"The graph of y = x² is moved {abs(p)} to the {across} and {abs(q)} {up}. "
                "What is the equation of the new graph?",
                f"y = x²의 그래프를 x축의 방향으로 {show(p)}만큼, y축의 방향으로 {show(q)}만큼 "
                "평행이동한 그래프의 식은 무엇인가요?",
            ),
            f"y = {shifted(p, q)}",
            [
                (
                    f"y = {shifted(-p, q)}",
                    say(
                        f"At x = {show(p)} the square must be 0.",
                        f"x = {show(p)}일 때 제곱이 0이 되어야 해요.",
                    ),
                ),
                (
                    f"y = {shifted(p, -q)}",
                    say(
                        "Up means adding, down means taking away.",
                        "y축의 방향으로 움직인 만큼 그대로 더해야 해요.",
                    ),
                ),
                (
                    f"y = {shifted(q, p)}",
                    say(
                        "The two moves changed places.",
                        "x축과 y축의 방향이 서로 바뀌었어요.",
                    ),
                ),
            ],
            say(
                f"The vertex moves from (0, 0) to {point(p, q)}, so y = {shifted(p, q)}.",
                f"꼭짓점이 (0, 0)에서 {point(p, q)}로 옮겨지므로 y = {shifted(p, q)}입니다.",
            ),
            hint=say("Where does the vertex go?", "꼭짓점은 어디로 옮겨질까요?"),
        )

    def least(p: int, q: int) -> Question:
        c = p * p + q
        return typed(
            say(
                f"What is the minimum value of y = {quadratic(-2 * p, c)}?",
                f"이차함수 y = {quadratic(-2 * p, c)}의 최솟값은 얼마인가요?",
            ),
            q,
            say(
                f"Complete the square: y = {shifted(p, q)}, and the square is at least 0.",
                f"완전제곱식으로 고치면 y = {shifted(p, q)}이고, 제곱은 0 이상이에요.",
            ),
            hint=say("Write it as (x − □)² + □.", "(x − □)² + □의 꼴로 고쳐 보세요."),
            wrong=[
                (p, say("That is where the minimum lies.", "그 수는 최솟값을 갖는 x의 값이에요.")),
                (c, say("That is y at x = 0.", "그 수는 x = 0일 때의 y의 값이에요.")),
            ],
        )

    def axis(a: int, p: int, c: int) -> Question:
        written = f"y = {show(a)}x²{plus(-2 * a * p, 'x')}{plus(c)}"
        return typed(
            say(
                f"The axis of symmetry of the parabola {written} "
                "is x = □. What number goes in the box?",
                f"포물선 {written}의 축의 방정식은 x = □입니다. "
                "□ 안에 알맞은 수는 얼마인가요?",
            ),
            p,
            say(
                f"The axis is x = −b/(2a): with a = {show(a)} and b = {show(-2 * a * p)} "
                f"it is x = {show(p)}.",
                f"축은 x = −b/(2a)입니다. a = {show(a)}, b = {show(-2 * a * p)}이므로 "
                f"x = {show(p)}입니다.",
            ),
            hint=say("The axis goes through the vertex.", "축은 꼭짓점을 지나요."),
            wrong=[
                (-p, say("The sign is turned round: it is −b/(2a).",
                         "부호가 바뀌었어요. −b/(2a)예요.")),
                (2 * p, say("You divided by a. Divide by 2a.",
                            "a로 나누었어요. 2a로 나누어야 해요.")),
                (2 * a * p, say("Divide by 2a as well.", "2a로 나누어야 해요.")),
            ],
        )  # fmt: skip

    def crossing(p: int, q: int) -> Question:
        def at(a: int, b: int) -> str:
            return say(f"at x = {show(a)} and x = {show(b)}", f"x = {show(a)}, x = {show(b)}")

        turned = say(
            "One of the signs is turned round. Put x in and see.",
            "한쪽의 부호가 바뀌었어요. x를 넣어 확인해 보세요.",
        )
        return choose(
            say(
                f"Where does the parabola y = {from_roots(p, q)} cross the x-axis?",
                f"포물선 y = {particle(from_roots(p, q), '이', '가')} x축과 만나는 점의 x좌표는 "
                "무엇인가요?",
            ),
            at(p, q),
            [
                (
                    at(-p, -q),
                    say("Both signs are turned round.", "두 부호가 모두 바뀌었어요."),
                ),
                (at(-p, q), turned),
                (at(p, -q), turned),
            ],
            say(
                f"Set y = 0: {factors(p, q)} = 0 gives x = {show(p)} and x = {show(q)}.",
                f"y = 0으로 놓으면 {factors(p, q)} = 0이므로 x = {show(p)}, x = {show(q)}입니다.",
            ),
            hint=say("On the x-axis y is 0.", "x축 위에서는 y = 0이에요."),
        )

    def through(x: int, a: int) -> Question:
        y = a * x * x
        return typed(
            say(
                f"The parabola y = ax² passes through the point {point(x, y)}. What is a?",
                f"포물선 y = ax²이 점 {point(x, y)}를 지날 때, a의 값은 얼마인가요?",
            ),
            a,
            say(
                f"{show(y)} = a × {x * x}, so a = {show(y)} ÷ {x * x} = {show(a)}.",
                f"{show(y)} = a × {x * x}이므로 a = {show(y)} ÷ {x * x} = {show(a)}입니다.",
            ),
            hint=say(
                "Put the point's coordinates in for x and y.", "점의 좌표를 x와 y에 넣으세요."
            ),
            wrong=[
                (
                    a * x,
                    say("Divide by x², not by x.", "x가 아니라 x²으로 나누어야 해요."),
                ),
                (y, say("That is y. Divide it by x².", "그 수는 y예요. x²으로 나누세요.")),
            ],
        )

    r = rng.randint
    return [
        value(r(2, 3), r(1, 5), r(2, 4)),
        vertex(r(2, 4), r(5, 7)),
        through(r(2, 4), r(3, 6)),
        moved(r(3, 6), -r(1, 2)),
        value(-r(2, 3), r(4, 9), -r(3, 5)),
        vertex(r(1, 3), -r(1, 4), is_drawn=True),
        axis(2, r(2, 5), r(3, 7)),
        crossing(-r(2, 3), r(4, 7)),
        least(r(3, 5), r(2, 8)),
        moved(-r(5, 7), r(8, 9)),
    ]
