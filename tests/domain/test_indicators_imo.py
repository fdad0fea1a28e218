"""Rules on IMO numbers, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import findings, identity, outcome, sighting, vessel

from tracker.domain.indicators import KnownNumbers, NumberHolder


def shown(number: str, **values: Any) -> Any:
    return sighting("2020-02", imo_shown=number, **values)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("9074729", "clear"),
        ("IMO 9187629", "clear"),
        ("8314881", "fires"),  # as printed of YON PUNG 3
        ("8814881", "fires"),  # as printed of A LI
        ("8314811", "clear"),
        ("8814811", "clear"),
        ("1095337", "clear"),  # TAVIAN's: valid, and reported invented
        ("0000000", "fires"),
        ("15411", "fires"),  # BONU 5 in the OFAC list
        ("not known", "fires"),
    ],
)
def test_check_digit_of_an_imo_number(number: str, expected: str) -> None:
    assert outcome("imo-check-digit", shown(number)) == expected


def test_check_digit_needs_a_number_that_somebody_gives() -> None:
    assert outcome("imo-check-digit", sighting()) == "not-computable"
    assert outcome("imo-check-digit", shown("8314881", stance="denies")) == "not-computable"


def test_check_digit_names_the_digit_that_would_be_right_and_the_rows() -> None:
    row = shown("8314881")
    other = identity(imo="8314881")
    (finding,) = findings("imo-check-digit", row, other)
    assert "IMO 8314881" in finding.sentence
    assert "should be 5, not 1" in finding.sentence
    assert set(finding.rests_on) == {("sighting", row.id), ("identity", other.id)}
    assert finding.sighting_id == row.id


def test_a_number_that_passes_is_not_called_genuine() -> None:
    (finding,) = findings("imo-check-digit", shown("1095337"))
    assert "does not prove the number genuine" in finding.sentence


@pytest.mark.parametrize(
    ("number", "expected"),
    [("5804414", "fires"), ("9074729", "clear"), ("1790183", "clear"), ("15411", "not-computable")],
)
def test_company_number_given_as_the_ships(number: str, expected: str) -> None:
    assert outcome("imo-company-number", shown(number)) == expected


def test_a_number_that_passes_both_tests_is_said_to() -> None:
    (finding,) = findings("imo-company-number", shown("1790183"))
    assert "1790183 passes both tests" in finding.sentence


YON_PUNG_3 = vessel(2, "YON PUNG 3", imo="8314811", length_m=146)
HELD = KnownNumbers(imo={"8314811": (NumberHolder(YON_PUNG_3, YON_PUNG_3),)})


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((vessel(name="A LI", length_m=146), shown("8814811")), "fires"),
        ((vessel(name="Yon Pung 3"), shown("8814811")), "fires"),
        ((vessel(name="A LI"), shown("8841811", length_m=146.4)), "clear"),  # two places differ
        ((vessel(name="A LI"), shown("8314181", length_m=146.4)), "fires"),  # neighbours swapped
        ((vessel(name="A LI", length_m=82), shown("8814811")), "clear"),
        ((vessel(name="A LI"), shown("8814811")), "clear"),
        (
            (vessel(name="A LI", length_m=146), shown("8314811")),
            "clear",
        ),  # the same number: another rule's matter
        ((vessel(name="A LI", length_m=146),), "not-computable"),
    ],
)
def test_near_miss_of_another_ships_number_needs_a_second_match(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("imo-near-miss", *records, known=HELD) == expected


def test_near_miss_needs_the_other_vessels() -> None:
    assert outcome("imo-near-miss", shown("8814811"), known=None) == "not-computable"


def test_near_miss_that_matches_nothing_else_is_still_mentioned() -> None:
    (finding,) = findings("imo-near-miss", vessel(name="A LI"), shown("8814811"), known=HELD)
    assert "8314811 of YON PUNG 3 is one stroke away" in finding.sentence


OTHER = vessel(2, "Other")


def carried(record: Any, owner: Any = OTHER) -> KnownNumbers:
    return KnownNumbers(imo={"9187629": (NumberHolder(owner, record),)})


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ((vessel(imo="9187629"),), vessel(2, "Other", imo="9187629"), "fires"),
        ((sighting("2020-05-03", imo_shown="9187629"),), sighting("2020-05-03", vessel_id=2), "fires"),
        ((sighting("2020-05-03", imo_shown="9187629"),), sighting("2020-05", vessel_id=2), "not-computable"),
        ((identity(start="2019", end="2021", imo="9187629"),), identity(start="2020", end="2023"), "fires"),
        (
            (identity(start="2010", end="2012", imo="9187629"),),
            identity(start="2020", end="2023"),
            "not-computable",
        ),
        ((identity(imo="9187629"),), identity(), "not-computable"),
        ((vessel(imo="9074729"),), vessel(2, "Other", imo="9187629"), "clear"),
    ],
)
def test_one_number_on_two_hulls_at_the_same_time(mine: tuple[Any, ...], theirs: Any, expected: str) -> None:
    assert outcome("imo-two-hulls", *mine, known=carried(theirs)) == expected


def test_two_hulls_says_where_a_source_calls_the_identity_false() -> None:
    false = identity(vessel_id=2, start="2019", end="2023", imo="9187629", is_false=1)
    (finding,) = findings("imo-two-hulls", vessel(imo="9187629"), known=carried(false))
    assert "says that the identity was false" in finding.sentence


def test_two_hulls_needs_a_number_and_the_other_vessels() -> None:
    assert outcome("imo-two-hulls", sighting()) == "not-computable"
    assert outcome("imo-two-hulls", vessel(imo="9187629"), known=None) == "not-computable"


@pytest.mark.parametrize(
    ("seen", "report", "expected"),
    [
        ("2024-07-18", {"date": "2021-10", "outcome": "broken up at Alang"}, "fires"),
        ("2024", {"date": "2021", "activity": "scrapped"}, "fires"),
        ("2021-10-20", {"date": "2021-10", "outcome": "broken up at Alang"}, "clear"),
        ("2020-01-01", {"date": "2021-10", "outcome": "broken up at Alang"}, "clear"),
        ("2024-07-18", {"date": "2021-10", "outcome": "sold to be broken up"}, "clear"),
        ("2024-07-18", {"outcome": "broken up at Alang"}, "not-computable"),
        (None, {"date": "2021-10", "outcome": "broken up at Alang"}, "not-computable"),
    ],
)
def test_number_of_a_ship_reported_broken_up(seen: str | None, report: dict[str, Any], expected: str) -> None:
    breaking = sighting(report.pop("date", None), vessel_id=2, imo_shown="9187629", **report)
    mine = sighting(seen, imo_shown="9187629")
    assert outcome("imo-scrapped", mine, known=carried(breaking)) == expected


def test_number_of_a_broken_up_ship_needs_a_number() -> None:
    assert outcome("imo-scrapped", sighting("2024-07-18")) == "not-computable"
