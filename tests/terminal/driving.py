"""Drive the application in tests as a person does: by keys, waiting for what is under way and no longer."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from tracker.terminal.app import TrackerApp
from tracker.terminal.screens.browse import BrowseScreen

KEY_NAMES = {
    " ": "space", ":": "colon", "-": "minus", ".": "full_stop", "/": "slash", "=": "equals_sign", '"': "quotation_mark",
    ">": "greater_than_sign", ",": "comma", "_": "underscore",
}  # fmt: skip


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every worker is done and every message is handled."""
    for _ in range(3):
        await pilot.pause()
        while any(not worker.is_finished for worker in pilot.app.workers):
            await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, and wait for what they start."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type text."""
    for character in text:
        await pilot.press(KEY_NAMES.get(character, character))
    await settled(pilot)


async def until(pilot: Pilot[None], holds: Callable[[], bool], turns: int = 2000) -> None:
    """Let the application run until `holds`; fail if it never does."""
    for _ in range(turns):
        if holds():
            return
        await pilot.pause()
    raise AssertionError("what was waited for did not come")


def browse(app: TrackerApp) -> BrowseScreen:
    """Return the browse screen."""
    return app.browse


def sentence(app: TrackerApp) -> str:
    """Return the line below the filter."""
    return str(app.browse.query_one("#filter-sentence").render())


def table_text(app: TrackerApp) -> str:
    """Return the table as it is drawn, line by line."""
    table = app.browse.table
    return "\n".join(table.render_line(y).text for y in range(table.size.height))


def detail_text(app: TrackerApp) -> str:
    """Return the whole text of the detail pane."""
    document = app.browse.detail.document
    return "" if document is None else "\n".join([document.title, *(line.text for line in document.lines())])
