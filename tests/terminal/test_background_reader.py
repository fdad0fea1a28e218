"""Reading off the screen's thread: the newest request of a kind is answered, an older one never is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tracker.store.connection import open_store
from tracker.terminal.reader import BackgroundReader, Superseded, processors

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def reader(tmp_path: Path) -> BackgroundReader:
    path = tmp_path / "store.db"
    open_store(path, create=True).close()
    return BackgroundReader(path)


def test_a_newer_request_ends_one_that_would_never_end(reader: BackgroundReader) -> None:
    begun = Event()

    def endless(connection: sqlite3.Connection) -> object:
        begun.set()
        return connection.execute(ENDLESS).fetchone()

    with ThreadPoolExecutor() as pool:
        older = pool.submit(reader.read, "rows", reader.announce("rows"), endless)
        begun.wait()
        newer = pool.submit(reader.read, "rows", reader.announce("rows"), lambda c: c.execute("SELECT 7").fetchone()[0])
        assert newer.result() == 7
        with pytest.raises(Superseded):
            older.result()
    reader.close()


def test_a_request_that_was_superseded_before_its_statement_began_ends_too(reader: BackgroundReader) -> None:
    announced, may_run = Event(), Event()

    def late(connection: sqlite3.Connection) -> object:
        announced.set()
        may_run.wait()
        return connection.execute(ENDLESS).fetchone()

    with ThreadPoolExecutor() as pool:
        older = pool.submit(reader.read, "rows", reader.announce("rows"), late)
        announced.wait()
        reader.announce("rows")
        may_run.set()
        with pytest.raises(Superseded):
            older.result()
    reader.close()


def test_an_answer_that_came_too_late_is_not_given(reader: BackgroundReader) -> None:
    number = reader.announce("rows")

    def overtaken(connection: sqlite3.Connection) -> int:
        reader.announce("rows")
        return 1

    with pytest.raises(Superseded):
        reader.read("rows", number, overtaken)
    reader.close()


def test_requests_of_other_kinds_go_on(reader: BackgroundReader) -> None:
    number = reader.announce("rows")
    reader.announce("facets")
    assert reader.read("rows", number, lambda c: c.execute("SELECT 5").fetchone()[0]) == 5
    reader.close()


def test_a_newer_request_ends_what_helpers_do_for_the_older_one(reader: BackgroundReader) -> None:
    begun = Event()

    def endless(connection: sqlite3.Connection, helpers: Sequence[sqlite3.Connection]) -> object:
        begun.set()
        return (helpers or [connection])[-1].execute(ENDLESS).fetchone()

    with ThreadPoolExecutor() as pool:
        older = pool.submit(reader.read_with_helpers, "rows", reader.announce("rows"), endless)
        begun.wait()
        reader.announce("rows")
        with pytest.raises(Superseded):
            older.result()
    number = reader.announce("rows")
    assert reader.read_with_helpers("rows", number, lambda _, helpers: len(helpers)) == min(processors() - 1, 7)
    reader.close()


def test_helpers_work_for_one_request_at_a_time(reader: BackgroundReader) -> None:
    number = reader.announce("rows")

    def ask_for_them_again(_: sqlite3.Connection, helpers: Sequence[sqlite3.Connection]) -> tuple[int, int]:
        with ThreadPoolExecutor() as pool:
            other = pool.submit(
                reader.read_with_helpers, "facets", reader.announce("facets"), lambda _, helpers: len(helpers)
            )
            return len(helpers), other.result()

    mine, others = reader.read_with_helpers("rows", number, ask_for_them_again)
    assert mine == min(processors() - 1, 7)
    assert others == 0
    assert reader.read_with_helpers("facets", reader.announce("facets"), lambda _, helpers: len(helpers)) == mine
    reader.close()
