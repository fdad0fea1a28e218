"""The rules say the same of a ship whether her sightings are read whole or without what no rule weighs."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import fields, replace
from typing import NoReturn

import pytest

from tracker.domain.indicators import Evidence, Finding, run_rules
from tracker.domain.records import Sighting
from tracker.store.evidence import evidence_of_vessel, findings_of_vessel
from tracker.store.records import vessel_file
from tracker.store.starter import load_starter
from tracker.store.tables import COLUMNS, KEPT_BY_STORE
from tracker.store.weighed import NOT_WEIGHED, weighed_sightings
from tracker.store.write import recorded

Store = sqlite3.Connection
ALL = 20_000

FLAGS = ("BZ", "KH", "KP", "MN", "AN", "none", "stateless", "Matthew Island")
TEXTS = ("broken up", "flag was revoked", "not registered there", "struck off", "under way")
GIVEN: dict[str, tuple[object, ...]] = {
    "date": ("2011-05-26", "2011-05", "2012?", "2019-01-03T04:05Z", "2019-01-04"),
    "lat": (1.5, -40.0), "lon": (100.0, -70.25), "radius_km": (0.0, 5.0),
    "imo_shown": ("9187629", "8814881"), "mmsi_shown": ("312123000", "123456789"), "call_sign_shown": ("V3XY", "HMAB"),
    "name_shown": ("Light", "M/V LIGHT", "Pushpa", "Kiwala"), "stance": ("asserts", "denies", "quotes", "declines"),
    "length_m": (90.0, 140.0), "gross_tonnage": (2000.0, 2900.0), "speed_knots": (4.0,), "course_degrees": (90.0,),
    "credibility": (1, 6), "details": ('{"class": "none"}', '{"people aboard": "22"}'), "as_printed": ("{}",),
    **{f"flag_{aspect}": FLAGS for aspect in ("flown", "registered", "broadcast", "documented", "claimed")},
    "nationality_claimed": ("KP", "BZ"), "said_by": ("Belize registry", "the master", "a spokesman of Cambodia"),
    "activity": TEXTS, "outcome": TEXTS, "statement": TEXTS,
}  # fmt: skip


def whole(store: Store, vessel_id: int) -> Evidence:
    """The evidence of a vessel with every column of its sightings, and every source that is cited anywhere."""
    found = vessel_file(store, vessel_id, sighting_limit=ALL)
    slim = evidence_of_vessel(store, vessel_id, ALL)
    return replace(
        slim,
        vessel=found.vessel,
        identities=found.identities,
        sightings=found.sightings,
        listings=found.listings,
        sources=found.sources,
    )


class NotToBeLookedAt:
    """A value that can be carried and told from others, and fails when anything is asked of it."""

    def _fail(self, *_: object) -> NoReturn:
        raise AssertionError("A rule looks at a column that is not read for it: take it out of NOT_WEIGHED.")

    __bool__ = __str__ = __format__ = __contains__ = __lt__ = __gt__ = __getattr__ = _fail


def with_traps(evidence: Evidence) -> Evidence:
    """The same evidence with sightings on which a rule fails that looks at what it is not given."""
    for sighting in evidence.sightings:
        for name in NOT_WEIGHED - {"retracted_at"}:
            getattr(Sighting, name).__set__(sighting, NotToBeLookedAt())
    return evidence


def said(store: Store, vessel_id: int) -> list[Finding]:
    """What the rules say of a vessel, by the slim reading; the whole one has to agree."""
    found = findings_of_vessel(store, vessel_id)
    assert found == run_rules(whole(store, vessel_id))
    assert found == run_rules(with_traps(evidence_of_vessel(store, vessel_id, ALL)))
    return found


def add_random_sightings(store: Store, seed: int, count: int) -> int:
    """Add a vessel with sightings in which every column a caller may fill is filled at random, and return it."""
    chance = random.Random(seed)
    columns = [name for name in COLUMNS["sighting"] if name not in {"vessel_id", "incident_id", *KEPT_BY_STORE}]
    columns = [name for name in columns if not name.endswith(("_earliest", "_latest")) and name != "slug"]
    with recorded(store, by="A", action="add", summary="Add") as change:
        sources = [change.insert("source", {"title": kind, "kind": kind}) for kind in ("ais", "registry", "news")]
        vessel = change.insert("vessel", {"name": "Light", "imo": "9187629", "built": "1970", "type": "cargo"})
        for _ in range(count):
            values = {name: chance.choice((None, *GIVEN.get(name, (f"some {name}", "other")))) for name in columns}
            values["lon"] = None if values["lat"] is None else values["lon"] or 0.5
            values |= {"source_id": chance.choice(sources), "vessel_id": vessel}
            change.insert("sighting", {name: value for name, value in values.items() if value is not None})
    return vessel


def test_every_starter_ship_has_the_same_findings(store: Store) -> None:
    load_starter(store, by="starter cases")
    fired = {
        finding.rule
        for (vessel_id,) in store.execute("SELECT id FROM vessel").fetchall()
        for finding in said(store, vessel_id)
        if finding.outcome == "fires"
    }
    assert len(fired) > 8


@pytest.mark.parametrize("seed", range(6))
def test_a_ship_with_every_column_filled_at_random_has_the_same_findings(store: Store, seed: int) -> None:
    found = said(store, add_random_sightings(store, seed, 2 + 7 * seed))
    assert any(finding.outcome == "fires" for finding in found)


def test_what_is_weighed_is_read_as_it_stands_newest_first_and_retracted_rows_are_not(store: Store) -> None:
    vessel = add_random_sightings(store, 1, 30)
    first = vessel_file(store, vessel, sighting_limit=ALL).sightings[0]
    with recorded(store, by="A", action="retract", summary="Retract") as change:
        change.retract("sighting", first.id)
    weighed = [attribute.name for attribute in fields(Sighting) if attribute.name not in {"uid", *NOT_WEIGHED}]
    for limit in (7, ALL):
        full = vessel_file(store, vessel, sighting_limit=limit).sightings[::-1]
        slim = weighed_sightings(store, vessel, limit)
        assert len(slim) == min(limit, 29)
        for name in weighed:
            assert [getattr(sighting, name) for sighting in slim] == [getattr(sighting, name) for sighting in full]


def test_equal_texts_of_a_ship_are_one(store: Store) -> None:
    slim = weighed_sightings(store, add_random_sightings(store, 2, 40), ALL)
    for name in ("name_shown", "place", "date_earliest"):
        texts = [text for sighting in slim if (text := getattr(sighting, name))]
        assert len({id(text) for text in texts}) == len(set(texts)) < len(texts)
