"""The record of a much-sighted ship: read once, whole behind its few visible lines, its keys there after it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from driving import press, settled
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tracker.domain.plain_text import visible
from tracker.exchange.documents.of_record import document_of
from tracker.store.connection import open_store
from tracker.store.records import SIGHTINGS_SHOWN
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.screens import record
from tracker.terminal.screens.record import RecordScreen
from tracker.terminal.settings import Settings
from tracker.terminal.widgets.document_view import DocumentView, fold
from tracker.terminal.widgets.key_footer import KeyFooter

SIZES = [(120, 40), (80, 24)]


@pytest.fixture
def heavy(starter: Path, tmp_path: Path) -> tuple[Path, int]:
    """A store with a ship of 300 sightings, and the ship."""
    path = Path(shutil.copy(starter, tmp_path / "tracker.db"))
    store = open_store(path)
    with recorded(store, by="A", action="import", summary="Import") as change:
        source = change.insert("source", {"title": "Port log"})
        vessel = change.insert("vessel", {"name": "Heavy"})
        days = [f"20{10 + number // 28:02}-01-{1 + number % 28:02}" for number in range(300)]
        columns = ("source_id", "vessel_id", "date", "name_shown", "place")
        change.insert_many("sighting", columns, [(source, vessel, day, "Heavy", f"Berth of {day}") for day in days])
    store.close()
    return path, vessel


def lines(view: DocumentView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def keys(app: TrackerApp) -> list[str]:
    return [f"{key.shown} {key.description}" for key in app.screen.query_one(KeyFooter).keys]


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_read_once_and_scrolls_follows_and_copies_to_its_last_line(
    heavy: tuple[Path, int], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, vessel = heavy
    widths: list[int] = []

    def counted(connection: object, record_id: int, width: int) -> object:
        widths.append(width)
        return document_of(connection, record_id, width)  # type: ignore[arg-type]

    monkeypatch.setattr(record, "document_of", counted)
    app = TrackerApp(path, Settings(analyst="A"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await app.open_record(vessel)
        await settled(pilot)
        view = app.screen.query_one(DocumentView)
        assert view.show_vertical_scrollbar
        assert widths == [view.text_width], "the width was guessed wrong, so that the record was read twice"
        assert "newest 250 of 300" in " ".join(lines(view))
        document = view.document
        assert document is not None
        section = next(section for section in document.sections if section.title == "Sightings")
        assert len(section.lines) == SIGHTINGS_SHOWN
        await press(pilot, "G")
        assert view.current_line == list(document.lines())[-1]
        assert view.current_line.text[:20] in " ".join(lines(view))
        await press(pilot, "g")
        assert lines(view)[0].startswith("Heavy")
        copied: list[str] = []
        monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
        view.action_copy_record()
        await settled(pilot)
        assert copied[0].count("Berth of") == SIGHTINGS_SHOWN


async def test_a_wrong_guess_of_the_width_is_made_good(
    heavy: tuple[Path, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, vessel = heavy
    monkeypatch.setattr(record, "_BESIDE_TEXT", 50)
    app = TrackerApp(path, Settings(analyst="A"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await app.open_record(vessel)
        await settled(pilot)
        view = app.screen.query_one(DocumentView)
        assert view.document is not None
        assert view.document.drawn_width == view.text_width


async def test_the_keys_stay_those_of_the_focused_part(heavy: tuple[Path, int]) -> None:
    path, vessel = heavy
    app = TrackerApp(path, Settings(analyst="A"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        of_table = keys(app)
        assert of_table
        await app.open_record(vessel)
        await settled(pilot)
        assert isinstance(app.screen, RecordScreen)
        of_record = keys(app)
        assert of_record
        assert of_record != of_table
        await press(pilot, "escape")
        assert keys(app) == of_table
        await press(pilot, "slash")
        assert keys(app) != of_table
        await press(pilot, "escape")
        assert keys(app) == of_table


@example("aa漢 \u0301", 4)
@given(st.text(alphabet="ab  漢é\u0301\x1b", max_size=60), st.integers(4, 80))
def test_folded_lines_fit_and_keep_every_character_between_words(text: str, width: int) -> None:
    folded = fold(text, width)
    assert all(cell_len(line) <= width for line in folded)
    assert "".join("".join(folded).split()) == "".join(visible(text).split())
    if cell_len(visible(text)) <= width:
        assert folded == [visible(text).lstrip(" ")]


async def test_a_click_on_a_key_presses_it(starter: Path) -> None:
    app = TrackerApp(starter, Settings(analyst="A"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        footer = app.screen.query_one(KeyFooter)
        drawn = footer.render_line(0).text
        assert drawn.rstrip() == " ".join(keys(app))
        await pilot.click(KeyFooter, offset=(drawn.index("Filter") + 2, 0))
        await settled(pilot)
        assert type(app.focused).__name__ == "FilterInput"


async def test_keys_that_have_no_room_are_left_out_whole(starter: Path) -> None:
    app = TrackerApp(starter, Settings(analyst="A"))
    async with app.run_test(size=(50, 24)) as pilot:
        await settled(pilot)
        drawn = app.screen.query_one(KeyFooter).render_line(0).text.rstrip()
        whole = drawn.removesuffix("…").rstrip()
        assert drawn.endswith("…")
        assert " ".join(keys(app)).startswith(f"{whole} ")
