"""The application factory.

    cd client && CLIENT_SECRET_KEY=... CLIENT_DATABASE_URL=sqlite:////tmp/client.db \\
        gunicorn 'app.main:create_app()'
"""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import measured
from .accounts import auth, joining, sessions, staff, staff_sessions
from .accounts.limiting import Sweeper
from .accounts.pins import Pins
from .bank import display
from .bank.questions import load_questions
from .database import db
from .operator import metrics, ops
from .operator.live_quality import Keeper
from .service.predict import Predictor
from .settings import read_settings
from .student import ending, feedback, levels, mastery, papers, practice, progress, topics
from .teacher import assignments, board, classes, items, pupils, report
from .teacher import papers as class_papers
from .web import csrf, health, language, mathml, pages, wellformed

BLUEPRINTS = (
    auth.bp, joining.bp, staff.bp, health.bp,
    practice.bp, feedback.bp, ending.bp, papers.bp, topics.bp, progress.bp,
    classes.bp, board.bp, pupils.bp, report.bp, items.bp, assignments.bp, class_papers.bp,
    ops.bp, metrics.bp,
)  # fmt: skip


def create_app(config: dict | None = None) -> Flask:
    """Build the app from the environment; `config` (same names) takes precedence over it.

    Raises SettingsError (a setting is missing or wrong), QuestionBankError (the bank is
    unreadable), db.DatabaseAwayError (no database came up while this waited) and SQLAlchemyError
    (the database cannot be opened).
    """
    settings = read_settings(config)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="practice",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=64 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        TESTING=settings.testing,
        QUESTION_HOURS=settings.question_hours,
        OPEN_PRACTICE=settings.open_practice,
    )
    if settings.proxies:
        hops = {"x_for": settings.proxies, "x_proto": settings.proxies}
        app.wsgi_app = ProxyFix(app.wsgi_app, **hops)  # type: ignore[method-assign]
    app.extensions["questions"] = load_questions(settings.questions)
    app.extensions["keypads"] = display.keypads(app.extensions["questions"])
    app.extensions["engine"] = db.open_database(settings.database_url)
    app.extensions["pins"] = Pins((settings.secret_key, *settings.former_secret_keys))
    app.extensions["limits"], app.extensions["sweeper"] = settings.limits, Sweeper()
    app.extensions["predictor"] = Predictor(settings.inference_url, settings.inference_timeout_s)

    app.extensions["ops"], app.extensions["staff_seen"] = ops.Memory(), {}
    grades = {item: question.grade for item, question in app.extensions["questions"].items()}
    pace = app.extensions["pace"] = metrics.Pace()
    app.extensions["keeper"] = Keeper(app.extensions["engine"], grades, pace.look)

    app.config["METRICS_TOKEN"] = settings.metrics_token
    measured.measure(app)
    language.speak(app)
    app.jinja_env.globals.update(
        csrf_token=csrf.token,
        question_bank=lambda: app.extensions["questions"],
        grades=lambda: app.extensions["questions"].grades,
        strand_name=levels.strand_name,
        grade_name=levels.grade_name,
        level_words=levels.level_words,
        range_words=levels.range_words,
        enough=mastery.ENOUGH,
    )
    app.jinja_env.filters.update(percent=pages.percent, fractions=mathml.fractions)
    app.context_processor(
        lambda: {"nickname": sessions.name_to_show(), "member": staff_sessions.to_show()}
    )
    app.before_request(wellformed.check)
    app.before_request(csrf.check)
    app.after_request(pages.add_headers)
    pages.register_error_pages(app)
    pages.version_static_files(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
