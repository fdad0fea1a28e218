"""Rows of a CSV as vessels, incidents or sources, each cell read as the form reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tracker.domain.fields import FIELDS, ReadingContext, read_fields
from tracker.exchange.imports.mapped_csv.cells import moment_in_utc
from tracker.exchange.imports.mapped_csv.mapping import NOTHING, ColumnMapping
from tracker.exchange.imports.model import Entry, FoundRecord, Item, LeftOut, Rejected
from tracker.exchange.imports.occurrences import Occurrences


def record_items(
    rows: Iterator[tuple[int, list[str]]], headers: Sequence[str], mapping: ColumnMapping, context: ReadingContext
) -> Iterator[Item]:
    """Yield what the rows give, each with its line number."""
    with Occurrences() as occurrences:
        for line, row in rows:
            text = "\0".join(row)
            if not text.strip("\0 \t"):
                yield LeftOut(line, "empty row")
            elif len(row) > len(headers):
                reason = f"has {len(row)} cells; the first line has {len(headers)}."
                yield Rejected(line, "row", ",".join(row)[:200], reason)
            else:
                (number,) = occurrences.numbered([text])
                yield _item(line, dict(zip(headers, row, strict=False)), mapping, context, f"{text}\0{number}")


def _item(line: int, cells: dict[str, str], mapping: ColumnMapping, context: ReadingContext, key: str) -> Item:
    fields = {field.name: field for field in FIELDS[mapping.table]}
    typed = {
        name: moment_in_utc(cells[header].strip()) if fields[name].kind == "date" else cells[header].strip()
        for header, name in mapping.columns.items()
        if name != NOTHING and name in fields and cells.get(header, "").strip()
    }
    readings = read_fields(mapping.table, typed, context, complete=False)
    if readings.errors:
        name, error = next(iter(readings.errors.items()))
        return Rejected(line, fields[name].label, error.value, error.problem)
    needed = [field.label for field in fields.values() if field.required and not typed.get(field.name)]
    if needed:
        return Rejected(line, needed[0], "", "is needed.")
    values: dict[str, Any] = dict(readings.values)
    rest = [
        f"{header}: {cell.strip()}" for header, cell in cells.items() if header not in mapping.columns and cell.strip()
    ]
    if rest:
        # What the table has no column for is kept all the same.
        values["note"] = "\n".join([*filter(None, [values.get("note")]), *rest])
    marks = tuple(f"{fields[name].label}: {text}" for name, texts in readings.warnings.items() for text in texts)
    return Entry(line, (FoundRecord(mapping.table, key, values),), marks)
