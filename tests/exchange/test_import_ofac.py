"""The OFAC list: every ship of the real file, with what the list calls her, and nothing lost of what it prints."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from bent_files import read_unless_refused
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.imports.model import Entry, ImportOptions, LeftOut, Rejected
from tracker.exchange.imports.ofac_csv import FORMAT
from tracker.exchange.imports.ofac_remarks import read_remarks
from tracker.exchange.imports.run import import_file
from tracker.store.reference import load_reference
from tracker.store.verify import verify

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "ofac"
OPTIONS = ImportOptions(load_reference())
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")

ARTAVIL = (
    "Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; alt. Former Vessel Flag None Identified; Additional"
    " Sanctions Information - Subject to Secondary Sanctions; Vessel Registration Identification IMO 9187629;"
    " MMSI 572469210; f.k.a. 'ALPHA'; Linked To: NATIONAL IRANIAN TANKER COMPANY."
)


def a_list(folder: Path, *lines: str, aliases: str = "") -> Path:
    path = folder / "sdn.csv"
    path.write_bytes(("\r\n".join((*lines, "\x1a"))).encode("cp1252"))
    if aliases:
        (folder / "alt.csv").write_text(aliases, encoding="utf-8")
    return path


def ship(number: str = "15036", name: str = "ARTAVIL", flag: str = "Iran", remarks: str = ARTAVIL) -> str:
    return (
        f'{number},"{name}","vessel","IRAN",-0- ,"T2EU4","Crude Oil Tanker","99,144","56,068","{flag}",-0- ,"{remarks}"'
    )


def test_remarks_are_taken_apart_and_nothing_of_them_is_lost() -> None:
    found = read_remarks(ARTAVIL)
    assert (found.imos, found.mmsis) == (["9187629"], ["572469210"])
    assert found.former_flags == ["Malta", "Tuvalu", "None Identified"]
    assert (found.former_names, found.linked_to) == (["ALPHA"], ["NATIONAL IRANIAN TANKER COMPANY"])
    assert found.rest == ["Additional Sanctions Information - Subject to Secondary Sanctions"]


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_remarks_can_be_read(text: str) -> None:
    found = read_remarks(text)
    parts = [part for part in text.removesuffix(".").split(";") if part.strip()]
    lists = (
        found.imos, found.mmsis, found.call_signs, found.former_flags, found.other_flags, found.former_names,
        found.other_names, found.linked_to, found.rest,
    )  # fmt: skip
    assert sum(map(len, lists)) == len(parts)


def test_a_ship_comes_in_with_numbers_flags_names_owner_and_what_was_printed(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    path = a_list(tmp_path, ship(), aliases='15036,22153,"fka","ABADAN",-0- \r\n')
    import_file(store, path, by="Ada", options=OPTIONS)
    vessel = store.execute("SELECT * FROM vessel").fetchone()
    assert (vessel["name"], vessel["imo"], vessel["gross_tonnage"]) == ("ARTAVIL", "9187629", 56068)
    assert json.loads(vessel["as_printed"]) == {"gross_tonnage": "56,068"}
    called = {(row["name"], row["flag"], row["mmsi"]) for row in store.execute("SELECT * FROM identity")}
    assert called == {
        ("ARTAVIL", "IR", "572469210"), (None, "MT", None), (None, "TV", None), ("ALPHA", None, None),
        ("ABADAN", None, None),
    }  # fmt: skip
    former = store.execute("SELECT valid_to, as_printed FROM identity WHERE flag = 'MT'").fetchone()
    assert former["valid_to"].startswith("../")
    assert json.loads(former["as_printed"]) == {"flag": "Malta"}
    listing = store.execute("SELECT * FROM listing").fetchone()
    assert (listing["list"], listing["measure"], listing["reference"]) == ("OFAC-SDN", "IRAN", "15036")
    assert store.execute("SELECT party.name FROM party JOIN role ON role.party_id = party.id").fetchone()[0] == (
        "NATIONAL IRANIAN TANKER COMPANY"
    )
    assert verify(store) == []


def test_a_number_that_cannot_be_right_is_kept_and_named(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = a_list(tmp_path, ship(remarks="Vessel Registration Identification IMO 9187628; MMSI 12345"))
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert store.execute("SELECT imo, mmsi FROM identity").fetchone()[:] == ("9187628", "12345")
    assert store.execute("SELECT imo FROM vessel").fetchone()[0] is None
    assert [mark.split(":")[0] for mark in summary.marks] == ["line 1", "line 1"]
    assert "check digit fails" in summary.marks[0]


def test_rows_that_are_no_entries_are_rejected_and_the_others_come_in(tmp_path: Path) -> None:
    path = a_list(tmp_path, "1,2,3", ship(), '7,"SOMEBODY","individual","IRAN"' + ",-0- " * 8)
    kinds = Counter(type(item) for item in FORMAT.read(path, OPTIONS))
    assert kinds == {Rejected: 1, Entry: 1, LeftOut: 1}


@needs_samples
def test_every_ship_of_the_real_list_comes_in(store: sqlite3.Connection) -> None:
    summary = import_file(store, SAMPLES / "sdn.csv", by="Ada", options=OPTIONS)
    assert summary.format_name == "ofac-csv"
    assert summary.added == {"vessel": 403, "party": 97, "identity": 711, "role": 400, "listing": 489}
    assert (summary.read, summary.rejected, sum(summary.left_out.values())) == (8890, 0, 8401)
    assert summary.mark_count == 1, "15411 is no IMO number"
    flags = {row[0] for row in store.execute("SELECT flag FROM identity WHERE flag IS NOT NULL")}
    assert all(len(flag) == 2 for flag in flags), "every flag printed is a state's"
    assert import_file(store, SAMPLES / "sdn.csv", by="Ada", options=OPTIONS).changes_nothing
    assert verify(store) == []


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(tmp_path_factory: object, content: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "sdn.csv"  # type: ignore[attr-defined]
    items = read_unless_refused(FORMAT, path, content, OPTIONS)
    assert items is None or all(isinstance(item, Entry | LeftOut | Rejected) for item in items)
