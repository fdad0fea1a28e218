"""The first cells of each column as printed and as a mapping reads them, for whoever settles the mapping."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tracker.domain.errors import FieldError
from tracker.domain.fields import FIELDS, ReadingContext, read_field, text_of
from tracker.exchange.imports.mapped_csv.cells import moment_in_utc
from tracker.exchange.imports.mapped_csv.headers import delimiter_of, headers_of
from tracker.exchange.imports.mapped_csv.mapping import LATITUDE, LONGITUDE, ColumnMapping, fillable
from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.text_lines import text_lines

_HEMISPHERES = frozenset("NSEW")
_ROWS_LOOKED_AT = 200
"""Rows among which cells that differ are sought."""


@dataclass(frozen=True, slots=True)
class CellSample:
    """One cell: what the file prints, and what it is read as or why it cannot be."""

    printed: str
    understood: str = ""
    problem: str = ""


def first_cells(path: Path, options: ImportOptions, count: int) -> dict[str, tuple[str, ...]]:
    """Return the first `count` different texts of each column that has any, by header.

    Raises:
        ImportRefused: The file cannot be read as CSV.
    """
    headers = headers_of(path)
    found: dict[str, dict[str, None]] = {header: {} for header in headers}
    reader = csv.reader(text_lines(path, options), delimiter=delimiter_of(path))
    try:
        next(reader, None)
        for row in islice(reader, _ROWS_LOOKED_AT):
            for header, cell in zip(headers, row, strict=False):
                if cell.strip() and len(found[header]) < count:
                    found[header][cell.strip()] = None
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error
    return {header: tuple(cells) for header, cells in found.items()}


def samples(
    cells: Mapping[str, tuple[str, ...]], mapping: ColumnMapping, options: ImportOptions
) -> dict[str, tuple[CellSample, ...]]:
    """Return what the mapping makes of these cells, by header."""
    context = ReadingContext(options.reference, datetime.now(UTC).date())
    return {
        header: tuple(_sample(cell, mapping.table, mapping.columns.get(header), context) for cell in texts)
        for header, texts in cells.items()
    }


def _sample(cell: str, table: str, field: str | None, context: ReadingContext) -> CellSample:
    if field in (LATITUDE, LONGITUDE):
        nought = _nought_beside(cell, "E" if field == LATITUDE else "N")
        halves = f"{cell}, {nought}" if field == LATITUDE else f"{nought}, {cell}"
        try:
            values = read_field("sighting", "position", halves, context).values
        except FieldError as error:
            return CellSample(cell, problem=error.problem)
        return CellSample(cell, f"{values['lat' if field == LATITUDE else 'lon']:g}")
    if field is None or field not in fillable(table):
        return CellSample(cell)
    kind = next(known.kind for known in FIELDS[table] if known.name == field)
    try:
        reading = read_field(table, field, moment_in_utc(cell) if kind == "date" else cell, context)
    except FieldError as error:
        return CellSample(cell, problem=error.problem)
    return CellSample(cell, text_of(table, field, reading.values) or cell)


def _nought_beside(half: str, hemisphere: str) -> str:
    """Return nought as the other half of a position, which names its hemisphere where and if `half` does."""
    if half[:1].upper() in _HEMISPHERES:
        return f"{hemisphere} 0"
    return f"0{hemisphere}" if half[-1:].upper() in _HEMISPHERES else "0"
