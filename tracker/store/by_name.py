"""Find the first sightings in the order of a name that another table holds: name after name, by the index of each.

SQLite would look the name of every sighting up and sort them all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from tracker.store.in_order import ids_of
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.query import Query

_NAMES_LOOKED_AT: Final = 2_000
"""Names that may have no sighting before sorting all of them is the shorter way."""


@dataclass(frozen=True, slots=True)
class NameElsewhere:
    """Where the name of a column of sightings stands."""

    names: str
    """Statement for names and the records that have them, unordered."""
    refers: str
    """Column of a sighting that refers to such a record."""
    loose: str = ""
    """Column of a sighting that holds the name itself where it refers to none."""


_ELSEWHERE: Final = {
    "vessel": NameElsewhere("SELECT name, id FROM vessel WHERE name IS NOT NULL", "vessel_id", "name_shown"),
    "publisher": NameElsewhere("SELECT publisher, id FROM source WHERE publisher IS NOT NULL", "source_id"),
    "source": NameElsewhere("SELECT title, id FROM source WHERE title IS NOT NULL", "source_id"),
    "incident": NameElsewhere("SELECT title, id FROM incident WHERE title IS NOT NULL", "incident_id"),
}
"""By column."""


def first_by_name(connection: sqlite3.Connection, query: Query, limit: int) -> list[int] | None:
    """Return the ids of the first `limit` sightings of all, sorted by a name of `_ELSEWHERE`; None where that is not
    what is asked for, or where too few sightings have such a name."""
    elsewhere = _ELSEWHERE.get(query.keys[0].column)
    if query.table != "sighting" or query.filter or len(query.keys) != 1 or elsewhere is None:
        return None
    descending = query.keys[0].descending
    found: list[int] = []
    named = groupby(_named(connection, elsewhere, descending=descending), key=itemgetter(0))
    for number, (name, entries) in enumerate(named):
        if number == _NAMES_LOOKED_AT:
            return None
        records = [record for _, record in entries if record is not None]
        statement, params = _of_one_name(query, elsewhere, name, records)
        # The plus keeps SQLite from going through all rows by their numbers to meet some of the name.
        order = "ORDER BY +id DESC" if descending else "ORDER BY +id"
        found += ids_of(connection, f"{statement} {order} LIMIT ?", (*params, limit - len(found)))
        if len(found) == limit:
            return found
    return None


def _of_one_name(
    query: Query, elsewhere: NameElsewhere, name: str, records: Iterable[int]
) -> tuple[str, tuple[str | int | float, ...]]:
    selection, params = query.selection("sighting.id AS id")
    refers = joined(selection, "AND", elsewhere.refers, "IN (SELECT value FROM json_each(?))")
    if not elsewhere.loose:
        return refers, (*params, str(list(records)))
    holds = joined(selection, "AND", elsewhere.refers, "IS NULL AND", elsewhere.loose, "= ?")
    both = joined("SELECT id FROM (", refers, "UNION ALL", holds, ")")
    return both, (*params, str(list(records)), *params, name)


def _named(
    connection: sqlite3.Connection, elsewhere: NameElsewhere, *, descending: bool
) -> Iterator[tuple[str, int | None]]:
    """Yield names in order, each with a record that has it, or with none where sightings hold it themselves."""
    direction = "DESC" if descending else "ASC"
    names = _rows(connection, joined(elsewhere.names, "ORDER BY 1", direction))
    if not elsewhere.loose:
        return names
    # One name is found after the other in the index of sightings without a vessel.
    loose = joined("SELECT DISTINCT", elsewhere.loose, ", NULL FROM sighting WHERE", elsewhere.refers, "IS NULL AND")
    held = _rows(connection, joined(loose, elsewhere.loose, "IS NOT NULL ORDER BY 1", direction))
    return merge(names, held, key=itemgetter(0), reverse=descending)


def _rows(connection: sqlite3.Connection, statement: str) -> Iterator[tuple[str, int | None]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    yield from cursor.execute(statement)
