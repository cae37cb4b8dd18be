"""Nicknames as people of all scripts type them, and the key by which two are the same student.

Joiners are part of names: Persian has U+200C in a word, Devanagari U+200D in a syllable, and a
family emoji is people joined by U+200D. They are kept in what is shown and left out of the key, so
that two names which look alike but for something invisible belong to one student. Letters that look
alike across scripts (a Latin and a Cyrillic "a") stay two names.
"""

import unicodedata

import regex

MOST = 24
"""Letters as a person counts them: a family emoji is one (a grapheme cluster)."""
MOST_CODE_POINTS = 120
"""Of all letters together; a family with skin tones has 11."""

DROPPED = regex.compile(r"[\u00AD\u061C\u200B\u200E\u200F\u2060\uFEFF]")
"""Marks that come along with a pasted text, or from a keyboard for Arabic or Hebrew: no word needs
them, so they are left out rather than refused."""
JOINERS = r"\u200C\u200D"
VARIATIONS = r"\uFE00-\uFE0F\u180B-\u180F\U000E0100-\U000E01EF"
"""Which picture of a letter is meant: of an emoji, a Japanese name, a Mongolian word."""
FLAG_OF_A_REGION = r"\U0001F3F4[\U000E0030-\U000E007A]{1,6}\U000E007F"
ALLOWED = regex.compile(
    rf"(?:{FLAG_OF_A_REGION}|[{JOINERS}{VARIATIONS}]"
    r"|[^\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800])*"
)
"""No control characters, no overrides of the writing direction, nothing that shows as nothing."""
VISIBLE = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
STACKED = regex.compile(r"\p{M}{5}")
"""Marks upon marks, which run over the lines around them; no script needs so many."""
INVISIBLE = regex.compile(rf"[{JOINERS}{VARIATIONS}]")
EDGES = regex.compile(r"^[\s\u200C]+|[\s\u200C\u200D]+$|^\u200D+")


class NicknameError(ValueError):
    """What was typed is no nickname."""


def clean(typed: str) -> str:
    """The nickname in its one spelling: composed, single spaces, no joiners at its ends.

    Raises NicknameError: empty or invisible, too long, or with characters that no name has.
    """
    spaced = " ".join(DROPPED.sub("", unicodedata.normalize("NFC", typed)).split())
    nickname = EDGES.sub("", spaced)
    if not VISIBLE.search(nickname):
        raise NicknameError("nothing in it can be seen")
    if len(nickname) > MOST_CODE_POINTS or length(nickname) > MOST:
        raise NicknameError(f"longer than {MOST} letters")
    if not ALLOWED.fullmatch(nickname) or STACKED.search(nickname):
        raise NicknameError("it has a character that no name has")
    return nickname


def length(text: str) -> int:
    """How many letters a person sees."""
    return len(regex.findall(r"\X", text))


def keys(nickname: str) -> tuple[str, str]:
    """What `students.nickname_key` may hold for a nickname: today's key, and the one that was made
    while variation selectors still counted."""
    plain = unicodedata.normalize("NFKC", nickname)  # wide letters, ligatures and their like
    bare = " ".join(INVISIBLE.sub("", plain).casefold().split())
    return unicodedata.normalize("NFKC", bare), plain.casefold()
