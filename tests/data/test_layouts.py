"""Public files as they are: each layout is found from its header and read with its quirks.

The headers are those of the published files; the rows are made up.
"""

from pathlib import Path

import pytest

from data.errors import LogFileError
from data.importer import import_log
from data.logs.layouts import LAYOUTS
from settings import ROOT

SKILL_BUILDER = (
    "order_id,assignment_id,user_id,assistment_id,problem_id,original,correct,attempt_count,"
    "ms_first_response,tutor_mode,answer_type,sequence_id,student_class_id,position,type,"
    "base_sequence_id,skill_id,skill_name,teacher_id,school_id,hint_count,hint_total,overlap_time,"
    "template_id,answer_id,answer_text,first_action,bottom_hint,opportunity,opportunity_original\n"
)


def skill_builder(
    order: int, user: str, problem: int, code: str, skill: str, ms: int, text=""
) -> str:
    return (
        f"{order},277618,{user},33139,{problem},1,{code},1,{ms},tutor,algebra,5948,13241,126,"
        f"MasterySection,5948,{skill},Box and Whisker,22763,73,0,3,{ms},30799,,{text},0,,1,1\n"
    )


def tabs(text: str) -> str:
    return text.replace("|", "\t")


ASSIST2009 = SKILL_BUILDER + "".join([
    skill_builder(30, "64525", 3, "1", "1", 4000),
    skill_builder(10, "64525", 1, "1", "1", 32454, "caf\u00e9"),
    skill_builder(10, "64525", 1, "1", "279", 32454, "caf\u00e9"),
    skill_builder(10, "64525", 1, "1", "279", 32454, "caf\u00e9"),
    skill_builder(20, "64525", 2, "0", "", -7759, "1/2"),
])  # fmt: skip
ASSIST2009_COLLAPSED = (
    "," + SKILL_BUILDER
    + "0," + skill_builder(10, "64525", 1, "1", "1_279", 32454)
    + "1," + skill_builder(20, "64525", 2, "0", "", 500)
)  # fmt: skip
ASSIST2012 = (
    "problem_log_id,skill,problem_id,user_id,assignment_id,assistment_id,start_time,end_time,"
    "problem_type,original,correct,bottom_hint,hint_count,actions,attempt_count,ms_first_response,"
    "tutor_mode,sequence_id,student_class_id,position,type,base_sequence_id,skill_id,teacher_id,"
    "school_id,overlap_time,template_id,answer_id,answer_text,first_action,problemlogid,"
    "Average_confidence(FRUSTRATED)\n"
    "137792159,,73963,61394,556786,50121,2012-09-28 15:11:27,2012-09-28 15:11:33,choose_1,1,0,,0,"
    '"--- \n- - start\n",1,6575,tutor,9475,14553,5,LinearSection,9475,,43617,5117,6575,,,,0,'
    "137792159,0.1\n"
    "137792178,Rounding,76429,61394,556786,50121,2012-09-28 15:11:33.5,2012-09-28 15:11:38.5,"
    "algebra,1,1,,0,x,1,4600,tutor,9475,14553,5,LinearSection,9475,297,43617,5117,6575,,,,0,"
    "137792178,0.1\n"
)
ASSIST2015 = (
    "user_id,log_id,sequence_id,correct\n50121,167478035,7014,0\n50121,167478043,7014,1\n"
    "50121,167478053,7014,.75\n51950,167478040,5927,1\n"
)
ASSIST2017 = (
    "studentId,MiddleSchoolId,InferredGender,SY ASSISTments Usage,AveKnow,AveCarelessness,"
    "AveCorrect,NumActions,action_num,skill,problemId,assignmentId,assistmentId,startTime,endTime,"
    "timeTaken,correct,original,hint\n"
    "8,2,Male,2004-2005,0.35,0.18,0.48,1056,9950,properties-of-geometric-figures,1118,1,1117,"
    "1096470301,1096470350,49,1,0,0\n"
    "8,2,Male,2004-2005,0.35,0.18,0.48,1056,9951,noskill,1119,1,1117,1096470350,1096470353,3,0,0,0\n"
)
STEPS = tabs(
    "Row|Sample|Anon Student Id|Problem Hierarchy|Problem Name|Problem View|Step Name|"
    "Step Start Time|First Transaction Time|Correct Transaction Time|Step End Time|"
    "Step Duration (sec)|Correct Step Duration (sec)|Error Step Duration (sec)|First Attempt|"
    "Incorrects|Hints|Corrects|Condition|KC (Single-KC)|Opportunity (Single-KC)|KC (F2011)|"
    "Opportunity (F2011)|Predicted Error Rate (F2011)\n"
    'r1|All Data|Stu_1|unit 1|_m1_assess|1|pick "a" UpdateComboBox|2011-09-21 17:35:01.0|'
    "2011-09-21 17:35:09.0|.|2011-09-21 17:35:10.0|9|.|9|incorrect|1|0|1|.|Single|1|"
    "represent_1~~gravity|1|.3\n"
    'r2|All Data|Stu_1|unit 1|_m1_assess|1|"q2_point1i1 UpdateComboBox|.|'
    "2011-09-21 17:36:00.0|.|2011-09-21 17:36:00.0|.|.|.|correct|0|0|1|.|Single|2|||\n"
    "r3|All Data|Stu_1|unit 1|_m1_assess|1|q3|.|2011-09-21 17:37:00.0|.|.|.|.|.|hint|"
    "0|2|0|.|Single|3|gravity|2|\n"
)
STATICS_CSV = (
    "Anon Student Id,Problem Name,Step Name,First Transaction Time,First Attempt,KC (F2011)\n"
    "Stu_1,p,q1,2011/9/21 17:35,correct,a\nStu_1,p,q2,2011/9/21 17:36,incorrect,b\n"
)
TRANSACTIONS = tabs(
    "Row|Sample Name|Transaction Id|Anon Student Id|Session Id|Time|Time Zone|Duration (sec)|"
    "Student Response Type|Problem Name|Step Name|Attempt At Step|Outcome|Input|KC (Topics)|"
    "KC Category (Topics)|KC (Topics)|KC Category (Topics)\n"
    '1|All|t1|Stu_1|s|2011-09-21 17:35:09|US/Eastern|8|ATTEMPT|p|q1|1|INCORRECT|"|a||b|\n'
    "2|All|t2|Stu_1|s|2011-09-21 17:35:19|US/Eastern|10|ATTEMPT|p|q1|2|CORRECT|2|a||b|\n"
    "3|All|t3|Stu_1|s|2011-09-21 17:35:29|US/Eastern|.|ATTEMPT|p|q2|1|CORRECT|2|||b|\n"
    "4|All|t4|Stu_1|s|2011-09-21 17:35:39|US/Eastern|.|ATTEMPT|p||||2||||\n"
)
ALGEBRA = tabs(
    "Row|Anon Student Id|Problem Hierarchy|Problem Name|Problem View|Step Name|"
    "Step Start Time|First Transaction Time|Correct First Attempt|Incorrects|Hints|Corrects|"
    "KC(Default)|Opportunity(Default)\n"
    "1|0BrbPbwCMz|Unit ES_04|EG4-FIXED|1|3(x+2) = 15|2005-09-09 12:24:35.0|"
    "2005-09-09 12:24:49.0|1|0|0|1|[SkillRule: Eliminate Parens; {a; b}]~~Distribute|1~~1\n"
)
JUNYI2015 = (
    "user_id,exercise,problem_type,problem_number,topic_mode,suggested,review_mode,time_done,"
    "time_taken,time_taken_attempts,correct,count_attempts,hint_used,count_hints,"
    "hint_time_taken_list,earned_proficiency,points_earned\n"
    "12884,time_terminology,analog_word,1,true,false,false,1419990853183140,14,14,true,1,false,0,"
    ",false,225\n"
    "12884,multiplication_1,0,1,false,false,false,1419990880129360,5,5&3,false,2,false,0,,false,3\n"
)
JUNYI2019 = (
    "timestamp_TW,uuid,ucid,upid,problem_number,exercise_problem_repeat_session,is_correct,"
    "total_sec_taken,total_attempt_cnt,used_hint_cnt,is_hint_used,is_downgrade,is_upgrade,level\n"
    "2019-02-05 14:30:00 UTC,Kpq2q+eKzYA=,xTXPWlGe=,K4R0FfBk=,2,1,True,17,1,0,False,,,1\n"
    "2019-02-05 14:30:00 UTC,Kpq2q+eKzYA=,xTXPWlGe=,7rJhNLiM=,3,1,False,25,2,0,False,,,1\n"
)
WEB = (
    "id,event_id,userID,assessmentItemID,testId,KnowledgeTag,answerCode,Timestamp,elapsed_s,"
    "predicted,model_version,source,response\n"
    "1,0b9c2d6e-6a4e-4a55-8d8a-3a4b2f6f1c11,u1,A010001001,A010000001,g1-counting,1,"
    "2026-01-02 03:04:05.678901+00,12.5,0.61,20260101T000000-abc,web,7\n"
    "2,0b9c2d6e-6a4e-4a55-8d8a-3a4b2f6f1c12,u1,A010001002,A010000001,g1-counting,0,"
    "2026-01-02 12:05:05+09,,,,web,\n"
)

