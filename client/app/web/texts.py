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
        "nickname_hint": "Any name you like. If you are new, it becomes yours.",
        "pin": "PIN",
        "pin_hint": "4 to 8 digits. Remember it: you need it to come back.",
        "start": "Start",
        "are_you_new": "Are you new here?",
        "nobody_called": "There is nobody called {name} yet.",
        "pin_again": "Your PIN once more",
        "pin_again_hint": "The same digits as before. Remember them: you need them to come back.",
        "i_am_new": "Yes, I am new",
        "i_am_not_new": "No, I typed my nickname wrong",
        "pins_differ": "These two PINs are not the same. Type the one that you want once more.",
        "signed_in_as": "Signed in as",
        "welcome_new": "Welcome, {name}! This nickname is now yours.",
        "welcome_back": "Welcome back, {name}!",
        "bad_nickname": "Please type a nickname of 1 to {most} letters, without hidden characters.",
        "bad_pin": "Please type a PIN of 4 to 8 digits, such as 2580.",
        "wrong_pin": "That PIN does not match the nickname “{name}”. Try again, or pick "
        "another nickname if you are new.",
        "locked": "There were too many wrong PINs. Please wait {wait}, then try again.",
        "locked_here": "Too many wrong PINs were typed at your school or home. Please wait {wait}, "
        "then try again.",
        "many_new": "Very many new students have joined from your school or home just now. Please "
        "wait {wait}, then try again.",
        "minutes": "{n} minutes",
        "minutes_one": "a minute",
        "hours": "{n} hours",
        "busy": "Very many are signing in just now. Please wait {n} seconds, then try again.",
        "lost_key": "Your PIN cannot be checked at the moment. Please tell your teacher; your "
        "answers are safe.",
        # question
        "question_n": "Question {n}",
        "grade": "Grade {grade}",
        "your_answer": "Your answer",
        "choices": "Choose one answer",
        "so_far": "You typed “{typed}”.",
        "none_of_them": "You typed “{typed}”. No answer begins like that. Press Backspace to "
        "change it.",
        "number_hint": "A number such as 12, −3, 0.5 or 3/4.",
        "check": "Check answer",
        "why_this": "Why this one: {why}.",
        # what the service says about a suggestion, by its code
        "why_new": "a topic you have not met yet",
        "why_retry": "you missed it last time",
        "why_strengthen": "just hard enough to make you stronger",
        "type_a_number": "Please type a number, such as 12, −3, 0.5 or 3/4.",
        "ask_shorter": "That is too long for an answer here. Please type a number of at most "
        "{most} signs.",
        "ask_which": "“{got}” can be read in two ways: {first} or {second}. Please type the one "
        "you mean.",
        "ask_work_out": "“{got}” is not worked out yet. Please type only the number it makes.",
        "ask_box": "“{got}” is more than what goes in the box. Please type only the number that is "
        "missing.",
        "ask_only": "“{got}” is more than a number. Please type only the number that the question "
        "asks for.",
        "ask_one": "“{got}” looks like more than one number. Please type only one, and no blanks "
        "inside it.",
        "ask_nought": "“{got}” has a 0 below the line, and nothing can be divided by 0. Please "
        "type it again.",
        "ask_digits": "“{got}” has no digits in it. Please type a number, such as 12, −3, 0.5 or "
        "3/4.",
        "ask_letter": "The question does not ask for {got}. Please type only the number it asks "
        "for.",
        "ask_unit": "The question does not ask for “{got}”. Please read it again, and type only "
        "the number.",
        "ask_part": "“{got}” is not understood here. Please type only a number, such as 12, −3, "
        "0.5 or 3/4.",
        "choose_one": "Please choose one of the answers.",
        "not_saved": "Your answer could not be saved just now, but it is still here. Please wait "
        "a moment and check it again.",
        # a form that came too late
        "draft": "Your answer from before is still here. Check it now.",
        "signed_out": "You are signed out",
        "signed_out_more": "Your answer is not checked yet. Sign in again: then it is still there.",
        "stale_answer": "You signed in again while this page was open. Your answer is still here: "
        "please check it once more.",
        "stale_other": "This question was shown to somebody else, who used this browser before "
        "you. Nothing was saved. Go on with your own question.",
        "stale_form": "This page was open for too long, or you signed in or out in another tab. "
        "Nothing was saved or changed. Please go on here and try again.",
        "signed_in_already": "{name} is signed in already, in another tab. Go on there, or here.",
        "stale_sign_in": "This page was open for too long, or somebody signed in or out in another "
        "tab. So {name} is not signed in yet. Please go on here and try again.",
        "expired": "This question was open for too long",
        "expired_more": "So your answer does not count, and nothing was saved. There is a new "
        "question for you.",
        "answered_meanwhile": "You have answered this question already",
        "answered_meanwhile_more": "It was answered in another tab, and only the first answer "
        "counts. This one was not saved.",
        "you_typed": "You typed",
        "see_first": "See the first answer",
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
        "stale_title": "This page is too old",
        "not_found_title": "Page not found",
        "back": "Back to practice",
        "error_400_host": "That is no name of this site.",
        "error_404": "There is no such page here. The address may be mistyped or old.",
        "error_405": "This page cannot be opened like that. Start again from practice.",
        "error_413": "That was too much text for one answer.",
        "error_500": "Something went wrong on our side. Your saved answers are safe; "
        "please try again in a moment.",
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
