"""Result windows: the order is total, the first page and the windows agree, and the interactive paths use
indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_store import make_store

from tracker.domain.errors import FieldError
from tracker.store.columns import COLUMNS, DEFAULT_COLUMNS, DEFAULT_SORT, TABLES, TARGETS, chosen_columns
from tracker.store.connection import open_reader, open_store
from tracker.store.filters import EVERYTHING, parse_filter
from tracker.store.results import (
    Query,
    SortKey,
    change_counter,
    count,
    first_rows_or_all,
    ordered_ids,
    parse_sort,
    records_as_dicts,
    rows_by_id,
    sort_text,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "synthetic.db"


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[sqlite3.Connection]:
    connection = make_store(path)
    yield connection
    connection.close()


def plan(store: sqlite3.Connection, query: Query, *, ordered: bool = True) -> str:
    """Return SQLite's plan for the query's ids, one step a line."""
    selection, params = query.selection()
    order = f"{query.order()} LIMIT 40" if ordered else ""
    rows = store.execute(f"EXPLAIN QUERY PLAN {selection} {order}", params)
    return "\n".join(row["detail"] for row in rows)


@pytest.mark.parametrize("target", TARGETS)
def test_every_column_is_shown_and_sorted_by(store: sqlite3.Connection, target: str) -> None:
    for name in COLUMNS[target]:
        up = list(ordered_ids(store, Query(target, sort=(SortKey(name),))))
        down = list(ordered_ids(store, Query(target, sort=(SortKey(name, descending=True),))))
        assert sorted(up) == sorted(down) == sorted(ordered_ids(store, Query(target)))
        rows = first_rows_or_all(store, Query(target, sort=(SortKey(name),)), (name,), 5)[0]
        assert [row.id for row in rows] == up[:5]


@pytest.mark.parametrize("target", TARGETS)
def test_every_stored_column_has_a_column(store: sqlite3.Connection, target: str) -> None:
    stored = {row["name"] for row in store.execute(f"PRAGMA table_info({TABLES[target]})")}
    assert stored <= set(COLUMNS[target])


sorts = st.sampled_from(TARGETS).flatmap(
    lambda target: st.tuples(
        st.just(target),
        st.lists(
            st.tuples(st.sampled_from(sorted(COLUMNS[target])), st.booleans()),
            max_size=3,
            unique_by=lambda key: key[0],
        ),
        st.sampled_from(["", "light", "-date:2011", "id:1,2,3,301,1001"]),
    )
)


@settings(max_examples=100, deadline=None)
@given(asked=sorts, limit=st.integers(0, 30))
def test_the_first_page_is_the_beginning_of_the_window(
    store: sqlite3.Connection, asked: tuple[str, list[tuple[str, bool]], str], limit: int
) -> None:
    target, keys, text = asked
    query = Query(target, parse_filter(text, target), tuple(SortKey(*key) for key in keys))
    ids = list(ordered_ids(store, query))
    assert len(ids) == len(set(ids)) == count(store, query)
    page = first_rows_or_all(store, query, DEFAULT_COLUMNS[target], limit)[0]
    assert [row.id for row in page] == ids[:limit]
    window = rows_by_id(store, target, ids[:limit], DEFAULT_COLUMNS[target])
    assert page == [window[row_id] for row_id in ids[:limit]]


def test_rows_without_a_value_come_last_both_ways(store: sqlite3.Connection) -> None:
    undated = set(ordered_ids(store, Query("sightings", parse_filter("is:undated", "sightings"))))
    assert undated
    for sort in ("date", "-date"):
        ids = list(ordered_ids(store, Query("sightings", sort=parse_sort(sort, "sightings"))))
        assert set(ids[-len(undated) :]) == undated


def test_ties_break_by_id(store: sqlite3.Connection) -> None:
    rows = first_rows_or_all(store, Query("sightings", sort=parse_sort("stance", "sightings")), ("stance",), 1000)[0]
    assert [(row.cells[0], row.id) for row in rows] == sorted((row.cells[0], row.id) for row in rows)


def test_text_sorts_without_regard_to_case(store: sqlite3.Connection) -> None:
    rows = first_rows_or_all(store, Query("sightings", sort=parse_sort("cargo", "sightings")), ("cargo",), 1000)[0]
    cargoes = list(dict.fromkeys(row.cells[0] for row in rows))
    assert cargoes == ["\\backslash", "coal", "Coal, arms", ""]


def test_ids_that_are_gone_are_left_out_of_a_window(store: sqlite3.Connection) -> None:
    assert list(rows_by_id(store, "vessels", [101, 999_999], ("name",))) == [101]


def test_window_shows_a_row_that_was_retracted_since(store: sqlite3.Connection) -> None:
    assert rows_by_id(store, "vessels", [115], ("retracted_at",))[115].cells == ("2021",)


def test_records_are_typed_by_column_name(store: sqlite3.Connection) -> None:
    query = Query("sightings", parse_filter("has:position", "sightings"))
    first = next(records_as_dicts(store, query))
    assert list(first) == list(COLUMNS["sightings"])
    assert isinstance(first["lat"], float)
    assert first["position"][0] == pytest.approx(first["lat"], abs=1e-12)
    assert isinstance(first["credibility"], int)
    incident = next(records_as_dicts(store, Query("incidents"), ("kinds", "title")))
    assert isinstance(incident["kinds"], list)
    assert list(incident) == ["kinds", "title"]
    assert len(list(records_as_dicts(store, query, ("id",), limit=3))) == 3
    ids = [record["id"] for record in records_as_dicts(store, query, ("id",))]
    assert ids == list(ordered_ids(store, query))


def test_cells_read_as_people_write(store: sqlite3.Connection) -> None:
    row = rows_by_id(store, "sightings", [1001], ("position", "date", "grade"))[1001]
    record = next(records_as_dicts(store, Query("sightings", parse_filter("id:1001", "sightings"))))
    assert "T" not in row.cells[1]
    assert row.cells[2] == f"{record['reliability']}{record['credibility']}"
    contested = {row.cells[0] for row in first_rows_or_all(store, Query("incidents"), ("contested",), 50)[0]}
    assert contested == {"", "≠ 1"}


def test_the_change_counter_moves_with_every_write_by_anybody(path: Path, store: sqlite3.Connection) -> None:
    reader = open_reader(path)
    seen_by_reader, seen_by_writer = change_counter(reader), change_counter(store)
    assert (change_counter(reader), change_counter(store)) == (seen_by_reader, seen_by_writer)
    store.execute("UPDATE vessel SET note = 'changed' WHERE id = 101")
    assert change_counter(reader) != seen_by_reader
    assert change_counter(store) != seen_by_writer
    reader.close()


def test_sort_keys_are_written_and_read() -> None:
    keys = parse_sort("-date, title", "incidents")
    assert keys == (SortKey("date", True), SortKey("title"))
    assert sort_text(keys) == "-date,title"
    assert parse_sort(sort_text(keys), "incidents") == keys
    assert parse_sort("", "incidents") == ()
    with pytest.raises(FieldError, match="Did you mean title"):
        parse_sort("-titel", "incidents")


def test_columns_are_chosen_by_name() -> None:
    assert chosen_columns("date, title,date", "incidents") == ("date", "title")
    assert chosen_columns("", "vessels") == DEFAULT_COLUMNS["vessels"]
    with pytest.raises(FieldError, match="Did you mean place"):
        chosen_columns("plaze", "incidents")


@pytest.mark.parametrize("target", TARGETS)
def test_default_columns_and_sort_are_columns(target: str) -> None:
    assert len(DEFAULT_COLUMNS[target]) >= 6
    assert {key.column for key in DEFAULT_SORT[target]} <= set(COLUMNS[target])
    assert all(
        column.help and column.label and column.width >= len(column.label) for column in COLUMNS[target].values()
    )


def test_a_query_binds_the_empty_filter_and_refuses_a_filter_of_another_table() -> None:
    assert Query("vessels").filter == EVERYTHING.for_target("vessels") == parse_filter("", "vessels")
    with pytest.raises(ValueError, match="cannot select vessels"):
        Query("vessels", parse_filter("light", "incidents"))


@pytest.mark.parametrize("sort", ["date", "-date", ""])
def test_the_usual_order_of_sightings_is_read_from_its_index_alone(store: sqlite3.Connection, sort: str) -> None:
    steps = plan(store, Query("sightings", sort=parse_sort(sort, "sightings")))
    assert "USING COVERING INDEX sighting_date" in steps
    assert "TEMP B-TREE" not in steps


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("flag.flown:BZ", "sighting_flag_flown"),
        ("flag:BZ", "sighting_flag_claimed"),
        ("imo:9187629", "sighting_imo"),
        ("imo:9187629", "vessel_imo"),
        ("mmsi:312", "sighting_mmsi"),
        ("callsign:V3RX2", "sighting_call_sign"),
        ("zebra", "sighting_search"),
        ("vessel:light", "sighting_vessel"),
        ("vessel:light", "sighting_without_vessel"),
        ("kind:stateless", "incident_kind_kind"),
        ("source:report", "sighting_source"),
        ("near:31,122,20nm", "sighting_position"),
        ("is:retracted", "sighting_retracted"),
    ],
)
def test_filters_of_sightings_use_their_index(store: sqlite3.Connection, text: str, index: str) -> None:
    steps = plan(store, Query("sightings", parse_filter(text, "sightings")), ordered=False)
    assert index in steps
    assert "SCAN sighting\n" not in f"{steps}\n"


@pytest.mark.parametrize("target", TARGETS)
def test_windows_look_their_rows_up_by_key(store: sqlite3.Connection, target: str) -> None:
    table = TABLES[target]
    statement = f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {table}.id IN (SELECT value FROM json_each(?))"
    steps = "\n".join(row["detail"] for row in store.execute(statement, ("[1]",)))
    assert f"SEARCH {table} USING INTEGER PRIMARY KEY" in steps


def test_the_first_rows_are_those_of_one_moment_though_another_writes_between_their_reads(
    tmp_path: Path,
) -> None:
    path = tmp_path / "written.db"
    make_store(path).close()
    reader, writer = open_reader(path), open_store(path)
    query = Query("sightings", parse_filter("flag.flown:BZ", "sightings"))
    before = first_rows_or_all(reader, query, ("flag_flown",), 5)[0]
    assert before

    def write_before_rows_are_read(statement: str) -> None:
        if "json_each" in statement and "flag_flown" in statement.split("FROM")[0]:
            reader.set_trace_callback(None)
            writer.execute("UPDATE sighting SET flag_flown = 'PA'")

    reader.set_trace_callback(write_before_rows_are_read)
    assert first_rows_or_all(reader, query, ("flag_flown",), 5)[0] == before
    assert first_rows_or_all(reader, query, ("flag_flown",), 5)[0] == []
    reader.close()
    writer.close()
