"""Test papers, and who sat them. All new: pages of before do not know them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"

Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("class_id", sa.Text, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kinds", sa.JSON, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
    )
    op.create_index("papers_of_class", "papers", ["class_id"])
    op.create_table(
        "paper_sittings",
        sa.Column("paper_id", sa.Text, sa.ForeignKey("papers.id"), primary_key=True),
        sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), primary_key=True),
        sa.Column("questions", sa.JSON, nullable=False),
        sa.Column("model_version", sa.Text),
        sa.Column("begun_at", Utc, nullable=False),
        sa.Column("done_at", Utc),
        sa.Column("right", sa.Integer),
    )
