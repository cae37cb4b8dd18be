"""The bank keeps its form, and every answer of every variant, in both languages, agrees with one
worked out from the text alone."""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from recompute import RULES, answer_to, value

from bank import make
from bank.question import check_prerequisites
from settings import ROOT

HERE = Path(__file__).parent
for rules in sorted(HERE.glob("rules_*.py")):
    importlib.import_module(rules.stem)

LINES = list(make.variant_lines())
TAGS = {row["KnowledgeTag"]: row for row in make.tag_rows()}
ROWS = list(make.rows())
SHOWN = [
    (line["id"], number, language, shown)
    for line in LINES
    for number, variant in enumerate(line["variants"])
    for language, shown in variant.items()
]
TAG_OF = {row["assessmentItemID"]: row["KnowledgeTag"] for row in ROWS}
OF_TAG = {slug: [one for one in SHOWN if TAG_OF[one[0]] == slug] for slug in TAGS}


def asked(shown: dict) -> str:
    """The question with what its picture shows."""
    return shown["question"] + (f" [{shown['alt']}]" if shown["alt"] else "")


def worked_out(shown: dict) -> str | Fraction:
    return answer_to(asked(shown), json.dumps(shown["choices"]) if shown["choices"] else "")


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(range(1), id="first variant"),
        pytest.param(range(1, make.VARIANTS), id="the others", marks=pytest.mark.stack),
    ],
)
@pytest.mark.parametrize("slug", TAGS)
def test_answers_agree_with_the_text(slug, numbers):
    wrong = []
    for item, number, language, shown in OF_TAG[slug]:
        if number in numbers:
            right = shown["answer"] if shown["choices"] else Fraction(shown["answer"])
            if worked_out(shown) != right:
                wrong.append((item, number, language, shown["question"], shown["answer"]))
    assert wrong == []


def test_every_rule_reads_some_question():
    texts = [re.sub(r" (Write your answer as a decimal|답을 소수로 쓰세요)\.", "", asked(shown))
             for *_, shown in SHOWN]  # fmt: skip
    idle = [
        sentence
        for _, pattern, sentence, _ in RULES
        if not any(pattern.fullmatch(text) for text in texts)
    ]
    assert idle == []


def test_rules_do_not_know_the_bank():
    for path in [HERE / "recompute.py", *HERE.glob("rules_*.py")]:
        imported = {
            name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module]
            )
        }
        assert not {name for name in imported if name.split(".")[0] == "bank"}, path


def test_a_wrong_answer_would_be_seen():
    assert answer_to("What is 7 + 8?", "") == 15
    with pytest.raises(LookupError, match="fit"):
        answer_to("What is 1/4 + 1/4?", '["1/2", "2/4", "1/8", "3/4"]')
    with pytest.raises(LookupError, match="no rule"):
        answer_to("What is the colour of 7?", "")


def test_size():
    assert len(TAGS) >= 70
    assert len(ROWS) >= 600
    assert {row["grade"] for row in ROWS} == {str(grade) for grade in range(1, 10)}
    assert {row["strand"] for row in TAGS.values()} == {
        "number", "algebra", "geometry", "measurement", "data",
    }  # fmt: skip
    for row in ROWS:
        assert all(row[column] for column in row if column != "choices"), row


def test_every_kind_has_five_variants_with_other_numbers():
    for line in LINES:
        assert len(line["variants"]) >= 5
        for language in ("en", "ko"):
            texts = [asked(variant[language]) for variant in line["variants"]]
            assert len(set(texts)) == len(texts), line["id"]
            tasks = {
                (*(re.findall(r"\d+", asked(shown)) or [asked(shown)]), shown["answer"])
                for shown in (variant[language] for variant in line["variants"])
            }
            assert len(tasks) == len(texts), line["id"]


def test_ids_name_grade_chapter_and_position():
    for row in ROWS:
        head, chapter, position = re.fullmatch(
            r"A(\d{3})(\d{3})(\d{3})", row["assessmentItemID"]
        ).groups()
        assert int(head) == 10 * int(row["grade"])
        assert 1 <= int(chapter) <= 9
        assert 1 <= int(position) <= 10
        assert row["testId"] == f"A{head}000{chapter}"


def test_topics_have_names_and_prerequisites_in_order():
    for column in ("KnowledgeTag", "name", "name_ko"):
        assert len({row[column] for row in TAGS.values()}) == len(TAGS)
    for slug, row in TAGS.items():
        assert re.fullmatch(r"g[1-9](-[a-z0-9]+)+", slug)
        assert re.search("[가-힣]", row["name_ko"])
        for before in filter(None, row["prerequisites"].split(";")):
            assert int(TAGS[before]["grade"]) <= int(row["grade"])
        assert row["prerequisites"] or int(row["grade"]) <= 2, slug


