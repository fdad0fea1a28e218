"""Whose ship a sighting was: numbers before names, dates that fit, and never a name alone."""

from __future__ import annotations

import pytest
from identity_cases import BORACAY, BORACAY_SIGHTINGS, LIGHT, LIGHT_SIGHTINGS, SHUNXING, identity, sighting, vessel

from tracker.domain.identity.candidates import Candidate, KnownVessel, Tie, candidates, taken
from tracker.domain.identity.near_names import NEAR, near_names, similarity
from tracker.domain.records import Sighting
from tracker.store.reference import load_reference

REFERENCE = load_reference()
KNOWN = (
    KnownVessel(vessel(1, "Boracay", imo="9332810"), BORACAY, BORACAY_SIGHTINGS),
    KnownVessel(vessel(2, "Xing Shun 39", imo="8358427"), SHUNXING, ()),
    KnownVessel(vessel(3, "Light"), LIGHT, LIGHT_SIGHTINGS),
)


def found(seen: Sighting, *known: KnownVessel) -> list[Candidate]:
    return candidates(seen, known or KNOWN, REFERENCE)


def test_an_imo_number_ties_whatever_name_and_date() -> None:
    (candidate,) = found(sighting(9, imo_shown="IMO 9332810", name_shown="Nameless", date="2019"))
    assert (candidate.vessel_id, candidate.tie) == (1, Tie.IMO)
    assert candidate.reasons == ("IMO number 9332810 is hers",)
    assert taken([candidate]) is candidate


def test_an_mmsi_ties_while_she_sent_it_and_is_weak_before() -> None:
    (then,) = found(sighting(9, mmsi_shown="677087200", date="2025-02"))
    assert (then.vessel_id, then.tie) == (2, Tie.MMSI)
    assert then.reasons == ("MMSI 677087200, hers from 3 January 2025 on",)
    (before,) = found(sighting(9, mmsi_shown="677087200", date="2024-02"))
    assert before.is_weak
    assert "was hers, but from 3 January 2025 on" in before.reasons[0]


def test_an_mmsi_without_a_date_is_weak() -> None:
    (candidate,) = found(sighting(9, mmsi_shown="677087200"))
    assert candidate.is_weak
    assert "no date" in candidate.reasons[0]


def test_a_call_sign_ties_by_another_sighting_of_about_that_time() -> None:
    known = KnownVessel(vessel(4, "Alpha"), (), (sighting(61, call_sign_shown="V3AB", date="2020-05-01"),))
    (near,) = found(sighting(9, call_sign_shown="v3ab", date="2020-11"), known)
    assert near.tie is Tie.CALL_SIGN
    (far,) = found(sighting(9, call_sign_shown="V3AB", date="2024"), known)
    assert far.is_weak


def test_name_with_flag_and_date_ties() -> None:
    (candidate,) = found(sighting(9, name_shown="MV LIGHT", flag_flown="BZ", date="2011-05-28"))
    assert (candidate.vessel_id, candidate.tie, candidate.similarity) == (3, Tie.NAME_FLAG_DATE, 1.0)
    assert "called Light" in candidate.reasons[0]
    assert "flag of Belize" in candidate.reasons[0]


@pytest.mark.parametrize(
    "seen",
    [
        sighting(9, name_shown="Light"),
        sighting(9, name_shown="Light", date="2011-05-26"),
        sighting(9, name_shown="Light", flag_flown="BZ"),
        sighting(9, name_shown="Light", flag_flown="BZ", date="2019-03"),
        sighting(9, name_shown="Light", flag_flown="PA", date="2011-05-26"),
    ],
)
def test_a_name_that_lacks_flag_or_date_is_offered_as_weak_and_never_taken(seen: Sighting) -> None:
    (candidate,) = found(seen)
    assert candidate.vessel_id == 3
    assert candidate.is_weak
    assert "alone is weak" in candidate.reasons[0]
    assert taken([candidate]) is None


def test_a_near_name_is_told_with_its_likeness() -> None:
    (candidate,) = found(sighting(9, name_shown="Boaracay", flag_flown="BJ", date="2025-10-01"))
    assert candidate.tie is Tie.NAME_FLAG_DATE
    assert NEAR <= candidate.similarity < 1
    assert "% like Boaracay" in candidate.reasons[0]


def test_another_imo_number_speaks_against_a_name() -> None:
    seen = sighting(9, name_shown="Boracay", imo_shown="9187629", flag_flown="BJ", date="2025-10-01")
    (candidate,) = found(seen)
    assert candidate.is_weak
    assert candidate.reasons[-1] == "but her IMO number is 9332810"


def test_the_strongest_tie_comes_first_and_two_of_one_strength_are_not_taken() -> None:
    twin = KnownVessel(vessel(5, "Twin"), (identity(71, "broadcast", 5, mmsi="677087200", valid_from="2025"),), ())
    seen = sighting(9, name_shown="Light", imo_shown="9332810", mmsi_shown="677087200", date="2025-06")
    order = found(seen, *KNOWN, twin)
    assert next(c.vessel_id for c in order if not c.is_weak) == 1
    assert taken(order) is order[0]
    shared = found(sighting(9, mmsi_shown="677087200", date="2025-06"), *KNOWN, twin)
    assert [c.tie for c in shared] == [Tie.MMSI, Tie.MMSI]
    assert taken(shared) is None


@pytest.mark.parametrize(
    ("first", "second", "is_near"),
    [
        ("M/V Light", "LIGHT", True),
        ("Boracay", "Boaracay", True),
        ("Shunxing 39", "Shun Xing 39", True),
        ("Xing Shun 39", "Shun Xing 39", True),
        ("Kang Nam I", "Kang Nam 1", True),
        ("Hao Fan 6", "Hao Fan 2", False),
        ("Jin Teng", "Jin Tai 7", False),
        ("Light", "Night", False),
        ("Koti", "Kota", False),
        ("", "Light", False),
    ],
)
def test_which_names_are_near(first: str, second: str, is_near: bool) -> None:
    assert (similarity(first, second) >= NEAR) is is_near
    assert similarity(first, second) == similarity(second, first)


def test_near_names_are_found_among_many() -> None:
    others = [f"Vessel {number}" for number in range(5000)] + ["Boracay", "Xing Shun 39", "M/V Light"]
    assert list(near_names("Boaracay", others)) == ["Boracay"]
    assert list(near_names("light", others)) == ["M/V Light"]
    assert list(near_names("SHUN XING 39", others)) == ["Xing Shun 39"]
