"""Every sentence a student reads, by language code and key.

`t("key", name=...)` in templates and views. Where a text has a sibling `<key>_one`, that one is
used for `n=1`. To add a language, add its dictionary: a key it lacks falls back to English.
"""

from flask import has_request_context, request

DEFAULT = "en"

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        # every page
        "product": "Practice",
        "skip": "Skip to content",
        "menu": "Main",
        "practice": "Practice",
        "progress": "Progress",
        "sign_out": "Sign out",
        "footer": "Deep Knowledge Tracing: every answer helps the model see what you know.",
        # sign in
        "sign_in": "Sign in",
        "sign_in_title": "Let’s practise maths",
        "sign_in_lead": "Answer a question, see what you know, and get the next one that fits you.",
        "nickname": "Nickname",
        "nickname_hint": "Any name you like. A new nickname becomes yours right away.",
        "pin": "PIN",
        "pin_hint": "4 to 8 digits. Remember it: you need it to come back.",
        "start": "Start",
        "welcome_new": "Welcome, {name}! This nickname is now yours.",
        "welcome_back": "Welcome back, {name}!",
        "bad_nickname": "Please type a nickname of 1 to {most} letters.",
        "bad_pin": "Please type a PIN of 4 to 8 digits, such as 2580.",
        "wrong_pin": "That PIN does not match the nickname “{name}”. Try again, or pick "
        "another nickname if you are new.",
        "locked": "There were too many wrong PINs. Please wait {n} minutes, then try again.",
        "locked_one": "There were too many wrong PINs. Please wait a minute, then try again.",
        # question
        "question_n": "Question {n}",
        "grade": "Grade {grade}",
        "your_answer": "Your answer",
        "choices": "Choose one answer",
        "number_hint": "A number such as 12, −3, 0.5 or 3/4.",
        "check": "Check answer",
        "why_this": "Why this one: {why}.",
        # what the service says about a suggestion, by its code
        "why_new": "a topic you have not met yet",
        "why_retry": "you missed it last time",
        "why_strengthen": "just hard enough to make you stronger",
        "type_a_number": "Please type a number, such as 12, −3, 0.5 or 3/4.",
        "choose_one": "Please choose one of the answers.",
        "not_saved": "Your answer could not be saved just now, but it is still here. Please wait "
        "a moment and check it again.",
        # feedback
        "feedback": "Feedback",
        "right": "That’s right!",
        "wrong": "Not quite yet",
        "you_answered": "You answered",
        "right_answer": "The right answer",
        "explanation": "Here is why",
        "gone": "This question is no longer in the question bank.",
        "next_question": "Next question",
        "pending": "Your answer is saved. The prediction will come back shortly.",
        "pending_first": "The prediction will come back shortly. You can practise meanwhile.",
        "score": "Predicted score",
        "out_of": "out of 100",
        "up": "up {points} with this answer",
        "down": "down {points} with this answer",
        "same": "unchanged by this answer",
        "score_means": "What the model expects you to score on the whole question set today.",
        "mastery": "What you know",
        "mastery_means": "The chance that you get a question of this topic right.",
        "just_now": "just practised",
        "answers": "{n} answers",
        "answers_one": "{n} answer",
        "not_tried": "not tried yet",
        "what_next": "What to do next",
        "chance": "{chance} chance",
        # progress
        "your_progress": "Your progress",
        "answered": "Answered",
        "accuracy": "Right",
        "right_in_a_row": "Last answers",
        "curve": "Predicted score over your answers",
        "curve_alt": "The predicted score went from {first} to {last} over {n} answers.",
        "curve_empty": "Answer a few questions and your score curve grows here.",
        "other_topics": "Other topics",
        "topics": "{n} topics",
        "topics_one": "{n} topic",
        "last_answers": "Your last answers",
        "no_answers": "No answers yet. Your first question is waiting.",
        "col_question": "Question",
        "col_result": "Result",
        "was_right": "Right",
        "was_wrong": "Wrong",
        "keep_going": "Keep practising",
        # errors
        "error_title": "Something went wrong",
        "not_found_title": "Page not found",
        "back": "Back to practice",
        "error_400_host": "That is no name of this site.",
        "error_404": "There is no such page here. The address may be mistyped or old.",
        "error_405": "This page cannot be opened like that. Start again from practice.",
        "error_413": "That was too much text for one answer.",
        "error_500": "Something went wrong on our side. Your saved answers are safe; "
        "please try again in a moment.",
        "bad_csrf": "Field csrf_token is missing or too old, so nothing was stored. Go back, "
        "reload the page and try again; cookies must be allowed.",
        "missing_field": "Field {field} is missing, so nothing was stored. Please start again "
        "from practice.",
        "bad_event_id": "Field event_id is “{got}”, expected an id made by this page. Nothing was "
        "stored.",
        "bad_item": "Field assessmentItemID is “{got}”, which is not in the question bank. "
        "Nothing was stored.",
        "bad_text": "A field holds text that this page cannot read, so nothing was stored. Go back "
        "and type it again.",
        "bad_shown": "Field shown does not belong to this question, so nothing was stored. "
        "Please start again from practice.",
        "bad_choice": "Field response is “{got}”, which is none of the choices. Nothing was "
        "stored.",
    },
}


def language() -> str:
    """The language of this request: the reader's favourite among those there are."""
    if not has_request_context():
        return DEFAULT
    return request.accept_languages.best_match(list(TEXTS), default=DEFAULT)


def t(key: str, **values: object) -> str:
    """The text of a key, filled in; raises KeyError where English does not have it."""
    texts = {**TEXTS[DEFAULT], **TEXTS[language()]}
    if values.get("n") == 1 and f"{key}_one" in texts:
        key = f"{key}_one"
    return texts[key].format(**values)


def why(code: str) -> str:
    """Why the service suggests an item: the text of its code, or what it said as it is."""
    return t(f"why_{code}") if f"why_{code}" in TEXTS[DEFAULT] else code