READ = {
    "assist2009": (ASSIST2009.encode("latin-1"), [
        ("64525", "1", "1;279", 1, None, 32.454),
        ("64525", "2", "", 0, None, None),
        ("64525", "3", "1", 1, None, 4.0),
    ]),
    "assist2009 collapsed": (ASSIST2009_COLLAPSED, [
        ("64525", "1", "1;279", 1, None, 32.454), ("64525", "2", "", 0, None, 0.5),
    ]),
    "assist2012": (ASSIST2012, [
        ("61394", "73963", "", 0, "2012-09-28 15:11:33", 6.0),
        ("61394", "76429", "297", 1, "2012-09-28 15:11:38.500", 5.0),
    ]),
    "assist2015": (ASSIST2015, [
        ("50121", "7014", "7014", 0, None, None), ("50121", "7014", "7014", 1, None, None),
        ("51950", "5927", "5927", 1, None, None),
    ]),
    "assist2017": (ASSIST2017, [
        ("8", "1118", "properties-of-geometric-figures", 1, "2004-09-29 15:05:50", 49.0),
        ("8", "1119", "noskill", 0, "2004-09-29 15:05:53", 3.0),
    ]),
    "datashop-step": (STEPS, [
        ("Stu_1", '_m1_assess / pick "a" UpdateComboBox', "represent_1;gravity", 0,
         "2011-09-21 17:35:09", 8.0),
        ("Stu_1", '_m1_assess / "q2_point1i1 UpdateComboBox', "", 1, "2011-09-21 17:36:00", None),
        ("Stu_1", "_m1_assess / q3", "gravity", 0, "2011-09-21 17:37:00", None),
    ]),
    "datashop-step, saved as CSV": (STATICS_CSV, [
        ("Stu_1", "p / q1", "a", 1, "2011-09-21 17:35:00", None),
        ("Stu_1", "p / q2", "b", 0, "2011-09-21 17:36:00", None),
    ]),
    "datashop-transaction": (TRANSACTIONS, [
        ("Stu_1", "p / q1", "a;b", 0, "2011-09-21 17:35:09", 8.0),
        ("Stu_1", "p / q2", "b", 1, "2011-09-21 17:35:29", None),
    ]),
    "kddcup": (ALGEBRA, [
        ("0BrbPbwCMz", "EG4-FIXED / 3(x+2) = 15",
         "[SkillRule: Eliminate Parens, {a, b}];Distribute", 1, "2005-09-09 12:24:49", 14.0),
    ]),
    "junyi2015": (JUNYI2015, [
        ("12884", "time_terminology", "time_terminology", 1, "2014-12-31 01:54:13.183140", 14.0),
        ("12884", "multiplication_1", "multiplication_1", 0, "2014-12-31 01:54:40.129360", 5.0),
    ]),
    "junyi2019": (JUNYI2019, [
        ("Kpq2q+eKzYA=", "K4R0FfBk=", "xTXPWlGe=", 1, "2019-02-05 14:30:00", 17.0),
        ("Kpq2q+eKzYA=", "7rJhNLiM=", "xTXPWlGe=", 0, "2019-02-05 14:30:00", 25.0),
    ]),
    "gervet": ("user_id\titem_id\ttimestamp\tcorrect\tskill_id\n0\t5\t0\t1\t7\n0\t6\t90\t0\t7\n", [
        ("0", "5", "7", 1, "2000-01-01 00:00:00", None),
        ("0", "6", "7", 0, "2000-01-01 00:01:30", None),
    ]),
    "page": (WEB, [
        ("u1", "A010001001", "g1-counting", 1, "2026-01-02 03:04:05.678901", 12.5),
        ("u1", "A010001002", "g1-counting", 0, "2026-01-02 03:05:05", None),
    ]),
}  # fmt: skip


