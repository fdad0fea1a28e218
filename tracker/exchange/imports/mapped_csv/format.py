"""Read a CSV or TSV through a mapping: each row one record, each cell as the form would read it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from tracker.domain.fields import FIELDS, ReadingContext, read_fields, text_of
from tracker.exchange.imports.mapped_csv.mapping import (
    LATITUDE,
    LONGITUDE,
    MAPPED_TABLES,
    ColumnMapping,
    guess_mapping,
    read_mapping,
    remembered_path,
)
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    FoundRecord,
    ImportOptions,
    ImportRefused,
    Item,
    LeftOut,
    Rejected,
    Sample,
)
from tracker.exchange.imports.text_lines import encoding_of, text_lines

_DELIMITERS: Final = ",;\t|"
_MOMENT: Final = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(?:UTC|Z|\+00:?00)$"
)
"""A moment in UTC as programs print it; fractions of a second are dropped."""
_DECIMAL: Final = re.compile(r"[+-]?\d{1,3}(\.\d+)?")
_DATES: Final = {table: tuple(field.name for field in FIELDS[table] if field.kind == "date") for table in MAPPED_TABLES}
_PRINTED_KINDS: Final = frozenset({"date", "position", "flag", "imo"})


class _MappedCsv:
    name = "csv"
    title = "CSV or TSV, through a mapping"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line looks like headers of which one at least is understood as a ship, day or place."""
        if b"\0" in sample.head:
            return False
        headers = _split(sample.head.decode("utf-8", "replace").splitlines()[:1])
        return len(headers) > 1 and len(guess_mapping(headers).columns) > 1

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file under its own name."""
        del options
        return FileSource({"title": path.name, "kind": "other"})

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read row after row through the mapping given, the one used last for such a file, or a guess."""
        mapping = mapping_of(path, options)
        headers = headers_of(path)
        missing = [header for header in mapping.columns if header not in headers]
        if missing:
            raise ImportRefused(f"{path}: has no column {', '.join(map(repr, missing))}, which the mapping names.")
        context = ReadingContext(options.reference, datetime.now(UTC).date())
        reader = csv.reader(text_lines(path, options), delimiter=_delimiter(path))
        met: Counter[str] = Counter()
        try:
            next(reader, None)
            for row in reader:
                if not any(cell.strip() for cell in row):
                    yield LeftOut(reader.line_num, "empty row")
                elif len(row) > len(headers):
                    reason = f"has {len(row)} cells; the first line has {len(headers)}."
                    yield Rejected(reader.line_num, "row", ",".join(row)[:200], reason)
                else:
                    digest = hashlib.sha256("\0".join(row).encode("utf-8", "surrogatepass")).hexdigest()[:32]
                    met[digest] += 1
                    cells = dict(zip(headers, row, strict=False))
                    yield _item(reader.line_num, cells, mapping, context, f"{digest}/{met[digest]}")
        except csv.Error as error:
            raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error


def mapping_of(path: Path, options: ImportOptions) -> ColumnMapping:
    """Return the mapping to read a file by: the one named, else the one used last for its headers, else a guess.

    Raises:
        ImportRefused: The mapping named is wrong, or no column of the file is understood.
    """
    if options.mapping is not None:
        return read_mapping(options.mapping)
    headers = headers_of(path)
    remembered = remembered_path(headers)
    if remembered.exists():
        return read_mapping(remembered)
    guessed = guess_mapping(headers)
    if not guessed.columns:
        raise ImportRefused(f"{path}: no column is understood. Say with --map FILE what each fills.")
    return guessed


def headers_of(path: Path) -> list[str]:
    """Return the headers of a file.

    Raises:
        ImportRefused: It cannot be read, has none, or has one twice.
    """
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as handle:
        headers = _split([handle.readline(1 << 16)])
    repeated = [header for header, count in Counter(headers).items() if count > 1]
    if not headers or repeated:
        problem = f"has the column {repeated[0]!r} twice" if repeated else "has no headers"
        raise ImportRefused(f"{path}: {problem}; give each column a name of its own in the first line.")
    return headers


def _delimiter(path: Path) -> str:
    with path.open(encoding=encoding_of(path), errors="replace", newline="") as handle:
        return _most_frequent_delimiter(handle.readline(1 << 16))


def _most_frequent_delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _split(lines: Sequence[str]) -> list[str]:
    if not lines or not lines[0].strip():
        return []
    try:
        row = next(csv.reader(lines[:1], delimiter=_most_frequent_delimiter(lines[0])), [])
    except csv.Error:
        return []
    return [header.strip().removeprefix("\ufeff") for header in row]


def _item(line: int, cells: dict[str, str], mapping: ColumnMapping, context: ReadingContext, key: str) -> Item:
    typed = {field: cells[header].strip() for header, field in mapping.columns.items() if cells.get(header, "").strip()}
    for field in _DATES[mapping.table]:
        if field in typed and (moment := _MOMENT.match(typed[field])):
            typed[field] = f"{moment['day']}T{moment['time']}Z"
    lat, lon = typed.pop(LATITUDE, ""), typed.pop(LONGITUDE, "")
    if lat or lon:
        typed["position"] = f"{lat}, {lon}"
    typed.pop("", None)
    rest = {header: cell for header, cell in cells.items() if header not in mapping.columns and cell.strip()}
    has_details = any(field.name == "details" for field in FIELDS[mapping.table])
    readings = read_fields(mapping.table, typed, context, complete=False)
    if readings.errors:
        name, error = next(iter(readings.errors.items()))
        return Rejected(line, name, error.value, error.problem)
    needed = [f.label for f in FIELDS[mapping.table] if f.required and not typed.get(f.name) and f.name != "source_id"]
    if needed:
        return Rejected(line, needed[0], "", "is needed.")
    values: dict[str, Any] = dict(readings.values)
    if rest and has_details:
        values["details"] = json.dumps(rest, ensure_ascii=False)
    if mapping.table == "sighting":
        printed = _printed(mapping.table, typed, values)
        if _are_decimals(lat, lon):
            printed.pop("position", None)
        values["as_printed"] = json.dumps(printed, ensure_ascii=False) if printed else None
        values["locator"] = values.get("locator") or f"line {line}"
    marks = tuple(f"{name}: {text}" for name, texts in readings.warnings.items() for text in texts)
    return Entry(line, (FoundRecord(mapping.table, key, values),), marks)


def _printed(table: str, typed: dict[str, str], values: dict[str, Any]) -> dict[str, str]:
    kinds = {field.name: field.kind for field in FIELDS[table]}
    return {
        name: text
        for name, text in typed.items()
        if kinds[name] in _PRINTED_KINDS and text != text_of(table, name, values)
    }


def _are_decimals(lat: str, lon: str) -> bool:
    """Whether the halves of a position were printed as the numbers that are stored."""
    return bool(_DECIMAL.fullmatch(lat) and _DECIMAL.fullmatch(lon))


FORMAT = _MappedCsv()
