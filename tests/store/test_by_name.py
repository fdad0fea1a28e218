"""The first sightings by a name that stands elsewhere are those that sorting all of them gives."""

from __future__ import annotations

import sqlite3

import pytest

from tracker.store.by_name import first_by_name
from tracker.store.results import Query, parse_sort
from tracker.store.write import recorded

SORTS = ["vessel", "-vessel", "publisher", "-publisher", "source", "-source", "incident", "-incident"]


@pytest.fixture
def named(store: sqlite3.Connection) -> sqlite3.Connection:
    """Ships and sources of the same name, sightings of no ship that show a ship's name, and one taken back."""
    with recorded(store, by="Ada", action="add", summary="Add") as change:
        sources = [
            change.insert("source", {"title": title, "publisher": publisher})
            for title, publisher in (("Log", "Zed"), ("Log", None), ("Ärger", "Abe"), ("東海", "Zed"))
        ]
        ships = [
            change.insert("vessel", {"name": name}) for name in ("LIGHT", "DAWN", "LIGHT", "light", "𝔅OLD", "NEVER")
        ]
        case = change.insert("incident", {"title": "A case"})
        for number in range(60):
            values = {"source_id": sources[number % 4], "incident_id": case if number % 3 == 0 else None}
            ship = (number * 7) % 8
            if ship < 5:
                values["vessel_id"] = ships[ship]
            elif ship < 7:
                values["name_shown"] = ("LIGHT", "BELOW")[ship - 5]
            record = change.insert("sighting", values)
            if number % 11 == 0:
                change.retract("sighting", record)
    return store


@pytest.mark.parametrize("limit", [1, 7, 30])
@pytest.mark.parametrize("sort", SORTS)
def test_names_come_in_order_and_sightings_of_one_name_by_their_numbers(
    named: sqlite3.Connection, sort: str, limit: int
) -> None:
    query = Query("sightings", sort=parse_sort(sort, "sightings"))
    selection, params = query.selection()
    plain = [row[0] for row in named.execute(f"{selection} {query.order()}", params)]
    found = first_by_name(named, query, limit)
    if found is None:
        assert sort.endswith("incident"), "too few are of a case"
        assert limit == 30
    else:
        assert found == plain[:limit]


def test_other_orders_are_left_to_sorting(named: sqlite3.Connection) -> None:
    assert first_by_name(named, Query("sightings", sort=parse_sort("place", "sightings")), 5) is None
    assert first_by_name(named, Query("sightings", sort=parse_sort("vessel,date", "sightings")), 5) is None
