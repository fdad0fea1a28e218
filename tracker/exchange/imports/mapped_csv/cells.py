"""Read the cells of one column as the form would, fast: what was read once is not read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from tracker.domain.fields import FIELDS, Field, ReadingContext, read_field, text_of
from tracker.domain.partial_dates import parse_edtf

_REMEMBERED: Final = 20_000
"""Different cells of a column that are kept; a column with more is read anew from there."""
_NEVER_REPEATED: Final = frozenset({"prose", "details"})
_PRINTED_KINDS: Final = frozenset({"date", "position", "flag", "imo"})
"""Kinds whose cells are kept as printed where something else is stored."""
_MOMENT: Final = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(?:UTC|Z|\+00:?00)$"
)
"""A moment in UTC as programs print it; fractions of a second are dropped."""
_SECOND_IN_UTC: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,3}(\.\d+)?")
_NUMBER: Final = re.compile(r"\d{1,3}(\.\d+)?")


class Cell(NamedTuple):
    """What one cell gives."""

    values: tuple[Any, ...]
    """As many as the column's field fills."""
    printed: str | None = None
    """The text, where what is stored does not show it."""
    warnings: tuple[str, ...] = ()


CellReader = Callable[[str], Cell]


def columns_of(field: Field) -> tuple[str, ...]:
    """Return the columns of a sighting that a field fills, the bounds of a date included."""
    if field.kind == "position":
        return ("lat", "lon", "radius_km")
    if field.kind == "date":
        return (field.name, f"{field.name}_earliest", f"{field.name}_latest")
    return (field.name,)


def cell_reader(field: Field, context: ReadingContext) -> CellReader:
    """Return what reads the cells of a column that fills `field`.

    What it returns raises FieldError for a cell that the field cannot take.
    """
    if field.kind == "text" or field.kind in _NEVER_REPEATED:
        return _plain(field, context)
    if field.kind == "date":
        return _date(field, context)
    if field.kind == "number":
        return _number(field, context)
    return _remembering(_general(field, context))


def read_position_cells(latitude: str, longitude: str, context: ReadingContext) -> Cell:
    """Read the halves of a position from two cells.

    Raises:
        FieldError: They are no position.
    """
    if _DECIMAL.fullmatch(latitude) and _DECIMAL.fullmatch(longitude):
        lat, lon = float(latitude), float(longitude)
        if -90 <= lat <= 90 and -180 <= lon <= 180:
            return Cell((lat, lon, None))
    typed = f"{latitude}, {longitude}"
    values = read_field("sighting", "position", typed, context).values
    printed = None if typed == text_of("sighting", "position", values) else typed
    return Cell((values["lat"], values["lon"], values["radius_km"]), printed)


def moment_in_utc(text: str) -> str:
    """Return a moment in UTC that a program printed as the form takes it; any other text as it is."""
    moment = _MOMENT.match(text)
    return f"{moment['day']}T{moment['time']}Z" if moment else text


def printed_text(field: Field, text: str, values: Mapping[str, Any]) -> str | None:
    """Return the text of a cell where what is stored does not show it."""
    return text if field.kind in _PRINTED_KINDS and text != text_of("sighting", field.name, values) else None


def _plain(field: Field, context: ReadingContext) -> CellReader:
    def read(text: str) -> Cell:
        # The general reader is asked for what is long, or not plain text.
        return Cell((text,)) if len(text) < 2_000 and field.kind != "details" else general(text)

    general = _general(field, context)
    return read


def _date(field: Field, context: ReadingContext) -> CellReader:
    def read(text: str) -> Cell:
        moment = moment_in_utc(text)
        if _SECOND_IN_UTC.fullmatch(moment):
            try:
                datetime.fromisoformat(moment)
            except ValueError:
                return general(text)
            return Cell((moment, moment, moment), None if text == moment else text)
        return general(text)

    def with_bounds(text: str) -> Cell:
        values = read_field("sighting", field.name, moment_in_utc(text), context).values
        date = parse_edtf(str(values[field.name]))
        return Cell((date.edtf, date.earliest, date.latest), printed_text(field, text, values))

    general = _remembering(with_bounds)
    return read


def _number(field: Field, context: ReadingContext) -> CellReader:
    general = _general(field, context)
    highest = 360.0 if field.name == "course_degrees" else 100.0

    def read(text: str) -> Cell:
        if _NUMBER.fullmatch(text) and (number := float(text)) <= highest:
            return Cell((number,))
        return general(text)

    return read


def _general(field: Field, context: ReadingContext) -> CellReader:
    columns = columns_of(field)

    def read(text: str) -> Cell:
        reading = read_field("sighting", field.name, text, context)
        values = tuple(reading.values[column] for column in columns)
        return Cell(values, printed_text(field, text, reading.values), reading.warnings)

    return read


def _remembering(read: CellReader) -> CellReader:
    remembered: dict[str, Cell] = {}

    def read_once(text: str) -> Cell:
        cell = remembered.get(text)
        if cell is None:
            cell = read(text)
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[text] = cell
        return cell

    return read_once


SIGHTING_FIELDS: Final = {field.name: field for field in FIELDS["sighting"]}
