"""How a question was shown and answered, the grade named at sign-up, the level beside the score.

All of them may be empty: a page that knows none of these columns writes beside this one.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    for column in (
        sa.Column("variant", sa.Integer),
        sa.Column("language", sa.Text),
        sa.Column("hints", sa.Integer),
        sa.Column("gave_up", sa.Boolean),
    ):
        op.add_column("interactions", column)
    op.add_column("students", sa.Column("grade", sa.Integer))
    for name in ("score_low", "score_high", "level", "level_low", "level_high"):
        op.add_column("scores", sa.Column(name, sa.Float))
