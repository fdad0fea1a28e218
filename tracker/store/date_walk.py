"""Walk over sightings in the order of their dates for the first that a filter selects, no farther than is said."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from tracker.store.in_order import ids_of
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.filters.terms import Sql
    from tracker.store.query import Query

_INDEX: Final = "sighting INDEXED BY sighting_date"
_PLACE: Final = "(sighting.date_earliest, sighting.id)"

_HIGHEST_ID: Final = (1 << 63) - 1

Place = tuple[str, int]
"""Date and number of a sighting: where it stands in the order."""


class DateWalk:
    """A walk in the order of a query that is sorted by date; each part goes on where the last one ended."""

    def __init__(self, connection: sqlite3.Connection, query: Query, *, beside_list: bool = False) -> None:
        """Begin at the first row.

        Args:
            connection: The store.
            query: What is looked for; sorted by date.
            beside_list: Whether all that the filter selects are listed first, as an index leads to them soon: then no
                row is looked into on the way.
        """
        self._connection = connection
        self._query = query
        self._condition, self._params = query.filter.where(words_in_rows_only=query.words_in_rows_only)
        if beside_list:
            self._condition = joined("sighting.id IN (SELECT id FROM sighting WHERE", self._condition, ")")
        is_descending = query.keys[0].descending
        self._up_to, self._after = (">=", "<") if is_descending else ("<=", ">")
        self._last: Place | None = _before_the_first(query) if is_descending else None
        self.found: list[int] = []
        """Ids of the rows met so far that the filter selects, in order."""

    def first(self, limit: int, rows: int) -> list[int] | None:
        """Return the first `limit` ids if they are met within the next `rows` rows, else None.

        Rows without a date stand at the end and are never walked over.
        """
        last = self._place_of(rows)
        if last is None:
            return None
        between, places = self._between(last)
        statement = joined("SELECT sighting.id FROM", _INDEX, "WHERE", between, "AND", self._condition)
        statement = joined(statement, self._query.order(), "LIMIT ?")
        self.found += ids_of(self._connection, statement, (*places, *self._params, limit - len(self.found)))
        self._last = last
        return self.found if len(self.found) == limit else None

    def _place_of(self, rows: int) -> Place | None:
        """Return where the last of the next `rows` rows stands; None if there are not so many with a date."""
        between, places = self._between(None)
        where = joined("WHERE", between) if between else ""
        statement = joined("SELECT date_earliest, id FROM", _INDEX, where, self._query.order(), "LIMIT 1 OFFSET ?")
        found = self._connection.execute(statement, (*places, rows - 1)).fetchone()
        return None if found is None or found[0] is None else (found[0], found[1])

    def _between(self, last: Place | None) -> Sql:
        conditions: list[str] = []
        places: tuple[str | int, ...] = ()
        if self._last is not None:
            conditions.append(f"{_PLACE} {self._after} (?, ?)")
            places += self._last
        if last is not None:
            conditions.append(f"{_PLACE} {self._up_to} (?, ?)")
            places += last
        return " AND ".join(conditions), places


def _before_the_first(query: Query) -> Place | None:
    """Return a place, going back in time, before that of any row that the query selects."""
    from tracker.store.filters.dates import begins_by

    dates = [
        max(map(begins_by, term.operands)) for term in query.filter.terms if term.field == "date" and not term.negated
    ]
    return (min(dates), _HIGHEST_ID) if dates else None
