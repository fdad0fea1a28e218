"""The rows that the table can show: an instant first page, then all ids in order, and pages read by id."""

from __future__ import annotations

import sqlite3
from array import array
from collections import OrderedDict
from collections.abc import Sequence

from tracker.store.results import Query, Row, rows_by_id

PAGE = 64
"""Rows read together while scrolling."""

_PAGES_KEPT = 24

_NEAR = 5_000
"""Places around the last one in which a record is looked for first."""


class RowWindow:
    """What a query selects, as far as it has been read."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, columns: Sequence[str], first: list[Row], *, is_all: bool
    ) -> None:
        """Begin with the first rows, which may be all; further rows are read through `connection`."""
        self.query = query
        self.columns = tuple(columns)
        self._connection = connection
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._first = first
        self._last: list[Row] = []
        """The last rows, while the ids between are not known yet."""
        self._number = len(first)
        """How many rows there are, as far as is known."""
        self.ids: array[int] | None = array("I", [row.id for row in first]) if is_all else None

    @property
    def is_complete(self) -> bool:
        """Whether all ids are known."""
        return self.ids is not None

    def take_last(self, last: list[Row], number: int) -> None:
        """Take the last rows and how many there are in all, until all ids are known."""
        self._last = last
        self._number = max(number, len(last), len(self._first))

    def take_ids(self, ids: array[int]) -> None:
        """Take the ids of the whole result, gathered elsewhere."""
        self.ids = ids
        self._last = []
        self._pages.clear()
        if list(ids[: len(self._first)]) != [row.id for row in self._first]:
            self._first = []

    def renew(self, first: list[Row]) -> None:
        """Take the first rows as they are now; the others are read again when they are shown."""
        self._first = first
        self._pages.clear()

    def __len__(self) -> int:
        """Return the rows known so far."""
        return self._number if self.ids is None else len(self.ids)

    def id_at(self, index: int) -> int | None:
        """Return the id of the row at a place, if it is known."""
        if 0 <= index < len(self._first):
            return self._first[index].id
        if self.ids is not None:
            return self.ids[index] if 0 <= index < len(self.ids) else None
        row = self._last_at(index)
        return None if row is None else row.id

    def index_of(self, record_id: int, near: int = 0) -> int | None:
        """Return the place of a record, if it is among the rows known; `near` is where it was."""
        place = next((place for place, row in enumerate(self._first) if row.id == record_id), None)
        if place is not None or self.ids is None:
            return place
        for start, stop in ((max(0, near - _NEAR), near + _NEAR), (0, len(self.ids))):
            try:
                return self.ids.index(record_id, start, stop)
            except ValueError:
                continue
        return None

    def row(self, index: int) -> Row | None:
        """Return the row at a place; None for one that is gone or not read yet."""
        if index < len(self._first):
            return self._first[index]
        if self.ids is None:
            return self._last_at(index)
        if index >= len(self.ids):
            return None
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def _last_at(self, index: int) -> Row | None:
        place = index - self._number + len(self._last)
        return self._last[place] if 0 <= place < len(self._last) else None

    def _read(self, number: int) -> list[Row | None]:
        assert self.ids is not None
        wanted = self.ids[number * PAGE : (number + 1) * PAGE]
        found = rows_by_id(self._connection, self.query.target, wanted, self.columns)
        page: list[Row | None] = [found.get(row_id) for row_id in wanted]
        self._pages[number] = page
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page
