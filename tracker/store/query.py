"""What is asked of a store: which rows of a table, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.store.columns import COLUMNS, DEFAULT_SORT, TABLES, Column, SortKey
from tracker.store.filters.model import EVERYTHING, Filter
from tracker.store.statement import joined


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows, and in which order; an empty sort means the target's usual one."""

    target: str
    filter: Filter = EVERYTHING
    sort: tuple[SortKey, ...] = ()
    words_in_rows_only: bool = False
    """Whether words are looked for in sightings alone, since nothing they refer to has them (see `words_beside`)."""
    backwards: bool = False
    """Whether the last row comes first."""

    def __post_init__(self) -> None:
        """Bind a filter without terms to the target."""
        object.__setattr__(self, "filter", self.filter.for_target(self.target))

    @property
    def table(self) -> str:
        """The table whose rows the query selects."""
        return TABLES[self.target]

    def selection(self, expressions: str = "") -> tuple[str, tuple[str | int | float, ...]]:
        """Return `SELECT expressions FROM table WHERE …` (the ids, by default), unordered, and its
        parameters."""
        condition, params = self.filter.where(words_in_rows_only=self.words_in_rows_only)
        columns = expressions or f"{self.table}.id"
        return joined("SELECT", columns, "FROM", self.table, "WHERE", condition), params

    @property
    def keys(self) -> tuple[SortKey, ...]:
        """The columns sorted by."""
        return self.sort or DEFAULT_SORT[self.target]

    @property
    def ordered_by(self) -> str:
        """The expression of the first column sorted by."""
        return COLUMNS[self.target][self.keys[0].column].order

    def order(self, *, by_sorting: bool = False) -> str:
        """Return the `ORDER BY` clause; ties break by id, so that windows are stable.

        `by_sorting` keeps SQLite from reading all rows in the order of an index to meet a few of them.
        """
        # The id runs the way of the last key, so that an index on that key can be read backwards.
        direction = " DESC" if self.keys[-1].descending is not self.backwards else ""
        orders = (_order(COLUMNS[self.target][key.column], key, backwards=self.backwards) for key in self.keys)
        plus = "+" if by_sorting else ""
        return f"ORDER BY {plus}" + ", ".join((*orders, f"{self.table}.id{direction}"))


def _order(column: Column, key: SortKey, *, backwards: bool) -> str:
    """Return one key of the order: rows that leave its column empty are the last, and so the first going backwards."""
    if backwards:
        return f"{column.order} ASC" if key.descending else f"{column.order} DESC NULLS FIRST"
    return f"{column.order} DESC" if key.descending else f"{column.order} ASC NULLS LAST"
