"""Whether a portable row from a file can be a record here: types, word lists, ranges, dates."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.vocabulary import (
    CONFIDENCES,
    CREDIBILITIES,
    IDENTITY_ASPECTS,
    INCIDENT_STATUSES,
    PARTY_KINDS,
    RELIABILITIES,
    STANCES,
)
from tracker.exchange.portable.rows import Portable
from tracker.store.tables import BOUNDED_DATES, JSON_COLUMNS, RECORD_CLASSES, REFERENCES

UID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
"""A uid as it is written (RFC 9562)."""

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_LARGEST: Final = 2**31 - 1

_WORDS: Final[dict[tuple[str, str], tuple[Any, ...]]] = {
    ("source", "reliability"): tuple(RELIABILITIES),
    ("identity", "aspect"): tuple(IDENTITY_ASPECTS),
    ("identity", "is_false"): (0, 1),
    ("incident", "status"): tuple(INCIDENT_STATUSES),
    ("sighting", "stance"): tuple(STANCES),
    ("sighting", "credibility"): tuple(CREDIBILITIES),
    ("party", "kind"): tuple(PARTY_KINDS),
    ("judgement", "confidence"): tuple(CONFIDENCES),
    ("conflict", "settled"): ("kept", "offered", "agreed"),
    ("conflict", "record_table"): tuple(RECORD_CLASSES),
}

_RANGES: Final[dict[str, tuple[float, float]]] = {
    "lat": (-90, 90),
    "lon": (-180, 180),
    "radius_km": (0, math.inf),
    "revision": (1, _LARGEST),
    "version": (-_LARGEST, _LARGEST),
}

_NOT_EMPTY: Final = frozenset(
    ("title", "name", "kind", "role", "list", "rule", "sentence", "reasoning", "analyst", "property", "offered_by")
)
_TYPES: Final[dict[str, tuple[type | tuple[type, ...], str]]] = {
    "str": (str, "text"),
    "int": (int, "a whole number"),
    "float": ((int, float), "a number"),
}


def checked(table: str, given: Mapping[str, Any]) -> Portable:
    """Return a row as the store can hold it, with defaults for what is not given; what is no column is left out.

    Raises:
        FieldError: The first value that its column cannot take.
    """
    row: Portable = {}
    for column, (kind, default) in _columns(table).items():
        value = given.get(column, default)
        if value is MISSING or (value is None and not kind.endswith("None")):
            raise FieldError(column, "", "is needed and may not be left empty.")
        if value is not None:
            _check(table, column, kind, value)
        row[column] = float(value) if kind.startswith("float") and value is not None else value
    _check_together(table, row)
    if table == "incident":
        row["kinds"] = sorted(set(_texts("kinds", given.get("kinds", []))))
    return row


def _columns(table: str) -> dict[str, tuple[str, Any]]:
    """Return each column's type as it is annotated and its default."""
    kept = {"id", "uid", "kinds"}
    found = {field.name: (str(field.type), field.default) for field in fields(RECORD_CLASSES[table])}
    return {
        name: (f"str{kind.removeprefix('int')}" if name in REFERENCES.get(table, {}) else kind, default)
        for name, (kind, default) in found.items()
        if name not in kept and not name.endswith(("_earliest", "_latest"))
    }


def _check(table: str, column: str, kind: str, value: Any) -> None:
    if column in JSON_COLUMNS:
        if not isinstance(value, dict):
            raise FieldError(column, _shown(value), "is not a JSON object.")
        _refuse_unspeakable(column, value)
        return
    if table == "judgement" and column == "considered":
        _texts(column, value)
        return
    right, called = _TYPES[kind.split(" ")[0]]
    if not isinstance(value, right) or isinstance(value, bool):
        raise FieldError(column, _shown(value), f"is not {called}.")
    if isinstance(value, str):
        _refuse_unspeakable(column, value)
        if not value and column in _NOT_EMPTY:
            raise FieldError(column, "", "is needed and may not be left empty.")
    if (table, column) in _WORDS and value not in _WORDS[table, column]:
        raise FieldError(column, _shown(value), f"is not one of {', '.join(map(str, _WORDS[table, column]))}.")
    if isinstance(value, int | float):
        low, high = _RANGES.get(column, (-math.inf, math.inf))
        # A whole number beyond what SQLite holds is refused as a number is that is none (which lies in no range).
        if not low <= value <= high or abs(value) > 2**63 - 1:
            raise FieldError(column, _shown(value), f"does not lie between {low:g} and {high:g}.")
    if column in BOUNDED_DATES.get(table, ()):
        _refuse_unless_date(column, str(value))
    if column in ("created_at", "retracted_at") and not _MOMENT.fullmatch(str(value)):
        raise FieldError(column, str(value), "is not a moment like 2026-01-31T23:59:59Z.")


def _check_together(table: str, row: Portable) -> None:
    if table == "sighting" and (row["lat"] is None) != (row["lon"] is None):
        raise FieldError("position", "", "needs both latitude and longitude, or neither.")
    if table == "dismissal" and row["vessel_id"] is None and row["sighting_id"] is None:
        raise FieldError("vessel_id", "", "is needed where there is no sighting.")
    if table == "conflict":
        for column in ("kept", "offered", "before"):
            _refuse_unless_json(column, row[column])


def _refuse_unless_date(column: str, text: str) -> None:
    try:
        parse_edtf(text)
    except FieldError as error:
        raise FieldError(column, text, error.problem) from error


def _refuse_unless_json(column: str, text: str | None) -> None:
    try:
        json.loads("null" if text is None else text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FieldError(column, _shown(text), "is not JSON.") from error


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


def _texts(column: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise FieldError(column, _shown(value), "is not a list of texts.")
    for item in value:
        _refuse_unspeakable(column, item)
    return value


def _refuse_unspeakable(column: str, value: Any) -> None:
    """Refuse text that no UTF-8 file can hold, and what is no number, wherever it stands in a JSON value."""
    speakers: dict[type, Callable[[Any], list[Any]]] = {dict: lambda found: [*found, *found.values()], list: list}
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            try:
                found.encode("utf-8")
            except UnicodeEncodeError as error:
                raise FieldError(column, ascii(found), "holds half a character, which is no text.") from error
        elif isinstance(found, float) and not math.isfinite(found):
            raise FieldError(column, repr(found), "is not a number that JSON can hold.")
        elif type(found) in speakers:
            waiting += speakers[type(found)](found)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