def answers(lake) -> list[tuple]:
    columns = ["userID", "assessmentItemID", "KnowledgeTag", "answerCode", "Timestamp", "elapsed_s"]
    rows = []
    for *rest, time, elapsed in lake.snapshot(columns=columns).rows():
        written = None if time is None else f"{time:%Y-%m-%d %H:%M:%S.%f}"
        rows.append((*rest, written, None if elapsed is None else round(elapsed, 3)))
    return rows


def written(rows: list[tuple]) -> list[tuple]:
    """The expected rows, times with six decimals."""
    return [
        (*rest, time and (f"{time}.000000" if "." not in time else time.ljust(26, "0")), elapsed)
        for *rest, time, elapsed in rows
    ]


@pytest.mark.parametrize("name", READ)
def test_a_public_file_comes_in_as_it_is(lake, tmp_path, name, caplog):
    caplog.set_level("INFO")
    text, expected = READ[name]
    path = tmp_path / "log.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    import_log(path, lake)
    assert answers(lake) == written(expected)
    assert f"(layout {name.split(',')[0].split()[0]})" in caplog.messages[-1]


def test_what_was_done_with_a_log_is_said_last(lake, tmp_path, caplog):
    caplog.set_level("INFO")
    path = tmp_path / "skill_builder_data.csv"
    path.write_bytes(ASSIST2009.encode("latin-1"))
    import_log(path, lake)
    said = caplog.messages[-1]
    assert "5 rows, 3 answers imported, 0 in the lake already, 0 quarantined" in said
    assert "not in order: sorted by order_id" in said
    assert "1 exact repeats of an answer left out" in said
    assert "1 rows merged into answers with several tags" in said
    assert "1 durations that are none count as unknown" in said
    assert "not UTF-8: read as cp1252" in said
    assert "columns not used: assignment_id, assistment_id, original" in said


