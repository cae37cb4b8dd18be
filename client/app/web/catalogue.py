"""What the page says and a catalogue lacks.

python -m client.app.web.catalogue            # list what is missing, or no longer said
python -m client.app.web.catalogue --update   # write it into the catalogues, to be translated
"""

import re
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from .language import DEFAULT, LANGUAGES, TRANSLATIONS

APP = TRANSLATIONS.parent
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\}")
WIDTH = 100


def said() -> Catalog:
    """Every text in the code and the templates."""
    catalogue = Catalog(project="Practice", charset="utf-8")
    for _file, _line, text, _comments, context in extract_from_dir(
        str(APP), method_map=METHODS, keywords=KEYWORDS
    ):
        catalogue.add(text, context=context)
    return catalogue


def path_of(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def problems(language: str) -> list[str]:
    """What is missing, no longer said, or fills in something else than the English."""
    with path_of(language).open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    texts = said()
    found = []
    for message in texts:
        if not message.id:
            continue
        there = catalogue.get(message.id, message.context)
        translated = there.string if there else ""
        parts = [translated] if isinstance(translated, str) else list(translated or [""])
        if there is None or not all(parts) or there.fuzzy:
            found.append(f"{language}: not translated: {message.id!r}")
        elif any(_filled_in(part) != _filled_in(message.id) for part in parts):
            found.append(f"{language}: other placeholders than in English: {message.id!r}")
    found += [
        f"{language}: no longer said: {message.id!r}"
        for message in catalogue
        if message.id and texts.get(message.id, message.context) is None
    ]
    return found


def update(language: str) -> None:
    """Add what is missing, untranslated; take away what is no longer said."""
    path = path_of(language)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, no_location=True, omit_header=True, sort_output=True)
    path.write_bytes(written.getvalue())


def _filled_in(text: str | Sequence[str]) -> set[str]:
    text = text if isinstance(text, str) else text[-1]
    return set(PLACEHOLDER.findall(text)) - {"%%"}


def main() -> int:
    languages = [language for language in LANGUAGES if language != DEFAULT]
    if "--update" in sys.argv[1:]:
        for language in languages:
            update(language)
    found = [problem for language in languages for problem in problems(language)]
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
