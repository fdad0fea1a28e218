"""Whose ship a sighting of the store was, on the documented cases: BORACAY, XING SHUN 39 and LIGHT."""

from __future__ import annotations

import sqlite3

import pytest

from tracker.domain.errors import ConflictError
from tracker.domain.identity.candidates import Tie, taken
from tracker.domain.records import Sighting
from tracker.store.candidates import candidates_for, link
from tracker.store.history import history_of
from tracker.store.records import find, get
from tracker.store.starter import load_starter
from tracker.store.undo import undo
from tracker.store.verify import verify
from tracker.store.write import recorded


@pytest.fixture
def cases(store: sqlite3.Connection) -> sqlite3.Connection:
    load_starter(store, by="starter cases")
    return store


def seen(store: sqlite3.Connection, **values: object) -> int:
    _, source = find(store, "upi-light")
    with recorded(store, by="J. Marlow", action="add", summary="Add sighting") as change:
        return change.insert("sighting", {"source_id": source, **values})


def vessel(store: sqlite3.Connection, slug: str) -> int:
    return find(store, slug)[1]


def test_the_imo_number_finds_her_under_a_new_name(cases: sqlite3.Connection) -> None:
    found = candidates_for(cases, seen(cases, name_shown="Phoenix", imo_shown="9332810", date="2026-03"))
    assert [(c.vessel_id, c.tie) for c in found] == [(vessel(cases, "boracay"), Tie.IMO)]


def test_either_of_two_mmsis_finds_the_one_ship_that_sent_both(cases: sqlite3.Connection) -> None:
    for mmsi in ("677087200", "613003889"):
        found = candidates_for(cases, seen(cases, mmsi_shown=mmsi, date="2025-02-10"))
        assert [(c.vessel_id, c.tie) for c in found] == [(vessel(cases, "shunxing-39"), Tie.MMSI)]


def test_a_former_name_with_its_flag_and_date_finds_her_and_a_misspelt_one_too(cases: sqlite3.Connection) -> None:
    boracay = vessel(cases, "boracay")
    former = candidates_for(cases, seen(cases, name_shown="PUSHPA", flag_broadcast="BJ", date="2025-09-25"))
    misspelt = candidates_for(cases, seen(cases, name_shown="Boraccay", flag_flown="BJ", date="2025-10-03"))
    assert (former[0].vessel_id, former[0].tie) == (boracay, Tie.NAME_FLAG_DATE)
    assert (misspelt[0].vessel_id, misspelt[0].tie) == (boracay, Tie.NAME_FLAG_DATE)
    assert "% like Boraccay" in misspelt[0].reasons[0]


def test_another_ship_called_light_is_offered_and_never_taken(cases: sqlite3.Connection) -> None:
    found = candidates_for(cases, seen(cases, name_shown="Light", flag_flown="PA", date="2019-05"))
    light = vessel(cases, "light")
    assert next(c for c in found if c.vessel_id == light).is_weak
    assert taken(found) is None


def test_a_sighting_that_shows_nothing_has_no_candidates(cases: sqlite3.Connection) -> None:
    assert candidates_for(cases, seen(cases, place="South China Sea", date="2011-05")) == []


def test_a_retracted_vessel_is_no_candidate(cases: sqlite3.Connection) -> None:
    with recorded(cases, by="A", action="retract", summary="Retract") as change:
        change.retract("vessel", vessel(cases, "boracay"))
    assert candidates_for(cases, seen(cases, imo_shown="9332810", date="2025-10")) == []


def test_the_link_is_one_change_that_says_why_and_can_be_taken_back(cases: sqlite3.Connection) -> None:
    sighting_id = seen(cases, imo_shown="9332810", date="2025-10")
    link(cases, sighting_id, vessel(cases, "boracay"), by="J. Marlow", why="IMO number 9332810 is hers")
    linked = get(cases, "sighting", sighting_id)
    assert isinstance(linked, Sighting)
    assert linked.vessel_id == vessel(cases, "boracay")
    newest = history_of(cases, sighting_id, 1)[0]
    assert (newest.made_by, newest.why) == ("J. Marlow", "IMO number 9332810 is hers")

    undo(cases, by="J. Marlow")

    assert cases.execute("SELECT vessel_id FROM sighting WHERE id = ?", (sighting_id,)).fetchone()[0] is None
    assert verify(cases) == []


def test_a_sighting_that_has_a_vessel_is_not_linked_again(cases: sqlite3.Connection) -> None:
    sighting_id = seen(cases, imo_shown="9332810", vessel_id=vessel(cases, "light"))
    with pytest.raises(ConflictError, match="already"):
        link(cases, sighting_id, vessel(cases, "boracay"), by="A")
