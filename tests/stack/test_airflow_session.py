"""The sessions of an Airflow on SQLite: what its event loop commits waits for nobody."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from stack.airflow_session import session_maker


class Base(DeclarativeBase):
    pass


class Entry(Base):
    __tablename__ = "log"
    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path}/airflow.db?timeout=0")  # who has to wait fails
    Base.metadata.create_all(engine)
    return engine


def events(engine: Engine) -> list[str]:
    with session_maker(engine)() as session:
        return list(session.scalars(select(Entry.event).order_by(Entry.id)))


def test_a_commit_in_the_event_loop_does_not_wait_for_another_writer(engine):
    session = session_maker(engine)()
    writer = sqlite3.connect(engine.url.database)
    writer.execute("INSERT INTO log (event) VALUES ('other')")  # holds the lock

    async def logged() -> None:
        session.add(Entry(event="trigger"))
        session.commit()

    asyncio.run(logged())
    with pytest.raises(OperationalError, match="locked"), Session(engine) as plain:
        plain.add(Entry(event="trigger"))
        plain.commit()
    writer.commit()
    session.commit()
    session.close()
    assert events(engine) == ["other", "trigger"]


def test_the_entry_of_a_request_that_fails_is_written(engine):
    session = session_maker(engine)()

    async def logged() -> None:
        session.add(Entry(event="trigger"))
        session.commit()

    asyncio.run(logged())
    session.add(Entry(event="what the request did"))
    session.flush()
    session.rollback()
    session.close()
    assert events(engine) == ["trigger"]


def test_a_change_is_committed_at_once_in_the_event_loop_too(engine):
    with session_maker(engine)() as session:
        session.add(Entry(event="old"))
        session.commit()
    assert events(engine) == ["old"]

    async def changed() -> None:
        with session_maker(engine)() as session:
            session.scalars(select(Entry)).one().event = "new"
            session.commit()

    asyncio.run(changed())
    assert events(engine) == ["new"]
