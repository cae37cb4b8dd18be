"""The database sessions of an Airflow on SQLite; Airflow loads this file from its `config` folder.

Airflow's API server logs a writing request by a commit within its event loop. On SQLite that commit
waits for the one writer there may be, which is another request, and that one ends only when the
loop goes on: two triggers at once froze the server until SQLite gave up, and one of them failed.
Here the log's entry is written when its request ends, in the thread that ends it.
"""

import asyncio
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker


class LateLogSession(Session):
    """A session whose commits never wait within an event loop for what is only being added."""

    def __init__(self, *arguments: Any, **options: Any):
        super().__init__(*arguments, **options)
        self._late: list[object] = []

    def commit(self) -> None:
        """Commit; within an event loop keep what is only added until the request has ended."""
        if _in_event_loop() and not (self.dirty or self.deleted):
            for one in list(self.new):
                self.expunge(one)
                self._late.append(one)
            return
        super().commit()
        self._commit_late()

    def rollback(self) -> None:
        """Roll back; the log's entry of a request that failed is written all the same."""
        super().rollback()
        self._commit_late()

    def _commit_late(self) -> None:
        late, self._late = self._late, []
        if late:
            self.add_all(late)
            super().commit()


def session_maker(engine: Engine) -> sessionmaker[LateLogSession]:
    """What Airflow makes its sessions with: `[database] sql_alchemy_session_maker`."""
    return sessionmaker(
        engine, class_=LateLogSession, autocommit=False, autoflush=False, expire_on_commit=False
    )


def _in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
