"""What some layouts need beyond a column for a column, and the files that stand beside them.

Each conversion takes rows of text with our names (private ones begin with `_`), the neighbours and
a count of what is left out, and returns rows of ours.
"""

from collections import Counter
from pathlib import Path

import polars as pl

from data.errors import LogFileError
from data.logs.layout import FOLD, Tables
from data.schema import TAG_SEPARATOR

PADDING = "-1"
EXPANDED = "qidxs"
LEAF = 3
"""Level of the narrowest subjects of NeurIPS 2020, those that pyKT takes for concepts."""


def item_is_tag(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """An item that is a set of problems for one skill: the skill is what it's called."""
    return rows.with_columns(KnowledgeTag="assessmentItemID")


def step_of_problem(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """DataShop: a step of a problem is the item, the problem the test; `.` is nothing."""
    text = pl.col(pl.String)
    rows = rows.with_columns(pl.when(text != ".").then(text))
    named = rows.filter(pl.col("_step").is_not_null())
    _count(left_out, rows, named, "without a step")
    return named.with_columns(
        assessmentItemID=pl.concat_str("_problem", "_step", separator=" / ", ignore_nulls=True),
        testId=pl.col("_problem").str.head(128),
    ).drop("_problem", "_step")


def first_attempts(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """DataShop by transaction: the first attempt at each step is the answer."""
    judged = rows.filter(pl.col("answerCode").is_not_null())
    _count(left_out, rows, judged, "without an outcome")
    if "_attempt" in rows.columns:
        first = judged.filter(pl.col("_attempt").is_null() | (pl.col("_attempt") == "1"))
        _count(left_out, judged, first, "further attempts at a step")
        judged = first.drop("_attempt")
    return step_of_problem(judged, tables, left_out)


def key_of_ednet(log: Path) -> dict[str, pl.DataFrame]:
    """questions.csv: the right choice and the tags of each question. Raises LogFileError."""
    folder = log if log.is_dir() else log.parent
    key = _beside(folder, "questions.csv", "questions.csv.gz")
    if key is None:
        raise LogFileError(
            f"{log}: EdNet's answers are judged by questions.csv (question_id, correct_answer, "
            f"tags); expected it in {folder}, in contents/ there, or one folder up"
        )
    table = _table(key, "question_id", "correct_answer", "tags")
    tags = pl.col("tags").str.strip_chars()
    return {"key": table.with_columns(tags=pl.when(tags != PADDING).then(tags))}


def judged_by_key(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """EdNet: right where the choice is the key's."""
    key = tables["key"].rename({"question_id": "assessmentItemID", "tags": "KnowledgeTag"})
    joined = rows.join(key, on="assessmentItemID", how="left", maintain_order="left")
    known = joined.filter(pl.col("correct_answer").is_not_null() & pl.col("_answer").is_not_null())
    _count(left_out, joined, known, "without a choice, or of a question that questions.csv lacks")
    right = pl.col("_answer") == pl.col("correct_answer")
    return known.with_columns(answerCode=right.cast(pl.Int8).cast(pl.String)).drop(
        "_answer", "correct_answer"
    )


def topics_of_junyi(log: Path) -> dict[str, pl.DataFrame]:
    """junyi_Exercise_table.csv, if it's there: the topic of each exercise."""
    path = _beside(log.parent, "junyi_Exercise_table.csv")
    return {} if path is None else {"topics": _table(path, "name", "topic")}


def topic_of_exercise(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """Junyi: the topic is the tag; without a table of them the exercise is."""
    if "topics" not in tables:
        return rows.with_columns(KnowledgeTag="assessmentItemID")
    topics = tables["topics"].rename({"name": "assessmentItemID", "topic": "KnowledgeTag"})
    return rows.join(topics, on="assessmentItemID", how="left", maintain_order="left")


def metadata_of_nips(log: Path) -> dict[str, pl.DataFrame]:
    """When answers were given (needed), and what questions are about. Raises LogFileError."""
    found = {
        kind: _beside(log.parent, f"{kind}_metadata*.csv", inside=("metadata",))
        for kind in ("answer", "question", "subject")
    }
    if found["answer"] is None:
        raise LogFileError(
            f"{log}: the rows stand in no order; expected answer_metadata_task_….csv, which dates "
            f"them, in {log.parent}, in metadata/ there, or in ../metadata"
        )
    dated = _table(found["answer"], "AnswerId", "DateAnswered", "QuizId")
    tables = {"answers": dated.with_columns(AnswerId=_whole("AnswerId"), QuizId=_whole("QuizId"))}
    if found["question"] is not None:
        of = _table(found["question"], "QuestionId", "SubjectId")
        subjects = of.with_columns(subject=pl.col("SubjectId").str.extract_all(r"\d+"))
        subjects = subjects.explode("subject").drop("SubjectId")
        if found["subject"] is not None:
            levels = _table(found["subject"], "SubjectId", "Level")
            leaves = levels.filter(_whole("Level") == str(LEAF)).get_column("SubjectId")
            subjects = subjects.filter(pl.col("subject").is_in(leaves.implode()))
        tables["subjects"] = subjects.group_by("QuestionId", maintain_order=True).agg(
            pl.col("subject").unique(maintain_order=True).str.join(TAG_SEPARATOR)
        )
    return tables


def dated_by_metadata(rows: pl.DataFrame, tables: Tables, left_out: Counter[str]) -> pl.DataFrame:
    """NeurIPS 2020: the moment and the quiz of an answer, the subjects of its question."""
    dates = tables["answers"].rename(
        {"AnswerId": "_answer", "DateAnswered": "Timestamp", "QuizId": "testId"}
    )
    rows = rows.with_columns(_answer=_whole("_answer"))
    joined = rows.join(dates, on="_answer", how="left", maintain_order="left").drop("_answer")
    dated = joined.filter(pl.col("Timestamp").is_not_null())
    _count(left_out, joined, dated, "that answer_metadata does not date")
    if "subjects" not in tables:
        return dated
    about = tables["subjects"].rename({"QuestionId": "assessmentItemID", "subject": "KnowledgeTag"})
    return dated.join(about, on="assessmentItemID", how="left", maintain_order="left")


def answers_of_sequences(
    rows: pl.DataFrame, tables: Tables, left_out: Counter[str]
) -> pl.DataFrame:
    """pyKT: one row a window of a student, values joined by commas, -1 where there is none.

    Only what the mask selects is an answer, so that windows which overlap give it once. A concept
    with `is_repeat` 1 is a further tag of the answer before it.
    """
    if "_expanded" in rows.columns:
        raise LogFileError(
            f"a file with {EXPANDED} is one that pyKT expands for its evaluation: each answer "
            "stands many times; take train_valid_sequences.csv or test_sequences.csv"
        )
    lists = [name for name in rows.columns if name not in ("userID", FOLD, "line")]
    split = rows.with_columns(pl.col(lists).str.split(","))
    lengths = split.select(pl.col(lists).list.len())
    uneven = lengths.filter(
        pl.any_horizontal(pl.col(lists[1:]) != pl.col(lists[0])) if lists[1:] else pl.lit(False)
    )
    if uneven.height:
        raise LogFileError(
            f"a student's sequences differ in length: {uneven.row(0, named=True)}; expected as "
            "many values in every column"
        )
    steps = split.explode(lists).with_columns(pl.col(lists).str.strip_chars())
    taken = steps.filter(pl.col("_mask") == "1").drop("_mask")
    for name in set(lists) - {"_mask", "answerCode"}:
        taken = taken.with_columns(pl.when(pl.col(name) != PADDING).then(pl.col(name)).alias(name))
    if "_repeat" in taken.columns:
        answer = (pl.col("_repeat") != "1").fill_null(True).cum_sum()
        first = pl.exclude("KnowledgeTag", "_repeat", "_answer").first()
        tags = pl.col("KnowledgeTag").str.join("_")
        whole = taken.with_columns(_answer=answer).filter(pl.col("_answer") > 0)
        _count(left_out, taken, whole, "further tags of an answer that is not there")
        taken = whole.group_by("_answer", maintain_order=True).agg(first, tags).drop("_answer")
    if "assessmentItemID" not in taken.columns:
        taken = taken.with_columns(assessmentItemID="KnowledgeTag")
    return taken


def _beside(folder: Path, *names: str, inside: tuple[str, ...] = ("contents",)) -> Path | None:
    """The neighbour of a log, in its folder, one inside, or one beside it."""
    places = [folder, *(folder / one for one in inside), folder.parent]
    places += [folder.parent / one for one in inside]
    found = (path for place in places for name in names for path in sorted(place.glob(name)))
    return next(found, None)


def _table(path: Path, *columns: str) -> pl.DataFrame:
    """These columns as text, each key once. Raises LogFileError."""
    try:
        table = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as err:
        raise LogFileError(f"{path}, which stands beside the log, cannot be read: {err}") from err
    if missing := [name for name in columns if name not in table.columns]:
        raise LogFileError(f"{path}: columns {missing} are missing in {table.columns}")
    table = table.select(pl.col(columns).str.strip_chars())
    return table.filter(pl.col(columns[0]).is_not_null()).unique(columns[0], maintain_order=True)


def _whole(name: str) -> pl.Expr:
    """`28187.0` as `28187`: ids that pandas has written as floats."""
    return pl.col(name).str.replace(r"\.0+$", "")


def _count(left_out: Counter[str], before: pl.DataFrame, after: pl.DataFrame, why: str) -> None:
    if before.height > after.height:
        left_out[why] += before.height - after.height
