"""How soon a letter typed is on the screen while the program is busy: python benchmarks/echo.py

Letters are typed one after the other in the real program, in a pseudo-terminal of 120 by 40: while nothing else runs,
while every letter makes a filter anew that has to look into all rows, while the program itself writes an export, and
while other processes import into the same store and export from it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulk_files import draw_log
from compiled import measure_compiled
from million import QUIET_SECONDS, opened
from stores import copied
from terminal import Terminal

LETTERS = "belizeflaggedshipturnedback"
_NOT_COUNTED = 4
SLOW = 'note:"'
"""Every letter after this makes a filter that has to look into all rows."""


def typed(terminal: Terminal, before: str, letters: str) -> list[float]:
    """Type letters behind `before`, each as soon as the one before it is seen, and return the milliseconds of each.

    The first few are not told from other text on the screen, and count for nothing.
    """
    taken = []
    for place in range(1, len(letters) + 1):
        seen = (before + letters[:place])[-12:].encode()
        taken.append(terminal.press(letters[place - 1].encode(), seen) * 1000)
    return taken[_NOT_COUNTED:]


def in_filter(store: Path, before: str) -> list[float]:
    """Type into the filter."""
    terminal = opened(store)
    try:
        terminal.press(b"/", b"")
        terminal.settle(QUIET_SECONDS)
        terminal.press(before.encode(), b"")
        terminal.settle(QUIET_SECONDS)
        return typed(terminal, before, LETTERS)
    finally:
        terminal.close()


def in_dialog_while_it_exports(store: Path, out: Path) -> list[float]:
    """Type into the export dialog while it writes all sightings as CSV, which it names its own end."""
    terminal = opened(store)
    try:
        terminal.press(b"x", b"Export")
        terminal.settle(QUIET_SECONDS)
        for keys in (b"\x15" + str(out).encode(), b"\x1b[Z", b"\x1b[B", b"\r", b"\t"):
            terminal.press(keys, b"")
            terminal.settle(QUIET_SECONDS)
        terminal.press(b"\r", b"")
        return typed(terminal, "", LETTERS)
    finally:
        terminal.close()


@contextmanager
def beside(command: list[str]) -> Iterator[None]:
    """Run another process meanwhile; it has to outlast what is measured."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"{command} ended too early: name more --sightings")
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where drawn stores are kept for the next run.")
    parser.add_argument("--sightings", type=int, default=1_000_000)
    asked = parser.parse_args()
    measure_compiled()
    with copied(asked.folder, asked.sightings) as store:
        work = store.parent
        log = work / "log.csv"
        draw_log(log, 300_000)
        tracker = [sys.executable, "-m", "tracker", "--store", str(store)]
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" {asked.sightings:,} sightings, {len(LETTERS) - _NOT_COUNTED} letters each\n"
        )
        print("| typed | median, ms | 9 in 10 within, ms | longest, ms |\n|---|---|---|---|", flush=True)
        _report("a filter of words, nothing else running", in_filter(store, ""))
        _report("a filter that has to look into all rows, anew for each letter", in_filter(store, SLOW))
        _report("into the export dialog while it writes a CSV", in_dialog_while_it_exports(store, work / "own.csv"))
        with beside([*tracker, "export", str(work / "other.csv"), "--of", "sightings"]):
            _report("a filter of words while another process exports", in_filter(store, ""))
        with beside([*tracker, "import", str(log)]):
            _report("a filter of words while another process imports", in_filter(store, ""))


def _report(what: str, taken: list[float]) -> None:
    within = sorted(taken)[int(len(taken) * 0.9)]
    cells = " | ".join(f"{value:.0f}" for value in (statistics.median(taken), within, max(taken)))
    print(f"| {what} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
