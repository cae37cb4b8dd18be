"""Names of all scripts are taken as they are typed; what cannot be seen does not make another."""

import pytest
from visitor import Browser

from client.app.accounts.nicknames import NicknameError, clean, keys, length

FAMILY = "👨‍👩‍👧‍👦"
NAMES = {
    "Persian": "می‌خواهم",
    "Devanagari": "क्‍षमा",
    "a family": FAMILY,
    "a family of many colours": "👨🏽‍👩🏽‍👧🏽‍👦🏽",
    "a heart": "Mina ❤️",
    "Scotland": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "a keycap": "Team 1️⃣",
    "a Japanese name": "葛\U000e0100城",
    "Korean": "미나",
    "Arabic": "مينا",
    "Hebrew with vowels": "שָׁלוֹם",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Thai": "น้ำผึ้ง",
    "a new emoji": "\U0001fae8",
    "marks": "O’Neil-3 :)",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_people_of_all_scripts_are_kept_as_they_are_typed(name):
    assert clean(name) == name and clean(f" {name}\t") == name


@pytest.mark.parametrize("name", ["Persian", "Devanagari", "a family", "Scotland"])
def test_with_such_a_name_one_joins_and_comes_back(app, name):
    assert "Welcome, " in Browser(app).sign_in(NAMES[name]).text
    browser = Browser(app)
    assert "Welcome back, " in browser.sign_in(NAMES[name]).text
    assert f"<bdi>{NAMES[name]}</bdi>" in browser.html


@pytest.mark.parametrize(
    "name",
    [
        "Mi\u202ena",  # right-to-left override: shows another order than is stored
        "\u2066Mina\u2069",  # isolates
        "Mi\x07na",
        "Mi\x1b[31mna",
        "\ue000",  # private use
        "\ud800",  # half of a pair
        "\u3164",  # a Hangul filler: shows as nothing
        "Mi\u115fna",
        "\u2800\u2800",  # a blank of Braille
        "\u200d",
        "\u200c \u200d",
        "\ufe0f",
        "\u0301",  # an accent on nothing
        "M" + "\u0301" * 30,  # marks that run over the page
        "\U000e0067",  # tags that belong to no flag
        "x" * 25,
        FAMILY * 25,
        "👩\u200d" * 60 + "👩",  # one letter without end
    ],
)
def test_what_hides_or_disguises_is_refused(name):
    with pytest.raises(NicknameError):
        clean(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mina", "mINA"),
        ("Mina", "Ｍｉｎａ"),
        ("Mi na", "Mi \u00a0 na"),
        ("Mina", "\ufeffMina\u200b"),  # pasted
        ("Mina", "Mi\u200dna"),
        ("Mina", "Mi\u00adna"),
        ("Mi na", "Mi \u200d na"),
        ("مینا", "\u200fمینا\u200e"),
        ("می‌خواهم", "میخواهم"),
        ("❤️", "❤"),
        ("é", "e\u0301"),
        ("straße", "STRASSE"),
        ("葛城", "葛\U000e0100城"),
        (FAMILY, "👨👩👧👦"),
    ],
)
def test_what_differs_invisibly_is_one_student(one, other):
    assert keys(clean(one))[0] == keys(clean(other))[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mina", "Minà"), ("Mina", "Minа"), (NAMES["Scotland"], "🏴"), ("👩", "👨"), ("1", "2")],
)
def test_what_differs_visibly_is_two_students(one, other):
    assert keys(clean(one))[0] != keys(clean(other))[0]


def test_letters_are_counted_as_a_person_sees_them():
    assert clean(FAMILY * 10) == FAMILY * 10
    assert length(FAMILY) == 1 and length("क्षि") <= 2 and length("e\u0301") == 1


def test_a_student_of_before_whose_key_held_a_variation_selector_is_found(app, browser):
    browser.sign_in("❤️")
    with app.extensions["engine"].begin() as connection:
        connection.exec_driver_sql("UPDATE students SET nickname_key = '❤️'")
    assert "Welcome back" in Browser(app).sign_in("❤️").text
    assert "Welcome, " in Browser(app).sign_in("❤", "1111").text  # and is not shadowed by another
    assert "Welcome back" in Browser(app).sign_in("❤️").text
    assert "Welcome back" in Browser(app).sign_in("❤", "1111").text
