"""Rows of a CSV as sightings, hundreds at a time: a file of a million rows takes little longer than its writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, islice
from operator import attrgetter
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.fields import ReadingContext
from tracker.exchange.imports.json_columns import json_objects, spread
from tracker.exchange.imports.mapped_csv.cells import SIGHTING_FIELDS, columns_of
from tracker.exchange.imports.mapped_csv.columns import ColumnReader, ReadColumn, column_reader, read_positions
from tracker.exchange.imports.mapped_csv.mapping import LATITUDE, LONGITUDE, NOTHING, ColumnMapping
from tracker.exchange.imports.model import Item, LeftOut, Rejected, SightingRows
from tracker.exchange.imports.occurrences import Occurrences

_ROWS_AT_ONCE: Final = 1_000
_POSITION_COLUMNS: Final = ("lat", "lon", "radius_km")


class SightingReader:
    """Reads the rows of one file through a mapping."""

    def __init__(self, headers: Sequence[str], mapping: ColumnMapping, context: ReadingContext) -> None:
        """Read columns with these headers, in this order."""
        places = {field: headers.index(header) for header, field in mapping.columns.items() if field != NOTHING}
        self._width = len(headers)
        self._context = context
        self._latitude, self._longitude = places.pop(LATITUDE, None), places.pop(LONGITUDE, None)
        self._is_in_halves = self._latitude is not None or self._longitude is not None
        if self._is_in_halves:
            places.pop("position", None)
        self._has_locator = "locator" in places
        self._fields: list[tuple[int, str, ColumnReader]] = [
            (place, name, column_reader(SIGHTING_FIELDS[name], context)) for name, place in places.items()
        ]
        """Place in the row, field, and what reads its column."""
        self._rest = [(place, header) for place, header in enumerate(headers) if header not in mapping.columns]
        self.columns = (
            *(column for name in places for column in columns_of(SIGHTING_FIELDS[name])),
            *(_POSITION_COLUMNS if self._is_in_halves else ()),
            *(() if self._has_locator else ("locator",)),
            *(("details",) if self._rest else ()),
            "as_printed",
        )

    def items(self, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Item]:
        """Yield what the rows give, each with its line number."""
        with Occurrences() as occurrences:
            while chunk := list(islice(rows, _ROWS_AT_ONCE)):
                yield from self._chunk(chunk, occurrences)

    def _chunk(self, chunk: list[tuple[int, list[str]]], occurrences: Occurrences) -> Iterator[Item]:
        refused: list[Rejected | LeftOut] = []
        lines: list[int] = []
        rows: list[list[str]] = []
        texts: list[str] = []
        for line, row in chunk:
            text = "\0".join(row)
            if len(row) > self._width:
                reason = f"has {len(row)} cells; the first line has {self._width}."
                refused.append(Rejected(line, "row", ",".join(row)[:200], reason))
            elif not text.strip("\0 \t"):
                refused.append(LeftOut(line, "empty row"))
            else:
                if len(row) < self._width:
                    row += [""] * (self._width - len(row))
                lines.append(line)
                rows.append(row)
                texts.append(text)
        read = self._read(rows) if rows else []
        errors = _first_errors(read)
        refused += [Rejected(lines[at], error.field, error.value, error.problem) for at, error in errors.items()]
        yield from sorted(refused, key=attrgetter("line"))
        kept = [place not in errors for place in range(len(rows))]
        if any(kept):
            given = list(compress(self._given(lines, rows, read), kept))
            texts = list(compress(texts, kept))
            keys = [f"{text}\0{number}" for text, number in zip(texts, occurrences.numbered(texts), strict=True)]
            yield SightingRows(self.columns, given, keys, _marks(lines, read, kept))

    def _read(self, rows: list[list[str]]) -> list[tuple[str, ReadColumn]]:
        cells = list(zip(*rows, strict=True))
        read = [(name, reader(_stripped(cells[place]))) for place, name, reader in self._fields]
        if self._is_in_halves:
            nothing = [""] * len(rows)
            halves = [
                nothing if place is None else _stripped(cells[place]) for place in (self._latitude, self._longitude)
            ]
            read.append(("position", read_positions(halves[0], halves[1], self._context)))
        return read

    def _given(
        self, lines: list[int], rows: list[list[str]], read: list[tuple[str, ReadColumn]]
    ) -> Iterator[tuple[Any, ...]]:
        count = len(rows)
        columns: list[Sequence[Any]] = [values for _, column in read for values in column.values]
        if not self._has_locator:
            columns.append([f"line {line}" for line in lines])
        if self._rest:
            rest = [(header, _blank([row[place] for row in rows])) for place, header in self._rest]
            columns.append(json_objects(rest, count))
        columns.append(json_objects(_printed(read, count), count))
        return zip(*columns, strict=True)


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _blank(cells: Sequence[str]) -> list[str]:
    """Return cells as they are; those of blanks alone as empty."""
    return [cell if cell.strip() else "" for cell in cells]


def _printed(read: list[tuple[str, ReadColumn]], count: int) -> Iterator[tuple[str, list[str]]]:
    for name, column in read:
        texts = {place: remark.printed for place, remark in column.remarks if remark.printed is not None}
        if texts:
            yield name, spread(texts, count)


def _first_errors(read: list[tuple[str, ReadColumn]]) -> dict[int, FieldError]:
    """Return by place in the chunk why a row cannot be taken: the first reason of each."""
    errors: dict[int, FieldError] = {}
    for _, column in read:
        for place, remark in column.remarks:
            if remark.error is not None:
                errors.setdefault(place, remark.error)
    return errors


def _marks(lines: list[int], read: list[tuple[str, ReadColumn]], kept: list[bool]) -> list[tuple[int, str]]:
    found = [
        (lines[place], f"{SIGHTING_FIELDS[name].label}: {warning}")
        for name, column in read
        for place, remark in column.remarks
        if kept[place]
        for warning in remark.warnings
    ]
    return sorted(found, key=lambda mark: mark[0])
