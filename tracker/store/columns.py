"""Which tables of results there are, the columns of each, and what is shown and sorted by unless the user
says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tracker.domain.errors import FieldError
from tracker.store.table_columns.column import Column
from tracker.store.table_columns.findings import FINDING_COLUMNS
from tracker.store.table_columns.incidents import INCIDENT_COLUMNS
from tracker.store.table_columns.sightings import SIGHTING_COLUMNS
from tracker.store.table_columns.sources import SOURCE_COLUMNS
from tracker.store.table_columns.vessels import VESSEL_COLUMNS

__all__ = [
    "COLUMNS",
    "DEFAULT_COLUMNS",
    "DEFAULT_SORT",
    "TABLES",
    "TARGETS",
    "Column",
    "SortKey",
    "chosen_columns",
    "parse_sort",
    "sort_text",
]

TABLES: Final[dict[str, str]] = {
    "incidents": "incident",
    "sightings": "sighting",
    "vessels": "vessel",
    "sources": "source",
    "findings": "finding",
}
"""What can be listed, and the table whose rows it lists."""

TARGETS: Final = tuple(TABLES)

COLUMNS: Final[dict[str, dict[str, Column]]] = {
    target: {column.name: column for column in columns}
    for target, columns in {
        "incidents": INCIDENT_COLUMNS,
        "sightings": SIGHTING_COLUMNS,
        "vessels": VESSEL_COLUMNS,
        "sources": SOURCE_COLUMNS,
        "findings": FINDING_COLUMNS,
    }.items()
}

DEFAULT_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    target: tuple(column.name for column in columns.values() if column.default) for target, columns in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column to sort by; rows without a value come last either way."""

    column: str
    descending: bool = False


DEFAULT_SORT: Final[dict[str, tuple[SortKey, ...]]] = {
    "incidents": (SortKey("date", descending=True),),
    "sightings": (SortKey("date", descending=True),),
    "vessels": (SortKey("name"),),
    "sources": (SortKey("published", descending=True),),
    "findings": (SortKey("level"), SortKey("rule")),
}


def parse_sort(text: str, target: str) -> tuple[SortKey, ...]:
    """Read sort keys such as `-date,title`; a minus sorts downwards.

    Raises:
        FieldError: A name is no column of `target`, or its column cannot be sorted by.
    """
    keys: list[SortKey] = []
    for part in text.split(","):
        name = part.strip()
        if not name:
            continue
        key = SortKey(name.lstrip("-+").strip(), descending=name.startswith("-"))
        column = _column("sort", key.column, target)
        if not column.sortable:
            raise FieldError("sort", key.column, "cannot be sorted by.")
        if key.column not in {known.column for known in keys}:
            keys.append(key)
    return tuple(keys)


def sort_text(keys: Iterable[SortKey]) -> str:
    """Return the text that `parse_sort` reads as `keys`."""
    return ",".join(f"{'-' if key.descending else ''}{key.column}" for key in keys)


def chosen_columns(text: str, target: str) -> tuple[str, ...]:
    """Read column names such as `date,title`; an empty text gives the default columns of `target`.

    Raises:
        FieldError: A name is no column of `target`; the sentence names the nearest one.
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        _column("columns", name, target)
    return names or DEFAULT_COLUMNS[target]


def _column(field: str, name: str, target: str) -> Column:
    known = COLUMNS[target]
    if name in known:
        return known[name]
    from difflib import get_close_matches

    nearest = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"It has {', '.join(known)}."
    raise FieldError(field, name, f"is no column of {target}. {hint}")
