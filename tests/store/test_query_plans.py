"""The queries behind what one waits for use the indexes they should, so that a slip shows up without a clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
import synthetic_store

from tracker.store.carriers import carriers
from tracker.store.columns import DEFAULT_COLUMNS
from tracker.store.connection import open_store
from tracker.store.draft_checks import check_draft
from tracker.store.facets import facets_of
from tracker.store.filters.parse import parse_filter
from tracker.store.finding_marks import mark_carriers
from tracker.store.findings import keep_findings
from tracker.store.records import vessel_file
from tracker.store.results import (
    Query,
    count,
    first_rows_if_soon,
    last_rows_if_soon,
    ordered_ids,
    parse_sort,
    rows_by_id,
)
from tracker.store.write import recorded

generator = synthetic_store.generator()

BIG = ("sighting", "identity", "finding_about", "change_row")
"""Tables that grow with the store: none of them may be read from one end to the other."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A store of the benchmarks' shape: the statistics of a small one would make scans look cheap."""
    path = tmp_path_factory.mktemp("plans") / "store.db"
    generator.draw(path, sightings=20_000, vessels=2_000, incidents=200, sources=50)
    connection = open_store(path)
    connection.execute("ANALYZE")
    yield connection
    connection.close()


def plans(store: sqlite3.Connection, act: Callable[[], Any]) -> list[str]:
    """The steps of every statement that `act` runs, as SQLite plans them."""
    statements: list[str] = []
    store.set_trace_callback(statements.append)
    try:
        act()
    finally:
        store.set_trace_callback(None)
    steps = []
    for statement in statements:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            steps += [row[3] for row in store.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert steps, "nothing was read"
    return steps


def a_vessel(store: sqlite3.Connection) -> int:
    return int(store.execute("SELECT vessel_id FROM sighting WHERE vessel_id IS NOT NULL LIMIT 1").fetchone()[0])


def scans(steps: list[str]) -> list[str]:
    """The steps that read a big table from one end to the other, by whatever order."""
    return [step for step in steps if step.startswith("SCAN ") and step.split()[1] in BIG]


def listed_words(steps: list[str]) -> list[str]:
    """The steps that put every sighting with a word into a list before the first is looked at."""
    return [
        step
        for before, step in pairwise(steps)
        if before.startswith("LIST SUBQUERY") and step.startswith("SCAN sighting_search")
    ]


def test_a_list_of_all_with_a_word_is_seen_in_a_plan(store: sqlite3.Connection) -> None:
    query = Query("sightings", parse_filter(f"{generator.COMMON} -flag:KP", "sightings"))
    assert listed_words(plans(store, lambda: ordered_ids(store, query)))


def rows(store: sqlite3.Connection, target: str, text: str, sort: str = "") -> Callable[[], Any]:
    query = Query(target, parse_filter(text, target), parse_sort(sort, target))
    return lambda: first_rows_if_soon(store, query, DEFAULT_COLUMNS[target], 40)


@pytest.mark.parametrize("sort", ["-date", "date"])
def test_the_first_rows_by_date_come_in_the_order_of_an_index(store: sqlite3.Connection, sort: str) -> None:
    steps = plans(store, rows(store, "sightings", "", sort))
    assert any("sighting_date" in step for step in steps)
    assert not [step for step in steps if "TEMP B-TREE" in step and "ORDER BY" in step and "RIGHT" not in step]


@pytest.mark.parametrize("sort", ["-date", "date", "flag_flown", "-mmsi_shown"])
def test_the_last_rows_come_from_the_other_end_of_an_index(store: sqlite3.Connection, sort: str) -> None:
    query = Query("sightings", sort=parse_sort(sort, "sightings"))
    steps = plans(store, lambda: last_rows_if_soon(store, query, ("date",), 40))
    assert not [step for step in steps if "TEMP B-TREE" in step and "RIGHT" not in step]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("mmsi:312000001", "sighting_mmsi"),
        ("imo:9187629", "sighting_imo"),
        ("callsign:V3RX2", "sighting_call_sign"),
        ("flag.flown:BZ", "sighting_flag_flown"),
        ("zebra", "sighting_search"),
    ],
)
def test_a_filter_on_a_number_flag_or_word_counts_through_its_index(
    store: sqlite3.Connection, text: str, index: str
) -> None:
    query = Query("sightings", parse_filter(text, "sightings"))
    steps = plans(store, lambda: count(store, query))
    assert any(index in step for step in steps), steps


