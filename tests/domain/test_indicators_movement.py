"""Rules on movement: speeds between the closest ends, and AIS silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_evidence import evidence, findings, outcome, sighting, source, vessel

from tracker.domain.indicators import RULES
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.positions import Position, distance_nm


def at(lat: float, lon: float, date: str | None, **values: Any) -> Any:
    return sighting(date, lat=lat, lon=lon, **({"radius_km": 1} | values))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # ARMAN 114 off Natuna, while her AIS said the Red Sea.
        ((at(5, 106.5, "2023-07-07"), at(20, 38.5, "2023-07-07")), "fires"),
        ((at(5, 106.5, "2023-07-07"), at(20, 38.5, "2023-07")), "clear"),
        ((at(5, 106.5, "2023-07-07"), at(20, 38.5, "2023-07-07?")), "clear"),
        ((at(5, 106.5, "2023-07-07"), at(20, 38.5, "2023-07-20")), "clear"),
        ((at(5, 106.5, "2023-07-07"), at(20, 38.5, "2023-07-07", radius_km=8000)), "clear"),
        # LIGHT: the South China Sea and south of Shanghai on one day are within a day's reach.
        ((at(20, 116, "2011-05-26", radius_km=500), at(29, 122.5, "2011-05-26", radius_km=200)), "clear"),
        ((at(0, 0, "2020-01-01T00:00Z"), at(0, 1, "2020-01-01T01:00Z")), "fires"),
        ((at(0, 0, "2020-01-01T00:00Z"), at(0, 0.5, "2020-01-01T01:00Z")), "clear"),
        ((at(0, 0, "2020-01-01T00:00Z"), at(0, 0.1, "2020-01-01T00:00Z", radius_km=None)), "clear"),
        (
            (at(0, 179.9, "2020-01-01T00:00Z"), at(0, -179.9, "2020-01-01T01:00Z")),
            "clear",
        ),  # across the date line
        ((at(0, 0, "2020-01-01"), at(0, 170, None)), "not-computable"),
        ((at(0, 0, "2020-01-01"), sighting("2020-01-01", place="Busan")), "not-computable"),
        ((at(0, 0, "2020-01-01"), at(0, 170, "2020-01-01", stance="denies")), "not-computable"),
        ((vessel(type="patrol boat"), at(0, 0, "2020-01-01T00:00Z"), at(0, 1, "2020-01-01T01:00Z")), "clear"),
    ],
)
def test_speed_between_the_closest_ends(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("implausible-speed", *records) == expected


def test_speed_names_places_dates_distance_and_speed() -> None:
    (finding,) = findings(
        "implausible-speed",
        at(5, 106.5, "2023-07-07", place="Natuna Sea", incident_id=4),
        at(20, 38.5, "2023-07-07", place="Red Sea", incident_id=4),
    )
    assert "from Natuna Sea (7 July 2023) to Red Sea (7 July 2023)" in finding.sentence
    assert "in at most 24 hours" in finding.sentence
    assert "the limit is 40" in finding.sentence
    assert "sources that disagree" in finding.sentence


def test_a_vague_sighting_between_two_sharp_ones_hides_nothing() -> None:
    vague = at(0, 60, "2020", radius_km=2000)
    assert outcome("implausible-speed", at(0, 0, "2020-01-05"), vague, at(0, 150, "2020-01-06")) == "fires"


def moments() -> st.SearchStrategy[str]:
    day, clock = st.integers(1, 28), st.integers(0, 23)
    return st.builds(lambda d, h: f"2020-01-{d:02}T{h:02}:30Z", day, clock)


def fixes() -> st.SearchStrategy[tuple[float, float, str, float]]:
    return st.tuples(st.floats(-80, 80), st.floats(-180, 180), moments(), st.floats(0, 500))


WIDER_DATES = (lambda date: date, lambda date: date[:10], lambda date: date[:7], lambda date: f"{date[:10]}~")


@given(
    track=st.lists(fixes(), min_size=2, max_size=40),
    which=st.integers(0),
    widen_date=st.sampled_from(WIDER_DATES),
    extra_km=st.floats(0, 3000),
)
def test_widening_a_date_or_radius_never_makes_the_rule_fire(
    track: list[tuple[float, float, str, float]], which: int, widen_date: Any, extra_km: float
) -> None:
    rule = RULES["implausible-speed"]
    sharp = [at(lat, lon, date, radius_km=radius) for lat, lon, date, radius in track]
    lat, lon, date, radius = track[which % len(track)]
    wider = list(sharp)
    wider[which % len(track)] = at(lat, lon, widen_date(date), radius_km=radius + extra_km)
    if rule.findings(evidence(*sharp))[0].outcome == "clear":
        assert rule.findings(evidence(*wider))[0].outcome == "clear"


@given(track=st.lists(fixes(), min_size=2, max_size=40))
def test_the_rule_finds_a_leg_exactly_where_some_pair_is_too_fast(
    track: list[tuple[float, float, str, float]],
) -> None:
    def needs(one: tuple[float, float, str, float], other: tuple[float, float, str, float]) -> float:
        apart = distance_nm(Position(one[0], one[1]), Position(other[0], other[1]))
        apart -= (one[3] + other[3]) / 1.852
        first, second = sorted((hours(one[2]), hours(other[2])))
        return apart / (second - first + 59 / 3600)

    def hours(date: str) -> float:
        bound = parse_edtf(date).earliest
        return int(bound[8:10]) * 24 + int(bound[11:13])

    speeds = [needs(a, b) for place, a in enumerate(track) for b in track[place + 1 :]]
    found = RULES["implausible-speed"].findings(
        evidence(*(at(lat, lon, date, radius_km=radius) for lat, lon, date, radius in track))
    )[0]
    if max(speeds) > 41:
        assert found.outcome == "fires"
    if max(speeds) < 39:
        assert found.outcome == "clear"


AIS = source(2, kind="ais")


def heard(date: str) -> Any:
    return sighting(date, source_id=2, lat=0.0, lon=0.0)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((heard("2020-01-01T00:00Z"), sighting("2020-01-01T05:00Z"), heard("2020-01-01T12:00Z")), "fires"),
        ((heard("2020-01-01T00:00Z"), sighting("2020-01-01T05:00Z"), heard("2020-01-01T05:30Z")), "clear"),
        ((heard("2020-01-01T00:00Z"), sighting("2020-01-01"), heard("2020-01-01T12:00Z")), "clear"),
        ((heard("2020-01-01T00:00Z"), sighting("2020-01-02"), heard("2020-01-05T12:00Z")), "fires"),
        ((heard("2020-01-01T00:00Z"), heard("2020-01-05T12:00Z")), "not-computable"),
        ((sighting("2020-01-01T05:00Z"),), "not-computable"),
    ],
)
def test_ais_silence_in_which_somebody_saw_the_ship(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("ais-gap", AIS, *records) == expected


def test_ais_gap_without_an_import_says_what_is_missing() -> None:
    (finding,) = findings("ais-gap", sighting("2020-01-01"))
    assert finding.missing == "an import of the ship's AIS positions"
