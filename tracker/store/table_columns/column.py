"""What a column of a table of results is: its name, heading, width, and how SQLite computes, orders and
shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Align = Literal["left", "right"]


def shown(value: Any) -> str:
    """Return the display text of a stored value: nothing for none, `1.5` for 1.5, `2` for 2.0."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of results."""

    name: str
    """Name in commands, JSON and settings; the stored column's own name where it shows one."""
    label: str
    """Heading."""
    width: int
    """Width in cells that suits most values."""
    align: Align = "left"
    sortable: bool = True
    default: bool = False
    """Whether the table shows it unless the user chose otherwise."""
    help: str = ""
    """One sentence on what it tells."""
    sql: str = field(default="", repr=False)
    """Expression over the target's table that gives the value."""
    order: str = field(default="", repr=False)
    """Expression to sort by."""
    show: Callable[[Any], str] = field(default=shown, repr=False, compare=False)
    """Display text of the value."""
    is_json: bool = field(default=False, repr=False)
    """Whether `sql` gives JSON text that stands for a list."""
    cell_sql: str = field(default="", repr=False)
    """Expression that gives what a cell shows, where that says more than the value."""

    def value(self, stored: Any) -> Any:
        """Return the typed value for what `sql` gave: lists are decoded, all else is as stored."""
        return json.loads(stored) if self.is_json and stored is not None else stored

    def cell(self, stored: Any) -> str:
        """Return the display text for what `sql` gave; not yet safe to draw."""
        return self.show(self.value(stored))


def stored(
    table: str,
    name: str,
    label: str,
    width: int,
    help: str,
    *,
    default: bool = False,
    align: Align = "left",
    prose: bool = False,
    show: Callable[[Any], str] = shown,
) -> Column:
    """Return the column that shows the stored column `name` of `table`; `prose` sorts without regard to
    case."""
    expression = f"{table}.{name}"
    order = f"{expression} COLLATE NOCASE" if prose else expression
    return Column(name, label, width, align, True, default, help, expression, order, show)


def computed(
    name: str,
    label: str,
    width: int,
    help: str,
    sql: str,
    *,
    order: str = "",
    default: bool = False,
    align: Align = "left",
    sortable: bool = True,
    show: Callable[[Any], str] = shown,
    is_json: bool = False,
) -> Column:
    """Return a column whose value is worked out by the expression `sql`, which also orders it unless
    `order` does."""
    sql = " ".join(sql.split())
    return Column(name, label, width, align, sortable, default, help, sql, order or sql, show, is_json)


def finding_count(table: str) -> str:
    """Return the expression for how many findings that fire and are not set aside are shown with a row of
    `table`."""
    return (
        "(SELECT count(*) FROM finding_about JOIN finding ON finding.id = finding_id"  # noqa: S608
        f" WHERE record_id = {table}.id AND outcome = 'fires' AND dismissed_at IS NULL)"
    )


def bookkeeping(table: str) -> tuple[Column, ...]:
    """Return the columns that every record table has."""
    return (
        stored(table, "id", "Id", 8, "Number of the record in this store.", align="right"),
        stored(table, "uid", "Uid", 36, "Identifier that stays the same across files."),
        stored(table, "slug", "Slug", 24, "Short readable name of the record."),
        stored(table, "revision", "Rev.", 4, "How often the record was changed.", align="right"),
        stored(table, "created_at", "Entered", 20, "When the record was entered (UTC)."),
        stored(table, "retracted_at", "Retracted", 20, "When the record was retracted (UTC), if it was."),
    )
