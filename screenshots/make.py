"""Draw the screenshots of the README from the starter cases: python screenshots/make.py [FOLDER]

The same store, size and keys give the same pictures; a test draws them again and compares.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.store.connection import open_store
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.records import find
from tracker.store.starter import load_starter
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.settings import Settings

if TYPE_CHECKING:
    from textual.pilot import Pilot

HERE = Path(__file__).parent
WIDE, TALL, NARROW = (120, 36), (120, 48), (80, 24)
LOADED_AT = "2026-01-01T00:00:00Z"

LOG_NAME = "Watch log May 2011.csv"
LOG = """\
Vessel name,Seen,Lat,Long,Flag shown,IMO,Remarks
LIGHT,26 May 2011,31.2,122.5,Belizean,IMO 8415433,"asked to board, refused"
Grace Star,late May 2011,33.1,125.0,Cambodia,9187628,
DAWN,the other day,35.0,129.1,Panama,,
EAGLE II,2011-06-01,95,20,Panama,,seen twice
"""
"""The file that the import screen is shown with."""

COLLEAGUES_NAME = "Colleague.db"
EDITED = "light-2011-s1"
"""The sighting that two analysts changed for the picture of conflicts."""
HERS = {"flag_flown": "PA", "place": "Yellow Sea", "note": "The stern was not seen."}
HIS = {"flag_flown": "KH", "place": "East China Sea, south of Shanghai", "note": "Name on the stern painted over."}

PICTURES: dict[str, tuple[tuple[int, int], Sequence[str]]] = {
    "light": (WIDE, ("/flag:belize date:2011", "enter", "d", *["down"] * 14)),
    "filter": (WIDE, ("/kind:interdiction date:>=2010", "enter", "f", "down", "down")),
    "form": (
        WIDE,
        (
            "/flag:belize date:2011", "enter", "a", "=date", "late May 2011", "tab", "=position", "31-12N 122-30E",
            "=imo_shown", "8314881", "=flag_flown", "Belizean",
        ),
    ),
    "contested": (TALL, ("/contested:cargo flag:belize", "enter", "enter", *["down"] * 8)),
    "findings": (WIDE, ("5", "/vessel:skipper", "enter", "down", "down")),
    "import": (WIDE, ("i", "ctrl+u", LOG_NAME, "=column-1", *"date", "enter", "=column-4", *"flag fl", "enter")),
    "conflicts": (WIDE, ("2", "/vessel:light", "enter", "i", "ctrl+u", COLLEAGUES_NAME, "ctrl+s", "escape", "C")),
    "vessel": (TALL, ("3", "/vessel:boracay", "enter", "enter")),
    "narrow": (NARROW, ("2", "/vessel:light", "enter")),
}  # fmt: skip
"""Name to terminal size and keys: `/text` filters, `=field` goes to a form's field, others are typed or pressed."""


def make_store(path: Path, name: str) -> None:
    """Make the store the picture shows, with a history that bears a fixed date."""
    if name == "conflicts":
        colleagues = open_store(path.parent / COLLEAGUES_NAME, create=True)
        load_starter(colleagues, by="starter cases")
        _edit(colleagues, "colleague", HIS)
        colleagues.close()
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    if name == "conflicts":
        _edit(connection, "analyst", HERS)
    mark_if_rules_changed(connection)
    keep_findings(connection)
    connection.execute("UPDATE change SET made_at = ?", (LOADED_AT,))
    connection.execute("UPDATE finding SET computed_at = ?", (LOADED_AT,))
    connection.close()
    (path.parent / LOG_NAME).write_text(LOG, encoding="utf-8")


def _edit(connection: sqlite3.Connection, by: str, values: dict[str, str]) -> None:
    table, record_id = find(connection, EDITED)
    with recorded(connection, by=by, action="edit", summary="Edit") as change:
        change.update(table, record_id, values)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until workers and messages are done; a worker may have been called off by a newer one."""
    for _ in range(3):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            await pilot.pause()


async def draw(store: Path, size: tuple[int, int], keys: Sequence[str]) -> str:
    """Return the picture after the keys, as SVG without the link to a font that the export puts in."""
    app = TrackerApp(store, Settings(analyst="analyst"))
    # A file is named without its folder, which differs from one drawing to the next.
    with contextlib.chdir(store.parent):
        return await _drawn(app, size, keys)


async def _drawn(app: TrackerApp, size: tuple[int, int], keys: Sequence[str]) -> str:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in keys:
            await _do(pilot, key)
        await settled(pilot)
        svg = app.export_screenshot(title="tracker")
    return without_outside_links(svg)


async def _do(pilot: Pilot[None], key: str) -> None:
    if key.startswith("/"):
        await pilot.press("slash")
        await _type(pilot, key[1:])
    elif key.startswith("="):
        pilot.app.screen.query_one(f"#row-{key[1:]} Input").focus()
        await pilot.pause()
    elif key == " ":
        await pilot.press("space")
    elif " " in key or (len(key) > 1 and (key[0].isdigit() or key[0].isupper())):
        await _type(pilot, key)
    else:
        await pilot.press(key)
    await settled(pilot)


async def _type(pilot: Pilot[None], text: str) -> None:
    names = {" ": "space", ":": "colon", "-": "minus", ".": "full_stop", ">": "greater_than_sign", "=": "equals_sign"}
    for character in text:
        await pilot.press(names.get(character, character))


def without_outside_links(svg: str) -> str:
    """Return the SVG with its web fonts taken out and the numbering of its styles made stable."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, monospace")
    return re.sub(r"terminal-\d+", "terminal", svg)


def pictures(folder: Path) -> None:
    """Draw every picture into `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, (size, keys) in PICTURES.items():
            store = Path(scratch) / name / "tracker.db"
            store.parent.mkdir()
            make_store(store, name)
            svg = asyncio.run(draw(store, size, keys))
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
            print(folder / f"{name}.svg")


if __name__ == "__main__":
    pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
