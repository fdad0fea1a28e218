"""Rules on performance lists, age, class and sanctions lists, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import evidence, findings, identity, listing, outcome, sighting, vessel

from tracker.domain.indicators import RULES, IndicatorTables


def flying(flag: str, date: str | None) -> Any:
    return sighting(date, flag_flown=flag)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (flying("BZ", "2010-05-26"), "fires"),
        (flying("BZ", "2011-05-26"), "not-computable"),  # the lists of 2010 and 2013 say nothing of 2011
        (flying("BZ", "2005-09"), "fires"),  # Paris MoU
        (flying("BZ", "2010/2011"), "not-computable"),
        (flying("BZ", None), "not-computable"),
        (flying("GR", "2013-03"), "clear"),  # the whole list is known
        (flying("GR", "2024-03"), "not-computable"),  # only what changed that year is known
        (flying("TO", "2024-03"), "clear"),  # taken off
        (flying("GA", "2024-03"), "fires"),
        (flying("FR", "2013-03"), "clear"),  # only the second register
        (identity(start="2012", end="2014", flag="PA"), "fires"),
        (sighting("2013"), "not-computable"),
    ],
)
def test_flag_on_a_performance_list_of_that_time(record: Any, expected: str) -> None:
    assert outcome("performance-list", record) == expected


def test_performance_list_names_list_year_and_that_it_is_context() -> None:
    (finding,) = findings("performance-list", flying("GA", "2024-03"))
    assert "ITF list of flags of convenience (2024)" in finding.sentence
    assert "Context only" in finding.sentence


def test_performance_list_without_a_table_is_not_computable() -> None:
    ship = evidence(flying("GA", "2024-03"))
    bare = IndicatorTables(reference=ship.tables.reference)
    assert RULES["performance-list"].findings(evidence(*ship.sightings, tables=bare))[0].missing is not None
    (finding,) = RULES["landlocked-no-registry"].findings(evidence(flying("MW", "2025"), tables=bare))
    assert finding.outcome == "not-computable"


@pytest.mark.parametrize(
    ("built", "date", "expected"),
    [
        ("1986", "2016-08-11", "fires"),  # JIE SHUN
        ("1999", "2019-12-31", "clear"),
        ("1999", "2021-01-01", "fires"),
        ("199X", "2016", "clear"),  # closest ends: built in 1999
        ("198X", "2016", "fires"),
        ("2030", "2016", "clear"),
        (None, "2016", "not-computable"),
        ("1986", None, "not-computable"),
        ("old", "2016", "not-computable"),
    ],
)
def test_age_takes_the_closest_ends(built: str | None, date: str | None, expected: str) -> None:
    assert outcome("age", vessel(built=built), sighting(date)) == expected


def test_age_is_taken_at_the_latest_sighting() -> None:
    (finding,) = findings("age", vessel(built="1986"), sighting("1990"), sighting("2016-08-11"))
    assert "built in 1986 and seen (11 August 2016), she was at least 29 years old" in finding.sentence


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ('{"class": "none"}', "fires"),
        ('{"Class society": "Withdrawn"}', "fires"),
        ('{"class": "Korean Register"}', "clear"),
        ('{"people aboard": "22"}', "not-computable"),
        ('["class"]', "not-computable"),
        (None, "not-computable"),
    ],
)
def test_unclassed_reads_the_details_of_sightings(details: str | None, expected: str) -> None:
    assert outcome("unclassed", sighting("2020", details=details)) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((listing(list="UN 1718", listed="2017-10-03", measure="port ban"),), "fires"),
        ((listing(list="OFAC SDN"),), "fires"),
        ((listing(list="EU", listed="2018", delisted="2020-03-01"),), "clear"),
        ((listing(list="EU", listed="2018", delisted="2026"),), "fires"),  # may still stand
        ((listing(list="EU", listed="2018", retracted_at="2020-01-01T00:00:00Z"),), "clear"),
        ((), "clear"),
    ],
)
def test_listed(entries: tuple[Any, ...], expected: str) -> None:
    assert outcome("listed", *entries) == expected


def test_listed_says_list_date_and_measure_of_each_entry() -> None:
    entries = (
        listing(list="UN 1718", listed="2017-10-03", measure="port ban"),
        listing(list="OFAC SDN", listed="2018-02"),
    )
    sentences = [finding.sentence for finding in findings("listed", *entries)]
    assert sentences == [
        "The rule fires: listed by UN 1718 since 3 October 2017, with the measure port ban.",
        "The rule fires: listed by OFAC SDN since February 2018.",
    ]


def test_a_listing_later_than_the_incident_is_said_to_be() -> None:
    entry = listing(list="UN 1718", listed="2017-10-03")
    (finding,) = findings("listed", entry, sighting("2011-05-26"), incident_id=9)
    assert "after the sightings of this incident" in finding.sentence
    assert finding.incident_id == 9


def test_a_sighting_of_no_known_vessel_cannot_be_looked_up() -> None:
    assert outcome("listed", sighting("2011-05-26", name_shown="Light"), vessel=None) == "not-computable"
