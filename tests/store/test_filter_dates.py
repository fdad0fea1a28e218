"""A span of time selects the sightings whose date can lie in it, whichever way is taken to find them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tracker.domain.errors import FilterError
from tracker.store.filters.dates import can_lie_in
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.write import recorded

DATES = (
    "2010", "2011", "2011-05", "2011-05-26", "2011-05-26T14:30:00Z", "2011-05-27T00:00:00Z", "2011-05-31", "2011-06-01",
    "2011-05-30/2011-06-02", "2011-05-26/2011-05-26", "2010/2012", "../2011-05-26", "2011-05-26/..", "2011-05-26?",
    "201X", "2011-21", "1950", "2025-12-31T23:59:59Z", None,
)  # fmt: skip


@pytest.fixture
def dated(store: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    with recorded(store, by="Ada", action="add", summary="Add") as change:
        source = change.insert("source", {"title": "Log"})
        for date in DATES:
            change.insert("sighting", {"source_id": source, "name_shown": "LIGHT", "date": date})
    yield store


MOMENTS = st.sampled_from([*(date for date in DATES if date and "/" not in date), "2011-05-26T15:00:00Z", "2011-05-25"])


@given(first=MOMENTS, last=st.none() | MOMENTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_span_selects_what_its_bounds_say(dated: sqlite3.Connection, first: str, last: str | None) -> None:
    text = f"date:{first}" if last is None else f"date:{first}..{last}"
    try:
        query = Query("sightings", parse_filter(text, "sightings"))
    except FilterError as error:
        # The only one refused is a span that ends before it begins.
        assert last is not None, error
        assume(False)
        raise
    selection, params = query.selection()
    plain, bounds = can_lie_in("sighting.date")(query.filter.terms[0].operands[0])
    expected = {row[0] for row in dated.execute(f"SELECT id FROM sighting WHERE {plain}", bounds)}
    assert {row[0] for row in dated.execute(selection, params)} == expected, text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "date:2011-05-26T15:00:00Z",
            {"2011", "2011-05", "2011-05-26", "2011-05-26?", "2010/2012", "201X", "2011-21", "2011-05-26/.."}
            | {"2011-05-26/2011-05-26", "../2011-05-26"},
        ),
        ("date:1950", {"1950", "../2011-05-26"}),
        ("date:2011-06-02", {"2011", "2011-05-30/2011-06-02", "2010/2012", "201X", "2011-05-26/.."}),
    ],
)
def test_dates_of_several_days_are_found_by_any_day_of_theirs(
    dated: sqlite3.Connection, text: str, found: set[str]
) -> None:
    selection, params = Query("sightings", parse_filter(text, "sightings")).selection("date")
    assert {row[0] for row in dated.execute(selection, params)} == found
