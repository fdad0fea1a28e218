"""What holds of all indicator rules: their names, what they say of themselves, what findings look like."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_evidence import NOBODY_ELSE, evidence, identity, listing, sighting, source, tables, vessel

from tracker.domain.indicators import RULES, Evidence, KnownNumbers, NumberHolder, evidence_by_ship, run_rules
from tracker.domain.records import Incident

NAMES = [
    "imo-check-digit",
    "imo-company-number",
    "imo-near-miss",
    "imo-two-hulls",
    "imo-scrapped",
    "mmsi-form",
    "mid-unallocated",
    "mmsi-placeholder",
    "mid-flag-mismatch",
    "call-sign-flag-mismatch",
    "call-sign-mid-mismatch",
    "mmsi-shared",
    "registry-notice",
    "no-such-registry",
    "landlocked-no-registry",
    "flag-after-deletion",
    "registry-denies",
    "two-nationalities",
    "flag-change-on-voyage",
    "flag-hopping",
    "performance-list",
    "age",
    "unclassed",
    "implausible-speed",
    "identities-overlap",
    "rename-burst",
    "dimensions-jump",
    "ais-gap",
    "listed",
]


def test_every_rule_is_there_under_its_name() -> None:
    assert sorted(RULES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_what_it_tests_where_it_comes_from_and_what_may_be_innocent(name: str) -> None:
    rule = RULES[name]
    assert rule.id == name
    assert rule.version >= 1
    assert rule.test.endswith(".")
    assert rule.false_positives.endswith(".")
    assert rule.source
    assert all(re.fullmatch(r"https?://\S+", address) for address in rule.source)
    assert all(parameter.origin and parameter.unit for parameter in rule.parameters)


WORDS = st.sampled_from(
    ["", "Light", "M/V LIGHT", "[/x]", "\x1b[31m", "Matthew Island", "²", "broken up", "deregistered"]
)
DATES = st.sampled_from(
    [None, "2011", "2011-05-26", "2011-05-XX", "2011-05-26T13:05Z", "2011~", "2011-05-26?", "2011-05/2011-06",
     "../2011", "2011/..", "0001", "9999-12-31", "2016-08", "2025-12-31%"]
)  # fmt: skip
FLAGS = st.sampled_from([None, "BZ", "KP", "KM", "AN", "ZZ", "GB", "BM", "none", "stateless", "Matthew Island", "MW"])
NUMBERS = st.sampled_from(
    [
        None,
        "9187629",
        "8314881",
        "IMO 15411",
        "0000000",
        "312123000",
        "150400453",
        "306123000",
        "x",
        "²³",
        "１２３４５６７",
    ]
)
SIZES = st.one_of(st.none(), st.floats(0, 1e6, allow_nan=False))
SIGHTINGS = st.builds(
    sighting,
    date=DATES,
    name_shown=WORDS,
    imo_shown=NUMBERS,
    mmsi_shown=NUMBERS,
    call_sign_shown=st.sampled_from([None, "V3AB7", "", "5IM234", "ß"]),
    flag_flown=FLAGS,
    flag_registered=FLAGS,
    nationality_claimed=FLAGS,
    lat=st.sampled_from([None, -90.0, 0.0, 90.0]),
    lon=st.floats(-180, 180),
    radius_km=SIZES,
    length_m=SIZES,
    origin=WORDS,
    destination=WORDS,
    outcome=WORDS,
    statement=st.one_of(st.none(), st.just("It is not registered in Belize")),
    said_by=st.sampled_from([None, "Belize registry"]),
    stance=st.sampled_from(["asserts", "denies", "declines", "quotes"]),
    details=st.sampled_from([None, "{", '{"class": null}', '{"class": {"a": 1}}']),
    incident_id=st.sampled_from([None, 1]),
)
ASPECTS = st.sampled_from(["registered", "flown", "broadcast", "listed"])
IDENTITIES = st.builds(
    identity,
    aspect=ASPECTS,
    start=DATES,
    end=DATES,
    name=WORDS,
    imo=NUMBERS,
    mmsi=NUMBERS,
    flag=FLAGS,
    note=WORDS,
)
VESSELS = st.builds(
    vessel,
    name=st.sampled_from(["Light", "\u202e"]),
    imo=NUMBERS,
    built=st.sampled_from([None, "1986", "19XX", "old"]),
    length_m=SIZES,
)
LISTINGS = st.builds(listing, list=st.just("UN 1718"), listed=DATES, delisted=DATES)


@st.composite
def ships(draw: Any) -> Evidence:
    others = draw(st.lists(st.one_of(SIGHTINGS, IDENTITIES), max_size=3))
    holders = tuple(NumberHolder(vessel(2, "Other"), record) for record in others)
    known = KnownNumbers(imo={"9187629": holders, "8314811": holders}, mmsi={"312123000": holders})
    return evidence(
        *draw(st.lists(SIGHTINGS, max_size=6)),
        *draw(st.lists(IDENTITIES, max_size=5)),
        *draw(st.lists(LISTINGS, max_size=2)),
        source(1, kind=draw(st.sampled_from(["news", "ais", "registry"])), published=draw(DATES)),
        vessel=draw(st.one_of(st.none(), VESSELS)),
        known=draw(st.sampled_from([None, NOBODY_ELSE, known])),
    )


@settings(deadline=None, max_examples=150)
@given(ship=ships())
def test_no_rule_raises_and_every_rule_says_one_thing(ship: Evidence) -> None:
    for rule in RULES.values():
        found = rule.findings(ship)
        outcomes = [finding.outcome for finding in found]
        assert outcomes in (["clear"], ["not-computable"]) or set(outcomes) == {"fires"}
        for finding in found:
            assert (finding.rule, finding.version, finding.level) == (rule.id, rule.version, rule.level)
            assert (finding.outcome == "fires") == finding.sentence.startswith("The rule fires:")
            assert (finding.missing is not None) == (finding.outcome == "not-computable")
            assert "false-flagged" not in finding.sentence
            assert finding.sentence.endswith(".")


@settings(deadline=None, max_examples=50)
@given(ship=ships())
def test_a_rule_rests_only_on_rows_it_was_given(ship: Evidence) -> None:
    given_rows = {("sighting", s.id) for s in ship.sightings} | {("identity", i.id) for i in ship.identities}
    given_rows |= {("listing", entry.id) for entry in ship.listings}
    given_rows |= {("vessel", ship.vessel.id)} if ship.vessel else set()
    for numbers in (ship.known.imo, ship.known.mmsi, ship.known.call_sign) if ship.known else ():
        for holder in (holder for holders in numbers.values() for holder in holders):
            given_rows |= {("sighting", holder.record.id), ("identity", holder.record.id)}
    for finding in run_rules(ship):
        assert set(finding.rests_on) <= given_rows


def test_retracted_rows_count_for_nothing() -> None:
    gone = "2024-01-01T00:00:00Z"
    ship = evidence(
        sighting("2020-01-01", imo_shown="8314881", retracted_at=gone),
        identity(imo="8314881", retracted_at=gone),
    )
    assert RULES["imo-check-digit"].findings(ship)[0].outcome == "not-computable"


def test_an_incident_is_looked_at_ship_by_ship() -> None:
    incident = Incident(id=9, uid="c9", title="Two ships meet")
    own = sighting("2018-05-24", vessel_id=1, incident_id=9, flag_flown="BZ")
    earlier = sighting("2017-01-01", vessel_id=1, flag_flown="BZ")
    other = sighting("2018-05-24", vessel_id=2, incident_id=9, flag_flown="KP")
    unnamed = sighting("2018-05-24", incident_id=9, flag_flown="TG")
    ships = evidence_by_ship(
        incident,
        whole={1: evidence(own, earlier), 2: evidence(vessel(2, "Other"), other)},
        sightings=(own, other, unnamed),
        tables=tables(),
        today=evidence().today,
        sources={},
    )
    assert [[s.id for s in ship.sightings] for ship in ships] == [[own.id], [other.id], [unnamed.id]]
    found = [finding for ship in ships for finding in run_rules(ship)]
    assert {finding.incident_id for finding in found} == {9}
    assert {finding.vessel_id for finding in found} == {1, 2, None}
    assert not [finding for finding in found if finding.rule == "two-nationalities" and finding.outcome == "fires"]


def long_track(count: int) -> list[Any]:
    """Positions every ten minutes at 12 knots along the equator."""
    track = []
    for number in range(count):
        day, minute = divmod(number * 10, 24 * 60)
        year, month, day_of_month = 2010 + day // 336, day % 336 // 28 + 1, day % 28 + 1
        date = f"{year}-{month:02}-{day_of_month:02}T{minute // 60:02}:{minute % 60:02}Z"
        lon = (number * 2 / 60 + 180) % 360 - 180
        track.append(sighting(date, lat=0.0, lon=lon, radius_km=1, mmsi_shown="351123000", flag_broadcast="PA"))
    return track


def test_rules_cope_with_a_long_track() -> None:
    found = run_rules(evidence(*long_track(2_000)))
    assert {finding.outcome for finding in found if finding.rule == "mid-flag-mismatch"} == {"clear"}
