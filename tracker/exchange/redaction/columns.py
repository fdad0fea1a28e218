"""Which columns a field's name covers, what stands in them when they are emptied, and which hold words."""

from __future__ import annotations

from typing import Any, Final

from tracker.store.tables import BOUNDED_DATES, COLUMNS, KEPT_BY_STORE, REFERENCES

LEFT_OUT: Final = "[left out]"
"""What stands where a text was that may not be empty, and where words were taken out of a longer text."""

_MAY_NOT_BE_EMPTY: Final[dict[str, Any]] = {
    "title": LEFT_OUT,
    "list": LEFT_OUT,
    "role": LEFT_OUT,
    "reasoning": LEFT_OUT,
    "analyst": LEFT_OUT,
    "credibility": 6,
    "reliability": "F",
}
"""What stands in columns that have to hold something; grades then say that they cannot be judged."""

_NAMED: Final = ("vessel", "party")
"""Tables whose `name` may not be empty."""

REFUSED: Final = {
    "stance": "cannot be left out: a denial would read as an assertion. Leave out the source instead.",
    "is_false": "cannot be left out: a false identity would read as a true one. Leave out the source instead.",
    "aspect": "cannot be left out: an identity means nothing without it. Leave out the source instead.",
    "kind": "cannot be left out: it decides how a record is read.",
    "status": "cannot be left out: it decides how a case is read.",
    "derived_from": "cannot be left out: retellings would count as origins. Leave out the source instead.",
}
"""Fields that cannot be emptied without making the rest untrue, and why."""

_POSITION: Final = ("lat", "lon", "radius_km")

_FIXED: Final = (
    KEPT_BY_STORE
    | set(REFUSED)
    | {column for columns in REFERENCES.values() for column in columns}
    | {"kinds", "rule", "version", "sentence", "property", "considered", "details", "as_printed"}
)
_BOUNDS: Final = {
    f"{column}_{end}" for columns in BOUNDED_DATES.values() for column in columns for end in ("earliest", "latest")
}

FIELD_NAMES: Final = frozenset(
    {column for columns in COLUMNS.values() for column in columns} - _FIXED - _BOUNDS | {"position", "details"}
)
"""The names that can be left out: columns, `position` for all of it, and `details` for all further properties."""

_CODES: Final = frozenset(
    {
        "uid", "slug", "url", "archive_url", "sha256", "details", "as_printed", "considered", "created_at",
        "retracted_at", "accessed", "rule", "property", "imo", "mmsi", "call_sign", "imo_shown", "mmsi_shown",
        "call_sign_shown", "country", "language", "aspect", "confidence", "kind", "likelihood", "reliability",
        "stance", "status", *(column for columns in BOUNDED_DATES.values() for column in columns), *_BOUNDS,
    }
)  # fmt: skip
"""Columns of codes, numbers and dates, which are never searched for words."""

TOKENS: Final = ("slug", "url", "archive_url")
"""Columns whose value is one piece: it goes as a whole if it would give something away."""

JSON_COLUMNS: Final = ("details", "as_printed")
"""Columns of further values by name."""


def emptied(table: str, fields: frozenset[str]) -> dict[str, Any]:
    """Return what is to stand in the columns of `table` that the fields cover."""
    values: dict[str, Any] = {}
    for name in fields:
        covered = _POSITION if name == "position" or (name in _POSITION and table == "sighting") else (name,)
        for column in covered:
            if column in COLUMNS[table]:
                values[column] = _instead(table, column)
                if column in BOUNDED_DATES.get(table, ()):
                    values |= {f"{column}_earliest": None, f"{column}_latest": None}
    return values


def holds_words(column: str) -> bool:
    """Whether a text column holds words that may tell what was left out, not codes, numbers or dates."""
    return column not in _CODES


def _instead(table: str, column: str) -> Any:
    if column == "name":
        return LEFT_OUT if table in _NAMED else None
    return _MAY_NOT_BE_EMPTY.get(column)
