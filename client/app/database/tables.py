"""The tables of the client's database.

`interactions` and `meta` are a contract: the collector reads them, by these names. In
`interactions` the order of `id` is the order of commit, so that a reader that remembers the last
`id` it saw never misses a row. `migrations/` makes these tables, step by step (`migrate.py`).
"""

import sqlalchemy as sa

metadata = sa.MetaData()
Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)

interactions = sa.Table(
    "interactions",
    metadata,
    sa.Column("id", Id, primary_key=True, autoincrement=True),
    sa.Column("event_id", sa.Text, nullable=False, unique=True),
    sa.Column("userID", sa.Text, nullable=False),
    sa.Column("assessmentItemID", sa.Text, nullable=False),
    sa.Column("testId", sa.Text),
    sa.Column("KnowledgeTag", sa.Text),
    sa.Column("answerCode", sa.Integer, sa.CheckConstraint('"answerCode" IN (0, 1)')),
    sa.Column("Timestamp", Utc, nullable=False),
    sa.Column("elapsed_s", sa.Float),
    sa.Column("predicted", sa.Float),  # what the live model said before this answer
    sa.Column("model_version", sa.Text),
    sa.Column("source", sa.Text, nullable=False, server_default="web"),
    sa.Column("response", sa.Text),  # what the student typed or chose
    sa.Column("variant", sa.Integer),  # which numbers the question had; empty: its first
    sa.Column("language", sa.Text),  # in which it was shown; empty: English
    sa.Column("hints", sa.Integer),  # 0 none, 1 the hint, 2 the worked steps too
    sa.Column("gave_up", sa.Boolean),  # "I don't know" was pressed
    sa.Index("interactions_of_user", "userID", "id"),
    sqlite_autoincrement=True,
)

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

students = sa.Table(
    "students",
    metadata,
    sa.Column("userID", sa.Text, primary_key=True),
    sa.Column("nickname", sa.Text, nullable=False),
    sa.Column("nickname_key", sa.Text, nullable=False, unique=True),  # case-folded
    sa.Column("pin_hash", sa.Text, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("grade", sa.Integer),  # as named at sign-up
    sa.Column("class_id", sa.Text),  # empty: practises in no class
    sa.Column("left_at", Utc),  # when a teacher took them out of the class; answers stay
    sa.Column("school_id", sa.Text),  # as a class list names them
    sa.Index("students_of_class", "class_id"),
)

staff = sa.Table(  # who teaches
    "staff",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, unique=True),  # case-folded
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),  # teacher; operators are to come
    sa.Column("created_at", Utc, nullable=False),
)

staff_sessions = sa.Table(  # as `sessions`
    "staff_sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False, index=True),
)

invitations = sa.Table(  # links by which somebody becomes a teacher
    "invitations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # a digest of what the link holds
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False),
    sa.Column("used_by", sa.Text),  # the staff's id
)

classes = sa.Table(
    "classes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),  # whose it is
    sa.Column("join_code", sa.Text, nullable=False, unique=True),
    sa.Column("is_open", sa.Boolean, nullable=False),  # pupils who are not listed may join
    sa.Column("created_at", Utc, nullable=False),
)

assignments = sa.Table(  # topics that a class, or one pupil of it, is to practise
    "assignments",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("class_id", sa.Text, sa.ForeignKey("classes.id"), nullable=False),
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID")),  # empty: the whole class
    sa.Column("tags", sa.JSON, nullable=False),  # KnowledgeTags
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Index("assignments_of_class", "class_id"),
)

papers = sa.Table(  # tests that a class sits whole
    "papers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("class_id", sa.Text, sa.ForeignKey("classes.id"), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kinds", sa.JSON, nullable=False),  # assessmentItemIDs in order
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Index("papers_of_class", "class_id"),
)

paper_sittings = sa.Table(  # a pupil at a paper
    "paper_sittings",
    metadata,
    sa.Column("paper_id", sa.Text, sa.ForeignKey("papers.id"), primary_key=True),
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
    # of each question: item, variant, event_id of its answer, p: the chance predicted before
    sa.Column("questions", sa.JSON, nullable=False),
    sa.Column("model_version", sa.Text),  # which predicted
    sa.Column("begun_at", Utc, nullable=False),
    sa.Column("done_at", Utc),
    sa.Column("right", sa.Integer),  # so many questions
)

sessions = sa.Table(  # who is signed in, on which browser; signing out deletes the row
    "sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # a digest: a copy of this table signs nobody in
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("expires_at", Utc, nullable=False, index=True),
)

counters = sa.Table(  # wrong PINs and new students, by what is limited
    "counters",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("hits", sa.Integer, nullable=False),
    sa.Column("expires_at", sa.Double, nullable=False, index=True),  # seconds since 1970
)

forecasts = sa.Table(  # the newest prediction of each student
    "forecasts",
    metadata,
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
    sa.Column("prediction", sa.JSON, nullable=False),
    sa.Column("made_at", Utc, nullable=False),
    sa.Column("model_version", sa.Text),
    sa.Column("answered", sa.Integer, nullable=False),  # answers the student had given by then
)

quality_sums = sa.Table(  # how good predictions were (`operator/sums.py`), up to a position
    "quality_sums",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),  # in UTC
    sa.Column("model_version", sa.Text, primary_key=True),  # "": answers without a prediction
    sa.Column("userID", sa.Text, primary_key=True),
    # grade of the questions; 0: unknown
    sa.Column("grade", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("is_new", sa.Boolean, primary_key=True),  # among the student's first answers
    sa.Column("sums", sa.JSON, nullable=False),
)

quality_days = sa.Table(  # the figures of a day, made of its sums
    "quality_days",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("model_version", sa.Text, primary_key=True),
    sa.Column("figures", sa.JSON, nullable=False),  # by group: all, new, grade:3
)

quality_items = sa.Table(  # of which the baseline is made; the item "": of all
    "quality_items",
    metadata,
    sa.Column("assessmentItemID", sa.Text, primary_key=True),
    sa.Column("answers", Id, nullable=False),
    sa.Column("right", Id, nullable=False),
)

quality_models = sa.Table(  # what speaks against a model
    "quality_models",
    metadata,
    sa.Column("model_version", sa.Text, primary_key=True),
    sa.Column("first_at", Utc, nullable=False),  # of the answers that it predicted
    sa.Column("last_at", Utc, nullable=False),
    sa.Column("answers", Id, nullable=False),
    sa.Column("since_start", Id, nullable=False),
    sa.Column("evidence", Id, nullable=False),  # millionths of a nat
    sa.Column("alarm_at", Utc),  # since when it is too much
)

status = sa.Table(  # the newest report of `python -m stack status --watch`
    "status",
    metadata,
    sa.Column("server", sa.Text, primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
)

scores = sa.Table(  # the predicted score and level after each answer
    "scores",
    metadata,
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
    sa.Column("answered", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("model_version", sa.Text),
    sa.Column("score_low", sa.Float),  # of the interval that holds it in 80 of 100 cases
    sa.Column("score_high", sa.Float),
    sa.Column("level", sa.Float),  # in grades
    sa.Column("level_low", sa.Float),
    sa.Column("level_high", sa.Float),
)
