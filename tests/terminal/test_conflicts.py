"""Conflicts with an imported store: shown beside the record, settled by a key, taken back by another."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from driving import press, settled
from import_driving import account, app_of, drawn, name_file, running

from tracker.store.conflicts import count_open
from tracker.store.connection import open_reader, open_store
from tracker.store.records import find
from tracker.store.starter import load_starter
from tracker.store.write import recorded
from tracker.terminal.screens.conflicts import ConflictsDialog
from tracker.terminal.screens.record import RecordScreen

SIGHTING = "light-2011-s1"


def edit(store: Path, by: str, **values: str) -> None:
    with closing(open_store(store)) as connection:
        table, record_id = find(connection, SIGHTING)
        with recorded(connection, by=by, action="edit", summary="Edit") as change:
            change.update(table, record_id, values)


def held(store: Path, column: str) -> object:
    with closing(open_reader(store)) as connection:
        return connection.execute(f"SELECT {column} FROM sighting WHERE slug = ?", (SIGHTING,)).fetchone()[0]


def waiting(store: Path) -> int:
    with closing(open_reader(store)) as connection:
        return count_open(connection)


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("ada.db", "bob.db"):
        with closing(open_store(tmp_path / name, create=True)) as connection:
            load_starter(connection, by="starter cases")
    ada, bob = tmp_path / "ada.db", tmp_path / "bob.db"
    edit(ada, "Ada", flag_flown="PA", note="hers [/b]")
    edit(bob, "Bob", flag_flown="KH", note="his \x1b[31m")
    return ada, bob


async def test_a_colleague_s_store_is_previewed_imported_and_settled_by_keys(stores: tuple[Path, Path]) -> None:
    ada, bob = stores
    async with running(ada) as pilot:
        screen = await name_file(pilot, str(bob))
        assert "another tracker store" in drawn(pilot)
        assert "CHANGED HERE AND THERE: 2" in account(pilot)
        assert "flag flown: Panama here, Cambodia there" in account(pilot)
        assert screen.is_current
        await press(pilot, "ctrl+s")
        assert "CHANGED HERE AND THERE: 2" in account(pilot)
        await press(pilot, "escape", "C")
        assert isinstance(app_of(pilot).screen, ConflictsDialog)
        assert "2 to settle" in drawn(pilot)
        assert "hers [/b]" in drawn(pilot)
        assert "\x1b" not in drawn(pilot)
        await press(pilot, "enter")
        assert isinstance(app_of(pilot).screen, RecordScreen)
        assert "TO SETTLE" in drawn(pilot)
        await press(pilot, "escape", "o")
        assert held(ada, "flag_flown") == "KH"
        assert "1 to settle" in drawn(pilot)
        await press(pilot, "u")
        assert held(ada, "flag_flown") == "PA"
        assert "2 to settle" in drawn(pilot)
        await press(pilot, "H")
        assert held(ada, "flag_flown") == "PA"
        assert held(ada, "note") == "hers [/b]"
        assert waiting(ada) == 0
        assert "Nothing to settle" in drawn(pilot)
        await press(pilot, "o", "H", "enter")
        assert held(ada, "flag_flown") == "PA"


async def test_the_dialog_fits_a_small_terminal_and_takes_all_offered_values_at_once(
    stores: tuple[Path, Path],
) -> None:
    ada, bob = stores
    async with running(ada, (80, 24)) as pilot:
        await name_file(pilot, str(bob))
        await press(pilot, "ctrl+s", "escape", "C")
        assert "h keeps the value here" in drawn(pilot)
        assert "Esc closes" in drawn(pilot)
        await press(pilot, "O")
        await settled(pilot)
        assert held(ada, "flag_flown") == "KH"
        assert held(ada, "note") == "his \x1b[31m"
        await press(pilot, "escape")
        assert not isinstance(app_of(pilot).screen, ConflictsDialog)
