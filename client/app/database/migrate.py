"""Brings the database's tables to what this page knows, by the steps in `migrations/versions/`.

A step only adds: tables, and columns that may be empty or have a default. So while replicas are
replaced, pages of before and after the step use one database at the same time. What no page uses
any more is taken away by a later step, once no such page runs.

To add a step: write the next file in `migrations/versions/`, and the same columns in `tables.py`;
a test compares the two.
"""

import logging
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from .tables import metadata

log = logging.getLogger(__name__)

STEPS = Path(__file__).with_name("migrations")
LOCK_WAIT_S = 5
"""A step waits this long for a table that somebody reads, with all answers waiting behind it."""


class NewerDatabaseError(RuntimeError):
    """The database was changed by a newer page, so that this one cannot use it any more."""


def upgrade(connection: sa.Connection) -> None:
    """Take the steps that are missing, all within the connection's transaction.

    A database from before there were migrations is recognised by its tables. One that a newer page
    has expanded is left as it is.

    Raises NewerDatabaseError: a newer page took away or demands what this one does not know of.
    """
    logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    steps = ScriptDirectory.from_config(config)
    head = steps.get_current_head()
    context = MigrationContext.configure(connection)
    at = context.get_current_revision()
    if at == head:
        return
    if at is not None and at not in {step.revision for step in steps.walk_revisions()}:
        _accept_newer(connection, at, str(head))
        return
    if at is None and (found := recognise(connection)):
        log.info("the database has no migrations yet, and the tables of step %s", found)
        context.stamp(steps, found)
        at = found
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'")

    def missing(revision, _context):
        return steps._upgrade_revs("head", revision)

    with EnvironmentContext(config, steps, fn=missing) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
    log.info("the database went from step %s to %s", at or "0000", head)


def recognise(connection: sa.Connection) -> str | None:
    """The step that a database without migrations is at, None for an empty one."""
    inspector = sa.inspect(connection)
    tables = set(inspector.get_table_names())
    if "interactions" not in tables:
        return None
    if "variant" in {column["name"] for column in inspector.get_columns("interactions")}:
        return "0003"
    return "0002" if {"sessions", "counters"} <= tables else "0001"


def _accept_newer(connection: sa.Connection, at: str, head: str) -> None:
    """Whether all this page reads is there, and nothing is demanded that it does not write."""
    inspector = sa.inspect(connection)
    there = set(inspector.get_table_names())
    problems = []
    for name, table in metadata.tables.items():
        found = {row["name"]: row for row in inspector.get_columns(name)} if name in there else {}
        ours = {column.name for column in table.columns}
        problems += [f"{name}.{column} is gone" for column in sorted(ours - set(found))]
        problems += [
            f"{name}.{column} must not be empty"
            for column in sorted(set(found) - ours)
            if not found[column]["nullable"] and found[column]["default"] is None
        ]
    if problems:
        raise NewerDatabaseError(
            f"the database is at step {at}, this page knows the steps up to {head}, and "
            f"{'; '.join(problems)}. Start a newer page, or restore the database from before."
        )
    log.info("the database is at step %s, newer than this page's %s, and only has more", at, head)
