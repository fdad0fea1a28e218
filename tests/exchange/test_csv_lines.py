"""CSV of sightings is put together by SQLite and by blocks; it is what the plain way, cell by cell, gives."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.exchange.csv_cells import cell_text
from tracker.exchange.formats import export
from tracker.store.columns import COLUMNS, parse_sort
from tracker.store.connection import open_reader, open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded

ODD_TEXTS = (
    'the "Light"', "1, 2", "two\nlines", "a lone\rreturn", "\r=1", "=1+1", "+1", "-1", "-1+1", "-1; -2", "@x", "\tx",
    "'x", "null\0inside", "null\0, and a comma", ",", '"', "\n", " x ", "", "ünlü", "東海", ",-5", "x,=1", "-",
    "-0043-01-01",
)  # fmt: skip
ODD_NUMBERS = (0.0, -0.0, 5.0, -5.0, 0.1 + 0.2, 1 / 3, 1e-5, 53.1583, -49.2794, -0.01, 12.345678, 12.3456789, 1e-300)
ODD_SIZES = (*(abs(number) for number in ODD_NUMBERS), 1e15, 1e16, 123456789.125, 1e22, float("inf"), 999999.999999)
ODD_JSON = (
    "{}",
    "[]",
    '{"a": "b, c"}',
    '["x"]',
    "-5e3",
    '\t{"a": 1}',
    '{"a":\r\n1}',
    '{"quoted": "\\"x\\""}',
    "3",
    None,
)
TEXTS = ("place", "name_shown", "flag_flown", "activity", "cargo", "refusals", "statement", "note", "slug")
SIZES = ("radius_km", "speed_knots", "course_degrees", "length_m", "gross_tonnage")

WRITES = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1])
other.execute("UPDATE sighting SET note = 'written meanwhile', place = 'elsewhere, too'")
other.execute("UPDATE vessel SET name = 'RENAMED'")
other.commit()
"""


def synthetic() -> ModuleType:
    """The generator of small stores with gaps, retractions and odd text."""
    path = Path(__file__).parents[1] / "store" / "synthetic_store.py"
    spec = importlib.util.spec_from_file_location("small_synthetic_store", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plainly(store: Path, query: Query, *, raw: bool = False) -> bytes:
    """Return the file as it is when every value is read by itself and every cell written by itself."""
    columns = COLUMNS[query.target].values()
    connection = open_reader(store)
    selection, params = query.selection(", ".join(column.sql for column in columns))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(column.name for column in columns)
    for row in connection.execute(f"{selection} {query.order()}", params):
        texts = (_list(value) if column.is_json else value for column, value in zip(columns, row, strict=True))
        cells = [cell_text(_whole(text), raw=raw) for text in texts]
        quoting = csv.QUOTE_ALL if any("\r" in cell for cell in cells) else csv.QUOTE_MINIMAL
        csv.writer(out, lineterminator="\n", quoting=quoting).writerow(cells)
    connection.close()
    return out.getvalue().encode()


def _whole(value: Any) -> Any:
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**63
    return int(value) if is_whole else value


def _list(json_text: str | None) -> str:
    if json_text is None or '"' in json_text:
        return "; ".join(str(item) for item in json.loads(json_text or "[]") if item is not None)
    return "; ".join(item for item in json_text.strip("[]").split(",") if item != "null")


def exported(store: Path, query: Query, folder: Path, *, raw: bool = False) -> bytes:
    out = folder / "out.csv"
    export(store, out, query, raw=raw)
    return out.read_bytes()


def sightings(text: str = "", sort: str = "") -> Query:
    return Query("sightings", parse_filter(text, "sightings"), parse_sort(sort, "sightings"))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("stores")
    starter = open_store(folder / "starter.db", create=True)
    load_starter(starter, by="starter cases")
    starter.close()
    module = synthetic()
    module.make_store(folder / "gaps.db", 1_200).close()
    module.generator().draw(folder / "drawn.db", 1_700, 50, 20, 10)
    odd = open_store(folder / "odd.db", create=True)
    fill_with_odd_values(odd)
    odd.close()
    return {path.stem: path for path in folder.glob("*.db")}


def fill_with_odd_values(store: sqlite3.Connection) -> None:
    chance = random.Random(5)

    def odd(number: int) -> dict[str, Any]:
        values = {name: chance.choice((None, None, *ODD_TEXTS)) for name in TEXTS if chance.random() < 0.2}
        values["slug"] = f"{values['slug']}{number}" if values.get("slug") else None
        values |= {name: chance.choice((None, *ODD_SIZES)) for name in SIZES if chance.random() < 0.4}
        values |= {name: chance.choice(ODD_JSON) for name in ("details", "as_printed") if chance.random() < 0.3}
        if chance.random() < 0.6:
            values |= {"lat": chance.choice(ODD_NUMBERS), "lon": chance.choice(ODD_NUMBERS)}
        return values | {"vessel_id": chance.choice((None, *vessels)), "incident_id": chance.choice((None, *incidents))}

    with recorded(store, by="A", action="add", summary="Add") as change:
        sources = [change.insert("source", {"title": text or "none", "publisher": text}) for text in ODD_TEXTS]
        vessels = [change.insert("vessel", {"name": text}) for text in ODD_TEXTS if text]
        incidents = [change.insert("incident", {"title": text}) for text in ODD_TEXTS if text]
    # As another program may: the tracker itself refuses some of these values.
    insert = synthetic().insert
    store.execute("BEGIN")
    for number in range(1_200):
        insert(store, "sighting", id=10_000 + number, source_id=chance.choice(sources), **odd(number))
    store.execute("COMMIT")


@pytest.mark.parametrize("name", ["starter", "gaps", "drawn", "odd"])
@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("", ""), ("", "place,-lat"), ("", "-vessel"), ("flag:BZ,KP", ""), ("-has:position", "source,id"),
        ("is:retracted", ""),
    ],
)  # fmt: skip
def test_the_file_is_that_of_the_plain_way(
    stores: dict[str, Path], tmp_path: Path, name: str, text: str, sort: str
) -> None:
    query = sightings(text, sort)
    for raw in (False, True):
        assert exported(stores[name], query, tmp_path, raw=raw) == plainly(stores[name], query, raw=raw)


