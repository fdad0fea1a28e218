"""Read what is typed into fields, and write stored values back as text that reads the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from tracker.domain.errors import FieldError
from tracker.domain.fields.base import Field, ReadingContext, Readings
from tracker.domain.fields.lists import FIELDS
from tracker.domain.fields.readers import READERS
from tracker.domain.positions import Position, format_position
from tracker.domain.readings import Reading

_DEFAULTS: dict[str, dict[str, Any]] = {
    "sighting": {"stance": "asserts", "credibility": 6},
    "incident": {"status": "open", "kinds": []},
    "source": {"kind": "other", "reliability": "F"},
    "identity": {"is_false": 0},
}
"""What a column that may not be empty holds when nothing is typed."""

_PARTS_OF_POSITION = ("lat", "lon", "radius_km")


def read_field(table: str, name: str, typed: str, context: ReadingContext) -> Reading:
    """Read one field; an empty text is no value.

    Raises:
        FieldError: The field is unknown, or cannot take what was typed.
    """
    field = _field(table, name)
    if not typed.strip():
        if field.required:
            raise FieldError(field.label, "", "is needed.")
        empty = _DEFAULTS.get(table, {}).get(name)
        columns = _PARTS_OF_POSITION if field.kind == "position" else (name,)
        return Reading(dict.fromkeys(columns, empty))
    return READERS[field.kind](field, typed, context)


def read_fields(table: str, typed: Mapping[str, str], context: ReadingContext, *, complete: bool = True) -> Readings:
    """Read several fields and report every error at once.

    Args:
        table: The record table.
        typed: Field name to text.
        context: What reading may need.
        complete: Whether fields that are needed but not given are errors; False for an edit of some fields.
    """
    readings = Readings()
    for name, text in typed.items():
        try:
            reading = read_field(table, name, text, context)
        except FieldError as error:
            readings.errors[name] = error
            continue
        readings.values.update(reading.values)
        if reading.understood:
            readings.understood[name] = reading.understood
        if reading.warnings:
            readings.warnings[name] = reading.warnings
    if complete:
        for field in FIELDS[table]:
            if field.required and field.name not in typed:
                readings.errors[field.name] = FieldError(field.label, "", "is needed.")
    return readings


def text_of(table: str, name: str, values: Mapping[str, Any]) -> str:
    """Return what a form shows for stored values; reading it again gives the same values.

    References are returned as the id in digits; whoever shows them may show the record's name instead.
    """
    field = _field(table, name)
    if field.kind == "position":
        lat, lon = values.get("lat"), values.get("lon")
        if lat is None or lon is None:
            return ""
        return format_position(Position(lat, lon, values.get("radius_km")))
    value = values.get(name)
    if value is None:
        return ""
    if field.kind == "details":
        return "; ".join(f"{key} = {item}" for key, item in json.loads(value).items())
    if field.kind == "kinds":
        return ", ".join(value)
    if field.kind == "yes_no":
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _field(table: str, name: str) -> Field:
    for field in FIELDS[table]:
        if field.name == name:
            return field
    known = [field.name for field in FIELDS[table]]
    nearest = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"It has {', '.join(known)}."
    raise FieldError(name, "", f"is no field of a {table}. {hint}")
