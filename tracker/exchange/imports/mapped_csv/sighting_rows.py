"""Rows of a CSV as sightings, hundreds at a time: a file of a million rows takes little longer than its writing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.fields import ReadingContext
from tracker.exchange.imports.mapped_csv.cells import (
    SIGHTING_FIELDS,
    Cell,
    CellReader,
    cell_reader,
    columns_of,
    read_position_cells,
)
from tracker.exchange.imports.mapped_csv.mapping import LATITUDE, LONGITUDE, NOTHING, ColumnMapping
from tracker.exchange.imports.model import Item, LeftOut, Rejected, SightingRows
from tracker.exchange.imports.occurrences import Occurrences

ROWS_AT_ONCE: Final = 125
"""Rows that are written in one transaction: about 20 ms, in which nobody else can save."""

_POSITION_COLUMNS: Final = ("lat", "lon", "radius_km")
_NO_POSITION: Final = Cell((None, None, None))
_DEFAULTS: Final = {"stance": "asserts", "credibility": 6}
_to_json: Final = json.JSONEncoder(ensure_ascii=False).encode


class SightingReader:
    """Reads the rows of one file through a mapping."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, context: ReadingContext) -> None:
        """Read columns with these headers, in this order."""
        places = {field: headers.index(header) for header, field in mapping.columns.items() if field != NOTHING}
        self._width = len(headers)
        self._context = context
        self._latitude, self._longitude = places.pop(LATITUDE, None), places.pop(LONGITUDE, None)
        self._has_locator = "locator" in places
        self._cells: list[tuple[int, str, str, CellReader, tuple[Any, ...]]] = [
            (
                place,
                name,
                SIGHTING_FIELDS[name].label,
                cell_reader(SIGHTING_FIELDS[name], context),
                tuple(_DEFAULTS.get(column) for column in columns_of(SIGHTING_FIELDS[name])),
            )
            for name, place in places.items()
        ]
        """Place in the row, field, its label, what reads it, and what an empty cell gives."""
        self._rest = [(place, header) for place, header in enumerate(headers) if header not in mapping.columns]
        columns = [column for name in places for column in columns_of(SIGHTING_FIELDS[name])]
        if self._is_in_halves:
            columns = [column for column in columns if column not in _POSITION_COLUMNS] + [*_POSITION_COLUMNS]
        self.columns = (*columns, *self._added_columns())

    def items(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Item]:
        """Yield what the rows give, each with its line number."""
        with Occurrences() as occurrences:
            while chunk := list(islice(rows, ROWS_AT_ONCE)):
                yield from self._chunk(chunk, occurrences)

    @property
    def _is_in_halves(self) -> bool:
        return self._latitude is not None or self._longitude is not None

    def _added_columns(self) -> Iterator[str]:
        if not self._has_locator:
            yield "locator"
        if self._rest:
            yield "details"
        yield "as_printed"

    def _chunk(self, chunk: list[tuple[int, list[str]]], occurrences: Occurrences) -> Iterator[Item]:
        given: list[tuple[Any, ...]] = []
        texts: list[str] = []
        marks: list[tuple[int, str]] = []
        for line, row in chunk:
            if len(row) > self._width:
                reason = f"has {len(row)} cells; the first line has {self._width}."
                yield Rejected(line, "row", ",".join(row)[:200], reason)
                continue
            text = "\0".join(row)
            if not text.strip("\0 \t"):
                yield LeftOut(line, "empty row")
                continue
            row += [""] * (self._width - len(row))
            try:
                given.append(self._values(line, row, marks))
            except FieldError as error:
                yield Rejected(line, error.field, error.value, error.problem)
                continue
            texts.append(text)
        if given:
            numbers = occurrences.numbered(texts)
            keys = [f"{text}\0{number}" for text, number in zip(texts, numbers, strict=True)]
            yield SightingRows(self.columns, given, keys, marks)

    def _values(self, line: int, row: list[str], marks: list[tuple[int, str]]) -> tuple[Any, ...]:
        values: list[Any] = []
        printed: dict[str, str] = {}
        for place, name, label, read, empty in self._cells:
            text = row[place].strip()
            if not text:
                values += empty
                continue
            cell = read(text)
            values += cell.values
            if cell.printed is not None:
                printed[name] = cell.printed
            if cell.warnings:
                marks.extend((line, f"{label}: {warning}") for warning in cell.warnings)
        if self._is_in_halves:
            cell = self._position(row)
            values += cell.values
            if cell.printed is not None:
                printed["position"] = cell.printed
        if not self._has_locator:
            values.append(f"line {line}")
        if self._rest:
            rest = {header: row[place] for place, header in self._rest if row[place].strip()}
            values.append(_to_json(rest) if rest else None)
        values.append(_to_json(printed) if printed else None)
        return tuple(values)

    def _position(self, row: list[str]) -> Cell:
        latitude = "" if self._latitude is None else row[self._latitude].strip()
        longitude = "" if self._longitude is None else row[self._longitude].strip()
        if not latitude and not longitude:
            return _NO_POSITION
        return read_position_cells(latitude, longitude, self._context)
