"""Facets: what each count says is what its term finds, and terms go in and out of a filter in any
spelling."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic_store import make_store

from tracker.store.columns import TARGETS
from tracker.store.facets import FacetCount, facets_of, has_term, toggled, with_term, without_term
from tracker.store.filters import parse_filter
from tracker.store.results import Query, count, ordered_ids

FILTERS = ("", "flag:BZ", "-flag:BZ", "light", "date:>=2011", "is:retracted", "kind:false-flag,stateless")
NOT_ASKED = {("findings", "is:retracted"), ("sources", "kind:false-flag,stateless")}
"""Filters that do not apply to a target."""
RESULTS = [pair for pair in itertools.product(TARGETS, FILTERS) if pair not in NOT_ASKED]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = make_store(tmp_path_factory.mktemp("store") / "synthetic.db")
    yield connection
    connection.close()


def facet_counts(store: sqlite3.Connection, query: Query, name: str, limit: int) -> list[FacetCount]:
    return next(values for facet, values in facets_of(store, query, limit) if facet.name == name)


@pytest.mark.parametrize(("target", "chosen"), RESULTS)
def test_each_count_is_what_its_term_then_finds(store: sqlite3.Connection, target: str, chosen: str) -> None:
    query = Query(target, parse_filter(chosen, target))
    for facet, values in facets_of(store, query, 50):
        for found in values:
            narrowed = parse_filter(f"{chosen} {found.term}", target)
            assert found.count > 0
            assert count(store, Query(target, narrowed)) == found.count, (facet.name, found)


@pytest.mark.parametrize(("target", "chosen"), RESULTS)
def test_of_rows_that_are_known_the_counts_are_the_same(store: sqlite3.Connection, target: str, chosen: str) -> None:
    query = Query(target, parse_filter(chosen, target))
    known = ordered_ids(store, query)
    assert list(facets_of(store, query, 50, ids=known)) == list(facets_of(store, query, 50))


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_facets_with_values(store: sqlite3.Connection, target: str) -> None:
    assert any(values for _, values in facets_of(store, Query(target), 5))


def test_counts_come_the_greatest_first_and_only_as_many_as_asked_for(store: sqlite3.Connection) -> None:
    found = facet_counts(store, Query("sightings"), "flag.flown", 3)
    assert len(found) == 3
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)


def test_years_come_the_latest_first(store: sqlite3.Connection) -> None:
    years = [one.value for one in facet_counts(store, Query("sightings"), "date", 20)]
    assert years == sorted(years, reverse=True)
    assert "2011" in years
    assert "9999" not in years


def test_a_value_the_filter_asks_for_is_selected(store: sqlite3.Connection) -> None:
    chosen = parse_filter("flag.flown:Belizean,KH", "sightings")
    selected = {one.value for one in facet_counts(store, Query("sightings", chosen), "flag.flown", 20) if one.selected}
    assert selected == {"BZ", "KH"}


def test_printed_flags_read_as_no_state_and_are_found_exactly(store: sqlite3.Connection) -> None:
    found = {one.value: one for one in facet_counts(store, Query("sightings"), "flag.flown", 20)}
    assert found["Matthew Island"].term == 'flag.flown:="Matthew Island"'
    assert found["Matthew Island"].label == '"Matthew Island" (no state)'
    assert found["BZ"].label == "Belize"


@pytest.mark.parametrize(
    ("text", "term", "left"),
    [
        ("flag:Belizean", "flag:BZ", ""),
        ("light flag:belize,kh grade:>=B2", "flag:BZ", "light flag:KH grade:>=B2"),
        ('kind:"false flag"  light', "kind:false-flag", "light"),
        ("call_sign:V3RX2 x", "callsign:V3RX2", "x"),
        ("-flag:BZ", "flag:BZ", "-flag:BZ"),
        ("flag:BZ flag:bz", "flag:BZ", ""),
        ('date:"May 2011" a', "date:2011-05", "a"),
        ("kind:news", "kind:news", ""),
    ],
)
def test_a_term_is_taken_out_in_any_spelling(text: str, term: str, left: str) -> None:
    assert without_term(text, term) == left


def test_a_term_is_added_once() -> None:
    assert with_term("light", "flag:BZ") == "light flag:BZ"
    assert with_term("flag:Belize", "flag:BZ") == "flag:Belize"
    assert with_term("", "flag:BZ") == "flag:BZ"


def test_a_term_is_added_beside_one_that_is_still_being_typed() -> None:
    assert with_term("flag:belz", "kind:stateless") == "flag:belz kind:stateless"
    assert with_term('"south ch', "kind:stateless") == '"south ch" kind:stateless'
    assert has_term('place:"south ch', "kind:stateless") is False


@given(st.lists(st.sampled_from(["light", "flag:BZ,KH", "-has:note", "flag:belize", 'place:"a b"']), max_size=4))
def test_toggling_twice_asks_for_the_same_again(parts: list[str]) -> None:
    text = " ".join(parts)
    once = toggled(text, "flag:BZ")
    assert has_term(once, "flag:BZ") is not has_term(text, "flag:BZ")
    twice = parse_filter(toggled(once, "flag:BZ"), "incidents")
    assert has_term(twice.text, "flag:BZ") is has_term(text, "flag:BZ")
