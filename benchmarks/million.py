"""A million sightings in a real terminal, from key press to repainted screen: python benchmarks/million.py

Draws the stores (kept in --folder, if one is named), presses the keys in a pseudo-terminal of 120 by 40, and prints
each figure with its yardstick from the same run, the ratio, and the most that is allowed. The program is told to have
painted by the text that only the painted rows can bring; the yardsticks are a Textual hello-world, the same program on
a thousand rows, and SQLite alone with one plain statement for the same rows.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cases import COLUMNS, FILTERS, Bare
from compiled import measure_compiled
from stores import drawn, folder
from synthetic import COMMON
from terminal import Terminal

from tracker.store.connection import open_reader
from tracker.store.facets import facets_of
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.terminal.reader import BackgroundReader

HERE = Path(__file__).parent
FIRST_DAY = b"2025-12-28"
LAST_ROWS = b"2005-01"
CURSOR = "▶".encode()
BACKSPACE = b"\x7f"
QUIET_SECONDS = 0.35
"""The cursor of an input blinks every half second, so that a screen with one is never quiet for longer."""


class Table:
    """Prints one line a figure."""

    def __init__(self) -> None:
        print("| what | figure | yardstick | ratio | at most | |\n|---|---|---|---|---|---|")

    def row(
        self, what: str, figure: float, most: float, unit: str = "ms", yardstick: str = "", ratio: str = ""
    ) -> None:
        """Print a figure that may be at most `most`."""
        mark = "✓" if figure <= most else "✗"
        print(f"| {what} | {figure:.0f} {unit} | {yardstick} | {ratio} | {most:.0f} {unit} | {mark} |", flush=True)

    def ratio(self, what: str, figure: float, yardstick: float, name: str, most: float, unit: str = "ms") -> None:
        """Print a figure that may be at most `most` times the yardstick."""
        found = figure / yardstick
        mark = "✓" if found <= most else "✗"
        print(
            f"| {what} | {figure:.0f} {unit} | {name} {yardstick:.0f} {unit} | {found:.2f} | {most:g} x | {mark} |",
            flush=True,
        )


def opened(store: Path, until: bytes = FIRST_DAY) -> Terminal:
    """Start the program on a store and wait until it has read all that it reads at first."""
    terminal = Terminal([sys.executable, "-m", "tracker", "--store", str(store)])
    terminal.wait_for(until)
    terminal.settle(1.0)
    return terminal


def start(table: Table, million: Path, thousand: Path, rounds: int) -> None:
    """Start to first rows."""
    commands = {
        "hello": ([sys.executable, str(HERE / "hello.py")], b"hello-yardstick"),
        "million": ([sys.executable, "-m", "tracker", "--store", str(million)], FIRST_DAY),
        "thousand": ([sys.executable, "-m", "tracker", "--store", str(thousand)], b"2025-"),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, until) in commands.items():
            terminal = Terminal(command)
            seconds = terminal.wait_for(until)
            terminal.close()
            if number:
                taken[name].append(seconds * 1000)
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    table.ratio("start to first rows", medians["million"], medians["hello"], "hello-world", 1.4)
    table.ratio("start to first rows", medians["million"], medians["thousand"], "1,000 rows", 1.1)


def keys(table: Table, terminal: Terminal, times: int) -> None:
    """Move through the table, with the detail pane following."""
    for name, there, until, back, back_until in (
        ("cursor down", b"j", CURSOR, b"k", CURSOR),
        ("page down", b"\x06", CURSOR, b"\x02", CURSOR),
        ("jump to the last row", b"G", LAST_ROWS, b"g", FIRST_DAY),
        ("jump back to the first row", b"", b"", b"", b""),
    ):
        if not there:
            continue
        forth, returned = [], []
        for _ in range(times):
            forth.append(terminal.press(there, until))
            terminal.settle(QUIET_SECONDS)
            returned.append(terminal.press(back, back_until))
            terminal.settle(QUIET_SECONDS)
        table.row(name, statistics.median(forth) * 1000, 15)
        if there == b"G":
            table.row("jump back to the first row", statistics.median(returned) * 1000, 15)


def filters(table: Table, terminal: Terminal, bare: Bare, times: int) -> None:
    """Type the last letter of a filter: first rows, and the exact count.

    Where the rows first in order are the same without the last letter, a letter too many is taken back instead.
    """
    for case in FILTERS:
        bare_first, marker = bare.first(case.text)
        bare_count, count = bare.count(case.text)
        shown = f"{count:,} of ".encode()
        rows, counts = [], []
        for _ in range(times):
            terminal.press(b"/", b"")
            terminal.settle(QUIET_SECONDS)
            before, key = (f"{case.text}q", BACKSPACE) if case.kind == "scan" and marker else (case.text[:-1], None)
            terminal.press(before.encode(), (b"m0 of ", b" 0 of ") if key else b"")
            terminal.settle(QUIET_SECONDS)
            first = terminal.press(key or case.text[-1:].encode(), marker or shown)
            rows.append(first)
            counts.append(terminal.wait_for(shown, terminal.pressed))
            terminal.settle(QUIET_SECONDS)
            clear(terminal)
        first_ms, count_ms = statistics.median(rows) * 1000, statistics.median(counts) * 1000
        what = f"`{case.text}` ({count:,} rows)"
        if case.kind == "scan":
            _beside(table, f"{what}: first rows", first_ms, bare_first, 1.2, 30)
            _beside(table, f"{what}: exact count", count_ms, bare_count, 1.3, 30)
        else:
            table.row(f"{what}: first rows", first_ms, 30)
            table.row(f"{what}: exact count", count_ms, 100)


def _beside(table: Table, what: str, figure: float, yardstick: float, factor: float, more: float) -> None:
    most = factor * yardstick + more
    table.row(what, figure, most, yardstick=f"SQLite {yardstick:.0f} ms", ratio=f"{figure / yardstick:.2f}")


def clear(terminal: Terminal) -> None:
    """Leave the filter bar with no filter."""
    terminal.press(b"\x1b", b"")
    terminal.settle(QUIET_SECONDS)
    terminal.press(b"\x1b", FIRST_DAY)
    terminal.settle(QUIET_SECONDS)


def typing_on(table: Table, terminal: Terminal, bare: Bare, times: int) -> None:
    """Type on while a slow filter is being answered."""
    _, marker = bare.first("flag.flown:BZ")
    assert marker
    taken = []
    for _ in range(times):
        terminal.press(b"/", b"")
        terminal.settle(QUIET_SECONDS)
        terminal.press(b'note:"zq"', b"")
        taken.append(terminal.press(b"\x15flag.flown:BZ", marker))
        terminal.settle(QUIET_SECONDS)
        clear(terminal)
    table.row("another filter typed over a slow one: its rows", statistics.median(taken) * 1000, 100)


def sorts(table: Table, million: Path, bare: Bare) -> None:
    """Sort by each column."""
    for place, column in enumerate(COLUMNS):
        bare_first, marker = bare.first("", column)
        terminal = opened(million)
        terminal.press(b"\x1b[C" * place, b"")
        terminal.settle(QUIET_SECONDS)
        taken = terminal.press(b"s", marker or CURSOR) * 1000
        terminal.close()
        if bare_first < 5 or column.startswith("flag"):
            table.row(f"sort by {column} (indexed): first rows", taken, 30, yardstick=f"SQLite {bare_first:.0f} ms")
        else:
            _beside(table, f"sort by {column}: first rows", taken, bare_first, 1.3, 30)


def facets(table: Table, million: Path) -> None:
    """Count all facets, in process, by as many connections as the program has."""
    reader = BackgroundReader(million)
    for text, most in (
        ("", 300), ("flag.flown:BZ", 100), ("flag:BZ", 100), ("date:2011", 100), ("date:2011-05", 100), (COMMON, 1e9),
    ):  # fmt: skip
        query = Query("sightings", parse_filter(text, "sightings"))

        def count(connection: sqlite3.Connection, beside: Sequence[sqlite3.Connection], query: Query = query) -> object:
            return list(facets_of(connection, query, 8, beside=beside))

        taken = statistics.median(
            _timed(lambda count=count: reader.read_with_helpers("facets", reader.announce("facets"), count))
            for _ in range(3)
        )
        if most < 1e9:
            table.row(f"all facets, {text or 'unfiltered'}", taken, most)
        else:
            print(f"| all facets, {text} (as they arrive) | {taken:.0f} ms | | | | |")
    reader.close()


def detail(table: Table, million: Path) -> None:
    """Open the vessel of ten thousand sightings."""
    store = open_reader(million)
    name = store.execute(
        "SELECT name FROM vessel WHERE id = (SELECT vessel_id FROM sighting GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
    ).fetchone()[0]
    taken = []
    for _ in range(3):
        terminal = opened(million)
        terminal.press(b"3", b"")
        terminal.settle(1.0)
        terminal.press(b"/", b"")
        terminal.settle(QUIET_SECONDS)
        terminal.press(f'vessel:="{name}"\r'.encode(), b"")
        terminal.settle(1.0)
        taken.append(terminal.press(b"\r", b"by the newest 250 of 1"))
        terminal.close()
    table.row("open the vessel with 10,000 sightings, lanes included", statistics.median(taken) * 1000, 80)


def _timed(act: Callable[[], object]) -> float:
    import time

    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where drawn stores are kept for the next run.")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--sightings", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="+", default=[])
    asked = parser.parse_args()
    measure_compiled()
    with folder(asked.folder) as place:
        million, thousand = drawn(place, asked.sightings), drawn(place, 1_000)
        settings = place / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ["TRACKER_SETTINGS"] = str(settings)
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" SQLite {sqlite3.sqlite_version}, {asked.sightings:,} sightings; medians of {asked.times}\n"
        )
        table = Table()
        parts: dict[str, Callable[[], None]] = {
            "start": lambda: start(table, million, thousand, asked.times),
            "keys": lambda: session(table, million, thousand, asked.times),
            "sorts": lambda: sorts(table, million, Bare(million)),
            "facets": lambda: facets(table, million),
            "detail": lambda: detail(table, million),
        }
        for name, part in parts.items():
            if not asked.only or name in asked.only:
                part()


def session(table: Table, million: Path, thousand: Path, times: int) -> None:
    """Do everything in one session, then ask for its peak memory; the same on a thousand rows."""
    terminal = opened(million)
    bare = Bare(million)
    keys(table, terminal, times)
    filters(table, terminal, bare, times)
    typing_on(table, terminal, bare, times)
    peak = terminal.peak_memory_mib()
    terminal.close()
    small = opened(thousand, b"2025-")
    for text in (b"flag.flown:BZ", COMMON.encode(), b'note:"ea gu"'):
        small.press(b"/", b"")
        small.settle(QUIET_SECONDS)
        small.press(text, b"")
        small.settle(QUIET_SECONDS)
        small.press(b"\x1b", b"")
        small.settle(QUIET_SECONDS)
        small.press(b"\x1b", b"")
        small.settle(QUIET_SECONDS)
    of_small = small.peak_memory_mib()
    small.close()
    table.row("peak memory after all of this", peak, 90, "MiB")
    table.ratio("peak memory after all of this", peak, of_small, "1,000 rows", 1.5, "MiB")


if __name__ == "__main__":
    main()
