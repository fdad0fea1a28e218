"""Many rows at once: a million sightings of an AIS file must not take a million statements of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

from tracker.store.clock import now
from tracker.store.refusals import known_column, refused_row
from tracker.store.tables import BOUNDED_DATES, date_bounds
from tracker.store.uids import new_uid

_MOST_PARAMETERS: Final = 32_000
"""SQLite takes 32 766 parameters a statement (SQLITE_MAX_VARIABLE_NUMBER). As many rows as fit go into one: the search
index writes itself out after every statement, so that one row a statement takes five times as long."""


def insert_rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> range:
    """Insert `rows` under consecutive ids and return these."""
    bounds = [
        (name, columns.index(name))
        for name in BOUNDED_DATES.get(table, ())
        if name in columns and f"{name}_earliest" not in columns
    ]
    names = ["id", "revision", "created_at"]
    if "uid" not in columns:
        names.append("uid")
    for name, _ in bounds:
        names += [f"{name}_earliest", f"{name}_latest"]
    names += [known_column(table, name) for name in columns]
    first = last = next_id(connection)
    completed = _completed(rows, first, [index for _, index in bounds], with_uid="uid" not in columns)
    chunk_size = max(1, _MOST_PARAMETERS // len(names))
    while chunk := list(islice(completed, chunk_size)):
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
    rows: Iterable[Sequence[Any]], first: int, dates: Sequence[int], *, with_uid: bool
) -> Iterator[Sequence[Any]]:
    stamp = now()
    uid: Callable[[], tuple[str, ...]] = (lambda: (new_uid(),)) if with_uid else tuple
    for row_id, row in enumerate(rows, first):
        bounds = [bound for index in dates for bound in date_bounds(row[index])]
        yield (row_id, 1, stamp, *uid(), *bounds, *row)


def _insert_chunk(
    connection: sqlite3.Connection, table: str, names: Sequence[str], chunk: Sequence[Sequence[Any]]
) -> None:
    into = f'INSERT INTO "{table}" ({", ".join(names)}) VALUES '  # noqa: S608
    marks = f"({', '.join('?' * len(names))})"
    try:
        connection.execute(into + ", ".join([marks] * len(chunk)), [*chain.from_iterable(chunk)])
    except sqlite3.IntegrityError:
        # SQLite does not say which row it was: the same rows one by one do.
        for row in chunk:
            try:
                connection.execute(into + marks, row)
            except sqlite3.IntegrityError as error:
                raise refused_row(connection, table, dict(zip(names, row, strict=True)), error) from error
        raise
