"""The record tables: their columns, which of them are partial dates, and which kinds of row history keeps."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from tracker.domain.records import (
    Conflict,
    Dismissal,
    Identity,
    Incident,
    Judgement,
    Listing,
    Party,
    Record,
    Role,
    Sighting,
    Source,
    Vessel,
)

RECORD_CLASSES: Final[dict[str, type[Record]]] = {
    "incident": Incident,
    "sighting": Sighting,
    "vessel": Vessel,
    "source": Source,
    "identity": Identity,
    "party": Party,
    "role": Role,
    "listing": Listing,
    "judgement": Judgement,
    "dismissal": Dismissal,
    "conflict": Conflict,
}
"""Every table whose rows are records; the order is that in which ids, slugs and uids are looked up."""

LOAD_ORDER: Final = (
    "source",
    "vessel",
    "party",
    "incident",
    "sighting",
    "identity",
    "role",
    "listing",
    "judgement",
    "dismissal",
    "conflict",
)
"""The record tables so that a row comes after the rows it refers to."""

BOUNDED_DATES: Final[dict[str, tuple[str, ...]]] = {
    "source": ("published",),
    "sighting": ("date",),
    "identity": ("valid_from", "valid_to"),
    "listing": ("listed", "delisted"),
}
"""Partial-date columns that are kept with computed `_earliest` and `_latest` bounds."""

JSON_COLUMNS: Final = ("details", "as_printed")
"""Columns of records that hold a JSON object."""

KEPT_BY_STORE: Final = frozenset({"id", "uid", "revision", "created_at", "retracted_at"})
"""Columns that the store fills, never a caller's values."""

REFERENCES: Final[dict[str, dict[str, str]]] = {
    "source": {"derived_from": "source"},
    "identity": {"vessel_id": "vessel", "source_id": "source"},
    "sighting": {"source_id": "source", "incident_id": "incident", "vessel_id": "vessel"},
    "role": {"party_id": "party", "vessel_id": "vessel", "incident_id": "incident", "source_id": "source"},
    "listing": {"vessel_id": "vessel", "party_id": "party", "source_id": "source"},
    "judgement": {"incident_id": "incident"},
    "dismissal": {"vessel_id": "vessel", "sighting_id": "sighting"},
}
"""Column to the table it refers to."""


def _columns(record: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record) if field.name != "kinds")


TABLE_OF: Final[dict[type[Record], str]] = {record: table for table, record in RECORD_CLASSES.items()}

COLUMNS: Final[dict[str, tuple[str, ...]]] = {name: _columns(cls) for name, cls in RECORD_CLASSES.items()}
"""The columns of each record table; an incident's kinds are rows of `incident_kind`."""


def with_bounds(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with the bounds of every partial date in it.

    Raises:
        FieldError: A date is not EDTF.
    """
    bounded = dict(values)
    for column in BOUNDED_DATES.get(table, ()):
        if column in values:
            earliest, latest = date_bounds(values[column])
            bounded[f"{column}_earliest"] = earliest
            bounded[f"{column}_latest"] = latest
    return bounded


def date_bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the earliest and latest UTC second an EDTF date can mean; both None for no date."""
    if edtf is None:
        return None, None
    from tracker.domain.partial_dates import parse_edtf

    date = parse_edtf(edtf)
    return date.earliest, date.latest