@pytest.mark.parametrize("target", ["incidents", "vessels", "sources"])
def test_other_tables_are_written_the_plain_way(stores: dict[str, Path], tmp_path: Path, target: str) -> None:
    for store in stores.values():
        assert exported(store, Query(target), tmp_path) == plainly(store, Query(target))


def test_the_stores_hold_rows_of_both_ways(stores: dict[str, Path]) -> None:
    """Without rows that need quotes, and many that do not, the tests above would say little."""
    lines = plainly(stores["odd"], sightings(), raw=True).decode()
    assert lines.count("\0") > 20
    assert lines.count('""') > 50
    drawn = plainly(stores["drawn"], sightings()).decode()
    assert '"' not in drawn


texts = st.none() | st.sampled_from(ODD_TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
few_digits = st.integers(-900_000, 900_000).map(lambda number: number / 10_000)
reals = st.none() | st.floats(0, 1e300) | few_digits.map(abs)
degrees = st.sampled_from(ODD_NUMBERS) | st.floats(-90, 90) | few_digits


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_values_are_written_as_the_plain_way_does(
    stores: dict[str, Path], tmp_path: Path, data: st.DataObject
) -> None:
    store = tmp_path / "any.db"
    store.unlink(missing_ok=True)
    connection = open_store(store, create=True)
    with recorded(connection, by="A", action="add", summary="Add") as change:
        source = change.insert("source", {"title": data.draw(texts) or "x", "publisher": data.draw(texts)})
        for _ in range(data.draw(st.integers(1, 4))):
            place = {"lat": data.draw(degrees), "lon": data.draw(degrees)} if data.draw(st.booleans()) else {}
            values = {name: data.draw(texts) for name in TEXTS if name != "slug"}
            sizes = {name: data.draw(reals) for name in SIZES}
            change.insert("sighting", {"source_id": source, **values, **sizes, **place})
    connection.close()
    assert exported(store, sightings(), tmp_path) == plainly(store, sightings())


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_what_another_process_writes_meanwhile_is_not_in_the_file(tmp_path: Path, ending: str) -> None:
    store, out = tmp_path / "store.db", tmp_path / f"out.{ending}"
    connection = synthetic().make_store(store, 2_600)
    connection.execute("UPDATE sighting SET note = 'a comma, here' WHERE id % 7 = 0")
    connection.close()
    export(store, out, sightings())
    before = out.read_bytes()
    told = []

    def write_once(done: int, _total: int | None) -> None:
        if not told:
            subprocess.run([sys.executable, "-c", WRITES, str(store)], check=True, timeout=60)
        told.append(done)

    export(store, out, sightings(), progress=write_once)
    assert out.read_bytes() == before
    assert len(told) > 3
    export(store, out, sightings())
    assert b"written meanwhile" in out.read_bytes()
