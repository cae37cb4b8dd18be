"""Who is signed in, and how many tries there were.

Pages made these tables themselves before there were migrations, one of them earlier than the other:
so each is made where it is missing. `wrong_pins`, which `counters` replaced, stays: a page of
commit cc1b436 may still run beside this one.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("userID", sa.Text, sa.ForeignKey("students.userID"), nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("expires_at", Utc, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], if_not_exists=True)
    op.create_table(
        "counters",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("hits", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_counters_expires_at", "counters", ["expires_at"], if_not_exists=True)
