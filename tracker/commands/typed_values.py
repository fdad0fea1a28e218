"""Values as people and programs give them on the command line: FIELD=VALUE, or a JSON object."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import click

from tracker.domain.errors import FieldError, FieldErrors
from tracker.domain.fields import FIELDS, ReadingContext, Readings, read_fields
from tracker.store.naming import resolver
from tracker.store.reference import load_reference


def reading_context(connection: sqlite3.Connection) -> ReadingContext:
    """Return what reading fields needs, with references resolved in the store."""

    return ReadingContext(load_reference(), datetime.now(UTC).date(), resolver(connection))


def typed_from_words(table: str, words: Iterable[str]) -> dict[str, str]:
    """Return field name to text from words such as `date=26 May 2011`.

    Raises:
        FieldError: A word has no equals sign.
    """
    typed: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise FieldError(word, "", "has no value; write FIELD=VALUE, in quotes where it holds spaces.")
        typed[_field_name(table, name.strip())] = value
    return _with_position(typed)


def typed_from_json(table: str, text: str) -> dict[str, str]:
    """Return field name to text from a JSON object whose keys are column names.

    Raises:
        FieldError: It is no JSON object.
    """
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise FieldError("json", text, f"is not valid JSON: {error.msg} at character {error.pos}.") from error
    if not isinstance(given, dict):
        raise FieldError("json", text, "is not a JSON object with field names as keys.")
    return _with_position(
        {_field_name(table, str(name)): _text(value) for name, value in given.items() if value is not None}
    )


def read_or_refuse(
    connection: sqlite3.Connection, table: str, typed: Mapping[str, str], *, complete: bool
) -> dict[str, Any]:
    """Return column values; say how fields were understood and what is odd about them.

    Raises:
        FieldErrors: Some fields cannot take what was typed; all of them are named.
    """
    readings = read_fields(table, typed, reading_context(connection), complete=complete)
    if readings.errors:
        raise FieldErrors(list(readings.errors.values()))
    _tell(readings)
    return readings.values


def _tell(readings: Readings) -> None:
    for name, sentence in readings.understood.items():
        click.echo(f"{name}: {sentence}", err=True)
    for name, sentences in readings.warnings.items():
        for sentence in sentences:
            click.echo(f"! {name}: {sentence}", err=True)


def _field_name(table: str, name: str) -> str:
    """Return the field meant: `source` stands for `source_id`."""
    known = {field.name for field in FIELDS[table]}
    return f"{name}_id" if name not in known and f"{name}_id" in known else name


def _with_position(typed: dict[str, str]) -> dict[str, str]:
    """Join `lat`, `lon` and `radius_km` to the one field they are read by."""
    if "lat" not in typed and "lon" not in typed:
        return typed
    lat, lon, radius = (typed.pop(name, "") for name in ("lat", "lon", "radius_km"))
    if not lat or not lon:
        raise FieldError("position", lat or lon, "is only half a position; give both lat and lon.")
    typed["position"] = f"{lat}, {lon}" + (f" ±{radius} km" if radius else "")
    return typed


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
