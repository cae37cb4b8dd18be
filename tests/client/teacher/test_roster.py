"""Class lists from files, as schools' systems write them."""

import pytest
from visitor import Pupil, text_of

from client.app.teacher import roster
from client.app.teacher.roster import Known

SDS = """sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms
s1,mina.park,Mina,Park,,,mina@school.example,,
s2,jun.lee,Jun,Lee,,,jun@school.example,,
"""
SDS_V1 = "SIS ID,School SIS ID,Username,First Name,Last Name,Grade\n7,1,x,Ana,Ruiz,05\n"
ONEROSTER = (
    '"sourcedId","status","enabledUser","orgSourcedIds","role","username","givenName",'
    '"familyName","grades"\n'
    '"u1","active","true","o","student","al","Al","Bo","03"\n'
    '"u2","active","true","o","teacher","ms","Ms","Kim",""\n'
    '"u3","tobedeleted","true","o","student","gone","Gone","By","03"\n'
)


@pytest.fixture(autouse=True)
def speaking(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SDS, [("Mina Park", "s1", None), ("Jun Lee", "s2", None)]),
        (SDS_V1, [("Ana Ruiz", "7", 5)]),
        (ONEROSTER, [("Al Bo", "u1", 3)]),
        ("Mina\nJun\n\n", [("Mina", None, None), ("Jun", None, None)]),
        ("이름;학년;학번\n김민아;3;12\n", [("김민아", "12", 3)]),
        ("성\tfirst name\n김\t민아\n", [("김민아", None, None)]),
        ("name,pin\r\nMina,0042\r\n", [("Mina", None, None)]),
    ],
)  # fmt: skip
def test_the_systems_of_schools_are_understood(text, told):
    listed, problems, _skipped = roster.read(text)
    assert [(one.nickname, one.school_id, one.grade) for one in listed] == told
    assert problems == []


def test_teachers_and_those_who_left_are_left_out():
    assert roster.read(ONEROSTER)[2] == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [("이름\n김민아\n".encode("cp949"), "김민아"), ("name\nZoë\n".encode("cp1252"), "Zoë"),
     ("\ufeffname\n김민아\n".encode(), "김민아")],
)  # fmt: skip
def test_files_of_other_windows_are_read(content, name):
    assert roster.read(roster.decode(content))[0][0].nickname == name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,grade\nMina,third\n", "Line 2: the grade is “third”; expected 1 to 12."),
        ("name,pin\nMina,12\n", "Line 2: the PIN is “12”; expected 4 to 8 digits."),
        ("name\nMina\nJun\nmina\n", "Line 4: “mina” is on line 2 already."),
        ("name,id\nMina,1\nJun,1\n", "Line 3: “Jun” is on line 2 already."),
        (f"name\n{'x' * 30}\n", "Line 2: the name is “" + "x" * 30),
        ("email,phone\na,b\n", "Line 1"),
        ("grade,pin\n3,1234\n", "Line 1 has the columns grade, pin, but none with names."),
        ("  \n", "The list is empty."),
    ],
)
def test_a_faulty_line_is_named(text, problem):
    if problem == "Line 1":  # no column is understood, so it is a list of names without a header
        assert [one.nickname for one in roster.read(text)[0]] == ["email", "a"]
        return
    _listed, problems, _skipped = roster.read(text)
    assert problems[0].startswith(problem)


def test_a_list_that_is_too_long_is_refused():
    assert "at most 1000" in roster.read("name\n" + "".join(f"p{n}\n" for n in range(1200)))[1][0]


def known(number: str, name: str, school_id: str | None = None, has_left: bool = False) -> Known:
    return Known(number, name, name.casefold(), school_id, None, has_left)


def test_who_is_known_by_the_schools_number_keeps_their_answers_under_another_name():
    told = roster.plan("id,name\n7,Mina Park\n", [known("u", "Mina", "7")])
    assert [(there.userID, one.nickname) for there, one in told.changed] == [("u", "Mina Park")]
    assert told.new == []


def test_a_name_that_another_pupil_has_is_not_given_twice():
    told = roster.plan("id,name\n7,Jun\n", [known("u", "Mina", "7"), known("v", "Jun")])
    assert told.problems == ["Line 2: “Jun” is another pupil's name."]
    assert told.changed == []


def test_a_plan_says_who_is_new_back_missing_or_as_before():
    there = [known("a", "Ana"), known("b", "Ben"), known("c", "Cho", has_left=True)]
    told = roster.plan("name\nAna\nCho\nDov\n", there)
    assert [one.nickname for one in told.new] == ["Dov"]
    assert [one.nickname for _there, one in told.back] == ["Cho"]
    assert [one.nickname for one in told.missing] == ["Ben"]
    assert told.same == 1


def test_a_look_changes_nothing_and_the_same_list_twice_neither(teacher, class_id):
    page = f"/teach/{class_id}/pupils"
    teacher.get(page)
    told = teacher.post(f"{page}/list", csrf_token=teacher.token(), roster=SDS).text
    assert "New: 2" in told and teacher.rows("students") == []
    teacher.add(class_id, SDS)
    before = teacher.rows("students")
    teacher.get(page)
    told = teacher.post(f"{page}/list", csrf_token=teacher.token(), roster=SDS).text
    assert "There is nothing to change" in told
    teacher.add(class_id, SDS)
    assert teacher.rows("students") == before and len(before) == 2


def test_the_pins_on_the_cards_let_their_pupils_in(app, teacher, class_id):
    page = teacher.add(class_id, "name\nMina\nJun\n").text
    cards = {
        part.split("<bdi>")[1].split("<")[0]: part.split('<b class="code">')[1][:4]
        for part in page.split("<li><strong>")[1:]
    }
    assert set(cards) == {"Mina", "Jun"}
    for name, pin in cards.items():
        said = text_of(Pupil(app).join(teacher.code(class_id), name, pin).text)
        assert f"Welcome back, {name}" in said


def test_who_is_missing_goes_only_where_the_teacher_says_so(teacher, class_id):
    teacher.add(class_id, "name\nMina\nJun\n")
    teacher.add(class_id, "name\nMina\nDov\n")
    assert all(row.left_at is None for row in teacher.rows("students"))
    teacher.add(class_id, "name\nMina\n", remove="yes")
    gone = {row.nickname for row in teacher.rows("students") if row.left_at}
    assert gone == {"Jun", "Dov"}


def test_a_list_larger_than_a_form_field_is_read(teacher, class_id):
    names = "name\n" + "".join(f"Pupil number {n}\n" for n in range(400))
    assert len(names) > 4096
    teacher.add(class_id, names)
    assert len(teacher.rows("students")) == 400
