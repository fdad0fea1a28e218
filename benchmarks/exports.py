"""Exports beside what SQLite's own tools need for the same: python benchmarks/exports.py

Each round runs every program once, in turn, as a process of its own on the same drawn store, so that a slow moment
of the machine falls on all of them. Prints medians in seconds and ratios to the yardstick.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import stores
from compiled import measure_compiled

from tracker.store.columns import COLUMNS
from tracker.store.results import Query, parse_sort

VACUUM = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', (sys.argv[2],))"
SQLITE, CSV, SAME_COLUMNS = "VACUUM INTO", "sqlite-utils rows --csv", "sqlite-utils query --csv, the same columns"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sightings", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="where drawn stores are kept")
    parser.add_argument("--only", choices=("sqlite", "csv", "others"), nargs="*", default=("sqlite", "csv", "others"))
    asked = parser.parse_args()
    measure_compiled()
    with stores.folder(asked.folder) as kept, tempfile.TemporaryDirectory(dir=asked.folder) as name:
        store, folder = stores.drawn(kept, asked.sightings), Path(name)
        utils = [sys.executable, "-m", "sqlite_utils"]
        tracker = [sys.executable, "-m", "tracker", "--store", str(store), "export"]
        runs: dict[str, tuple[str, list[str], Path]] = {
            SQLITE: (SQLITE, [sys.executable, "-c", VACUUM, str(store)], folder / "vacuum.db"),
            "tracker export, SQLite": (SQLITE, tracker, folder / "export.db"),
            CSV: (CSV, [*utils, "rows", str(store), "sighting", "--csv"], Path()),
            SAME_COLUMNS: (CSV, [*utils, "query", str(store), same_columns(), "--csv"], Path()),
            "tracker export, CSV of sightings": (CSV, [*tracker, "--of", "sightings"], folder / "export.csv"),
            "tracker export, CSV of sightings again": (SAME_COLUMNS, [*tracker, "--of", "sightings"], folder / "2.csv"),
        }
        for ending in ("records.jsonl", "geojson", "kml", "ftm.json"):
            runs[f"tracker export, .{ending}"] = (SQLITE, tracker, folder / f"export.{ending}")
        runs = {program: run for program, run in runs.items() if part_of(program) in asked.only}
        seconds: dict[str, list[float]] = {program: [] for program in runs}
        for number in range(asked.rounds + 1):
            for program, (_, command, out) in runs.items():
                taken = _seconds(command, out, folder)
                if number:  # the first round only warms the caches
                    seconds[program].append(taken)
    _report(asked.sightings, runs, seconds)


def part_of(program: str) -> str:
    """Return which part of the measurements a program belongs to."""
    if program in (SQLITE, "tracker export, SQLite"):
        return "sqlite"
    return "csv" if "csv" in program.lower() else "others"


def same_columns() -> str:
    """Return the statement for what the CSV of sightings holds: the table, and names in place of numbers."""
    query = Query("sightings", sort=parse_sort("id", "sightings"))
    columns = (f"{column.sql} AS {name}" for name, column in COLUMNS["sightings"].items())
    selection, _ = query.selection(", ".join(columns))
    return f"{selection} {query.order()}"


def _seconds(command: list[str], out: Path, folder: Path) -> float:
    with (folder / "sqlite-utils.csv").open("wb") as stdout:
        named = [] if out == Path() else [str(out)]
        if named:
            out.unlink(missing_ok=True)
        begun = time.perf_counter()
        subprocess.run([*command, *named], check=True, stdout=stdout, stderr=subprocess.DEVNULL)
        return time.perf_counter() - begun


def _report(sightings: int, runs: dict[str, tuple[str, list[str], Path]], seconds: dict[str, list[float]]) -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {sightings:,} sightings\n"
    )
    print("| what | s | yardstick | x yardstick |")
    print("|---|---|---|---|")
    for program, taken in seconds.items():
        yardstick = runs[program][0]
        if yardstick not in seconds:
            print(f"| {program} | {statistics.median(taken):.2f} | | |")
            continue
        ratio = statistics.median(mine / theirs for mine, theirs in zip(taken, seconds[yardstick], strict=True))
        print(f"| {program} | {statistics.median(taken):.2f} | {yardstick} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
