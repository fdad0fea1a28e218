"""Many rows at once: a million sightings of an AIS file must not take a million statements of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from tracker.store.clock import now
from tracker.store.refusals import known_column, refused_row
from tracker.store.tables import BOUNDED_DATES, date_bounds
from tracker.store.uids import new_uid

_AT_ONCE: Final = 1_000
"""Rows a statement. The search index writes itself out after every statement, so one row a statement takes
three times as long."""


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> range:
    """Insert `rows` under consecutive ids and return these."""
    bounds = [
        (name, columns.index(name))
        for name in BOUNDED_DATES.get(table, ())
        if name in columns and f"{name}_earliest" not in columns
    ]
    given = set(columns)
    filled = {"revision": 1, "created_at": now()}
    constants = {name: value for name, value in filled.items() if name not in given}
    names = ["id", *constants]
    if "uid" not in given:
        names.append("uid")
    for name, _ in bounds:
        names += [f"{name}_earliest", f"{name}_latest"]
    names += [known_column(table, name) for name in columns]
    first = last = next_id(connection)
    dates = [index for _, index in bounds]
    completed = _completed(rows, first, tuple(constants.values()), dates, with_uid="uid" not in given)
    while chunk := list(islice(completed, _AT_ONCE)):
        _insert_chunk(connection, table, names, chunk)
        last += len(chunk)
    connection.execute("UPDATE record_number SET last = ?", (last - 1,))
    return range(first, last)


def next_id(connection: sqlite3.Connection) -> int:
    """Return the id that the next record of any table gets."""
    return int(connection.execute("SELECT last FROM record_number").fetchone()[0]) + 1


def set_retracted(connection: sqlite3.Connection, table: str, ids: range, moment: str | None) -> None:
    """Mark all rows from the first to the last of `ids` as retracted at `moment`, or as standing."""
    connection.execute(
        f'UPDATE "{table}" SET retracted_at = ?, revision = revision + 1 WHERE id BETWEEN ? AND ?',  # noqa: S608
        (moment, ids[0], ids[-1]),
    )


def _completed(
    rows: Iterable[Sequence[Any]], first: int, constants: tuple[Any, ...], dates: Sequence[int], *, with_uid: bool
) -> Iterator[Sequence[Any]]:
    if not dates and not with_uid:
        for row_id, row in enumerate(rows, first):
            yield (row_id, *constants, *row)
        return
    uid: Callable[[], tuple[str, ...]] = (lambda: (new_uid(),)) if with_uid else tuple
    for row_id, row in enumerate(rows, first):
        bounds = [bound for index in dates for bound in date_bounds(row[index])]
        yield (row_id, *constants, *uid(), *bounds, *row)


def _insert_chunk(
    connection: sqlite3.Connection, table: str, names: Sequence[str], chunk: Sequence[Sequence[Any]]
) -> None:
    # Rows come into one statement through a table that has neither types nor indexes, of as many columns.
    staged = f"staged_{len(names)}"
    marks = ", ".join("?" * len(names))
    into = f'INSERT INTO "{table}" ({", ".join(names)})'
    cells = ", ".join(f"cell_{place}" for place in range(len(names)))
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {staged} ({cells})")
    connection.execute(f"DELETE FROM temp.{staged}")  # noqa: S608
    connection.executemany(f"INSERT INTO temp.{staged} VALUES ({marks})", chunk)  # noqa: S608
    try:
        connection.execute(f"{into} SELECT * FROM temp.{staged} ORDER BY rowid")  # noqa: S608
    except sqlite3.IntegrityError:
        # SQLite does not say which row it was: the same rows one by one do.
        for row in chunk:
            try:
                connection.execute(f"{into} VALUES ({marks})", row)
            except sqlite3.IntegrityError as error:
                raise refused_row(connection, table, dict(zip(names, row, strict=True)), error) from error
        raise
