"""Rows of AIS reports in CSV, many at a time: each is a report, left out or rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Final

from tracker.exchange.imports.ais.csv_columns import (
    NoShip,
    Refusals,
    Unusable,
    activity,
    read_measures,
    read_positions,
    static_data,
    station,
)
from tracker.exchange.imports.ais.dialect import Dialect
from tracker.exchange.imports.ais.report import Read, Report, StaticData
from tracker.exchange.imports.json_columns import json_objects
from tracker.exchange.imports.model import ImportRefused, LeftOut, Rejected

_REMEMBERED: Final = 50_000


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, path: Path, headers: Sequence[str], dialect: Dialect, *, whole: bool) -> None:
        """Find the columns by their headers.

        Args:
            path: The file, for refusals.
            headers: Those of the file.
            dialect: Its publisher's.
            whole: False for reports without key, details and printed text, for who wants to know the ships alone.

        Raises:
            ImportRefused: There is none for ship or time.
        """
        folded = [header.casefold() for header in headers]
        self._places = {
            name: next((folded.index(known) for known in wanted if known in folded), None)
            for name, wanted in dialect.columns.items()
        }
        missing = [name for name in ("mmsi", "time") if self._places[name] is None]
        if missing:
            raise ImportRefused(f"{path}: has no column for {' or '.join(missing)}, so it holds no AIS reports.")
        self._dialect = dialect
        self._whole = whole
        self._empty = dialect.empty - {""}
        self._width = len(headers)
        read = {place for place in self._places.values() if place is not None}
        self._rest = [
            (place, header)
            for place, header in enumerate(headers)
            if place not in read and header.casefold() not in dialect.unread
        ]
        self._static = lru_cache(_REMEMBERED)(static_data)
        self._station = lru_cache(_REMEMBERED)(station)
        self._activity = lru_cache(_REMEMBERED)(activity)
        self._moment = lru_cache(_REMEMBERED)(self._read_time)

    def read(self, chunk: Sequence[tuple[int, list[str]]]) -> list[Read]:
        """Return what each of some rows, given with their lines, is."""
        found: dict[int, Read] = {}
        rows: list[list[str]] = []
        lines: list[int] = []
        for line, row in chunk:
            if not any(row):
                found[line] = LeftOut(line, "empty row")
            elif len(row) > self._width:
                reason = f"has {len(row)} cells; the first line has {self._width}."
                found[line] = Rejected(line, "row", ",".join(row)[:200], reason)
            else:
                rows.append(row if len(row) == self._width else row + [""] * (self._width - len(row)))
                lines.append(line)
        read = self._reports(lines, rows) if rows else []
        if not found:
            return read
        found.update((one.line, one) for one in read)
        return [found[line] for line, _ in chunk]

    def _reports(self, lines: list[int], rows: list[list[str]]) -> list[Read]:
        cells = list(zip(*rows, strict=True))
        column = {
            name: [""] * len(rows) if place is None else self._cleaned(cells[place])
            for name, place in self._places.items()
        }
        mmsis, times, kinds = column["mmsi"], column["time"], column["type"]
        refusals = _refused(map(self._station, mmsis, column["kind"]))
        moments = list(map(self._moment, times))
        for place, moment in enumerate(moments):
            if moment is None:
                reason = "is no time in the form of this publisher."
                refusals.setdefault(place, Unusable("time", times[place], reason))
        lats, lons = read_positions(column["latitude"], column["longitude"], refusals)
        statics = list(map(self._static, column["name"], column["imo"], column["call_sign"], kinds, column["length"]))
        if None in lats:
            for place, (lat, static) in enumerate(zip(lats, statics, strict=True)):
                if lat is None and not static.names_a_ship:
                    refusals.setdefault(place, NoShip("neither a position nor a name"))
        speeds = read_measures("speed", column["speed"], refusals)
        courses = read_measures("course", column["course"], refusals)
        headings = read_measures("heading", column["heading"], refusals)
        activities = list(map(self._activity, column["status"]))
        read: list[Read] = list(
            map(
                Report,
                lines,
                mmsis,
                moments,
                lats,
                lons,
                speeds,
                courses,
                statics,
                activities,
                [destination or None for destination in column["destination"]],
                self._details(cells, headings) if self._whole else repeat(None),
                _printed(column, moments, statics, activities) if self._whole else repeat(None),
                map(_key, mmsis, moments, lats, lons, statics) if self._whole else repeat(""),
            )
        )
        for place, refusal in refusals.items():
            read[place] = refusal.at(lines[place])
        return read

    def _details(self, cells: Sequence[Sequence[str]], headings: Sequence[float | None]) -> Sequence[str | None]:
        texts = [(header, self._cleaned(cells[place])) for place, header in self._rest]
        texts.append(("heading", ["" if heading is None else f"{heading:g}" for heading in headings]))
        return json_objects(texts, len(headings))

    def _cleaned(self, cells: Sequence[str]) -> list[str]:
        """Return cells without blanks around them; empty where they say nothing."""
        stripped = [cell.strip() for cell in cells]
        empty = self._empty
        return ["" if cell.casefold() in empty else cell for cell in stripped] if empty else stripped

    def _read_time(self, printed: str) -> str | None:
        try:
            return self._dialect.read_time(printed)
        except ValueError:
            return None


def _refused(reasons: map[Unusable | NoShip | None]) -> Refusals:
    return {place: reason for place, reason in enumerate(reasons) if reason is not None}


def _printed(
    column: Mapping[str, Sequence[str]],
    moments: Sequence[str | None],
    statics: Sequence[StaticData],
    activities: Sequence[str | None],
) -> Sequence[str | None]:
    """Return the JSON objects of what was printed where something else is stored."""
    types = [static.type for static in statics]
    pairs = (("date", "time", moments), ("vessel_type", "type", types), ("activity", "status", activities))
    texts = [
        (name, [cell if cell != stored else "" for cell, stored in zip(column[header], values, strict=True)])
        for name, header, values in pairs
    ]
    return json_objects(texts, len(moments))


def _key(mmsi: str, moment: str | None, lat: float | None, lon: float | None, static: StaticData) -> str:
    place = f"{lat}/{lon}" if lat is not None else f"{static.name}/{static.imo}/{static.call_sign}"
    return f"{mmsi}/{moment}/{place}"
