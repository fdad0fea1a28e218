"""Read a column of cells at a time: what all of them share is looked at once, and odd ones by the general readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from tracker.domain.errors import FieldError
from tracker.domain.fields import Field, ReadingContext
from tracker.exchange.imports.mapped_csv.cells import Cell, CellsOfColumn, Remark, read_cell, read_position_cells

_LONGEST_PLAIN: Final = 2_000
"""The general reader is asked for longer texts."""
_END: Final = "\0"
"""Ends each of the cells that are looked at together; no line of a text file holds it."""
_NUMBERS: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]+)?\0)*+")
_DEGREES: Final = re.compile(r"(?:[+-]?[0-9]{1,3}(?:\.[0-9]+)?\0)*+")
_HIGHEST: Final = {"course_degrees": 360.0, "speed_knots": 100.0}
_HIGHEST_OF_THREE_DIGITS: Final = 1_000.0
"""Other fields for numbers go on to a million."""


class ReadColumn(NamedTuple):
    """What the cells of one column give."""

    values: tuple[Sequence[Any], ...]
    """One sequence for each column of the store that is filled, with a value for each cell."""
    remarks: Sequence[tuple[int, Remark]] = ()
    """Place of a cell to what is to be said of it."""


ColumnReader = Callable[[Sequence[str]], ReadColumn]


def column_reader(field: Field, context: ReadingContext) -> ColumnReader:
    """Return what reads cells, with no blanks around them, of a column that fills `field`."""
    if field.kind in ("text", "prose"):
        return _plain(field, context)
    if field.kind == "number":
        return _numbers(field, context)
    return _by_cell(CellsOfColumn(field, context))


def read_positions(latitudes: Sequence[str], longitudes: Sequence[str], context: ReadingContext) -> ReadColumn:
    """Read the halves of positions from two columns."""
    if _all_are(_DEGREES, latitudes) and _all_are(_DEGREES, longitudes):
        lats, lons = list(map(float, latitudes)), list(map(float, longitudes))
        if _within(lats, 90) and _within(lons, 180):
            return ReadColumn((lats, lons, [None] * len(lats)))
    return _of_cells([_position(*halves, context) for halves in zip(latitudes, longitudes, strict=True)])


def _position(latitude: str, longitude: str, context: ReadingContext) -> Cell:
    nothing = Cell((None, None, None))
    if not latitude and not longitude:
        return nothing
    try:
        return read_position_cells(latitude, longitude, context)
    except FieldError as error:
        return nothing._replace(remark=Remark(error=error))


def _plain(field: Field, context: ReadingContext) -> ColumnReader:
    def read(cells: Sequence[str]) -> ReadColumn:
        if max(map(len, cells)) < _LONGEST_PLAIN:
            return ReadColumn(([cell or None for cell in cells],))
        return _of_cells([_plain_cell(cell) for cell in cells])

    def _plain_cell(cell: str) -> Cell:
        if len(cell) < _LONGEST_PLAIN:
            return Cell((cell or None,))
        try:
            return read_cell(field, cell, context)
        except FieldError as error:
            return Cell((None,), Remark(error=error))

    return read


def _numbers(field: Field, context: ReadingContext) -> ColumnReader:
    by_cell = _by_cell(CellsOfColumn(field, context))
    highest = _HIGHEST.get(field.name, _HIGHEST_OF_THREE_DIGITS)

    def read(cells: Sequence[str]) -> ReadColumn:
        if _all_are(_NUMBERS, cells):
            numbers = list(map(float, cells))
            if max(numbers) <= highest:
                return ReadColumn((numbers,))
        return by_cell(cells)

    return read


def _all_are(form: re.Pattern[str], cells: Sequence[str]) -> bool:
    """Whether every one of some cells, each with `_END` after it, has a form."""
    text = _END.join(cells) + _END
    return form.fullmatch(text) is not None and text.count(_END) == len(cells)


def _within(degrees: Sequence[float], most: float) -> bool:
    return min(degrees) >= -most and max(degrees) <= most


def _by_cell(known: CellsOfColumn) -> ColumnReader:
    return lambda cells: _of_cells(list(map(known.__getitem__, cells)))


def _of_cells(cells: Sequence[Cell]) -> ReadColumn:
    values = tuple(zip(*[cell.values for cell in cells], strict=True))
    return ReadColumn(values, [(place, cell.remark) for place, cell in enumerate(cells) if cell.remark])
