"""Read one cell as the form would: by the general readers, or faster where its form leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from tracker.domain.errors import FieldError
from tracker.domain.fields import FIELDS, Field, ReadingContext, read_field, text_of
from tracker.domain.partial_dates import parse_edtf

_REMEMBERED: Final = 20_000
"""Different cells of a column that are kept; a column with more is read anew from there."""
_PRINTED_KINDS: Final = frozenset({"date", "position", "flag", "imo"})
"""Kinds whose cells are kept as printed where something else is stored."""
_DEFAULTS: Final = {"stance": "asserts", "credibility": 6}
_MOMENT: Final = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(?:UTC|Z|\+00:?00)$"
)
"""A moment in UTC as programs print it; fractions of a second are dropped."""
_SECOND_IN_UTC: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]+)?")

SIGHTING_FIELDS: Final = {field.name: field for field in FIELDS["sighting"]}


class Remark(NamedTuple):
    """What is to be said of a cell."""

    printed: str | None = None
    """Its text, where what is stored does not show it."""
    warnings: tuple[str, ...] = ()
    error: FieldError | None = None
    """Why the field cannot take it."""


class Cell(NamedTuple):
    """What one cell gives."""

    values: tuple[Any, ...]
    """As many as the column's field fills."""
    remark: Remark | None = None


def columns_of(field: Field) -> tuple[str, ...]:
    """Return the columns of a sighting that a field fills, the bounds of a date included."""
    if field.kind == "position":
        return ("lat", "lon", "radius_km")
    if field.kind == "date":
        return (field.name, f"{field.name}_earliest", f"{field.name}_latest")
    return (field.name,)


def empty_cell(field: Field) -> Cell:
    """Return what a cell gives that holds nothing."""
    return Cell(tuple(_DEFAULTS.get(column) for column in columns_of(field)))


class CellsOfColumn(dict[str, Cell]):
    """What the cells of one column give, by their text; what was read once is not read again."""

    def __init__(self, field: Field, context: ReadingContext) -> None:
        """Read nothing yet.

        Args:
            field: What the column fills.
            context: As for `read_field`.
        """
        super().__init__()
        self._field = field
        self._context = context
        self._empty = empty_cell(field)

    def __missing__(self, text: str) -> Cell:
        """Read a cell, blanks around it taken off."""
        if not text:
            return self._empty
        moment = _moment_cell(text) if self._field.kind == "date" else None
        if moment is not None:
            return moment
        cell = self._read(text)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = cell
        return cell

    def _read(self, text: str) -> Cell:
        try:
            return read_cell(self._field, text, self._context)
        except FieldError as error:
            return Cell(self._empty.values, Remark(error=error))


def read_cell(field: Field, text: str, context: ReadingContext) -> Cell:
    """Read a cell that is not empty as the form does.

    Raises:
        FieldError: The field cannot take it.
    """
    if field.kind == "date":
        given = read_field("sighting", field.name, moment_in_utc(text), context)
        date = parse_edtf(str(given.values[field.name]))
        values: tuple[Any, ...] = (date.edtf, date.earliest, date.latest)
    else:
        given = read_field("sighting", field.name, text, context)
        values = tuple(given.values[column] for column in columns_of(field))
    return _cell(values, _printed_text(field, text, given.values), given.warnings)


def read_position_cells(latitude: str, longitude: str, context: ReadingContext) -> Cell:
    """Read the halves of a position from two cells, of which one at least is not empty.

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
    return _cell((values["lat"], values["lon"], values["radius_km"]), printed, ())


def moment_in_utc(text: str) -> str:
    """Return a moment in UTC that a program printed as the form takes it; any other text as it is."""
    moment = _MOMENT.match(text)
    return f"{moment['day']}T{moment['time']}Z" if moment else text


def _moment_cell(text: str) -> Cell | None:
    """Read a second in UTC; they hardly ever repeat, so they are read without the general reader."""
    moment = moment_in_utc(text)
    if not _SECOND_IN_UTC.fullmatch(moment):
        return None
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return Cell((moment, moment, moment), None if text == moment else Remark(text))


def _cell(values: tuple[Any, ...], printed: str | None, warnings: tuple[str, ...]) -> Cell:
    return Cell(values, Remark(printed, warnings) if printed is not None or warnings else None)


def _printed_text(field: Field, text: str, values: Mapping[str, Any]) -> str | None:
    return text if field.kind in _PRINTED_KINDS and text != text_of("sighting", field.name, values) else None
