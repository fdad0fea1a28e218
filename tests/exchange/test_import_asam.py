"""Anti-shipping messages: positions on two lines, years that differ, and a ship's name only where it is plain."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from bent_files import read_unless_refused
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.imports.asam import FORMAT
from tracker.exchange.imports.asam_victim import Victim, read_victim
from tracker.exchange.imports.model import Entry, ImportOptions, LeftOut, Rejected
from tracker.exchange.imports.run import import_file
from tracker.store.reference import load_reference
from tracker.store.verify import verify

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "asam" / "ASAM_21_June_22.csv"
OPTIONS = ImportOptions(load_reference())
HEADER = "\ufeffreference,date,position,navArea,subreg,hostility,victim,description,\n"
MESSAGE = (
    """2022-146,2022-06-01,"46°37'50.89""N\n31°35'01.64""E",III,55,Military activity,Tanzania-flagged tanker"""
    """ BRENTIX,"UKRAINE: On 1 June, the tanker was struck.",\n"""
)


def messages(folder: Path, *rows: str) -> Path:
    path = folder / "asam.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tanzania-flagged tanker BRENTIX", Victim("tanker", "BRENTIX", "Tanzania")),
        ("Singapore-flagged LPG Tanker EPIC BOLIVAR", Victim("LPG tanker", "EPIC BOLIVAR", "Singapore")),
        ("Anchored tanker PUFFIN PACIFIC", Victim("tanker", "PUFFIN PACIFIC")),
        ("CHEMICAL TANKER MATRIX I", Victim("chemical tanker", "MATRIX I")),
        ("M/V HERMES HOPE", Victim(None, "HERMES HOPE")),
        ("MERCHANT VESSEL", Victim()),
        ("TUG AND BARGE", Victim("tug")),
        ("BULK CARRIER UNDERWAY", Victim("bulk carrier")),
        ("Two Panama-flagged bulk carriers", Victim(flag="Panama")),
        ("NAVY OUTPOST", Victim()),
        ("VEGA", Victim()),
        ("", Victim()),
    ],
)
def test_a_victim_is_read_only_as_far_as_it_is_plain(text: str, expected: Victim) -> None:
    assert read_victim(text) == expected


@given(st.text(max_size=120))
@settings(max_examples=80)
def test_any_text_on_a_victim_can_be_read(text: str) -> None:
    name = read_victim(text).name
    assert name is None or name in " ".join(text.split())


def test_a_message_becomes_an_incident_with_a_sighting_and_keeps_what_it_printed(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    summary = import_file(store, messages(tmp_path, MESSAGE), by="Ada", options=OPTIONS)
    assert (summary.format_name, summary.written) == ("asam", 1)
    sighting = store.execute("SELECT * FROM sighting").fetchone()
    assert (sighting["date"], sighting["name_shown"], sighting["flag_flown"]) == ("2022-06-01", "BRENTIX", "TZ")
    assert (round(sighting["lat"], 4), round(sighting["lon"], 4)) == (46.6308, 31.5838)
    printed = json.loads(sighting["as_printed"])
    assert printed["victim"] == "Tanzania-flagged tanker BRENTIX"
    assert printed["position"] == "46°37'50.89\"N 31°35'01.64\"E"
    assert sighting["place"] == "Ukraine"
    assert verify(store) == []


def test_a_year_that_differs_and_a_position_that_cannot_be_are_marked_and_kept(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    row = """2017-37,2016-12-22,"5°71'00""N\n4°00'00""E",II,57,ROBBERS,TANKER,"NIGERIA: Boarded.",\n"""
    summary = import_file(store, messages(tmp_path, row), by="Ada", options=OPTIONS)
    assert summary.mark_count == 2
    sighting = store.execute("SELECT * FROM sighting").fetchone()
    assert (sighting["date"], sighting["lat"], sighting["lon"]) == ("2016-12-22", None, None)
    assert "5°71'00" in json.loads(sighting["as_printed"])["position"]


@pytest.mark.parametrize(
    ("printed", "lat", "lon"),
    [
        ("5°60'00\"N 4°00'00\"E", 6.0, 4.0),
        ("2°60'00\"S 81°60'00\"W", -3.0, -82.0),
        ("4°59'60\"N 4°00'30\"E", 5.0, 4.008333333),
    ],
)
def test_sixty_minutes_are_the_next_degree_and_are_marked(tmp_path: Path, printed: str, lat: float, lon: float) -> None:
    cell = printed.replace(" ", "\n").replace('"', '""')
    row = f"""2016-37,2016-12-22,"{cell}",II,57,ROBBERS,TANKER,"NIGERIA: Boarded.",\n"""
    (entry,) = FORMAT.read(messages(tmp_path, row), OPTIONS)
    assert isinstance(entry, Entry)
    values = entry.records[1].values
    assert (values["lat"], values["lon"]) == (lat, lon)
    assert json.loads(values["as_printed"])["position"] == printed
    assert [mark for mark in entry.marks if "60" in mark] == [
        f"Position “{printed}” has 60 minutes or seconds; taken for the next full degree or minute."
    ]


def test_a_row_without_a_day_is_rejected_and_a_repeat_left_out(tmp_path: Path) -> None:
    path = messages(tmp_path, MESSAGE, MESSAGE, "2022-1,June,,II,57,ROBBERS,TANKER,told,\n")
    assert [type(item) for item in FORMAT.read(path, OPTIONS)] == [Entry, LeftOut, Rejected]


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
def test_every_message_of_the_real_file_comes_in(store: sqlite3.Connection) -> None:
    summary = import_file(store, SAMPLE, by="Ada", options=OPTIONS)
    assert (summary.read, summary.written, summary.rejected) == (8642, 8640, 0)
    assert summary.left_out == {"exact repeat of an earlier row": 2}
    count = "SELECT count(*) FROM sighting WHERE "
    assert store.execute(count + "lat IS NULL").fetchone()[0] == 0
    assert summary.mark_count == 378 + 556 + 1, "minutes of 60, years that differ, and a flag that is no state's name"
    assert store.execute(count + "name_shown IS NOT NULL").fetchone()[0] == 476
    assert store.execute(count + "flag_flown IS NOT NULL").fetchone()[0] == 155
    assert store.execute(count + "vessel_type IS NOT NULL").fetchone()[0] == 3972
    assert import_file(store, SAMPLE, by="Ada", options=OPTIONS).changes_nothing


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(tmp_path_factory: object, content: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "asam.csv"  # type: ignore[attr-defined]
    items = read_unless_refused(FORMAT, path, HEADER.encode() + content, OPTIONS)
    assert items is None or all(isinstance(item, Entry | LeftOut | Rejected) for item in items)
