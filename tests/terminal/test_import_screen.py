"""The import screen by keys: naming a file, seeing what would become of it, settling how it is read, bringing it in."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from driving import press, write
from import_driving import LOG, account, app_of, choose, drawn, name_file, running, said, sightings, status
from test_hostile_text import STEERING

from tracker.store.connection import open_store
from tracker.store.history import recent_changes
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.screens.import_file.run_screen import ImportRunScreen
from tracker.terminal.screens.import_file.screen import ImportScreen

AIS = """\
MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length
312123000,2024-01-01T00:00:00,31.2,122.5,10.1,90,91,LIGHT,IMO8415433,V3AB,70,0,100
312123000,2024-01-01T00:00:20,31.21,122.51,10.1,90,91,LIGHT,IMO8415433,V3AB,70,0,100
312123000,2024-01-01T00:02:00,31.22,122.52,10.1,90,91,LIGHT,IMO8415433,V3AB,70,0,100
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store in a folder that is also the current one, and a home for what is remembered."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "tracker.db"
    open_store(path, create=True).close()
    Path("log.csv").write_text(LOG, encoding="utf-8")
    return path


def path_text(screen: ImportScreen) -> str:
    return screen.rows["path"].text


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_naming_a_file_shows_its_format_and_what_would_become_of_it(store: Path, size: tuple[int, int]) -> None:
    async with running(store, size) as pilot:
        screen = await name_file(pilot, "log.csv")
        assert screen.rows["format"].text == "CSV or TSV, through a mapping"
        assert "recognised" in said(screen, "format")
        assert "3 rows read = 3 written + 0 same as before + 0 rejected + 0 left out." in account(pilot)
        assert "3 rows read = 3 written" in drawn(pilot)
        assert "sighting           3" in account(pilot)
        assert "name_shown LIGHT" in account(pilot)
        assert "Belizean" in said(screen, "column-4")
    assert sightings(store) == []


async def test_a_mapping_that_is_changed_changes_the_preview_and_is_imported_and_kept(store: Path) -> None:
    async with running(store) as pilot:
        screen = await name_file(pilot, "log.csv")
        assert screen.rows["column-1"].text == "kept in the details"
        await choose(pilot, screen, "column-1", "date")
        assert "late May 2011 → 2011-05-21~/2011-05-31~" in said(screen, "column-1")
        assert "3 rows read = 2 written + 0 same as before + 1 rejected + 0 left out." in account(pilot)
        assert "✗ line 4  date: “the other day” names no year" in account(pilot)
        await choose(pilot, screen, "column-4", "flag fl")
        assert "Belizean → BZ" in said(screen, "column-4")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ImportRunScreen)
        assert "2 written" in account(pilot)
        await press(pilot, "i")
        again = await name_file(pilot, "log.csv")
        assert said(again, "table") == "✓ as kept from the last such file"
        assert again.rows["column-1"].text == "date"
        assert "3 rows read = 0 written + 2 same as before + 1 rejected" in account(pilot)
    light, grace = sightings(store)
    assert (light["name_shown"], light["date"], light["flag_flown"]) == ("LIGHT", "2011-05-26", "BZ")
    assert json.loads(grace["as_printed"]) == {"date": "late May 2011", "flag_flown": "Cambodia"}


