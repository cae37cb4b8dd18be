"""Every layout that is found from a header, the most telling first."""

from data.logs import convert
from data.logs.layout import BEGAN, FOLD, ORDER, Layout

PSLC = "DataShop, https://pslcdatashop.web.cmu.edu/help?page=export"
STUDENT = "Anon Student Id"
STEP = {"userID": STUDENT, "_problem": "Problem Name", "_step": "Step Name",
        "Timestamp": "First Transaction Time"}  # fmt: skip
STEP_MORE = {BEGAN: "Step Start Time"}
JUDGED = {"correct": "1", "ok": "1", "incorrect": "0", "error": "0", "bug": "0", "hint": "0",
          "initial_hint": "0", "next_hint": "0"}  # fmt: skip
"""A hint instead of a first answer counts as wrong, as in DataShop's own error rate."""
CONVERTED = {"userID": "user_id", "assessmentItemID": "item_id", "KnowledgeTag": "skill_id",
             "answerCode": "correct"}  # fmt: skip

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (
    Layout(
        "page",
        "the page's own table: COPY interactions TO … CSV HEADER",
        {"event_id": "event_id", "userID": "userID", "assessmentItemID": "assessmentItemID",
         "answerCode": "answerCode", "Timestamp": "Timestamp", "elapsed_s": "elapsed_s"},
        {"testId": "testId", "KnowledgeTag": "KnowledgeTag", "predicted": "predicted",
         "model_version": "model_version", ORDER: "id"},
    ),
    Layout(
        "assist2009",
        "ASSISTments 2009-2010, skill builder (also corrected and collapsed): Feng, Heffernan, "
        "Koedinger 2009; https://sites.google.com/site/assistmentsdata",
        {"userID": "user_id", "assessmentItemID": "problem_id", "KnowledgeTag": "skill_id",
         "answerCode": "correct", ORDER: "order_id"},
        {"testId": "sequence_id", "elapsed_s": "ms_first_response"},
        unit=1e3,
        lenient=True,
        separator="_",
        partial_credit=True,
    ),
    Layout(
        "assist2012",
        "ASSISTments 2012-2013 with affect: https://sites.google.com/site/assistmentsdata",
        {"userID": "user_id", "assessmentItemID": "problem_id", "KnowledgeTag": "skill_id",
         "answerCode": "correct", "Timestamp": "end_time", BEGAN: "start_time"},
        {"testId": "sequence_id"},
        separator="_",
        partial_credit=True,
    ),
    Layout(
        "assist2015",
        "ASSISTments 2015, 100 skill builders: https://sites.google.com/site/assistmentsdata",
        {"userID": "user_id", "assessmentItemID": "sequence_id", "answerCode": "correct",
         ORDER: "log_id"},
        partial_credit=True,
        convert=convert.item_is_tag,
    ),
    Layout(
        "assist2017",
        "ASSISTments data mining competition 2017: Patikorn, Heffernan, Baker 2018",
        {"userID": "studentId", "assessmentItemID": "problemId", "KnowledgeTag": "skill",
         "answerCode": "correct", "Timestamp": "startTime", "elapsed_s": "timeTaken"},
        lenient=True,
        shown=True,
        partial_credit=True,
    ),
    Layout(
        "kddcup",
        "KDD Cup 2010, Algebra and Bridge to Algebra: Stamper et al. 2010",
        STEP | {"answerCode": "Correct First Attempt"},
        STEP_MORE,
        separator="~~",
        quoted=False,
        tags=("KC",),
        convert=convert.step_of_problem,
    ),
    Layout(
        "datashop-step",
        f"{PSLC}, by student and step, such as Statics 2011: Koedinger et al. 2010",
        STEP | {"answerCode": "First Attempt"},
        STEP_MORE,
        codes=JUDGED,
        separator="~~",
        quoted=False,
        tags=("KC",),
        convert=convert.step_of_problem,
    ),
    Layout(
        "datashop-transaction",
        f"{PSLC}, by transaction: the first attempt at each step is the answer",
        {"userID": STUDENT, "_problem": "Problem Name", "_step": "Step Name",
         "answerCode": "Outcome", "Timestamp": "Time"},
        {"elapsed_s": "Duration (sec)", "_attempt": "Attempt At Step"},
        lenient=True,
        codes=JUDGED,
        separator="~~",
        quoted=False,
        tags=("KC",),
        convert=convert.first_attempts,
    ),
    Layout(
        "ednet",
        "EdNet KT1, a folder with a file a student, questions.csv in it or beside it: Choi et al. "
        "2020; https://github.com/riiid/ednet",
        {"Timestamp": "timestamp", "assessmentItemID": "question_id", "_answer": "user_answer",
         "elapsed_s": "elapsed_time"},
        {"userID": "user_id"},
        unit=1e3,
        lenient=True,
        shown=True,
        convert=convert.judged_by_key,
        beside=convert.key_of_ednet,
    ),
    Layout(
        "junyi2015",
        "Junyi Academy 2015, junyi_ProblemLog_original: Chang, Hsu, Chen 2015; "
        "junyi_Exercise_table.csv beside it gives the topics",
        {"userID": "user_id", "assessmentItemID": "exercise", "answerCode": "correct",
         "Timestamp": "time_done"},
        {"elapsed_s": "time_taken"},
        lenient=True,
        convert=convert.topic_of_exercise,
        beside=convert.topics_of_junyi,
    ),
    Layout(
        "junyi2019",
        "Junyi Academy 2018-2019, Log_Problem.csv: Pojen, Mingen, Tzuyang 2020 (Kaggle)",
        {"userID": "uuid", "assessmentItemID": "upid", "KnowledgeTag": "ucid",
         "answerCode": "is_correct", "Timestamp": "timestamp_TW"},
        {"elapsed_s": "total_sec_taken"},
        lenient=True,
    ),
    Layout(
        "nips2020",
        "NeurIPS 2020 education challenge, tasks 1 to 4: Wang et al. 2020; answer_metadata and "
        "question_metadata stand beside it or in ../metadata",
        {"userID": "UserId", "assessmentItemID": "QuestionId", "answerCode": "IsCorrect",
         "_answer": "AnswerId"},
        convert=convert.dated_by_metadata,
        beside=convert.metadata_of_nips,
    ),
    Layout(
        "pykt",
        "pyKT's fold files, and XES3G5M which is written so: Liu et al. 2022 and 2023",
        {FOLD: "fold", "userID": "uid", "answerCode": "responses", "_mask": "selectmasks"},
        {"assessmentItemID": "questions", "KnowledgeTag": "concepts", "Timestamp": "timestamps",
         "_repeat": "is_repeat", "_expanded": "qidxs"},
        separator="_",
        convert=convert.answers_of_sequences,
    ),
    Layout(
        "cloze",
        "converted logs with times, such as DataShop 5513",
        CONVERTED | {"Timestamp": "timestamp", "elapsed_s": "elapsed_s"},
        relative=True,
    ),
    Layout(
        "gervet",
        "Gervet et al. 2020 (JEDM), the files that its code writes, tabs or commas",
        CONVERTED | {"Timestamp": "timestamp"},
        relative=True,
    ),
    Layout(
        "akt",
        "the parts of ASSISTments 2009 by Ghosh, Heffernan, Lan 2020, one row an answer",
        CONVERTED,
        {ORDER: "position", "elapsed_s": "elapsed_s"},
    ),
    Layout(
        "iscream",
        "i-Scream, as the first version of this platform was built on",
        {"userID": "userID", "assessmentItemID": "assessmentItemID", "testId": "testId",
         "KnowledgeTag": "KnowledgeTag", "answerCode": "answerCode", "Timestamp": "Timestamp"},
        {"elapsed_s": "elapsed_s"},
    ),
)}  # fmt: skip
