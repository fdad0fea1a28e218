"""Who and what counts: time, ships, denials, retractions, judgements, and the best value with its reason."""

from __future__ import annotations

import pytest
from agreement_cases import group, independent, judgement, of, outcome, sighting, source

from tracker.domain.agreement import agree, to_json


def test_a_change_of_flag_between_two_dates_is_no_contradiction():
    assert (
        of("flag_flown", {"flag_flown": "BZ", "date": "2011-05"}, {"flag_flown": "KP", "date": "2012"}).verdict
        == "refined"
    )
    assert (
        of("flag_flown", {"flag_flown": "BZ", "date": "2011"}, {"flag_flown": "KP", "date": "2011-05"}).verdict
        == "contested"
    )


def test_a_ship_is_in_two_places_on_two_days():
    said = {"place": "Nampo", "date": "2011-05-20"}, {"place": "South China Sea", "date": "2011-05-26"}
    assert of("place", *said).verdict == "refined"


def test_her_type_and_imo_number_do_not_change_with_the_date():
    for about, first, second in (
        ("vessel_type", "cargo ship", "naval ship"),
        ("imo_shown", "9187629", "8314811"),
    ):
        assert of(about, {about: first, "date": "2011-05"}, {about: second, "date": "2011-06"}).verdict == "contested"


def test_two_ships_of_one_case_do_not_contradict_each_other():
    said = [{"vessel_id": 7, "name_shown": "Kingsway"}, {"vessel_id": 8, "name_shown": "Sam Jong 2"}]
    assert of("name_shown", *said).verdict == "refined"
    said[1]["vessel_id"] = None
    assert of("name_shown", *said).verdict == "contested"


def test_the_day_on_which_something_was_said_is_no_day_of_the_event():
    said = (
        {"date": "2011-05-26", "activity": "hailed"},
        {"date": "2011-06-13", "statement": "The refusal broke the law."},
    )
    found = of("date", *said)
    assert (found.verdict, [values.value for values in found.values]) == ("single-origin", ["2011-05-26"])


def test_what_is_said_later_of_a_flag_still_contradicts():
    said = (
        {"date": "2011-05-26", "flag_registered": "BZ"},
        {"date": "2011-06-13", "flag_registered": "KP", "statement": "She is ours."},
    )
    assert of("flag_registered", *said).verdict == "contested"


def test_repeated_doings_on_different_days_do_not_contest_the_date():
    said = (
        {"date": "2009-06-18", "activity": "being tracked"},
        {"date": "2009-06-24", "activity": "being tracked"},
    )
    assert of("date", *said).verdict == "refined"


def test_a_denial_by_another_origin_contests_a_value():
    found = of(
        "flag_registered",
        {"flag_registered": "TZ"},
        {"flag_registered": "TZ", "stance": "denies", "said_by": "Tanzania"},
    )
    assert (found.verdict, found.origins) == ("contested", 2)
    assert found.why == "TZ: 1 origin, grade B2; denied by Tanzania"
    assert [denial.sighting_id for denial in found.values[0].denials] == [102]


def test_a_denial_long_after_stands_against_what_was_seen():
    denial = {"flag_registered": "TZ", "stance": "denies", "date": "2016-10-20"}
    assert of("flag_registered", {"flag_registered": "TZ", "date": "2016-03"}, denial).verdict == "contested"


def test_a_named_party_denies_within_the_same_article():
    sources = {1: source(1)}
    asserted = sighting(101, 1, destination="Syria", said_by="Gibraltar")
    denied = sighting(102, 1, destination="Syria", stance="denies", said_by="Iran")
    assert outcome("destination", [asserted, denied], sources).verdict == "contested"
    withdrawn = sighting(103, 1, destination="Syria", stance="denies", said_by="Gibraltar")
    assert outcome("destination", [asserted, withdrawn], sources).verdict == "single-origin"


def test_denying_arms_denies_missiles_and_denying_missiles_does_not_deny_arms():
    wide, narrow = "arms", "missiles"
    assert of("cargo", {"cargo": narrow}, {"cargo": wide, "stance": "denies"}).verdict == "contested"
    assert of("cargo", {"cargo": wide}, {"cargo": narrow, "stance": "denies"}).verdict == "refined"


def test_a_denial_does_not_deny_the_ship_the_day_and_the_place_it_speaks_of():
    here = {"name_shown": "Light", "date": "2011-05-26", "place": "South China Sea", "flag_flown": "BZ"}
    said = here, {**here, "stance": "denies"}
    verdicts = {about: of(about, *said).verdict for about in here}
    assert verdicts == {
        "name_shown": "single-origin",
        "date": "single-origin",
        "place": "single-origin",
        "flag_flown": "contested",
    }


@pytest.mark.parametrize("given", [{"place": "Thilawa"}, {"name_shown": "Light"}, {"date": "2011-05-26"}])
def test_a_denial_that_gives_nothing_else_denies_what_it_gives(given):
    (about,) = given
    assert of(about, given, {**given, "stance": "denies"}).verdict == "contested"


