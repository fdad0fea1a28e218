"""Rules on one hull's identities, names and dimensions, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import findings, identity, outcome, sighting, vessel

from tracker.domain.indicators import KnownNumbers, NumberHolder


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            (
                identity(start="2018", end="2020-06", name="A"),
                identity("broadcast", start="2019", end="2021", name="B"),
            ),
            "fires",
        ),
        (
            (
                identity(start="2018", end="2020-06-01", name="A"),
                identity(start="2020-05-28", end="2021", name="B"),
            ),
            "clear",
        ),
        (
            (
                identity(start="2018", end="2020-06-01", name="A"),
                identity(start="2020-05-20", end="2021", name="B"),
            ),
            "fires",
        ),
        (
            (
                identity(start="2018", end="2020-06", name="M/V Light"),
                identity(start="2019", end="2021", name="LIGHT"),
            ),
            "clear",
        ),
        (
            (identity(start="2018", end="2020-06", flag="GB"), identity(start="2019", end="2021", flag="BM")),
            "clear",
        ),
        (
            (identity(start="2018", end="2020-06", flag="PA"), identity(start="2019", end="2021", flag="KP")),
            "fires",
        ),
        (
            (
                identity(start="2018", end="2020-06", flag="PA"),
                identity("listed", start="2019", end="2021", flag="KP"),
            ),
            "not-computable",
        ),
        (
            (identity(start="2018", end="2020", flag="PA"), identity(start="2020", end="2022", flag="KP")),
            "clear",
        ),
        ((identity(flag="PA"), identity(start="2020", flag="KP")), "not-computable"),
        ((), "not-computable"),
    ],
)
def test_identities_that_differ_overlap_by_more_than_the_tolerance(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("identities-overlap", *records) == expected


def test_overlap_names_days_aspects_and_what_differs() -> None:
    (finding,) = findings(
        "identities-overlap",
        identity(start="2018-01-01", end="2020-06-30", name="Tae Yang", flag="KP"),
        identity("broadcast", start="2020-01-01", end="2020-12-31", name="Krysper Singa", flag="MN"),
    )
    assert "for 181 days from 1 January 2020" in finding.sentence
    assert "(registered; broadcast)" in finding.sentence
    assert "name Tae Yang and Krysper Singa and flag North Korea and Mongolia" in finding.sentence


def named(name: str, date: str | None) -> Any:
    return sighting(date, mmsi_shown="150400453", name_shown=name)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # MMSI 150400453 of the fleet of 150... numbers, in spring 2020.
        (
            (
                named("SHUNHANG79", "2020-03-02"),
                named("SHUNHANGYUANYU879", "2020-03-24"),
                named("LURONGYUANYU715", "2020-04"),
            ),
            "fires",
        ),
        (
            (
                named("HAI HANG 3", "2020-03-02"),
                named("HAIHANG3", "2020-03-24"),
                named("M/V Hai-Hang 3", "2020-04"),
            ),
            "clear",
        ),
        (
            (named("Boracay", "2025-09-27"), named("Boaracay", "2025-09-30"), named("BORACAY", "2025-10")),
            "clear",
        ),
        ((named("A", "2018-01"), named("B", "2020-03"), named("C", "2022-03")), "clear"),
        ((named("A", "2019/2020"), named("B", "2019/2020"), named("C", "2020")), "clear"),
        ((named("A", "2019"), named("B", "2019"), named("C", "2019")), "fires"),
        # XING SHUN 39 under three spellings on one day: names borne at once, no renaming.
        (
            (named("Shun Xin", "2025-01-03"), named("Shunxing39", "2025-01-03"), named("Xing Shun 39", "2025-01-03")),
            "clear",
        ),
        ((named("A", None),), "not-computable"),
        ((named("Light", "2019"), named("name painted over", "2019"), named("unknown", "2019")), "clear"),
        ((sighting("2019"),), "not-computable"),
    ],
)
def test_many_names_in_a_short_time(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("rename-burst", *records) == expected


TUG = vessel(2, "Tug", imo="8814811", length_m=30)
UNDER_ONE_NUMBER = KnownNumbers(imo={"8814811": (NumberHolder(TUG, TUG),)})


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((vessel(length_m=146), sighting("2020", length_m=30)), "fires"),
        ((vessel(length_m=146), sighting("2020", length_m=140)), "clear"),
        ((vessel(length_m=146), sighting("2020", gross_tonnage=5000)), "not-computable"),
        ((sighting("2020", gross_tonnage=8000), sighting("2021", gross_tonnage=5000)), "fires"),
        ((sighting("2020", length_m=146, imo_shown="8814811"),), "fires"),  # A LI under a tug's number
        ((sighting("2020", length_m=146, imo_shown="9187629"),), "not-computable"),
    ],
)
def test_dimensions_that_differ(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("dimensions-jump", *records, known=UNDER_ONE_NUMBER) == expected


def test_dimensions_name_both_sizes() -> None:
    (finding,) = findings("dimensions-jump", sighting(length_m=146, imo_shown="8814811"), known=UNDER_ONE_NUMBER)
    assert "the length is 30 m for Tug under the same IMO number and 146 m in a sighting, 79% apart" in finding.sentence
