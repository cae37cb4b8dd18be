"""Teachers, classes, and what a class is to practise.

All new: pages of before know nothing of it, and write students who are in no class.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"

Utc = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False, unique=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("expires_at", Utc, nullable=False),
    )
    op.create_index("ix_staff_sessions_expires_at", "staff_sessions", ["expires_at"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
        sa.Column("expires_at", Utc, nullable=False),
        sa.Column("used_by", sa.Text),
    )
    op.create_table(
        "classes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("staff_id", sa.Text, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("join_code", sa.Text, nullable=False, unique=True),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("class_id", sa.Text, sa.ForeignKey("classes.id"), nullable=False),
        sa.Column("userID", sa.Text, sa.ForeignKey("students.userID")),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("created_at", Utc, nullable=False),
    )
    op.create_index("assignments_of_class", "assignments", ["class_id"])
    op.add_column("students", sa.Column("class_id", sa.Text))
    op.add_column("students", sa.Column("left_at", Utc))
    op.add_column("students", sa.Column("school_id", sa.Text))
    op.create_index("students_of_class", "students", ["class_id"])
