"""How good the live model is, and how the platform is. All new: pages of before do not know it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"

Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "quality_sums",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("model_version", sa.Text, primary_key=True),
        sa.Column("userID", sa.Text, primary_key=True),
        sa.Column("grade", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("is_new", sa.Boolean, primary_key=True),
        sa.Column("sums", sa.JSON, nullable=False),
    )
    op.create_table(
        "quality_days",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("model_version", sa.Text, primary_key=True),
        sa.Column("figures", sa.JSON, nullable=False),
    )
    op.create_table(
        "quality_items",
        sa.Column("assessmentItemID", sa.Text, primary_key=True),
        sa.Column("answers", Id, nullable=False),
        sa.Column("right", Id, nullable=False),
    )
    op.create_table(
        "quality_models",
        sa.Column("model_version", sa.Text, primary_key=True),
        sa.Column("first_at", Utc, nullable=False),
        sa.Column("last_at", Utc, nullable=False),
        sa.Column("answers", Id, nullable=False),
        sa.Column("since_start", Id, nullable=False),
        sa.Column("evidence", Id, nullable=False),
        sa.Column("alarm_at", Utc),
    )
    op.create_table(
        "status",
        sa.Column("server", sa.Text, primary_key=True),
        sa.Column("at", Utc, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
    )
