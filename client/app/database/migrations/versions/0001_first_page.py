"""The tables as the first page of this kind made them (commit cc1b436)."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", Id, primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.Text, nullable=False, unique=True),
        sa.Column("userID", sa.Text, nullable=False),
        sa.Column("assessmentItemID", sa.Text, nullable=False),
        sa.Column("testId", sa.Text),
        sa.Column("KnowledgeTag", sa.Text),
        sa.Column("answerCode", sa.Integer, sa.CheckConstraint('"answerCode" IN (0, 1)')),
        sa.Column("Timestamp", Utc, nullable=False),
        sa.Column("elapsed_s", sa.Float),
        sa.Column("predicted", sa.Float),
        sa.Column("model_version", sa.Text),
        sa.Column("source", sa.Text, nullable=False, server_default="web"),
        sa.Column("response", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("interactions_of_user", "interactions", ["userID", "id"])
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "students",
        sa.Column("userID", sa.Text, primary_key=True),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("nickname_key", sa.Text, nullable=False, unique=True),
        sa.Column("pin_hash", sa.Text, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
    )
    op.create_table(
        "wrong_pins",
        sa.Column("nickname_key", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first_at", Utc, nullable=False),
        sa.Column("last_at", Utc, nullable=False),
    )
    op.create_table(
        "forecasts",
        sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
        sa.Column("prediction", sa.JSON, nullable=False),
        sa.Column("made_at", Utc, nullable=False),
        sa.Column("model_version", sa.Text),
        sa.Column("answered", sa.Integer, nullable=False),
    )
    op.create_table(
        "scores",
        sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
        sa.Column("answered", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("model_version", sa.Text),
    )
