"""Rules on MMSIs and call signs, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import findings, identity, outcome, sighting, source, vessel

from tracker.domain.indicators import KnownNumbers, NumberHolder


def sent(mmsi: str, date: str | None = "2020-02-03", **values: Any) -> Any:
    return sighting(date, mmsi_shown=mmsi, **values)


@pytest.mark.parametrize(
    ("mmsi", "form", "allocated", "placeholder"),
    [
        ("677087200", "clear", "clear", "clear"),
        ("150400453", "fires", "fires", "clear"),  # the fleet of 150... numbers
        ("550123456", "clear", "clear", "clear"),  # Timor-Leste, missing from several public tables
        ("334123000", "clear", "clear", "clear"),  # Honduras
        ("335123000", "clear", "fires", "clear"),  # given for Honduras in one public table
        ("306123000", "clear", "clear", "clear"),
        ("982320017", "clear", "clear", "clear"),  # a craft of a British ship
        ("002320001", "fires", "clear", "clear"),  # a coast station's form
        ("970123456", "fires", "not-computable", "clear"),  # a rescue transmitter's form
        (
            "1234567890",
            "fires",
            "not-computable",
            "clear",
        ),  # ten digits, as five rows of one vessel list have
        ("123456789", "fires", "fires", "fires"),
        ("273000000", "clear", "clear", "fires"),
        ("111111111", "fires", "clear", "fires"),
        ("unreadable", "fires", "not-computable", "not-computable"),
    ],
)
def test_form_country_digits_and_placeholders(mmsi: str, form: str, allocated: str, placeholder: str) -> None:
    record = sent(mmsi)
    assert outcome("mmsi-form", record) == form
    assert outcome("mmsi-placeholder", record) == placeholder
    if mmsi != "111111111":
        assert outcome("mid-unallocated", record) == allocated


@pytest.mark.parametrize(
    "rule", ["mmsi-form", "mid-unallocated", "mmsi-placeholder", "mid-flag-mismatch", "mmsi-shared"]
)
def test_rules_on_mmsis_need_one(rule: str) -> None:
    assert outcome(rule, sighting("2020", flag_flown="PA")) == "not-computable"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((sent("677087200", flag_flown="TZ"),), "clear"),
        ((sent("677087200", flag_flown="CM"),), "fires"),
        ((sent("677087200", None, flag_flown="CM"),), "fires"),  # one report of one moment needs no date
        ((sent("677087200"), sighting("2020-02-03", flag_flown="CM")), "fires"),  # the same day
        ((sent("677087200"), sighting("2020-02", flag_flown="CM")), "not-computable"),
        ((sent("677087200", "2009"), sighting("2015", flag_flown="CM")), "not-computable"),
        ((sent("677087200"), identity(start="2019", end="2021", flag="CM")), "fires"),
        (
            (sent("677087200"), identity(start="2020-02-03", end="2021", flag="CM")),
            "not-computable",
        ),  # changing over
        ((sent("677087200"), identity(start="2019-12~", end="2021", flag="CM")), "fires"),
        ((sent("677087200"), identity(start="2020-01~", end="2021", flag="CM")), "not-computable"),
        ((sent("677087200"), identity(flag="CM")), "not-computable"),
        ((identity("listed", mmsi="677087200", flag="CM"),), "not-computable"),  # one list entry, many years
        ((identity(start="2019", mmsi="677087200", flag="CM"),), "fires"),
        ((sent("310123000", flag_flown="GB"),), "clear"),  # Bermuda on a British ship
        ((sent("232123000", flag_registered="IM"),), "clear"),
        ((sent("306123000", flag_flown="CW"),), "clear"),
        ((sent("306123000", flag_flown="SX"),), "clear"),
        ((sent("306123000", flag_flown="NL"),), "clear"),
        ((sent("306123000", flag_flown="PA"),), "fires"),
        ((sent("255123000", flag_flown="PT"),), "clear"),  # Madeira
        ((sent("477123000", flag_flown="CN"),), "clear"),
        ((sent("334123000", flag_registered="HN"),), "clear"),
        ((sent("550123000", flag_flown="TL"),), "clear"),
        ((sent("150400453", flag_flown="CN"),), "not-computable"),
        ((sent("677087200", flag_flown="stateless"),), "not-computable"),
        ((sent("677087200", flag_flown="CM", stance="denies"),), "not-computable"),
    ],
)
def test_country_digits_against_the_flag_at_the_same_time(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("mid-flag-mismatch", *records) == expected


def test_a_difference_inside_a_family_is_said() -> None:
    (finding,) = findings("mid-flag-mismatch", sent("310123000", flag_flown="GB"))
    assert "Bermuda" in finding.sentence
    assert "of one family" in finding.sentence


def test_a_mismatch_names_both_sides_their_time_and_the_innocent_reading() -> None:
    row = sent("677087200", flag_flown="CM")
    (finding,) = findings("mid-flag-mismatch", row)
    assert finding.sentence.startswith("The rule fires: MMSI 677087200 of Tanzania")
    assert "Cameroon (flag flown, 3 February 2020)" in finding.sentence
    assert "bareboat charter" in finding.sentence
    assert finding.rests_on == (("sighting", row.id),)


def test_a_row_that_gives_both_is_compared_within_itself() -> None:
    # Two sources read one ship's two transponders: each is consistent, and the flags are another rule's.
    one = sent("677087200", flag_flown="TZ")
    other = sent("613003889", flag_flown="CM")
    assert outcome("mid-flag-mismatch", one, other) == "clear"
    assert outcome("two-nationalities", one, other) == "fires"


def test_an_identity_without_end_holds_up_to_its_sources_publication() -> None:
    told = source(7, published="2021-06-01")
    registered = identity(start="2019", flag="CM", source_id=7)
    assert outcome("mid-flag-mismatch", told, registered, sent("677087200", "2021-05")) == "fires"
    assert outcome("mid-flag-mismatch", told, registered, sent("677087200", "2021-07")) == "not-computable"


def test_an_identity_without_end_gives_way_to_the_next_of_its_aspect() -> None:
    told = source(7, published="2021-06-01")
    first = identity(start="2019", flag="CM", source_id=7)
    second = identity(start="2021-01-10", flag="TZ", source_id=7)
    assert outcome("mid-flag-mismatch", told, first, second, sent("677087200", "2021-05")) == "clear"
    undated = identity(end="2021-03", flag="TZ", source_id=7)
    assert outcome("mid-flag-mismatch", told, first, undated, sent("677087200", "2021-05")) == "not-computable"


@pytest.mark.parametrize(
    ("call_sign", "flag", "mmsi", "against_flag", "against_mmsi"),
    [
        ("V3AB7", "BZ", "312123000", "clear", "clear"),
        ("HMVE7", "LY", "642123000", "fires", "fires"),  # MORNING GLORY's North Korean call sign
        ("5IM-234", "CM", "677087200", "fires", "clear"),
        ("ZCAB7", "BM", "310123000", "clear", "clear"),
        ("2ABC3", "IM", "232123000", "clear", "clear"),
        ("PJAB", "SX", "306123000", "clear", "clear"),
        ("0ABC", "PA", "351123000", "not-computable", "not-computable"),
        ("V3AB7", None, None, "not-computable", "not-computable"),
    ],
)
def test_call_sign_prefix_against_flag_and_mmsi(
    call_sign: str, flag: str | None, mmsi: str | None, against_flag: str, against_mmsi: str
) -> None:
    record = sighting("2014-03-10", call_sign_shown=call_sign, flag_flown=flag, mmsi_shown=mmsi)
    assert outcome("call-sign-flag-mismatch", record) == against_flag
    assert outcome("call-sign-mid-mismatch", record) == against_mmsi


def held(record: Any, owner: Any = None) -> KnownNumbers:
    holder = NumberHolder(owner or vessel(2, "Other"), record)
    return KnownNumbers(mmsi={"613003889": (holder,), "273000000": (holder,)}, call_sign={"TJAB1": (holder,)})


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (sent("613003889"), sighting("2020-02-03", vessel_id=2, name_shown="Other"), "fires"),
        (sighting("2020-02-03", call_sign_shown="TJ-AB1"), sighting("2020-02-03", vessel_id=2), "fires"),
        (sent("613003889"), identity(start="2019", end="2021", vessel_id=2), "fires"),
        (
            sent("613003889"),
            sighting("2024-07-01", vessel_id=2),
            "clear",
        ),  # it may pass to another ship later
        (sent("613003889"), sighting(vessel_id=2), "not-computable"),
        (sent("273000000"), sighting("2020-02-03", vessel_id=2), "clear"),  # nobody's own
        (
            sent("613003889", name_shown="M/V OTHER"),
            sighting("2020-02-03", vessel_id=2),
            "clear",
        ),  # one ship, twice
    ],
)
def test_one_number_sent_by_two_ships(mine: Any, theirs: Any, expected: str) -> None:
    assert outcome("mmsi-shared", mine, known=held(theirs)) == expected


def test_shared_numbers_of_one_imo_number_are_one_ship() -> None:
    same = vessel(2, "Other", imo="9187629")
    mine = sent("613003889", imo_shown="9187629")
    assert outcome("mmsi-shared", mine, known=held(sighting("2020-02-03", vessel_id=2), same)) == "clear"
    assert outcome("mmsi-shared", mine, known=None) == "not-computable"
