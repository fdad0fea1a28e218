"""Read AIS reports from CSV by header name, whatever the order of the columns."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from tracker.exchange.imports.ais.codes import ship_type_words, status_words
from tracker.exchange.imports.ais.report import Read, Report, StaticData, not_a_ship
from tracker.exchange.imports.model import ImportOptions, ImportRefused, LeftOut, Rejected
from tracker.exchange.imports.text_lines import text_lines

_NOT_AVAILABLE: Final = {"speed": 102.3, "course": 360.0, "heading": 511.0}
"""What the system sends where it knows no speed (knots), course or heading (degrees) (ITU-R M.1371-5)."""
_NO_LATITUDE, _NO_LONGITUDE = 91.0, 181.0
_NO_IMO: Final = frozenset({"", "0", "0000000"})
_MARKED_KINDS: Final = {"base station": "base station", "aton": "aid to navigation"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one publisher prints AIS reports."""

    columns: Mapping[str, tuple[str, ...]]
    """What a column means (mmsi, time, latitude, ...) to the headers it may have, in lower case."""
    read_time: Callable[[str], str]
    """Printed time to EDTF in UTC; raises ValueError."""
    empty: frozenset[str] = frozenset({""})
    """Cells, in lower case, that say nothing."""
    unread: frozenset[str] = field(default_factory=frozenset)
    """Headers of columns that only repeat others."""


class _BadCell(Exception):
    """A cell that makes its row unusable: field, value, reason."""


def reports(path: Path, options: ImportOptions, dialect: Dialect) -> Iterator[Read]:
    """Yield what each row of the file is.

    Raises:
        ImportRefused: The file cannot be read, or lacks the columns for ship and time.
    """
    reader = csv.reader(text_lines(path, options))
    try:
        headers = [header.strip() for header in next(reader, [])]
        row_reader = _RowReader(path, headers, dialect)
        for row in reader:
            yield row_reader.read(reader.line_num, row)
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error


def has_columns(head: bytes, dialect: Dialect, needed: Sequence[str]) -> bool:
    """Whether the first line of a file has headers for all of `needed`."""
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip().lstrip("\ufeff")
    headers = {header.strip().casefold() for header in first.split(",")}
    return all(not headers.isdisjoint(dialect.columns[name]) for name in needed)


class _RowReader:
    """Reads the rows of one file."""

    def __init__(self, path: Path, headers: Sequence[str], dialect: Dialect) -> None:
        folded = [header.casefold() for header in headers]
        self._places = {
            name: next((folded.index(known) for known in wanted if known in folded), None)
            for name, wanted in dialect.columns.items()
        }
        missing = [name for name in ("mmsi", "time") if self._places[name] is None]
        if missing:
            raise ImportRefused(f"{path}: has no column for {' or '.join(missing)}, so it holds no AIS reports.")
        self._dialect = dialect
        self._headers = headers
        read = {place for place in self._places.values() if place is not None}
        self._rest = [
            (place, header)
            for place, header in enumerate(headers)
            if place not in read and header.casefold() not in dialect.unread
        ]
        self._static = lru_cache(50_000)(_static_data)
        self._kind = lru_cache(50_000)(not_a_ship)

    def read(self, line: int, row: list[str]) -> Read:
        """Return what one row is."""
        if not any(row):
            return LeftOut(line, "empty row")
        if len(row) > len(self._headers):
            reason = f"has {len(row)} cells; the first line has {len(self._headers)}."
            return Rejected(line, "row", ",".join(row)[:200], reason)
        row += [""] * (len(self._headers) - len(row))
        try:
            return self._report(line, row)
        except _BadCell as bad:
            return Rejected(line, *bad.args)

    def _report(self, line: int, row: list[str]) -> Read:
        mmsi = self._cell(row, "mmsi")
        if not (mmsi.isascii() and mmsi.isdigit()):
            raise _BadCell("MMSI", mmsi, "is no number; a ship's MMSI has nine digits.")
        no_ship = _MARKED_KINDS.get(self._cell(row, "kind").casefold()) or self._kind(mmsi)
        if no_ship:
            return LeftOut(line, no_ship)
        printed_time = self._cell(row, "time")
        try:
            moment = self._dialect.read_time(printed_time)
        except ValueError:
            raise _BadCell("time", printed_time, "is no time in the form of this publisher.") from None
        lat, lon = self._position(row)
        static = self._static(
            self._cell(row, "name"),
            self._cell(row, "imo"),
            self._cell(row, "call_sign"),
            self._cell(row, "type"),
            self._cell(row, "length"),
        )
        if lat is None and not static.names_a_ship:
            return LeftOut(line, "neither a position nor a name")
        status = self._cell(row, "status")
        printed = {"date": printed_time} if printed_time != moment else {}
        kind = self._cell(row, "type")
        if kind and kind != static.type:
            printed["vessel_type"] = kind
        place = f"{lat}/{lon}" if lat is not None else f"{static.name}/{static.imo}/{static.call_sign}"
        return Report(
            line,
            mmsi,
            moment,
            lat,
            lon,
            self._measure(row, "speed"),
            self._measure(row, "course"),
            static,
            (status_words(status) if status.isdecimal() else status) or None,
            self._cell(row, "destination") or None,
            self._details(row),
            printed,
            f"{mmsi}/{moment}/{place}",
        )

    def _cell(self, row: list[str], name: str) -> str:
        place = self._places[name]
        if place is None:
            return ""
        text = row[place].strip()
        return "" if text.casefold() in self._dialect.empty else text

    def _position(self, row: list[str]) -> tuple[float | None, float | None]:
        latitude, longitude = self._cell(row, "latitude"), self._cell(row, "longitude")
        if not latitude and not longitude:
            return None, None
        try:
            lat, lon = float(latitude), float(longitude)
        except ValueError:
            raise _BadCell("position", f"{latitude}, {longitude}", "is no position in decimal degrees.") from None
        if lat == _NO_LATITUDE or lon == _NO_LONGITUDE:
            return None, None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            reason = "lies outside 90 degrees of latitude or 180 of longitude."
            raise _BadCell("position", f"{latitude}, {longitude}", reason)
        return lat, lon

    def _measure(self, row: list[str], name: str) -> float | None:
        text = self._cell(row, name)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            raise _BadCell(name, text, "is no number.") from None
        # Beyond what can be sent stands "not available", in whatever unit a publisher left it.
        return number if 0 <= number < _NOT_AVAILABLE[name] else None

    def _details(self, row: list[str]) -> dict[str, str]:
        empty = self._dialect.empty
        details = {
            header: text
            for place, header in self._rest
            if (text := row[place].strip()) and text.casefold() not in empty
        }
        heading = self._measure(row, "heading")
        if heading is not None:
            details["heading"] = f"{heading:g}"
        return details


def _static_data(name: str, imo: str, call_sign: str, kind: str, length: str) -> StaticData:
    digits = imo.upper().removeprefix("IMO").strip()
    try:
        length_m = float(length) or None if length else None
    except ValueError:
        length_m = None
    return StaticData(
        name.strip("@ ") or None,
        None if digits in _NO_IMO else digits,
        call_sign.strip("@ ") or None,
        ship_type_words(kind) or (None if kind == "0" else kind) or None,
        length_m if length_m is not None and 0 < length_m < 1_000 else None,
    )
