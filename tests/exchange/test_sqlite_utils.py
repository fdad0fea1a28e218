"""The sqlite-utils command line opens an export: its tables, rows and views, and searches it without being told how."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlite_utils.cli import cli as sqlite_utils

from tracker.commands.root import cli
from tracker.store.connection import open_reader, open_store
from tracker.store.starter import load_starter
from tracker.store.tables import RECORD_CLASSES
from tracker.store.verify import SEARCHED_TABLES, verify


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite-utils")
    with closing(open_store(folder / "cases.db", create=True)) as connection:
        load_starter(connection, by="starter cases")
    out = folder / "light.db"
    result = CliRunner().invoke(cli, ["--store", str(folder / "cases.db"), "export", str(out), "flag:BZ", "date:2011"])
    assert result.exit_code == 0, result.output
    return out


def asked(*words: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(sqlite_utils, list(words))
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def test_it_opens_an_export_in_a_process_of_its_own_and_counts_its_tables(exported: Path) -> None:
    command = [sys.executable, "-m", "sqlite_utils", "tables", str(exported), "--counts"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    counts = {row["table"]: row["count"] for row in json.loads(done.stdout)}
    with closing(open_reader(exported)) as connection:
        for table in RECORD_CLASSES:
            assert counts[table] == connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    assert counts["sighting"] > 1


def test_its_rows_are_the_records_with_their_columns(exported: Path) -> None:
    (light,) = asked("rows", str(exported), "vessel")
    assert light["name"] == "Light"
    flags = asked("rows", str(exported), "sighting", "-c", "uid", "-c", "flag_registered")
    assert "BZ" in {row["flag_registered"] for row in flags}
    assert all(row.keys() == {"uid", "flag_registered"} for row in flags)


def test_its_views_and_its_own_queries_work(exported: Path) -> None:
    views = {row["view"] for row in asked("views", str(exported))}
    assert {"incident_overview", "sighting_overview", "vessel_identities"} <= views
    (found,) = asked(str(exported), "SELECT count(*) AS n FROM sighting_overview")
    assert found["n"] == len(asked("rows", str(exported), "sighting"))


def test_its_search_finds_the_rows_that_have_a_word(exported: Path) -> None:
    found = asked("search", str(exported), "sighting", "missile", "-c", "id", "-c", "cargo", "-c", "statement")
    everything = asked("rows", str(exported), "sighting")
    assert 0 < len(found) < len(everything)
    by_id = {row["id"]: row for row in everything}
    assert all("missile" in json.dumps(by_id[row["id"]]).lower() for row in found)


@pytest.mark.parametrize("table", SEARCHED_TABLES)
def test_every_table_with_an_index_can_be_searched(exported: Path, table: str) -> None:
    assert asked("search", str(exported), table, "no such words at all", "--quote") == []


def test_an_export_is_still_sound_after_all_that(exported: Path) -> None:
    with closing(open_store(exported)) as connection:
        assert verify(connection) == []
