"""The Light, May 2011: what eleven documents of few origins come to."""

from __future__ import annotations

import pytest
from agreement_cases import REFERENCE, group, light_claims, of, outcome, sighting, source

from tracker.domain.agreement import PropertyAgreement, agree, origins


@pytest.fixture
def from_claims() -> dict[str, PropertyAgreement]:
    return {found.property: found for found in agree(*light_claims(), reference=REFERENCE)}


@pytest.mark.parametrize(
    ("about", "verdict", "best"),
    [
        ("date", "contested", "2011-05-26"),
        ("place", "contested", "South China Sea"),
        ("vessel_type", "contested", "cargo ship"),
        ("name_shown", "agreed", "LIGHT"),
        ("imo_shown", "unreported", None),
        ("mmsi_shown", "unreported", None),
        ("flag_flown", "agreed", "BZ"),
        ("nationality_claimed", "agreed", "KP"),
        ("cargo", "contested", None),
        ("destination", "contested", None),
        ("refusals", "contested", None),
        ("outcome", "refined", None),
        ("flag_state_consent", "agreed", "granted"),
    ],
)
def test_seventy_claims_come_to_the_known_verdicts(from_claims, about, verdict, best):
    found = from_claims[about]
    assert found.verdict == verdict, found.why
    if best:
        assert found.best is not None and found.best.value == best


def test_the_flag_is_registered_in_belize_by_one_origin_that_two_documents_retell(from_claims):
    found = from_claims["flag_registered"]
    assert (found.verdict, found.origins) == ("single-origin", 1)
    assert {support.source_id for support in found.values[0].supporters} == {ord("E"), ord("H")}


def test_the_june_reports_alone_contradict_the_26th_of_may(from_claims):
    found = from_claims["date"]
    assert found.why == "2011-05-26: 3 origins, best grade B2; 2011-06 stands alone at C4"


def test_documents_are_counted_as_few_origins(from_claims):
    sightings, _ = light_claims()
    assert len({given.source_id for given in sightings}) == 10
    assert max(found.origins for found in from_claims.values()) <= 6
    assert group(from_claims["date"], "2011-05-26").origins == 3
    assert len({s.source_id for s in group(from_claims["date"], "2011-05-26").supporters}) == 5


def test_who_declines_to_say_supports_nothing(from_claims):
    state_department = ord("J")
    for about in ("cargo", "destination"):
        heard = {s.source_id for values in from_claims[about].values for s in values.supporters}
        assert heard and state_department not in heard


UPI, HINDU, NK_NEWS, DVB, PENTAGON, NYT = 1, 2, 3, 4, 10, 11
SOURCES = {
    UPI: source(UPI, PENTAGON), HINDU: source(HINDU, NYT), NK_NEWS: source(NK_NEWS, reliability="C"),
    DVB: source(DVB, NYT), PENTAGON: source(PENTAGON), NYT: source(NYT),
}  # fmt: skip
HAILED = sighting(101, UPI, date="2011-05-26", place="South China Sea", activity="hailed; boarding refused")
TURNED = sighting(102, UPI, date="2011-05-29", place="South China Sea", activity="turns back toward North Korea")
OF_NYT = sighting(103, HINDU, date="2011-05-26", place="Somewhere south of Shanghai", activity="hailed; turns home")
IN_JUNE = sighting(104, NK_NEWS, date="2011-06", place="South China Sea", activity="intercepted", credibility=4)


def test_the_turning_back_on_the_29th_does_not_contest_the_date():
    found = outcome("date", [HAILED, TURNED, OF_NYT], SOURCES)
    assert found.verdict == "agreed"
    assert found.best is not None and (found.best.value, found.best.origins) == ("2011-05-26", 2)


def test_a_report_of_the_interception_in_june_contests_the_date():
    found = outcome("date", [HAILED, TURNED, OF_NYT, IN_JUNE], SOURCES)
    assert found.verdict == "contested"
    assert found.why == "2011-05-26: 2 origins, best grade B2; 2011-06 stands alone at C4"


def test_a_june_report_that_says_no_event_contradicts_all_days_of_may():
    undescribed = sighting(105, NK_NEWS, date="2011-06")
    assert outcome("date", [HAILED, TURNED, undescribed], SOURCES).verdict == "contested"


def test_two_independent_places_on_one_day_are_contested():
    found = outcome("place", [HAILED, OF_NYT], SOURCES)
    assert found.verdict == "contested"
    assert found.why == "Somewhere south of Shanghai: 1 origin, grade B2; South China Sea stands alone at B2"


def test_one_article_with_two_places_contests_nothing_and_the_reason_says_so():
    both = [
        sighting(106, DVB, date="2011-05-26", place="South China Sea"),
        sighting(107, DVB, date="2011-05-26", place="south of Shanghai"),
    ]
    found = outcome("place", both, SOURCES)
    assert found.verdict == "single-origin"
    assert "the same origin also gives south of Shanghai, which cannot hold with it" in found.why


def test_flown_registered_and_claimed_flags_never_contradict_each_other():
    said = (
        {"date": "2011-05-26", "flag_flown": "BZ", "flag_registered": "BZ"},
        {"date": "2011-05-26", "flag_claimed": "KP"},
    )
    assert {of(about, *said).verdict for about in ("flag_flown", "flag_registered", "flag_claimed")} == {
        "single-origin"
    }


def test_retellings_have_the_origin_of_what_they_retell():
    assert origins(SOURCES) == {
        UPI: PENTAGON,
        HINDU: NYT,
        NK_NEWS: NK_NEWS,
        DVB: NYT,
        PENTAGON: PENTAGON,
        NYT: NYT,
    }


def test_origins_end_where_a_chain_leaves_the_sources_or_runs_in_a_circle():
    assert origins({1: source(1, 99), 2: source(2, 99)}) == {1: 99, 2: 99}
    assert origins({1: source(1, 2), 2: source(2, 1), 3: source(3, 2)}) == {1: 1, 2: 1, 3: 1}
