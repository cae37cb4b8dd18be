"""In which language a page speaks: as its reader chose, else as their browser asks for.

The catalogues are `translations/<language>/LC_MESSAGES/messages.po`; they are read as they are, so
there is nothing to build. `python -m client.app.web.catalogue` finds what they lack.
"""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from flask_babel import Babel, Domain, get_locale

LANGUAGES = {"en": "English", "ko": "한국어"}
DEFAULT = "en"
COOKIE = "language"
MAX_AGE_S = 400 * 24 * 3600
TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"

bp = Blueprint("language", __name__)


class Catalogues(Domain):
    """The texts of each language, compiled in memory from its .po file at the first use."""

    def get_translations(self) -> Translations:
        language = current()
        if language not in self.cache:
            self.cache[language] = read_catalogue(language)
        return self.cache[language]


def read_catalogue(language: str) -> Translations:
    """The translations of one language; English is what the code says itself."""
    file = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if language == DEFAULT:
        return Translations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def speak(app: Flask) -> None:
    """Give the app its languages."""
    babel = Babel(app, default_locale=DEFAULT, locale_selector=_chosen)
    babel_state = app.extensions["babel"]
    babel_state.default_domain = babel_state.instance.domain_instance = Catalogues()
    app.jinja_env.globals.update(language=current, other_languages=_others)
    assert babel
    app.register_blueprint(bp)


def current() -> str:
    """The language of this request."""
    return str(get_locale() or DEFAULT)


@bp.get("/language/<language>")
def choose(language: str):
    """Remember a language in this browser, and go back to where it was chosen."""
    if language not in LANGUAGES:
        abort(404)
    response = redirect(_local(request.args.get("to", "")) or url_for("auth.home"), 303)
    response.set_cookie(
        COOKIE,
        language,
        max_age=MAX_AGE_S,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _chosen() -> str | None:
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), default=DEFAULT)


def _others() -> list[tuple[str, str, str]]:
    """(code, name, address of the switch) of each language but the present one."""
    here = request.full_path.rstrip("?") if request.method == "GET" else ""
    return [
        (code, name, url_for("language.choose", language=code, to=here or None))
        for code, name in LANGUAGES.items()
        if code != current()
    ]


def _local(address: str) -> str:
    """The address where it is a path of this page, else nothing."""
    parts = urlsplit(address)
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and not (parts.scheme or parts.netloc) else ""
