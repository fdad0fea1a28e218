"""Say what is wrong with a store: file, schema, references, search index, history, derived tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Final

from tracker.store.migrate import migrations
from tracker.store.tables import RECORD_CLASSES
from tracker.store.verify_derived import derived_problems
from tracker.store.verify_history import history_problems

SEARCHED_TABLES: Final = ("sighting", "incident", "vessel", "identity", "source", "party")
"""Tables with a full-text index beside them."""


def verify(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the store, a sentence each; empty if nothing is."""
    damage = list(_file_problems(connection))
    if damage:
        return damage
    # A temporary copy: writers at work meanwhile cannot look like damage and are not held up, and the
    # check of the search index, an insert to SQLite, works for a store that may not be written.
    copy = sqlite3.connect("", isolation_level=None)
    copy.row_factory = sqlite3.Row
    try:
        connection.backup(copy)
        return [
            problem
            for find_problems in (
                _schema_problems,
                _search_problems,
                _reference_problems,
                _id_problems,
                history_problems,
                derived_problems,
            )
            for problem in find_problems(copy)
        ]
    finally:
        copy.close()


def _file_problems(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        for row in connection.execute("PRAGMA integrity_check(20)"):
            if row[0] != "ok":
                yield f"Damaged file: {row[0]}."
    except sqlite3.DatabaseError as error:
        # Some damage ends even the check for damage.
        yield f"Damaged file: {error}."


def _search_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for table in SEARCHED_TABLES:
        index = f"{table}_search"
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.DatabaseError as error:
            yield f"Search index of {table}: does not match the table ({error})."


def _schema_problems(connection: sqlite3.Connection) -> Iterator[str]:
    present = _schema(connection)
    for (kind, name), sql in _wanted_schema().items():
        if (kind, name) not in present:
            yield f"Schema: the {kind} {name} is missing."
        elif present[kind, name] != sql:
            yield f"Schema: the {kind} {name} is not as this program makes it."


@cache
def _wanted_schema() -> dict[tuple[str, str], str | None]:
    from sqlite_utils import Database

    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations().apply(Database(fresh))
        return _schema(fresh)
    finally:
        fresh.close()


def _schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str | None]:
    return {(kind, name): sql for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema")}


def _reference_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"{row['table']} {row['rowid']}: refers to a {row['parent']} that is not there."
    circle = connection.execute(
        """WITH RECURSIVE chain (start, id) AS (
               SELECT id, derived_from FROM source WHERE derived_from IS NOT NULL
               UNION SELECT chain.start, source.derived_from FROM chain JOIN source ON source.id = chain.id
               WHERE source.derived_from IS NOT NULL)
           SELECT start FROM chain WHERE id = start ORDER BY start"""
    )
    for row in circle:
        yield f"source {row['start']}: is derived from itself, by way of other sources or at once."


def _id_problems(connection: sqlite3.Connection) -> Iterator[str]:
    last = connection.execute("SELECT last FROM record_number").fetchone()[0]
    ids = " UNION ALL ".join(f"SELECT id, '{table}' AS name FROM \"{table}\"" for table in RECORD_CLASSES)  # noqa: S608
    for row in connection.execute(
        f"SELECT id, group_concat(name, ' and ') AS names FROM ({ids}) GROUP BY id HAVING count(*) > 1"  # noqa: S608
    ):
        yield f"{row['names']} {row['id']}: share one number, which must name one record only."
    for row in connection.execute(f"SELECT id, name FROM ({ids}) WHERE id > ?", (last,)):  # noqa: S608
        yield f"{row['name']} {row['id']}: has a number that was never given out (the last is {last})."
