"""Rules on nationality over time, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import evidence, findings, identity, outcome, sighting, source

from tracker.domain.indicators import RULES, run_rules

LIGHT_2011 = (
    source(1, title="Pentagon, by an agency", kind="news"),
    source(2, title="White House, by a broadcaster", kind="news"),
    source(3, title="Later press", kind="news"),
    sighting("2011-05-26", name_shown="MV Light", flag_flown="BZ", flag_registered="BZ", place="South China Sea"),
    sighting("2011-05-26", name_shown="Light", nationality_claimed="KP", said_by="the ship's master"),
    sighting("2011-05-26", source_id=2, flag_flown="BZ", activity="search allowed by Belize, refused by crew"),
    sighting("2011-06", source_id=3, flag_flown="BZ", vessel_type="naval ship"),
    sighting("2011", source_id=3, flag_flown="BZ"),
    sighting(
        "2011-05-27",
        source_id=3,
        stance="denies",
        said_by="Burmese official at the Washington briefing",
        statement="Protested that the US was making accusations",
    ),
)


def test_light_2011_two_nationalities_fires_and_no_rule_on_belizes_registry_does() -> None:
    fired = {finding.rule for finding in run_rules(evidence(*LIGHT_2011)) if finding.outcome == "fires"}
    assert "two-nationalities" in fired
    assert not fired & {"registry-notice", "registry-denies", "no-such-registry", "flag-after-deletion"}


def test_light_2011_says_which_flag_and_which_nationality() -> None:
    (finding,) = findings("two-nationalities", *LIGHT_2011)
    assert "Belize" in finding.sentence
    assert "North Korea (nationality given, 26 May 2011)" in finding.sentence


def flying(flag: str, date: str | None = "2020-05-03", **values: Any) -> Any:
    return sighting(date, flag_flown=flag, **values)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((flying("BZ", flag_claimed="KP"),), "fires"),
        ((flying("BZ", None, flag_claimed="KP"),), "fires"),
        ((flying("BZ"), flying("PA")), "fires"),
        ((flying("BZ"), flying("PA", "2020-05-04")), "clear"),
        ((flying("BZ"), flying("PA", "2020-05")), "not-computable"),
        ((flying("BZ"), flying("PA", None)), "not-computable"),
        ((flying("BZ"), flying("BZ", "2021")), "clear"),
        ((flying("BZ"),), "not-computable"),
        # Two articles that saw another flag each contradict each other; the ship flew one.
        ((flying("HK"), flying("PA", source_id=2)), "not-computable"),
        ((flying("HK"), sighting("2020-05-03", source_id=2, flag_registered="PA")), "fires"),
        (
            (sighting("2020-05-03", flag_broadcast="CM"), sighting("2020-05-03", source_id=2, flag_broadcast="TZ")),
            "fires",
        ),
        # "An Iranian tanker" tells whose she is; a master who claims a flag tells what she sails under.
        ((flying("TZ", nationality_claimed="IR"),), "not-computable"),
        ((flying("TZ", nationality_claimed="IR", said_by="a vice president"),), "not-computable"),
        ((flying("BZ", nationality_claimed="KP", said_by="Master of the ship"),), "fires"),
        # A list keeps the flag of the day it was made.
        ((identity("listed", start="2019", end="2021", flag="KN"), flying("KM")), "not-computable"),
        ((flying("GB", flag_registered="BM"),), "clear"),
        ((flying("CW", flag_registered="NL"),), "clear"),
        ((flying("BZ", flag_claimed="stateless"),), "not-computable"),
        ((flying("BZ"), flying("KP", stance="denies")), "not-computable"),
        ((identity(start="2018", end="2020-06", flag="PA"), flying("BZ")), "fires"),
        (
            (identity(start="2018", end="2020-05-03", flag="PA"), flying("BZ")),
            "clear",
        ),  # the day of changing over
        (
            (identity(start="2018", end="2020-06", flag="PA"), identity(start="2019", end="2021", flag="BZ")),
            "fires",
        ),
        (
            (
                identity(start="2018", end="2020-06-01", flag="PA"),
                identity(start="2020-06-01", end="2021", flag="BZ"),
            ),
            "clear",
        ),
        ((identity(start="2025-01-03", flag="TZ"), identity(start="2025-01-03", flag="CM")), "fires"),
        ((identity(start="2025-01", flag="TZ"), identity(start="2025-01", flag="CM")), "not-computable"),
        ((identity(flag="PA"), identity(flag="BZ")), "not-computable"),
    ],
)
def test_two_nationalities_at_the_same_time(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("two-nationalities", *records) == expected


def leg(flag: str, date: str, origin: str = "Primorsk", destination: str = "Sikka") -> Any:
    return sighting(date, flag_flown=flag, origin=origin, destination=destination)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((leg("PA", "2025-12-01"), leg("RU", "2025-12-20")), "fires"),
        ((leg("PA", "2025-12-01"), leg("RU", "2025-12")), "not-computable"),
        ((leg("PA", "2025-12-01"), leg("PA", "2025-12-20")), "clear"),
        ((leg("GB", "2025-12-01"), leg("GI", "2025-12-20")), "clear"),
        ((leg("PA", "2025-12-01"), leg("RU", "2026-12-20")), "clear"),
        ((leg("PA", "2025-12-01"), leg("RU", "2025-12-20", destination="Vadinar")), "not-computable"),
        (
            (
                leg("PA", "2025-12-01"),
                leg("RU", "2025-12-20"),
                identity(start="2025-12-10", owner="New owner"),
            ),
            "clear",
        ),
        ((flying("PA"), flying("RU", "2020-05-20")), "not-computable"),
    ],
)
def test_flag_changed_between_sightings_of_one_voyage(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("flag-change-on-voyage", *records) == expected


def registered(flag: str, start: str | None, end: str | None = None) -> Any:
    return identity(start=start, end=end, flag=flag)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # KIWALA, PUSHPA, BORACAY: Djibouti, Gambia, Malawi, Benin.
        ((registered("DJ", None, "2024-12"), registered("GM", "2025", "2025"),
          registered("MW", "2025", "2025"), registered("BJ", "2025-09-01")), "fires"),
        ((registered("PA", "2018"), registered("LR", "2020"), registered("MT", "2022")), "clear"),
        ((flying("PA", "2020-01-05"), flying("LR", "2020-04"), flying("MT", "2020-09-01")), "fires"),
        # A return to the first flag may be one source's error; sources that differ on one day are no change.
        ((flying("PA", "2020-01-05"), flying("LR", "2020-04"), flying("PA", "2020-09-01")), "clear"),
        ((flying("PA", "2020-01-05"), flying("LR", "2020-01-05"), flying("MT", "2020-01-05")), "clear"),
        ((flying("GB", "2020-01-05"), flying("BM", "2020-04"), flying("KY", "2020-09-01")), "clear"),
        ((flying("PA", "2020-01-05", mmsi_shown="351111000"), flying("PA", "2020-03", mmsi_shown="352111000"),
          flying("PA", "2020-06", mmsi_shown="353111000")), "clear"),  # only the MMSI changes
        ((flying("PA", "2020"), flying("LR", "2020"), flying("MT", "2020")), "clear"),
        ((flying("PA", None),), "not-computable"),
    ],
)  # fmt: skip
def test_flag_hopping_counts_only_changes_that_are_sure(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("flag-hopping", *records) == expected


def test_an_analyst_can_set_another_number_of_changes() -> None:
    ship = evidence(flying("PA", "2020-01-05"), flying("LR", "2020-04-01"))
    rule = RULES["flag-hopping"]
    assert rule.findings(ship)[0].outcome == "clear"
    (finding,) = rule.with_parameters(changes_in_short_window=1, short_window_days=90).findings(ship)
    assert finding.outcome == "fires"
    assert "at least 1 change of flag within 90 days" in finding.sentence


def test_a_parameter_that_a_rule_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="speed"):
        RULES["flag-hopping"].with_parameters(speed=1)