def test_what_is_only_denied_has_no_best_value():
    found = of("flag_flown", {"flag_flown": "KP", "stance": "denies"})
    assert (found.verdict, found.best, found.why) == (
        "single-origin",
        None,
        "KP is denied by 1 origin and asserted by none",
    )


def test_retracted_sightings_and_retracted_sources_say_nothing():
    sightings, sources = independent({"flag_flown": "BZ"}, {"flag_flown": "KP", "retracted_at": "2024-01-01T00:00:00Z"})
    assert outcome("flag_flown", sightings, sources).verdict == "single-origin"
    sightings, sources = independent({"flag_flown": "BZ"}, {"flag_flown": "KP"})
    sources[2] = source(2, retracted_at="2024-01-01T00:00:00Z")
    assert outcome("flag_flown", sightings, sources).verdict == "single-origin"


def test_a_source_that_is_not_at_hand_is_its_own_origin_of_no_known_reliability():
    found = outcome("flag_flown", [sighting(101, 99, flag_flown="BZ")], {})
    assert (found.origins, found.values[0].supporters[0].origin_id, found.values[0].best_grade) == (
        1,
        99,
        ("F", 2),
    )


def test_more_origins_beat_a_better_grade_and_a_better_grade_beats_the_rest():
    said = [{"flag_flown": "KP", "credibility": 1}, {"flag_flown": "BZ"}, {"flag_flown": "BZ"}]
    found = of("flag_flown", *said)
    assert found.best is not None and found.best.value == "BZ"
    assert found.why == "BZ: 2 origins, best grade B2; KP stands alone at B1"
    alone = of("flag_flown", *said[:2]).best
    assert alone is not None and alone.value == "KP"


def test_the_most_precise_uncontested_value_is_the_best_of_those_that_nest():
    found = of(
        "date",
        {"date": "2011"},
        {"date": "2011"},
        {"date": "2011-05"},
        {"date": "2011-05-26", "credibility": 5},
    )
    assert (found.verdict, found.best and found.best.value) == ("refined", "2011-05-26")
    assert found.why == "2011-05-26: 1 origin, grade B5; lies within 2011 and 2011-05"
    contested = of("date", {"date": "2011"}, {"date": "2011"}, {"date": "2011-05-26"}, {"date": "2011-06"})
    assert (contested.verdict, contested.best and contested.best.value) == ("contested", "2011")
    assert contested.why == "2011: 2 origins, best grade B2; 2011-05-26 and 2011-06 cannot both hold"


def test_values_are_shown_as_each_source_printed_them():
    said = (
        {"date": "2011-05-21/2011-05-31", "as_printed": '{"date": "late May 2011"}'},
        {"name_shown": "M/V Light"},
        {"name_shown": "LIGHT"},
    )
    assert of("date", *said).values[0].shown == ("late May 2011",)
    assert of("name_shown", *said).values[0].shown == ("M/V Light", "LIGHT")


def test_the_newest_standing_judgement_is_attached_and_changes_no_verdict():
    sightings, sources = independent({"flag_flown": "BZ"}, {"flag_flown": "KP"})
    judgements = [
        judgement(2, "flag_flown", "BZ", created_at="2024-02-01T00:00:00Z"),
        judgement(1, "flag_flown", None, created_at="2024-01-01T00:00:00Z"),
        judgement(3, "flag_flown", "KP", created_at="2024-03-01T00:00:00Z", retracted_at="2024-03-02T00:00:00Z"),
        judgement(4, "motive", "arms trade", created_at="2024-01-01T00:00:00Z"),
    ]
    found = {a.property: a for a in agree(sightings, sources, judgements=judgements)}
    assert (found["flag_flown"].judgement, found["flag_flown"].verdict) == (judgements[0], "contested")
    assert (found["motive"].judgement, found["motive"].verdict) == (judgements[3], "unreported")


def test_json_names_values_origins_and_who_is_behind_them():
    said = {"flag_flown": "BZ"}, {"flag_flown": "BZ", "stance": "denies"}
    assert to_json(of("flag_flown", *said)) == {
        "property": "flag_flown", "verdict": "contested", "origins": 2, "best": "BZ",
        "why": "BZ: 1 origin, grade B2; denied by 1 origin",
        "values": [
            {
                "value": "BZ", "shown": ["BZ"], "origins": 1,
                "sightings": [101], "sources": [1], "denied_by": [102],
            }
        ],
        "judgement": None,
    }  # fmt: skip


def test_every_property_is_there_reported_or_not():
    names = [found.property for found in agree([], {})]
    assert names[:3] == ["date", "place", "position"]
    assert {found.verdict for found in agree([], {})} == {"unreported"}
    assert len(names) == len(set(names)) == 20


def test_a_detail_named_like_a_column_keeps_apart_from_it():
    found = of("details.cargo", {"details": '{"cargo": "rice"}', "cargo": "arms"})
    assert group(found, "rice").origins == 1