def test_parts_of_marks_are_no_answers(lake, tmp_path):
    path = tmp_path / "2015_100_skill_builders_main_problems.csv"
    path.write_text(ASSIST2015)
    assert import_log(path, lake).bad == 1
    reason = lake.quarantine.read().item(0, "reason")
    assert reason.endswith("line 4: answerCode = '.75', expected 0 or 1")


def test_ednet_is_a_folder_and_a_key(lake, tmp_path):
    folder = tmp_path / "KT1"
    folder.mkdir()
    head = "timestamp,solving_id,question_id,user_answer,elapsed_time\n"
    (folder / "u10.csv").write_text(head + "1565096190868,1,q5012,b,38000\n")
    (folder / "u9.csv").write_text(
        head + "1565096221062,2,q4706,c,24000\n1565096293432,3,q4366,,68000\n"
        "1565096300000,4,q7,a,1000\n"
    )
    with pytest.raises(LogFileError, match=r"judged by questions\.csv"):
        import_log(folder, lake)
    (tmp_path / "contents").mkdir()
    (tmp_path / "contents" / "questions.csv").write_text(
        "question_id,bundle_id,explanation_id,correct_answer,part,tags,deployed_at\n"
        "q5012,b1,e1,b,1,1;2;179;181,1558093217098\nq4706,b2,e2,d,1,-1,1558093219720\n"
        "q4366,b3,e3,d,1,15,1558093222784\n"
    )
    import_log(folder, lake)
    assert answers(lake) == written([
        ("u10", "q5012", "1;2;179;181", 1, "2019-08-06 12:57:08.868", 38.0),
        ("u9", "q4706", "", 0, "2019-08-06 12:57:25.062", 24.0),
    ])  # fmt: skip


