"""The same work in the tracker, in VisiData and in Harlequin: what is pressed, and how each is told to have painted.

Each function is one session of one program: it yields the name of a figure and the figure, and ends its program.
Rows are told by the last letters of their uid, which VisiData and Harlequin show in the first column.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cases import Bare, marker_of
from synthetic import RARE
from terminal import Terminal

Figures = Iterator[tuple[str, float]]

START: Final = "start to first rows, ms"
LOADED: Final = "start to all rows loaded, ms"
FULL_TEXT: Final = "a word, by the full-text index: first rows, ms"
SCAN: Final = "part of a note, by reading all: first rows, ms"
BY_DATE: Final = "sort by date (the store has an index): first rows, ms"
BY_PLACE: Final = "sort by place (no index): first rows, ms"
MEMORY: Final = "peak memory after all of this, MiB"
NAMES: Final = (START, LOADED, FULL_TEXT, SCAN, BY_DATE, BY_PLACE, MEMORY)

QUIET_SECONDS: Final = 0.35
_SEVEN: Final = "substr(uid, -8) AS uid, date, name_shown, flag_flown, place, mmsi_shown, note"
_USUAL: Final = "date_earliest DESC, id"
_LIKE: Final = f"note LIKE '%{RARE}%'"
_MATCH: Final = f"id IN (SELECT rowid FROM sighting_search WHERE sighting_search MATCH '{RARE}')"
_RIGHT, _BACKSPACE, _SELECT_ALL, _EDITOR, _RUN = b"\x1b[C", b"\x7f", b"\x01", b"\x1bOQ", b"\n"


def draw_rows(store: Path, rows: Path) -> None:
    """Write seven columns of the sightings as a bare table, for a program that loads every column of one."""
    connection = sqlite3.connect(rows)
    connection.execute("ATTACH ? AS store", (str(store),))
    connection.execute(f"CREATE TABLE sighting AS SELECT {_SEVEN} FROM store.sighting ORDER BY {_USUAL}")
    connection.commit()
    connection.close()


def tracker(store: Path, limit: float) -> Figures:
    """Measure the tracker on the store: filters from their last key, sorts by `s`."""
    top = marker_of(store, "", "")
    terminal = Terminal([sys.executable, "-m", "tracker", "--store", str(store)], patience=limit)
    try:
        yield START, terminal.wait_for(top) * 1000
        terminal.settle(1.0)
        for name, text in ((FULL_TEXT, RARE), (SCAN, f"note:{RARE}")):
            _press(terminal, b"/")
            _, count = Bare(store).count(text)
            # A letter too many finds nothing; the key that takes it back is the last one.
            _press(terminal, f"{text}q".encode())
            time.sleep(1)
            terminal.settle(QUIET_SECONDS)
            yield name, terminal.press(_BACKSPACE, marker_of(store, text, "", before="")) * 1000
            terminal.wait_for(f"{count:,} of ".encode(), terminal.pressed)
            _press(terminal, b"\x1b")
            terminal.press(b"\x1b", top)
            terminal.settle(QUIET_SECONDS)
        yield BY_DATE, terminal.press(b"s", marker_of(store, "", "date")) * 1000
        _press(terminal, _RIGHT * 6)
        yield BY_PLACE, terminal.press(b"s", marker_of(store, "", "place")) * 1000
        yield MEMORY, terminal.peak_memory_mib()
    finally:
        terminal.close()


def visidata(program: Path, rows: Path, limit: float) -> Figures:
    """Measure VisiData on the bare table: it loads all of it, and filters and sorts what it has loaded."""
    count, found = _value(rows, "count(*)"), _value(rows, "count(*)", _LIKE)
    terminal = Terminal([str(program), "-N", str(rows), "+:sighting::"], patience=limit)
    try:
        yield START, terminal.wait_for(_marks(rows, "rowid")) * 1000
        yield LOADED, terminal.wait_for(f" {count} rows".encode()) * 1000
        terminal.settle(1.0)
        _press(terminal, b"l" * 6)
        _press(terminal, b"|")
        _press(terminal, RARE.encode())
        selected = terminal.press(b"\r", f"selected {found} rows".encode())
        terminal.settle(QUIET_SECONDS)
        opened = terminal.press(b'"', f" {found} rows".encode())
        yield SCAN, (selected + opened) * 1000
        terminal.settle(QUIET_SECONDS)
        _press(terminal, b"q")
        _press(terminal, b"h" * 6)  # all the way, so that the first column is on the screen again
        _press(terminal, b"l")
        yield BY_DATE, terminal.press(b"[", _marks(rows, "date, rowid")) * 1000
        terminal.settle(1.0)
        _press(terminal, b"l" * 3)
        yield BY_PLACE, terminal.press(b"[", _marks(rows, "place, date, rowid")) * 1000
        yield MEMORY, terminal.peak_memory_mib()
    finally:
        terminal.close()


def harlequin(program: Path, store: Path, limit: float) -> Figures:
    """Measure Harlequin on the store: every step is a statement, from the key that runs it."""
    all_rows = [str(program), "-a", "sqlite", "--read-only", "--viewer-max-rows", "-1", str(store)]
    terminal = Terminal(all_rows, patience=limit)
    try:
        started = terminal.wait_for(b"Database Connected")
        terminal.settle(QUIET_SECONDS)
        first = _run(terminal, store, _USUAL)
        yield START, (started + first) * 1000
        yield LOADED, (started + first) * 1000
        yield FULL_TEXT, _run(terminal, store, _USUAL, _MATCH) * 1000
        yield SCAN, _run(terminal, store, _USUAL, _LIKE) * 1000
        yield BY_DATE, _run(terminal, store, "date_earliest, id") * 1000
        yield BY_PLACE, _run(terminal, store, "place, id") * 1000
        yield MEMORY, terminal.peak_memory_mib()
    finally:
        terminal.close()


def _run(terminal: Terminal, store: Path, order: str, where: str = "1") -> float:
    _press(terminal, _EDITOR)
    _press(terminal, _SELECT_ALL)
    statement = f"SELECT {_SEVEN} FROM sighting WHERE {where} ORDER BY {order}"
    _press(terminal, b"\x1b[200~" + statement.encode() + b"\x1b[201~")
    taken = terminal.press(_RUN, _marks(store, order, where))
    terminal.settle(QUIET_SECONDS)
    return taken


def _press(terminal: Terminal, keys: bytes) -> None:
    terminal.press(keys, b"")
    terminal.settle(QUIET_SECONDS)


def _marks(file: Path, order: str, where: str = "1") -> tuple[bytes, ...]:
    """Return what tells the first rows: without the letters at both ends, which may stand there already."""
    connection = sqlite3.connect(file)
    uids = connection.execute(f"SELECT substr(uid, -8) FROM sighting WHERE {where} ORDER BY {order} LIMIT 10")
    return tuple(str(uid)[1:-1].encode() for (uid,) in uids)


def _value(file: Path, what: str, where: str = "1") -> int:
    return int(sqlite3.connect(file).execute(f"SELECT {what} FROM sighting WHERE {where}").fetchone()[0])
