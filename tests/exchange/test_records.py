"""Whole records as JSON lines: everything a store holds is there, in an order in which it can be read in again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tracker.commands.root import cli
from tracker.exchange.formats import export
from tracker.store.connection import open_reader, open_store
from tracker.store.dismissing import dismiss
from tracker.store.filters.parse import parse_filter
from tracker.store.findings import keep_findings
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.tables import COLUMNS, LOAD_ORDER, REFERENCES
from tracker.store.write import recorded


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "cases.db"
    with closing(open_store(path, create=True)) as connection:
        load_starter(connection, by="starter cases")
        keep_findings(connection)
        finding = connection.execute("SELECT id FROM finding WHERE outcome = 'fires' ORDER BY id").fetchone()["id"]
        dismiss(connection, finding, "Known and harmless.", by="Ada")
        with recorded(connection, by="Ada", action="judge", summary="Judge") as change:
            incident = connection.execute("SELECT id FROM incident WHERE slug = 'light-2011'").fetchone()["id"]
            weighed = [row["id"] for row in connection.execute(
                "SELECT id FROM sighting WHERE incident_id = ? ORDER BY id LIMIT 2", (incident,))]  # fmt: skip
            change.insert(
                "judgement",
                {"incident_id": incident, "property": "flag_flown", "value": "BZ", "reasoning": "Said by all",
                 "analyst": "Ada", "considered": json.dumps(weighed)},
            )  # fmt: skip
            late = change.insert("source", {"title": "The original, found later"})
            early = connection.execute("SELECT min(id) AS id FROM source WHERE derived_from IS NULL").fetchone()["id"]
            change.update("source", early, {"derived_from": late})
            change.insert("sighting", {"source_id": late, "details": '{"crew": "22"}', "note": "line\nbreak \u2028 ✗"})
        with recorded(connection, by="Ada", action="retract", summary="Retract", why="doubled") as change:
            change.retract("sighting", weighed[0])
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_without_a_filter_every_row_of_every_record_table_is_there(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    result = CliRunner().invoke(cli, ["--store", str(store), "export", str(out)])
    assert result.exit_code == 0
    heading, *records = lines(out)
    assert heading["format"] == "tracker-records"
    assert heading["version"] == 1
    with closing(open_reader(store)) as connection:
        for table in LOAD_ORDER:
            written = {record["uid"]: record for record in records if record["table"] == table}
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            assert set(written) == {row["uid"] for row in rows}, table
            plain = set(COLUMNS[table]) - set(REFERENCES.get(table, ())) - {"id", "details", "as_printed", "considered"}
            for row in rows:
                assert {name: written[row["uid"]][name] for name in plain} == {name: row[name] for name in plain}


def test_a_line_refers_only_to_lines_above_it(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "all.records.jsonl", Query("incidents"))
    seen: set[tuple[str, str]] = set()
    references = 0
    for record in lines(tmp_path / "all.records.jsonl")[1:]:
        for column, table in REFERENCES.get(record["table"], {}).items():
            if record[column] is not None:
                references += 1
                assert (table, record[column]) in seen
        seen.add((record["table"], record["uid"]))
    assert references > 1000


def test_json_columns_kinds_and_weighed_sightings_are_written_out(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "all.records.jsonl", Query("incidents"))
    records = lines(tmp_path / "all.records.jsonl")
    slugs = {record.get("slug"): record for record in records}
    assert slugs["light-2011"]["kinds"] == ["flag-of-convenience", "interdiction", "mislabelled-cargo"]
    (judgement,) = [record for record in records if record["table"] == "judgement"]
    sightings = {record["uid"]: record for record in records if record["table"] == "sighting"}
    assert len(judgement["considered"]) == 2
    assert all(sightings[uid]["incident_id"] == judgement["incident_id"] for uid in judgement["considered"])
    assert sightings[judgement["considered"][0]]["retracted_at"] is not None
    (detailed,) = [record for record in sightings.values() if record["details"] == {"crew": "22"}]
    assert detailed["note"] == "line\nbreak \u2028 ✗"
    (dismissal,) = [record for record in records if record["table"] == "dismissal"]
    assert dismissal["reasoning"] == "Known and harmless."


def test_a_filter_takes_what_it_selects_with_all_it_refers_to(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "light.jsonl"
    export(store, out, Query("incidents", parse_filter("flag:BZ date:2011", "incidents")), "records")
    heading, *records = lines(out)
    assert heading["exported_filter"] == "flag:BZ date:2011"
    assert [record["slug"] for record in records if record["table"] == "incident"] == ["light-2011"]
    assert {"source", "vessel", "sighting", "judgement"} <= {record["table"] for record in records}


def test_the_same_store_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for name in ("a.records.jsonl", "b.records.jsonl"):
        export(store, tmp_path / name, Query("incidents"))
    assert (tmp_path / "a.records.jsonl").read_bytes() == (tmp_path / "b.records.jsonl").read_bytes()


def test_rows_are_what_a_jsonl_file_holds_where_they_are_asked_for(store: Path, tmp_path: Path) -> None:
    for number, words in enumerate((["--of", "sightings"], ["--as", "jsonl"], ["flag:BZ"])):
        out = tmp_path / f"{number}.jsonl"
        assert CliRunner().invoke(cli, ["--store", str(store), "export", str(out), *words]).exit_code == 0
        assert "table" not in lines(out)[0]


def rows_of(path: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with closing(open_reader(path)) as connection:
        connection.row_factory = None
        for table in (*LOAD_ORDER, "incident_kind", "change", "change_row", "finding", "incident_verdict"):
            yield table, connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def test_a_whole_store_goes_out_as_it_is_but_for_the_user_s_own_business(store: Path, tmp_path: Path) -> None:
    with closing(open_store(store)) as connection:
        connection.execute("INSERT INTO filter_history (filter, used_at) VALUES ('flag:secretland', '2026-01-01')")
    export(store, tmp_path / "all.db", Query("incidents"))
    assert dict(rows_of(tmp_path / "all.db")) == dict(rows_of(store))
    assert b"secretland" not in (tmp_path / "all.db").read_bytes()
    with closing(open_reader(tmp_path / "all.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