def test_a_page_of_rows_is_read_by_their_ids(store: sqlite3.Connection) -> None:
    ids = list(ordered_ids(store, Query("sightings")))[:40]
    steps = plans(store, lambda: rows_by_id(store, "sightings", ids, DEFAULT_COLUMNS["sightings"]))
    assert scans(steps) == []
    assert any("USING INTEGER PRIMARY KEY" in step for step in steps)


@pytest.mark.parametrize("target", ["incidents", "vessels", "sources", "findings"])
def test_no_table_but_its_own_is_read_whole_for_the_first_rows(store: sqlite3.Connection, target: str) -> None:
    assert scans(plans(store, rows(store, target, ""))) == []


def test_a_vessel_is_opened_without_reading_other_ships(store: sqlite3.Connection) -> None:
    assert scans(plans(store, lambda: vessel_file(store, a_vessel(store)))) == []


def test_who_carries_a_number_is_stepped_through_in_the_index(store: sqlite3.Connection) -> None:
    for kind in ("imo", "mmsi", "call_sign"):
        steps = plans(store, lambda kind=kind: carriers(store, kind, "312000001"))
        assert scans(steps) == []
        assert any(f"COVERING INDEX sighting_{kind}" in step for step in steps), steps


def test_a_saved_sighting_is_checked_without_reading_other_ships(store: sqlite3.Connection) -> None:
    with recorded(store, by="Ada", action="edit", summary="Edit") as change:
        change.update("vessel", a_vessel(store), {"note": "seen again"})
    assert scans(plans(store, lambda: keep_findings(store, at_most=1))) == []
    assert scans(plans(store, lambda: mark_carriers(store, "mmsi", ["312000001"]))) == []


def test_what_is_typed_is_checked_without_reading_other_ships(store: sqlite3.Connection) -> None:
    typed = {
        "source_id": 1,
        "vessel_id": a_vessel(store),
        "date": "2011-05-26",
        "mmsi_shown": "312000001",
        "imo_shown": "9187629",
    }
    assert scans(plans(store, lambda: check_draft(store, "sighting", typed))) == []


@pytest.mark.parametrize("aspect", ["flown", "broadcast"])
def test_the_rows_of_one_flag_come_newest_first_from_their_index(store: sqlite3.Connection, aspect: str) -> None:
    steps = plans(store, rows(store, "sightings", f"flag.{aspect}:BZ"))
    assert any(f"COVERING INDEX sighting_flag_{aspect}" in step for step in steps), steps
    assert not [step for step in steps if "FOR ORDER BY" in step and "RIGHT" not in step]


@pytest.mark.parametrize("text", ["-flag:KP", "grade:>=B2", "type:tanker"])
def test_what_many_rows_meet_is_found_by_a_walk_in_the_order_asked_for(store: sqlite3.Connection, text: str) -> None:
    steps = plans(store, rows(store, "sightings", text))
    assert "SEARCH sighting USING INDEX sighting_date (date_earliest>?)" in steps
    assert [step for step in scans(steps) if "COVERING INDEX sighting_date" not in step] == []
    assert not sorted_whole(steps)


def sorted_whole(steps: list[str]) -> list[str]:
    """The steps that sort a whole result before its first row is known."""
    return [step for step in steps if "FOR ORDER BY" in step and "RIGHT" not in step]


