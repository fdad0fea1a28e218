"""The command line: data on stdout, words on stderr, exit 0, 1 or 2, and the same checks as the form."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.commands.root import cli
from tracker.store.connection import open_reader, open_store
from tracker.store.starter import load_starter
from tracker.store.verify import verify

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("starter") / "cases.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    return path


@pytest.fixture
def store(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_ANALYST", "J. Marlow")
    monkeypatch.delenv("TRACKER_STORE", raising=False)
    return Path(shutil.copy(starter, tmp_path / "cases.db"))


@pytest.fixture
def run(store: Path) -> Run:
    def invoke(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["--store", str(store), *words], input=given)

    return invoke


def test_init_makes_a_store_with_or_without_cases_and_never_over_a_file(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(cli, ["init", str(tmp_path / "a.db")]).exit_code == 0
    assert runner.invoke(cli, ["init", "--empty", str(tmp_path / "b.db")]).exit_code == 0
    counts = [
        open_reader(tmp_path / name).execute("SELECT count(*) FROM incident").fetchone()[0] for name in ("a.db", "b.db")
    ]
    assert counts == [112, 0]
    again = runner.invoke(cli, ["init", str(tmp_path / "a.db")])
    assert again.exit_code == 1
    assert "already" in again.stderr


def test_list_prints_rows_on_stdout_and_the_filter_in_english_on_stderr(run: Run) -> None:
    result = run("list", "incidents", "flag:BZ", "date:2011")
    assert result.exit_code == 0
    assert "Belize-flagged M/V Light turned back" in result.stdout
    assert result.stderr.strip() == "1 of 112 incidents: any flag is Belize, dated within 2011"
    assert "of 112" not in result.stdout


def test_list_counts_sorts_limits_and_chooses_columns(run: Run) -> None:
    counted = run("list", "sightings", "vessel:light", "--count").stdout.strip()
    assert int(counted) == len(run("list", "sightings", "vessel:light", "--format", "jsonl").stdout.splitlines()) > 20
    rows = json.loads(
        run(
            "list", "sources", "--sort", "publisher", "--columns", "id,publisher", "--limit", "3", "--format", "json"
        ).stdout
    )
    assert [list(row) for row in rows] == [["id", "publisher"]] * 3
    publishers = [row["publisher"] for row in rows]
    assert publishers == sorted(publishers)


def test_list_formats_hold_the_same_rows(run: Run) -> None:
    array = json.loads(run("list", "vessels", "flag:IR", "--format", "json").stdout)
    lines = [json.loads(line) for line in run("list", "vessels", "flag:IR", "--format", "jsonl").stdout.splitlines()]
    cells = list(csv.DictReader(io.StringIO(run("list", "vessels", "flag:IR", "--format", "csv").stdout)))
    assert array == lines
    assert [row["name"] for row in cells] == [row["name"] for row in array]
    assert len(array) > 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list", "incidents", "flg:BZ"), 1, "Did you mean flag:"),
        (("list", "incidents", "date:20111"), 1, "date"),
        (("list", "incidents", "--columns", "titel"), 1, "Did you mean title"),
        (("list", "incidents", "--sort", "dat"), 1, "date"),
        (("list", "ships"), 2, "Usage"),
        (("show", "no-such-case"), 1, "no-such-case"),
        (("shew", "light-2011"), 2, "No such command"),
        (("retract", "light-2011"), 2, "--why"),
        (("add", "sighting"), 2, "FIELD=VALUE"),
        (("undo", "999"), 1, "999"),
    ],
)
def test_what_is_refused_is_said_on_stderr_with_its_exit_code(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_show_writes_a_record_whole_by_slug_id_and_uid(run: Run) -> None:
    shown = json.loads(run("show", "light-2011", "--format", "json").stdout)
    assert {"sightings", "history", "agreement", "findings", "slug", "title"} <= set(shown)
    assert len({sighting["source_id"] for sighting in shown["sightings"]}) >= 10
    verdicts = {row["property"]: row["verdict"] for row in shown["agreement"]}
    assert verdicts["date"] == verdicts["place"] == verdicts["cargo"] == verdicts["destination"] == "contested"
    assert verdicts["flag_flown"] == "agreed"
    assert shown["history"][-1]["summary"] == "Load the starter cases"
    for name in (str(shown["id"]), shown["uid"]):
        assert "Belize-flagged M/V Light turned back" in run("show", name).stdout
    assert run("show", "light-2011", "--format", "markdown").stdout.startswith("# Belize-flagged M/V Light")


def test_add_reads_what_people_type_and_prints_the_new_id(run: Run, store: Path) -> None:
    result = run(
        "add", "sighting", "source=upi-light", "incident=light-2011", "vessel=light", "date=late May 2011",
        "flag_flown=Belizean", "position=31-12N 122-30E ±5 nm", "mmsi_shown=312123000",
    )  # fmt: skip
    assert result.exit_code == 0
    row = open_reader(store).execute("SELECT * FROM sighting WHERE id = ?", (int(result.stdout),)).fetchone()
    assert (row["date"], row["flag_flown"], row["lat"]) == ("2011-05-21~/2011-05-31~", "BZ", 31.2)
    assert "MID 312: Belize" in result.stderr


def test_add_takes_json_with_column_names(run: Run, store: Path) -> None:
    given = {
        "source_id": "upi-light", "date": "2011-05-26", "lat": 29, "lon": 122.5, "radius_km": 150,
        "details": {"crew": "22"},
    }  # fmt: skip
    result = run("add", "sighting", "--json", "-", given=json.dumps(given))
    assert result.exit_code == 0, result.stderr
    row = open_reader(store).execute("SELECT * FROM sighting WHERE id = ?", (int(result.stdout),)).fetchone()
    assert (row["lat"], row["lon"], row["radius_km"]) == (29.0, 122.5, 150.0)
    assert json.loads(row["details"]) == {"crew": "22"}


def test_add_names_every_wrong_field_and_writes_nothing(run: Run, store: Path) -> None:
    result = run("add", "sighting", "date=03/04/2011", "cargoo=rice", "credibility=9")
    assert result.exit_code == 1
    for said in ("2011-03-04", "2011-04-03", "Did you mean cargo?", "credibility", "source: is needed"):
        assert said in result.stderr
    assert open_reader(store).execute("SELECT count(*) FROM change").fetchone()[0] == 1


def test_edit_retract_history_undo_and_redo(run: Run, store: Path) -> None:
    assert run("edit", "light-2011", "status=assessed", "--why", "All pages read").exit_code == 0
    assert run("retract", "light-2011-s9", "--why", "A retelling").exit_code == 0
    assert run("retract", "light-2011-s9", "--why", "again").exit_code == 1
    told = run("history", "light-2011").stdout
    assert "open → assessed" in told
    assert "J. Marlow" in told
    assert run("undo").exit_code == 0
    status = "SELECT retracted_at FROM sighting WHERE slug = 'light-2011-s9'"
    assert open_reader(store).execute(status).fetchone()[0] is None
    assert run("undo", "--redo").exit_code == 0
    assert open_reader(store).execute(status).fetchone()[0] is not None
    assert verify(open_reader(store)) == []
    assert json.loads(run("history", "--format", "json").stdout)[0]["action"] == "redo"


def test_export_to_sqlite_verifies_and_reopens(run: Run, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    result = run("export", str(out), "flag:BZ", "date:2011")
    assert result.exit_code == 0
    assert str(out) in result.stderr
    again = CliRunner().invoke(cli, ["--store", str(out), "verify"])
    assert (again.exit_code, again.stdout) == (0, "")


def test_verify_names_what_is_wrong_and_exits_1(run: Run, store: Path) -> None:
    connection = sqlite3.connect(store)
    connection.execute("UPDATE sighting SET cargo = 'altered behind its back' WHERE slug = 'light-2011-s1'")
    connection.commit()
    connection.close()
    result = run("verify")
    assert result.exit_code == 1
    assert "sighting" in result.stdout


def test_tracker_store_names_the_store_and_the_default_one_is_made_on_first_use(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store))
    assert CliRunner().invoke(cli, ["list", "incidents", "--count"]).stdout.strip() == "112"
    monkeypatch.delenv("TRACKER_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    first = CliRunner().invoke(cli, ["list", "incidents", "--count"])
    assert first.stdout.strip() == "112"
    assert "First run" in first.stderr
    assert (tmp_path / "home" / "tracker" / "tracker.db").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_printed_for_each_shell(shell: str) -> None:
    result = CliRunner().invoke(cli, ["completion", shell])
    assert result.exit_code == 0
    assert "_TRACKER_COMPLETE" in result.stdout


def test_python_dash_m_tracker_is_the_same_program(store: Path) -> None:
    command = [sys.executable, "-m", "tracker", "--store", str(store), "list", "incidents", "--count"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "112"


def test_a_wrong_store_is_one_clear_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    before = other.read_bytes()
    result = CliRunner().invoke(cli, ["--store", str(other), "list", "incidents"])
    assert result.exit_code == 1
    assert "another program" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert other.read_bytes() == before


def test_rows_are_exported_as_they_were_entered_or_as_asked(run: Run, tmp_path: Path) -> None:
    def column(name: str, *words: str) -> list[str]:
        out = tmp_path / "rows.csv"
        result = run("export", str(out), "--of", "sightings", *words)
        assert result.exit_code == 0, result.output
        with out.open(encoding="utf-8", newline="") as handle:
            return [row[name] for row in csv.DictReader(handle)]

    ids = [int(cell) for cell in column("id")]
    assert ids == sorted(ids)
    assert len(ids) > 400
    days = column("date_earliest", "--sort=-date", "date:>=1900")
    assert days == sorted(days, reverse=True)
    refused = run("export", str(tmp_path / "none.csv"), "--of", "sightings", "--sort=colour")
    assert refused.exit_code == 1
    assert "'colour' is no column of sightings" in refused.output
    assert not (tmp_path / "none.csv").exists()
