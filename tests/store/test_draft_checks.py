"""What is said of a record while it is typed: real numbers, flags and dates, and nothing that was there before."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tracker.store.draft_checks import check_draft
from tracker.store.write import recorded

Store = sqlite3.Connection


class Ids:
    source: int
    other_source: int
    vessel: int
    sighting: int


@pytest.fixture
def ids(store: Store) -> Ids:
    made = Ids()
    with recorded(store, by="Ada", action="add", summary="Begin") as change:
        made.source = change.insert("source", {"title": "Navy statement", "publisher": "Navy"})
        made.other_source = change.insert("source", {"title": "Wire report", "publisher": "Agency"})
        made.vessel = change.insert("vessel", {"name": "Light", "imo": "8415433"})
        change.insert("incident", {"title": "Belize-flagged M/V Light turned back"})
        made.sighting = change.insert(
            "sighting",
            {
                "source_id": made.source,
                "vessel_id": made.vessel,
                "date": "2011-05-26T00:00Z",
                "lat": 31.2,
                "lon": 122.5,
                "name_shown": "Light",
                "mmsi_shown": "312000000",
            },
        )
    return made


def found(store: Store, **values: Any) -> set[tuple[str | None, str | None]]:
    return {(check.field, check.rule) for check in check_draft(store, "sighting", values).checks}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"imo_shown": "8814881"}, ("imo_shown", "imo-check-digit")),  # A LI
        ({"imo_shown": "5804414"}, ("imo_shown", "imo-company-number")),
        ({"mmsi_shown": "299123456"}, ("mmsi_shown", "mid-unallocated")),
        ({"mmsi_shown": "445123000", "flag_flown": "BZ", "date": "2011-05-26"}, ("mmsi_shown", "mid-flag-mismatch")),
        ({"flag_registered": "KH", "date": "2017-10"}, ("flag_registered", "registry-notice")),
        ({"flag_flown": "Matthew Island"}, ("flag_flown", "no-such-registry")),
        ({"flag_flown": "BZ", "flag_claimed": "KP", "date": "2011-05-26"}, ("flag_flown", "two-nationalities")),
    ],
)
def test_a_rule_speaks_beside_its_field(
    store: Store, ids: Ids, values: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert expected in found(store, source_id=ids.source, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"imo_shown": "8415433"},
        {"mmsi_shown": "312123000", "flag_flown": "BZ", "date": "2011-05-26"},
        {"flag_registered": "KH", "date": "2015-10"},
        {"flag_flown": "BZ", "date": "2011-05-26"},
        {},
    ],
)
def test_nothing_is_said_of_what_is_sound(store: Store, ids: Ids, values: dict[str, Any]) -> None:
    assert found(store, source_id=ids.source, **values) == set()


def test_a_place_she_cannot_have_reached_is_named_and_a_later_day_is_not(store: Store, ids: Ids) -> None:
    there = {"vessel_id": ids.vessel, "source_id": ids.other_source, "lat": 1.2, "lon": 103.8}
    assert ("position", "implausible-speed") in found(store, date="2011-05-26T12:00Z", **there)
    assert found(store, date="2011-06-26T12:00Z", **there) == set()


def test_what_fired_on_the_ship_before_is_not_said_again(store: Store, ids: Ids) -> None:
    with recorded(store, by="Ada", action="edit", summary="Edit") as change:
        change.update("sighting", ids.sighting, {"imo_shown": "8814881"})
    assert found(store, source_id=ids.source, vessel_id=ids.vessel, date="2012", imo_shown="8814881") == set()


def test_an_edited_sighting_is_not_compared_with_itself(store: Store, ids: Ids) -> None:
    values = {"source_id": ids.source, "vessel_id": ids.vessel, "date": "2011-05-26", "name_shown": "Light"}
    assert check_draft(store, "sighting", values, ids.sighting).checks == ()
    repeated = check_draft(store, "sighting", values).checks
    assert [check.field for check in repeated] == ["date"]
    assert f"sighting {ids.sighting} of the same source" in repeated[0].sentence


def test_another_source_on_the_same_day_is_no_repeat_unless_it_is_the_same_place(store: Store, ids: Ids) -> None:
    values: dict[str, Any] = {"source_id": ids.other_source, "vessel_id": ids.vessel, "date": "2011-05-26"}
    assert found(store, **values) == set()
    assert found(store, **values, lat=31.2, lon=122.5) == {("date", None)}


def test_a_near_miss_of_a_known_number_is_said_beside_the_number(store: Store, ids: Ids) -> None:
    checks = check_draft(store, "sighting", {"source_id": ids.source, "imo_shown": "8415438", "name_shown": "Light"})
    near = [check for check in checks.checks if "One stroke away" in check.sentence]
    assert [check.field for check in near] == ["imo_shown"]
    assert "8415433 of Light" in near[0].sentence


def test_a_sighting_that_names_no_vessel_is_offered_the_one_with_its_number(store: Store, ids: Ids) -> None:
    offered = check_draft(store, "sighting", {"source_id": ids.source, "imo_shown": "8415433"}).candidates
    assert [candidate.vessel_id for candidate in offered] == [ids.vessel]
    named = {"source_id": ids.source, "imo_shown": "8415433", "vessel_id": ids.vessel}
    assert check_draft(store, "sighting", named).candidates == ()


def test_an_incident_or_vessel_entered_twice_is_said(store: Store, ids: Ids) -> None:
    (incident,) = check_draft(store, "incident", {"title": "Belize flagged MV Light turned back"}).checks
    assert incident.field == "title"
    vessel = check_draft(store, "vessel", {"name": "Light II", "imo": "8415433"}).checks
    assert {check.field for check in vessel} == {"imo"}
    assert f"Vessel {ids.vessel} (Light) has this IMO number; it may be the same ship." in {c.sentence for c in vessel}
    assert check_draft(store, "vessel", {"name": "Light", "imo": "8415433"}, ids.vessel).checks == ()


def test_half_typed_drafts_of_any_table_are_taken(store: Store, ids: Ids) -> None:
    for table in ("sighting", "vessel", "identity", "incident", "source", "party"):
        assert check_draft(store, table, {}).candidates == ()
    assert check_draft(store, "identity", {"vessel_id": ids.vessel, "aspect": "registered", "flag": "Matthew Island"})