@pytest.mark.parametrize("text", ["mmsi:312001", "flag:BZ", generator.MIDDLING])
def test_what_an_index_lists_is_met_along_the_index_of_dates_alone(store: sqlite3.Connection, text: str) -> None:
    steps = plans(store, rows(store, "sightings", text))
    assert "SEARCH sighting USING COVERING INDEX sighting_date (date_earliest>?)" in steps


def test_a_word_that_many_rows_have_is_looked_for_in_the_rows_first_in_order(store: sqlite3.Connection) -> None:
    steps = plans(store, rows(store, "sightings", generator.COMMON))
    assert "SEARCH sighting USING INTEGER PRIMARY KEY (rowid=?)" in steps
    assert listed_words(steps) == []


def test_a_word_that_few_rows_have_is_looked_up_in_the_search_index(store: sqlite3.Connection) -> None:
    steps = plans(store, rows(store, "sightings", "zebra"))
    assert "SEARCH sighting USING COVERING INDEX sighting_date (date_earliest>?)" not in steps
    assert any(step.startswith("SCAN sighting_search VIRTUAL TABLE") for step in steps)


@pytest.mark.parametrize("sort", ["-flag_flown", "-mmsi_shown", "lat", "-vessel_id", "vessel", "-publisher"])
def test_a_sort_by_an_indexed_column_reads_its_index(store: sqlite3.Connection, sort: str) -> None:
    steps = plans(store, rows(store, "sightings", "", sort))
    assert [step for step in scans(steps) if "INDEX" not in step] == []


def test_a_word_is_counted_by_the_search_index_alone(store: sqlite3.Connection) -> None:
    query = Query("sightings", parse_filter(generator.COMMON, "sightings"))
    steps = plans(store, lambda: count(store, query))
    assert any(step.startswith("SCAN sighting_search VIRTUAL TABLE") for step in steps)
    assert listed_words(steps) == []


def test_positions_near_a_point_are_found_in_a_box(store: sqlite3.Connection) -> None:
    steps = plans(store, rows(store, "sightings", "near:31.2,122.5,200nm"))
    assert any("INDEX sighting_position (lat>? AND lat<?)" in step for step in steps), steps


@pytest.mark.parametrize("target", ["sightings", "vessels", "incidents"])
def test_facets_of_everything_look_into_no_row_of_a_sighting(store: sqlite3.Connection, target: str) -> None:
    steps = plans(store, lambda: list(facets_of(store, Query(target), 8)))
    whole = [step for step in scans(steps) if "COVERING INDEX" not in step]
    assert whole == [], whole


@pytest.mark.parametrize("text", ["date:2011", "flag:BZ", "flag.flown:BZ"])
def test_facets_of_a_result_read_what_is_beside_the_rows_and_not_the_rows(store: sqlite3.Connection, text: str) -> None:
    query = Query("sightings", parse_filter(text, "sightings"))
    steps = plans(store, lambda: list(facets_of(store, query, 8)))
    assert "SEARCH sighting USING COVERING INDEX sighting_facets (id=?)" in steps
    assert not any("INTEGER PRIMARY KEY" in step for step in steps if step.startswith("SEARCH sighting")), steps


def test_nothing_else_goes_by_what_is_kept_for_facets(store: sqlite3.Connection) -> None:
    for text in ("-flag:KP", "-date:2011", "type:tanker", 'note:"ea "', "place:baltic", ""):
        for target in ("sightings", "vessels", "incidents"):
            steps = plans(store, lambda text=text, target=target: rows(store, target, text)())
            assert not any("sighting_facets" in step for step in steps), steps


def test_beside_a_flag_a_common_word_is_counted_by_the_flag_s_index_alone(store: sqlite3.Connection) -> None:
    query = Query("sightings", parse_filter(f"flag.flown:BZ {generator.COMMON}", "sightings"))
    steps = plans(store, lambda: count(store, query))
    assert any("SEARCH sighting USING COVERING INDEX sighting_flag_flown" in step for step in steps)
    assert not any(step.startswith("SCAN sighting") and "search" not in step for step in steps)
