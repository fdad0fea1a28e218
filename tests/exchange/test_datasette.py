"""Datasette opens an export: pages, titles, facets, names behind numbers and search, over loopback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tracker.commands.root import cli
from tracker.store.connection import open_reader, open_store
from tracker.store.starter import load_starter

pytest.importorskip("datasette", reason="datasette is not installed (extra test)")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datasette")
    with closing(open_store(folder / "cases.db", create=True)) as connection:
        load_starter(connection, by="starter cases")
    out = folder / "light.db"
    arguments = ["--store", str(folder / "cases.db"), "export", str(out), "flag:BZ", "date:2011", "--datasette"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert f"datasette {out} -m {folder / 'light.datasette.json'}" in result.stderr
    return out


@pytest.fixture(scope="module")
def address(exported: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "datasette", str(exported), "-m", str(exported.with_name("light.datasette.json")),
               "--host", "127.0.0.1", "--port", "0"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        said = ""
        for line in server.stderr:
            said += line
            found = re.search(r"running on (http://127\.0\.0\.1:[0-9]+)", line)
            if found:
                yield found[1]
                break
        else:
            raise AssertionError(f"datasette did not start: {said}")
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stderr.close()


def page(address: str, path: str) -> str:
    with urlopen(f"{address}{path}", timeout=30) as answer:
        assert answer.status == 200
        return str(answer.read().decode("utf-8"))


def test_the_first_page_has_titles_and_hides_what_is_the_program_s(address: str) -> None:
    assert "Maritime false-flag incidents" in page(address, "/")
    tables = {table["name"]: table for table in json.loads(page(address, "/light.json"))["tables"]}
    assert not tables["sighting"]["hidden"]
    assert all(tables[name]["hidden"] for name in ("record_number", "draft", "finding_due", "sighting_search_data"))
    assert "sighting_overview" in page(address, "/light")


def test_a_table_page_has_its_title_and_names_in_place_of_numbers(address: str) -> None:
    text = page(address, "/light/sighting")
    assert re.search(r"<h1[^>]*>\s*Sightings", text)
    assert "Flag seen flying." in text
    rows = json.loads(page(address, "/light/sighting.json?_labels=on&_shape=objects&vessel_id__notblank=1"))["rows"]
    assert {row["vessel_id"]["label"] for row in rows} == {"Light"}
    assert all(row["source_id"]["label"] for row in rows)


def test_a_facet_counts_flags(address: str, exported: Path) -> None:
    answer = json.loads(page(address, "/light/sighting.json"))
    facets = answer["facet_results"]
    facets = facets.get("results", facets)
    counted = {result["value"]: result["count"] for result in facets["flag_registered"]["results"]}
    with closing(open_reader(exported)) as connection:
        rows = connection.execute("SELECT flag_registered, count(*) FROM sighting GROUP BY 1").fetchall()
    assert counted == {row[0]: row[1] for row in rows if row[0] is not None}
    assert counted["BZ"] > 1


@pytest.mark.parametrize("table", ["sighting", "sighting_overview"])
def test_search_is_answered_for_tables_and_views(address: str, table: str) -> None:
    found = json.loads(page(address, f"/light/{table}.json?_search=missile&_shape=objects"))["rows"]
    everything = json.loads(page(address, f"/light/{table}.json?_shape=objects&_size=max"))["rows"]
    assert 0 < len(found) < len(everything)
    assert all("missile" in json.dumps(row).lower() for row in found)


def test_metadata_names_only_tables_views_and_columns_that_there_are(exported: Path) -> None:
    metadata = json.loads(exported.with_name("light.datasette.json").read_text(encoding="utf-8"))
    with closing(open_reader(exported)) as connection:
        for table, shown in metadata["databases"]["light"]["tables"].items():
            columns = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert columns, table
            sorts = [shown[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in shown]
            assert {*shown.get("facets", ()), *shown.get("columns", ()), *sorts} <= columns, table


def test_other_formats_refuse_metadata(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["export", str(tmp_path / "out.csv"), "--datasette"])
    assert result.exit_code == 2
    assert "goes with a SQLite file" in result.stderr