@pytest.mark.parametrize("task", ["3_4", "1_2"])
def test_neurips_2020_is_dated_by_what_stands_beside_it(lake, tmp_path, task):
    path = tmp_path / "train_data" / f"train_task_{task}.csv"
    path.parent.mkdir()
    path.write_text(
        "QuestionId,UserId,AnswerId,IsCorrect,CorrectAnswer,AnswerValue\n"
        "898,2111,280203,1,2,2\n767,3062,55638,0,3,4\n165,2111,386475,0,2,3\n"
    )
    with pytest.raises(LogFileError, match="stand in no order; expected answer_metadata"):
        import_log(path, lake)
    folder = tmp_path / "metadata"
    folder.mkdir()
    (folder / f"answer_metadata_task_{task}.csv").write_text(
        "AnswerId,DateAnswered,Confidence,GroupId,QuizId,SchemeOfWorkId\n"
        "280203.0,2020-04-12 17:31:00.000,,104,86.0,\n55638.0,2020-01-05 12:03:00.000,25,7,10.0,\n"
        "386475.0,2020-04-12 17:29:00.000,,104,86.0,\n"
    )
    (folder / f"question_metadata_task_{task}.csv").write_text(
        'QuestionId,SubjectId\n898,"[3, 71, 98, 209]"\n767,"[3, 32]"\n165,"[3, 71, 98, 211]"\n'
    )
    (folder / "subject_metadata.csv").write_text(
        "SubjectId,Name,ParentId,Level\n3,Maths,NULL,0\n71,Geometry,3,1\n98,Angles,71,2\n"
        "209,Sum,98,3\n211,Basic,98,3\n32,Number,3,1\n"
    )
    import_log(path, lake)
    assert answers(lake) == written([
        ("2111", "165", "211", 0, "2020-04-12 17:29:00", None),
        ("2111", "898", "209", 1, "2020-04-12 17:31:00", None),
        ("3062", "767", "", 0, "2020-01-05 12:03:00", None),
    ])  # fmt: skip
    assert lake.snapshot(columns=["testId"])["testId"].to_list() == ["86", "86", "10"]


def test_junyis_topics_stand_beside_it(lake, tmp_path):
    (tmp_path / "junyi_ProblemLog_original.csv").write_text(JUNYI2015)
    (tmp_path / "junyi_Exercise_table.csv").write_text(
        "name,live,prerequisites,topic,area\ntime_terminology,True,,telling-time,arithmetic\n"
    )
    import_log(tmp_path / "junyi_ProblemLog_original.csv", lake)
    assert lake.snapshot(columns=["KnowledgeTag"])["KnowledgeTag"].to_list() == ["telling-time", ""]


PYKT = (
    "fold,uid,questions,concepts,responses,timestamps,selectmasks,is_repeat\n"
    '0,7,"5,6,6","1,2,3","1,0,0","1577871120000,1577871180000,1577871180000","1,1,1","0,0,1"\n'
    '0,7,"8,-1,-1","4,-1,-1","1,-1,-1","1577871240000,-1,-1","1,-1,-1","0,-1,-1"\n'
    '1,9,"5,-1,-1","1,-1,-1","0,-1,-1","1577871120000,-1,-1","1,-1,-1","0,-1,-1"\n'
)


def test_sequences_of_pykt_are_answers_again(lake, tmp_path):
    path: Path = tmp_path / "train_valid_sequences.csv"
    path.write_text(PYKT)
    import_log(path, lake)
    assert answers(lake) == written([
        ("7", "5", "1", 1, "2020-01-01 09:32:00", None),
        ("7", "6", "2;3", 0, "2020-01-01 09:33:00", None),
        ("7", "8", "4", 1, "2020-01-01 09:34:00", None),
        ("9", "5", "1", 0, "2020-01-01 09:32:00", None),
    ])  # fmt: skip


def test_windows_that_overlap_give_an_answer_once(lake, tmp_path):
    path = tmp_path / "test_window_sequences.csv"
    path.write_text(
        "fold,uid,concepts,responses,selectmasks\n"
        '-1,7,"1,2","1,0","1,1"\n-1,7,"2,3","0,1","-1,1"\n-1,7,"3,4","1,1","-1,1"\n'
    )
    import_log(path, lake)
    assert [row[1:4] for row in answers(lake)] == [
        ("1", "1", 1), ("2", "2", 0), ("3", "3", 1), ("4", "4", 1),
    ]  # fmt: skip
    path.write_text(
        'fold,uid,questions,concepts,responses,selectmasks,qidxs\n-1,7,"1","1","1","1","0"\n'
    )
    with pytest.raises(LogFileError, match=r"that pyKT expands .* take train_valid_sequences"):
        import_log(path, lake)


def test_the_page_of_layouts_names_them_all():
    page = (ROOT / "docs" / "data.md").read_text()
    assert [name for name in LAYOUTS if f"`{name}`" not in page] == []