async def test_rows_that_cannot_be_taken_go_to_a_file_that_the_account_names(store: Path, tmp_path: Path) -> None:
    async with running(store) as pilot:
        screen = await name_file(pilot, "log.csv")
        await choose(pilot, screen, "column-1", "date")
        await press(pilot, "ctrl+s")
        assert f"The rejected rows are in {tmp_path / 'log.csv.rejects.csv'}" in account(pilot)
    with Path("log.csv.rejects.csv").open(encoding="utf-8", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert (row["line"], row["value"]) == ("4", "the other day")


async def test_u_takes_the_import_back_whole_on_the_main_screen_and_beside_its_account(store: Path) -> None:
    async with running(store) as pilot:
        await name_file(pilot, "log.csv")
        await press(pilot, "ctrl+s", "escape")
        assert isinstance(pilot.app.screen, BrowseScreen)
        assert len(sightings(store)) == 3
        await press(pilot, "u")
        assert sightings(store) == []
        await name_file(pilot, "log.csv")
        await press(pilot, "ctrl+s")
        assert len(sightings(store)) == 3
        assert "u takes it back" in status(pilot)
        await press(pilot, "u")
        assert sightings(store) == []
        assert status(pilot).startswith("Taken back")
    connection = open_store(store)
    newest = recent_changes(connection, 1)[0]
    assert (newest.action, newest.made_by) == ("undo", "Ada")
    connection.close()


async def test_a_wrong_path_says_what_is_wrong_and_stays(store: Path) -> None:
    async with running(store) as pilot:
        screen = await name_file(pilot, "lug.csv")
        await press(pilot, "enter")
        assert said(screen, "path").startswith("✗ There is no such file.")
        assert path_text(screen) == "lug.csv"
        await press(pilot, "ctrl+s")
        assert screen.is_current and path_text(screen) == "lug.csv"
        await name_file(pilot, "home")
        await press(pilot, "enter")
        assert "is a folder" in said(screen, "path")
        Path("empty.csv").touch()
        await name_file(pilot, "empty.csv")
        assert said(screen, "path").startswith("✗ is empty")


async def test_tab_completes_a_path_and_hidden_files_only_when_asked_for(store: Path) -> None:
    Path("home/.hidden.csv").write_text(LOG, encoding="utf-8")
    Path("home/lists").mkdir()
    for name in ("sdn-old.csv", "sdn-new.csv"):
        (Path("home/lists") / name).write_text(LOG, encoding="utf-8")
    async with running(store) as pilot:
        screen = await name_file(pilot, "ho")
        await press(pilot, "tab")
        assert path_text(screen) == "home/"
        assert screen.offers.is_open and ".hidden" not in drawn(pilot) and "lists/" in drawn(pilot)
        await write(pilot, ".h")
        await press(pilot, "tab")
        assert path_text(screen) == "home/.hidden.csv"
        assert screen.rows["format"].display
        await name_file(pilot, "~/l")
        await press(pilot, "tab")
        assert path_text(screen) == "~/lists/"
        await press(pilot, "tab")
        assert path_text(screen) == "~/lists/sdn-"
        await press(pilot, "down", "enter")
        assert path_text(screen) == "~/lists/sdn-new.csv"
        assert "3 rows read" in account(pilot)
        await press(pilot, "escape", "i")
        reopened = pilot.app.screen
        assert isinstance(reopened, ImportScreen)
        assert path_text(reopened) == f"{Path('home/lists').absolute()}/"


async def test_a_format_can_be_overruled_from_the_list(store: Path) -> None:
    Path("ais.csv").write_text(AIS, encoding="utf-8")
    async with running(store) as pilot:
        screen = await name_file(pilot, "ais.csv")
        assert screen.rows["format"].text == "AIS, MarineCadastre CSV"
        await choose(pilot, screen, "format", "through")
        assert screen.rows["format"].text == "CSV or TSV, through a mapping"
        assert said(screen, "format") == "✓ as you chose"
        assert screen.rows["column-7"].text == "name shown"
        await choose(pilot, screen, "format", "piracy")
        assert "has no column" in status(pilot)
        assert screen.rows["format"].text == "IMB piracy incidents, CSV"
        await press(pilot, "ctrl+s")
        assert sightings(store) == []


async def test_a_list_that_names_no_vessel_says_so(store: Path) -> None:
    Path("consolidated.xml").write_text(
        "<CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>HERON CO</FIRST_NAME></ENTITY></ENTITIES>"
        "</CONSOLIDATED_LIST>",
        encoding="utf-8",
    )
    async with running(store) as pilot:
        screen = await name_file(pilot, "consolidated.xml")
        assert screen.rows["format"].text == "UN Security Council Consolidated List, XML"
        assert "It names no vessel." in account(pilot)
        assert "party              1" in account(pilot)
    assert sightings(store) == []


async def test_a_file_of_no_known_format_asks_for_one(store: Path) -> None:
    Path("odd.txt").write_text("nothing here;\nnor here;\n", encoding="utf-8")
    async with running(store) as pilot:
        screen = await name_file(pilot, "odd.txt")
        assert "begins like no format known here" in said(screen, "format")
        await press(pilot, "ctrl+s")
        assert screen.current_row is screen.rows["format"]


async def test_positions_of_ais_can_be_thinned(store: Path) -> None:
    Path("ais.csv").write_text(AIS, encoding="utf-8")
    async with running(store) as pilot:
        screen = await name_file(pilot, "ais.csv")
        assert "3 rows read = 3 written" in account(pilot)
        await press(pilot, "enter", "down")
        assert screen.current_row is screen.rows["thin"]
        await write(pilot, "often")
        assert "is no number of seconds" in said(screen, "thin")
        await press(pilot, "ctrl+s")
        assert screen.is_current and screen.rows["thin"].text == "often"
        await press(pilot, "ctrl+u")
        await write(pilot, "60")
        assert "3 rows read = 2 written + 0 same as before + 0 rejected + 1 left out." in account(pilot)
        await press(pilot, "ctrl+s")
    assert [row["date"] for row in sightings(store)] == ["2024-01-01T00:00:00Z", "2024-01-01T00:02:00Z"]


async def test_what_is_no_choice_or_filled_twice_is_refused_beside_its_column(store: Path) -> None:
    async with running(store) as pilot:
        screen = await name_file(pilot, "log.csv")
        await choose(pilot, screen, "column-4", "sideways")
        assert "✗ “sideways” is none of the choices." in said(screen, "column-4")
        await press(pilot, "ctrl+s")
        assert screen.is_current and screen.rows["column-4"].text == "sideways"
        assert status(pilot) == "✗ To be mended: Flag shown."
        await choose(pilot, screen, "column-4", "name sh")
        assert "is filled by the column “Vessel name” already" in said(screen, "column-4")
        await press(pilot, "ctrl+s")
        assert screen.is_current
        await choose(pilot, screen, "column-4", "left")
        await press(pilot, "ctrl+s")
    assert json.loads(sightings(store)[0]["details"]) == {"Seen": "26 May 2011"}


async def test_rows_can_be_records_of_another_table(store: Path) -> None:
    Path("fleet.csv").write_text("Name,IMO number,Built\nLIGHT,8415433,1984\n", encoding="utf-8")
    async with running(store) as pilot:
        screen = await name_file(pilot, "fleet.csv")
        await choose(pilot, screen, "table", "ves")
        assert [screen.rows[f"column-{place}"].text for place in range(3)] == ["name", "IMO number", "built"]
        assert "vessel             1" in account(pilot)
        await press(pilot, "ctrl+s")
        assert app_of(pilot).connection.execute("SELECT name, imo FROM vessel").fetchone()[:] == ("LIGHT", "8415433")


async def test_of_a_large_file_the_first_rows_are_previewed_and_f5_looks_at_all(store: Path) -> None:
    rows = "".join(f"SHIP {n},2011-05-26\n" for n in range(7000))
    Path("large.csv").write_text(f"Ship,Date\n{rows}LAST,no day at all\n", encoding="utf-8")
    async with running(store) as pilot:
        await name_file(pilot, "large.csv")
        assert "Of the first 5000 rows only. F5 looks at the whole file." in account(pilot)
        assert "0 rejected" in account(pilot)
        await press(pilot, "f5")
        assert "Of the first" not in account(pilot)
        assert "7001 rows read = 7000 written + 0 same as before + 1 rejected" in account(pilot)


async def test_hostile_names_and_contents_are_shown_as_text(store: Path) -> None:
    name = "evil [x] \x1b[31m\u202e.csv"
    Path(name).write_text(
        "Ship,Date,\x1b]0;Col[/x]\n[/x]\x1b[0m,2011-05-26,[b]\u202e\nA,[red]\x07,\n", encoding="utf-8"
    )
    async with running(store) as pilot:
        screen = await name_file(pilot, "ev")
        await press(pilot, "tab")
        assert "[/x]␛[0m" in drawn(pilot) and "␛[31m<U+202E>.csv" in path_text(screen)
        assert STEERING.search(drawn(pilot)) is None
        await press(pilot, "ctrl+s")
        assert "␛[31m" in drawn(pilot) and "[red]" in account(pilot)
        assert STEERING.search(drawn(pilot)) is None
        await press(pilot, "escape", "2")
        assert STEERING.search(drawn(pilot)) is None
    assert [row["name_shown"] for row in sightings(store)] == ["[/x]\x1b[0m"]


async def test_a_mapping_kept_that_is_damaged_gives_way_to_a_guess(store: Path) -> None:
    async with running(store) as pilot:
        await name_file(pilot, "log.csv")
        await press(pilot, "ctrl+s", "i")
        (kept,) = Path("settings").rglob("*.toml")
        kept.write_text("table = ", encoding="utf-8")
        screen = await name_file(pilot, "log.csv")
        assert "guessed, because what was kept is of no use" in said(screen, "table")
        assert screen.rows["column-0"].text == "name shown"
