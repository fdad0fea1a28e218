"""What grows with the store and what does not: python benchmarks/curve.py

Draws a store of each size (kept in --folder, if one is named), with the rules run on all of it, and each round starts
the program afresh on every size in turn, in a pseudo-terminal of 120 by 40, so that a slow moment of the machine falls
on all of them. Every figure is from key press to repainted screen; medians of the rounds, as one Markdown table with a
column a size. Ten million take a quarter of an hour and 12 GB to make: --sizes 10000 100000 1000000 10000000
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cases import Bare, marker_of
from compiled import measure_compiled
from million import BACKSPACE, CURSOR, HERE, LAST_ROWS, QUIET_SECONDS
from stores import drawn, folder
from synthetic import MIDDLING, RARE
from terminal import Terminal

from tracker.store.connection import open_store
from tracker.store.findings import keep_findings

SIZES: Final = (10_000, 100_000, 1_000_000)
FILTERS: Final = {
    "a flag (indexed)": "flag.flown:BZ",
    "a word of every thousandth row": RARE,
    "a word of every fiftieth row": MIDDLING,
}
"""Typed with a letter too many, which finds nothing, and timed from the key that takes it back: in a small store a
word with a letter too few finds the same rows, so that nothing would be painted."""
SORTED_BY: Final = "flag_flown"
COLUMNS_BEFORE_IT: Final = 2
"""Columns to walk from the first of the table to the one that is sorted by."""
MEMORY: Final = "peak memory after all of this, MiB"


def session(store: Path) -> Iterator[tuple[str, float]]:
    """Start the program on a store, do everything once, and yield each figure with its name."""
    bare = Bare(store)
    top = marker_of(store, "", "")
    terminal = Terminal([sys.executable, "-m", "tracker", "--store", str(store)])
    try:
        yield "start to first rows, ms", terminal.wait_for(top) * 1000
        terminal.settle(1.0)
        for name, keys, until in (("page down", b"\x06", CURSOR), ("jump to the last row", b"G", LAST_ROWS)):
            yield f"{name}, ms", terminal.press(keys, until) * 1000
            terminal.settle(QUIET_SECONDS)
        yield "jump back to the first row, ms", terminal.press(b"g", top) * 1000
        terminal.settle(QUIET_SECONDS)
        for name, text in FILTERS.items():
            _, count = bare.count(text)
            yield f"{name}: rows found", count
            terminal.press(b"/", b"")
            terminal.settle(QUIET_SECONDS)
            terminal.press(f"{text}q".encode(), b"")
            terminal.settle(QUIET_SECONDS)
            first = terminal.press(BACKSPACE, marker_of(store, text, "", before=""))
            yield f"{name}: first rows, ms", first * 1000
            yield f"{name}: exact count, ms", terminal.wait_for(f"{count:,} of ".encode(), terminal.pressed) * 1000
            terminal.settle(QUIET_SECONDS)
            terminal.press(b"\x1b", b"")
            terminal.settle(QUIET_SECONDS)
            terminal.press(b"\x1b", top)
            terminal.settle(QUIET_SECONDS)
        terminal.press(b"\x1b[C" * COLUMNS_BEFORE_IT, b"")
        terminal.settle(QUIET_SECONDS)
        yield "sort by a flag (indexed), ms", terminal.press(b"s", marker_of(store, "", SORTED_BY)) * 1000
        terminal.settle(QUIET_SECONDS)
        yield MEMORY, terminal.peak_memory_mib()
    finally:
        terminal.close()


def yardstick() -> float:
    """Return the milliseconds in which a bare Textual application shows its word: how busy the machine is."""
    terminal = Terminal([sys.executable, str(HERE / "hello.py")])
    taken = terminal.wait_for(b"hello-yardstick") * 1000
    terminal.close()
    return taken


def ready(place: Path, size: int) -> Path:
    """Return a store of so many sightings whose every ship the rules have looked at, as after some minutes of use."""
    path = drawn(place, size)
    store = open_store(path)
    keep_findings(store)
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where drawn stores are kept for the next run.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked = parser.parse_args()
    measure_compiled()
    figures: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    with folder(asked.folder) as place:
        settings = place / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ["TRACKER_SETTINGS"] = str(settings)
        stores = {size: ready(place, size) for size in sorted(asked.sizes)}
        hello: list[float] = []
        for number in range(asked.rounds + 1):
            hello.append(yardstick())
            for size, store in stores.items():
                for name, figure in session(store):
                    if number:  # the first round only warms the caches
                        figures[name][size].append(figure)
        on_disk = {size: store.stat().st_size / 2**20 for size, store in stores.items()}
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}, medians of {asked.rounds} rounds; a Textual hello-world started between them in"
        f" {statistics.median(hello[1:]):.0f} ms\n"
    )
    _report(figures, on_disk)


def _report(figures: dict[str, dict[int, list[float]]], on_disk: dict[int, float]) -> None:
    sizes = list(on_disk)
    print(f"| what | {' | '.join(f'{size:,}' for size in sizes)} | largest / smallest |")
    print("|---" * (len(sizes) + 2) + "|")
    _line("store on disk, MiB", list(on_disk.values()))
    for name, taken in figures.items():
        _line(name, [statistics.median(taken[size]) for size in sizes])


def _line(name: str, cells: list[float]) -> None:
    print(f"| {name} | {' | '.join(f'{cell:,.0f}' for cell in cells)} | {cells[-1] / cells[0]:.1f} x |")


if __name__ == "__main__":
    main()
