"""The yardsticks of imports: `csv.reader` and `executemany` in one transaction into the tables of a real store.

python benchmarks/bare_csv.py log|ais triggers|after STORE FILE

It writes the rows that the import writes, with the same text in the same columns, so that indexes and the full-text
index have the same to do; but it reads and checks no cell, knows no row again and keeps no history. With `triggers`,
those of the store fill the full-text index row by row, which SQLite then writes out row by row; with `after`, they
are dropped, and one statement fills it at the end.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_MOMENT: Final = "2026-01-01T00:00:00Z"
_COLUMNS: Final = {
    "log": ("name_shown", "date", "date_earliest", "date_latest", "lat", "lon", "mmsi_shown", "flag_flown", "note"),
    "ais": (
        "vessel_id", "mmsi_shown", "date", "date_earliest", "date_latest", "lat", "lon", "speed_knots",
        "course_degrees", "name_shown", "imo_shown", "call_sign_shown", "vessel_type", "activity", "length_m",
        "details", "as_printed",
    ),
}  # fmt: skip


def _log(rows: Iterator[list[str]]) -> Iterator[tuple[Any, ...]]:
    for name, date, lat, lon, mmsi, flag, note in rows:
        yield name, date, date, date, lat, lon, mmsi, flag or None, note


def _ais(rows: Iterator[list[str]]) -> Iterator[tuple[Any, ...]]:
    ships: dict[str, int] = {}
    for (
        mmsi,
        time,
        lat,
        lon,
        sog,
        cog,
        heading,
        name,
        imo,
        sign,
        kind,
        status,
        length,
        width,
        draft,
        cargo,
        cls,
    ) in rows:
        details = f'{{"Width": "{width}", "Draft": "{draft}", "Cargo": "{cargo}", "TransceiverClass": "{cls}"'
        details += "}" if heading == "511.0" else f', "heading": "{heading}"}}'
        printed = f'{{"date": "{time}", "vessel_type": "{kind}", "activity": "{status}"}}'
        yield (
            ships.setdefault(mmsi, len(ships) + 2), mmsi, time, time, time, lat, lon, sog, cog, name, imo[3:] or None,
            sign, kind or None, status or None, length, details, printed,
        )  # fmt: skip


_ROWS: Final = {"log": _log, "ais": _ais}


def main() -> None:
    """Read the file of the command line into its store."""
    kind, search, store, file = sys.argv[1:]
    connection = sqlite3.connect(store, isolation_level=None)
    names = ("uid", "source_id", "created_at", "locator", *_COLUMNS[kind])
    statement = f"INSERT INTO sighting ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    with Path(file).open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        next(reader)
        connection.execute("BEGIN")
        connection.execute("INSERT INTO source (id, uid, title, created_at) VALUES (1, 'bare', 'bare', ?)", (_MOMENT,))
        if search == "after":
            connection.execute("DROP TRIGGER sighting_search_insert")
        connection.executemany(
            statement,
            (
                (os.urandom(16).hex(), 1, _MOMENT, f"line {line}", *row)
                for line, row in enumerate(_ROWS[kind](reader), 2)
            ),
        )
        if search == "after":
            words = [row[1] for row in connection.execute("PRAGMA table_info(sighting_search)")]
            columns = ", ".join(words)
            connection.execute(f"INSERT INTO sighting_search (rowid, {columns}) SELECT id, {columns} FROM sighting")
        connection.execute("UPDATE record_number SET last = (SELECT max(id) FROM sighting)")
        connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    main()