def test_a_circle_of_prerequisites_is_refused():
    one, *_ = [chapter for _, _, chapter in make.chapters() if chapter.prerequisites]
    circle = make.Chapter(one.prerequisites[0], "", "", "number", (one.slug,), one.write)
    with pytest.raises(ValueError, match="circle"):
        check_prerequisites([(1, circle), (1, one)])
    with pytest.raises(ValueError, match="no chapter"):
        check_prerequisites([(1, one)])


def test_no_question_is_asked_twice():
    for language in ("en", "ko"):
        seen = Counter(asked(shown) for _, _, lang, shown in SHOWN if lang == language)
        assert [text for text, count in seen.items() if count > 1] == []


def test_choices_are_four_and_differ_in_value():
    for item, _, language, shown in SHOWN:
        options = shown["choices"]
        if not options:
            continue
        where = (item, language, options)
        assert len(options) == len(set(options)) == 4, where
        assert shown["answer"] in options, where
        if not re.search(r"\d:\d\d|\d시", shown["answer"]):  # clock times are not numbers
            values = [value(option) for option in options if value(option) is not None]
            assert len(values) == len(set(values)), where


def test_typed_answers_are_plain_numbers():
    for item, _, language, shown in SHOWN:
        if not shown["choices"]:
            assert re.fullmatch(r"-?\d+(\.\d*[1-9])?", shown["answer"]), (item, language)


def test_every_question_has_a_hint_steps_and_a_reason_for_each_mistake():
    bare = [
        (item, number, language)
        for item, number, language, shown in SHOWN
        if not shown["hint"]
        or not shown["steps"]
        or not set(shown["choices"]) - {shown["answer"]} <= set(shown["mistakes"])
        or shown["answer"] in shown["mistakes"]
    ]
    assert bare == []


def test_each_language_is_written_in_its_own():
    for item, number, language, shown in SHOWN:
        said = [shown[name] for name in ("question", "hint", "steps", "alt")]
        said += [*shown["choices"], *shown["mistakes"].values()]
        for text in filter(None, said):
            hangul = re.search("[가-힣]", text)
            where = (item, number, language, text)
            if language == "en":
                assert not hangul, where
            else:
                assert hangul or not re.search("[A-Za-z]{4,}", text), where
                assert not re.search(r"[은이을과]\([는가를와]\)|\$", text), where


def test_a_picture_says_what_it_shows():
    drawn = [shown for *_, shown in SHOWN if shown["picture"]]
    assert len(drawn) >= 0.1 * len(SHOWN)
    for shown in drawn:
        assert shown["picture"].startswith("<svg ")
        assert shown["alt"]
        assert len(shown["picture"]) < 8000


def test_both_kinds_in_every_grade_and_right_choices_in_every_place():
    share = Counter(row["grade"] for row in ROWS if row["choices"])
    whole = Counter(row["grade"] for row in ROWS)
    assert all(0.35 <= share[grade] / whole[grade] <= 0.65 for grade in whole)
    choices = [shown for *_, shown in SHOWN if shown["choices"]]
    places = Counter(shown["choices"].index(shown["answer"]) for shown in choices)
    assert all(0.22 <= places[place] / len(choices) <= 0.28 for place in range(4)), places


def run(*options: str, hash_seed: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "bank", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_the_files_are_what_the_code_makes(tmp_path):
    done = run("--check", hash_seed="4242")
    assert done.returncode == 0, done.stderr
    assert run("--folder", str(tmp_path), hash_seed="7").returncode == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: text.encode() for name, text in make.files().items()}


@pytest.mark.stack
def test_check_reports_a_changed_and_a_missing_file(tmp_path):
    missing = run("--check", "--folder", str(tmp_path), hash_seed="1")
    assert missing.returncode == 1
    assert "questions.csv is missing" in missing.stderr
    (tmp_path / "tags.csv").write_bytes((ROOT / "tags.csv").read_bytes())
    text = (ROOT / "questions.csv").read_text(encoding="utf-8")
    (tmp_path / "questions.csv").write_text(text.replace("How many", "How much", 1))
    differs = run("--check", "--folder", str(tmp_path), hash_seed="1")
    assert differs.returncode == 1
    assert "questions.csv differs" in differs.stderr
    assert "tags.csv differs" not in differs.stderr
