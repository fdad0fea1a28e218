"""Exports: complete, exact, and written so that an interruption leaves what stood there before."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tracker.domain.indicators.registry import RULES
from tracker.exchange.csv_cells import cell_text
from tracker.exchange.documents.of_record import document_of
from tracker.exchange.documents.to_text import to_text
from tracker.exchange.formats import export, format_of
from tracker.exchange.writing import Cancelled, ExportError
from tracker.store.columns import COLUMNS
from tracker.store.connection import open_reader, open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.finding_marks import waiting
from tracker.store.findings import keep_findings
from tracker.store.history import history_of
from tracker.store.results import Query, count
from tracker.store.starter import load_starter
from tracker.store.verify import verify
from tracker.store.write import recorded


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "cases.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    return path


def _query(text: str = "", target: str = "incidents") -> Query:
    return Query(target, parse_filter(text, target))


def test_a_filtered_store_holds_the_cases_with_all_they_refer_to_and_verifies(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "belize.db"

    done = export(store, out, _query("flag:BZ date:2011"))

    opened = open_store(out)
    assert verify(opened) == []
    assert [row["slug"] for row in opened.execute("SELECT slug FROM incident")] == ["light-2011"]
    assert done.counts["sighting"] >= 20
    cited = opened.execute("SELECT count(*) FROM source WHERE slug = 'nyt-light'").fetchone()[0]
    assert cited == 1, "the source that others retell goes along"
    light = opened.execute("SELECT id FROM incident").fetchone()["id"]
    assert history_of(opened, light)[-1].summary == "Load the starter cases"
    found = opened.execute("SELECT count(*) FROM sighting_search WHERE sighting_search MATCH 'missile*'").fetchone()
    assert found[0] > 0


def test_an_unfiltered_store_is_the_whole_store(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.sqlite"
    export(store, out, _query())
    mine, theirs = open_reader(store), open_reader(out)
    for target in ("incidents", "sightings", "vessels", "sources"):
        assert count(mine, Query(target)) == count(theirs, Query(target))
    assert verify(open_store(out)) == []


def test_edited_and_retracted_records_keep_their_history_in_the_export(store: Path, tmp_path: Path) -> None:
    connection = open_store(store)
    sighting = connection.execute("SELECT id FROM sighting WHERE slug = 'light-2011-s1'").fetchone()["id"]
    with recorded(connection, by="A", action="edit", summary="Edit") as change:
        change.update("sighting", sighting, {"cargo": "missile parts"})
    with recorded(connection, by="A", action="retract", summary="Retract", why="doubled") as change:
        change.retract("sighting", sighting)
    out = tmp_path / "out.db"
    export(store, out, _query("light", "incidents"))
    exported = open_store(out)
    assert verify(exported) == []
    assert [c.action for c in history_of(exported, sighting)][:2] == ["retract", "edit"]


def test_the_export_opens_in_other_sqlite_tools(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    export(store, out, _query("kind:false-flag"))
    database = Database(out)
    assert {"incident_overview", "sighting_claims", "vessel_identities"} <= set(database.view_names())
    row = next(database.query("SELECT * FROM incident_overview ORDER BY sightings DESC LIMIT 1"))
    assert row["title"]
    assert list(database.query("PRAGMA foreign_key_check")) == []


def test_csv_has_every_column_and_defuses_formulas(store: Path, tmp_path: Path) -> None:
    connection = open_store(store)
    with recorded(connection, by="A", action="add", summary="Add") as change:
        change.insert("incident", {"title": "=HYPERLINK(1)"})
    out, raw = tmp_path / "out.csv", tmp_path / "raw.csv"
    export(store, out, _query())
    export(store, raw, _query(), raw=True)
    with out.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == list(COLUMNS["incidents"])
    assert "'=HYPERLINK(1)" in {row["title"] for row in rows}
    assert "'=HYPERLINK(1)" not in raw.read_text(encoding="utf-8")
    assert cell_text(-5.5, raw=False) == "-5.5", "a number is no formula"
    assert cell_text("-5.5", raw=False) == "-5.5"
    assert cell_text("-5+5", raw=False) == "'-5+5"
    assert cell_text([-5.5, -2, None], raw=False) == "-5.5; -2"


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the sqlite3 shell is not installed")
def test_the_export_opens_in_the_sqlite3_shell(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "light.db"
    export(store, out, _query("flag:BZ date:2011"))
    asked = (
        "PRAGMA integrity_check;",
        "SELECT title FROM incident_overview;",
        "SELECT count(*) > 0 FROM sighting_search WHERE sighting_search MATCH 'missile';",
    )
    answers = [
        subprocess.run(["sqlite3", "-readonly", str(out), sql], capture_output=True, text=True, check=True).stdout
        for sql in asked
    ]
    title = open_reader(out).execute("SELECT title FROM incident").fetchone()["title"]
    assert answers == ["ok\n", f"{title}\n", "1\n"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), lat=st.floats(-90, 90))
def test_every_cell_of_csv_reads_back_as_it_is_in_the_store(tmp_path: Path, text: str, lat: float) -> None:
    store, out, raw = tmp_path / "cells.db", tmp_path / "cells.csv", tmp_path / "raw.csv"
    store.unlink(missing_ok=True)
    connection = open_store(store, create=True)
    with recorded(connection, by="A", action="add", summary="Add") as change:
        source = change.insert("source", {"title": text})
        change.insert("sighting", {"source_id": source, "note": text, "place": "1, 2", "lat": lat, "lon": -5.5})
    connection.close()
    export(store, out, _query(target="sightings"))
    export(store, raw, _query(target="sightings"), raw=True)
    for path, is_raw in ((out, False), (raw, True)):
        with path.open(encoding="utf-8", newline="") as handle:
            (row,) = list(csv.DictReader(handle))
        assert row["note"] == row["source"] == cell_text(text, raw=is_raw)
        assert row["place"] == "1, 2"
        assert (float(row["lat"]), row["lon"]) == (lat, "-5.5")
        assert None not in row


def test_json_and_json_lines_hold_the_same_rows(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "out.json", _query("flag:KP", "sightings"))
    export(store, tmp_path / "out.jsonl", _query("flag:KP", "sightings"))
    array = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert array == lines
    assert len(array) > 10
    assert list(array[0]) == list(COLUMNS["sightings"])


@pytest.mark.parametrize("name", ["out.db", "out.csv", "out.json"])
def test_an_interrupted_export_leaves_the_old_file_and_no_other(store: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / name
    out.write_text("what stood here", encoding="utf-8")

    def stop(_done: int, _total: int | None) -> None:
        raise Cancelled("called off")

    connection = open_store(store)
    with recorded(connection, by="A", action="import", summary="Many") as change:
        change.insert_many("incident", ("title",), ((f"Case {n}",) for n in range(600)))
    with pytest.raises(Cancelled):
        export(store, out, _query(), progress=stop)
    assert out.read_text(encoding="utf-8") == "what stood here"
    assert [path.name for path in folder.iterdir()] == [name]


def test_places_that_cannot_be_written_are_refused_with_a_sentence(store: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the store itself"):
        export(store, store, _query(), "csv")
    with pytest.raises(ExportError, match="folder"):
        export(store, tmp_path, _query(), "csv")
    with pytest.raises(ExportError, match="does not exist"):
        export(store, tmp_path / "none" / "out.csv", _query())
    with pytest.raises(ExportError, match="names no format"):
        format_of(tmp_path / "out.doc")


def test_a_store_open_in_another_program_is_not_replaced(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "open.db"
    export(store, out, _query("flag:BZ"))
    holder = sqlite3.connect(out)
    holder.execute("PRAGMA journal_mode = WAL")
    holder.execute("CREATE TABLE scratch (a)")
    with pytest.raises(ExportError, match="open in another program"):
        export(store, out, _query("flag:KP"))
    holder.close()


def test_a_flag_that_is_denied_never_reads_as_one_that_was_shown(store: Path) -> None:
    connection = open_reader(store)
    denial = connection.execute(
        "SELECT vessel_id FROM sighting WHERE stance = 'denies' AND flag_registered = 'GY' AND vessel_id IS NOT NULL"
    ).fetchone()
    text = to_text(document_of(connection, denial["vessel_id"]))
    assert "denied: registered Guyana" in text
    assert not [line for line in text.splitlines() if "registered Guyana" in line and "denied" not in line]


def test_findings_go_out_with_the_version_of_their_rule(store: Path, tmp_path: Path) -> None:
    connection = open_store(store)
    keep_findings(connection)
    connection.close()
    export(store, tmp_path / "findings.csv", _query("finding:two-nationalities vessel:light", "findings"))
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as handle:
        (row,) = [row for row in csv.DictReader(handle) if row["vessel"] == "Light"]
    assert row["version"] == str(RULES["two-nationalities"].version)
    with pytest.raises(ExportError, match="Export vessels under a filter"):
        export(store, tmp_path / "findings.db", _query("finding:age", "findings"))


def test_an_exported_case_has_the_findings_that_follow_from_what_is_in_it(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "light.db", _query("flag:BZ date:2011"))
    exported = open_store(tmp_path / "light.db")
    rules = {row["rule"] for row in exported.execute("SELECT rule FROM finding")}
    assert "two-nationalities" in rules
    assert waiting(exported) == 0
    assert verify(exported) == []
    exported.close()
