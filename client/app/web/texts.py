"""Sentences that are chosen by a code; all others stand where they are said.

Each is looked up in the catalogue of the reader's language when it is shown (`language.py`), so
every one is written out here, and `str(...)` of it goes to the page.
"""

from flask_babel import lazy_gettext as lazy

ASK_AGAIN = {
    "type_a_number": lazy("Please type a number, such as 12, −3, 0.5 or 3/4."),
    "ask_shorter": lazy(
        "That is too long for an answer here. Please type a number of at most %(most)s signs."
    ),
    "ask_which": lazy(
        "“%(got)s” can be read in two ways: %(first)s or %(second)s. Please type the one you mean."
    ),
    "ask_work_out": lazy("“%(got)s” is not worked out yet. Please type only the number it makes."),
    "ask_box": lazy(
        "“%(got)s” is more than what goes in the box. Please type only the number that is missing."
    ),
    "ask_only": lazy(
        "“%(got)s” is more than a number. Please type only the number that the question asks for."
    ),
    "ask_one": lazy(
        "“%(got)s” looks like more than one number. Please type only one, and no blanks inside it."
    ),
    "ask_nought": lazy(
        "“%(got)s” has a 0 below the line, and nothing can be divided by 0. Please type it again."
    ),
    "ask_digits": lazy(
        "“%(got)s” has no digits in it. Please type a number, such as 12, −3, 0.5 or 3/4."
    ),
    "ask_letter": lazy(
        "The question does not ask for %(got)s. Please type only the number it asks for."
    ),
    "ask_unit": lazy(
        "The question does not ask for “%(got)s”. Please read it again, and type only the number."
    ),
    "ask_part": lazy(
        "“%(got)s” is not understood here. Please type only a number, such as 12, −3, 0.5 or 3/4."
    ),
    "choose_one": lazy("Please choose one of the answers."),
}
"""What a student reads whose answer is not graded, by the code of `grading.AskAgainError`."""

TOO_MANY = {
    "locked": lazy("There were too many wrong PINs. Please wait %(wait)s, then try again."),
    "locked_here": lazy(
        "Too many wrong PINs were typed at your school or home. Please wait %(wait)s, then try "
        "again."
    ),
    "many_new": lazy(
        "Very many new students have joined from your school or home just now. Please wait "
        "%(wait)s, then try again."
    ),
}

PAST = {
    "signed_out": (
        lazy("You are signed out"),
        lazy("Your answer is not checked yet. Sign in again: then it is still there."),
    ),
    "expired": (
        lazy("This question was open for too long"),
        lazy(
            "So your answer does not count, and nothing was saved. There is a new question for you."
        ),
    ),
    "answered_meanwhile": (
        lazy("You have answered this question already"),
        lazy(
            "It was answered in another tab, and only the first answer counts. This one was not "
            "saved."
        ),
    ),
}
"""Heading and sentence of the page for an answer that comes too late."""

TITLES = {
    "error": lazy("Something went wrong"),
    "stale": lazy("This page is too old"),
    "not_found": lazy("Page not found"),
}
ERRORS = {
    404: lazy("There is no such page here. The address may be mistyped or old."),
    405: lazy("This page cannot be opened like that. Start again from practice."),
    413: lazy("That was too much text for one answer."),
    500: lazy(
        "Something went wrong on our side. Your saved answers are safe; please try again in a "
        "moment."
    ),
}
