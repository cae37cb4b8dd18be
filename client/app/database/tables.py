"""The tables of the client's database.

`interactions` and `meta` are a contract: the collector reads them, by these names. In
`interactions` the order of `id` is the order of commit, so that a reader that remembers the last
`id` it saw never misses a row.
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

scores = sa.Table(  # the predicted score after each answer: the curve on the progress page
    "scores",
    metadata,
    sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
    sa.Column("answered", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("model_version", sa.Text),
)
