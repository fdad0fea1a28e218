"""How soon the program shows what another process wrote: python benchmarks/seen_elsewhere.py

The program runs in a pseudo-terminal of 120 by 40 on a copy of the store, with the cursor on the third row of a result.
This process edits that record, or retracts one that the facets count, and waits until it is on the screen: in the row,
in the detail pane, in the facets; then the same while a third process imports, which writes all the time.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import sys
import time
from pathlib import Path

from bulk_files import draw_ais
from compiled import measure_compiled
from echo import beside
from million import QUIET_SECONDS, opened
from stores import copied
from terminal import Terminal

from tracker.store.connection import open_store
from tracker.store.facets import facets_of
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query, SortKey, count, first_rows_or_all
from tracker.store.write import recorded

RESULTS = {
    "no filter": ("", ""),
    "`flag.flown:BZ`": ("flag.flown:BZ", ""),
    "`note:boarded`, for which every row is looked into": ("note:boarded", ""),
    "sorted by place, no index": ("", "place"),
}
_FROM_DATE_TO_PLACE = 6
"""Columns between those two in the table."""
WHERE = {"its row": (b"D", b"F"), "the detail pane": ()}
"""The keys that leave what is written in one place of the screen only: it is in the last column of the table."""
_LINE = 2
"""Of the row whose record is edited."""


def shown_by(terminal: Terminal, text: str, order: str) -> None:
    """Filter and sort as a person does, and go to the third row."""
    if text:
        terminal.press(b"/", b"")
        terminal.settle(QUIET_SECONDS)
        terminal.press(f"{text}\r".encode(), b"")
        terminal.settle(1.0)
    if order:
        terminal.press(b"\x1b[C" * _FROM_DATE_TO_PLACE, b"")
        terminal.settle(QUIET_SECONDS)
        terminal.press(b"s", b"")
        terminal.settle(2.0)
    for _ in range(_LINE):
        terminal.press(b"j", b"")
        terminal.settle(QUIET_SECONDS)


def edits(terminal: Terminal, store: sqlite3.Connection, sighting: int, times: int) -> list[float]:
    """Edit one record again and again; return the milliseconds until what was written is on the screen."""
    taken = []
    for turn in range(times):
        # At another moment between two looks each time.
        time.sleep(0.1 * (turn % 5))
        word = f"E{time.monotonic_ns() % 100_000:05}"
        with recorded(store, by="bench", action="edit", summary="Edit") as change:
            change.update("sighting", sighting, {"activity": word})
        written = time.perf_counter()
        terminal.seen = b""
        taken.append(terminal.wait_for(word.encode(), written) * 1000)
        terminal.settle(0.05)
    return taken


def recounts(terminal: Terminal, store: sqlite3.Connection, times: int) -> list[float]:
    """Retract sightings under the most frequent flag; return the milliseconds until the facets say one less."""
    _, counts = next(iter(facets_of(store, Query("sightings"), 1)))
    query = Query("sightings", parse_filter(counts[0].term, "sightings"))
    rows, _ = first_rows_or_all(store, query, ("date",), 40 + times)
    left, taken = count(store, query), []
    for row in rows[40:]:
        left -= 1
        time.sleep(0.1 * (len(taken) % 5))
        with recorded(store, by="bench", action="retract", summary="Retract", why="Measured") as change:
            change.retract("sighting", row.id)
        written = time.perf_counter()
        terminal.seen = b""
        taken.append(terminal.wait_for(f" {left}".encode(), written) * 1000)
        terminal.settle(0.05)
    return taken


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where drawn stores are kept for the next run.")
    parser.add_argument("--sightings", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=1_500_000, help="Rows of the import meanwhile.")
    parser.add_argument("--times", type=int, default=10)
    asked = parser.parse_args()
    measure_compiled()
    with copied(asked.folder, asked.sightings) as path:
        work = path.parent
        draw_ais(work / "ais.csv", asked.rows)
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" SQLite {sqlite3.sqlite_version}, {asked.sightings:,} sightings, {asked.times} writes each\n"
        )
        print("| what is on the screen | shown in | median, ms | longest, ms |\n|---|---|---|---|", flush=True)
        store = open_store(path)
        for what in RESULTS:
            _edited(what, path, store, asked.times)
        _recounted(path, store, asked.times)
        # The rows are of one day in the middle, so that they come between others and not before them.
        with beside([sys.executable, "-m", "tracker", "--store", str(path), "import", str(work / "ais.csv")]):
            time.sleep(2.0)
            for what in RESULTS:
                _edited(what, path, store, asked.times, ", while another imports")
        store.close()


def _edited(what: str, path: Path, store: sqlite3.Connection, times: int, meanwhile: str = "") -> None:
    text, order = RESULTS[what]
    sort = (SortKey(order),) if order else ()
    for where, keys in WHERE.items():
        rows, _ = first_rows_or_all(store, Query("sightings", parse_filter(text, "sightings"), sort), ("date",), 40)
        terminal = opened(path)
        try:
            shown_by(terminal, text, order)
            for key in keys:
                terminal.press(key, b"")
                terminal.settle(QUIET_SECONDS)
            taken = edits(terminal, store, rows[_LINE].id, times)
        finally:
            terminal.close()
        _report(what + meanwhile, where, taken)


def _recounted(path: Path, store: sqlite3.Connection, times: int) -> None:
    terminal = opened(path)
    try:
        _report("no filter", "the facets", recounts(terminal, store, times))
    finally:
        terminal.close()


def _report(what: str, where: str, taken: list[float]) -> None:
    print(f"| {what} | {where} | {statistics.median(taken):.0f} | {max(taken):.0f} |", flush=True)


if __name__ == "__main__":
    main()
