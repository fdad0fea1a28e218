"""The first four UN port bans, October 2017: three dates of one measure, and flags told differently."""

from __future__ import annotations

from agreement_cases import group, outcome, sighting, source

UN_LIST, RT, VESSELTRACKER, CNN, SEANEWS = 1, 2, 3, 4, 5
SOURCES = {
    UN_LIST: source(UN_LIST, kind="list", reliability="A"),
    RT: source(RT, reliability="C"),
    VESSELTRACKER: source(VESSELTRACKER),
    CNN: source(CNN, VESSELTRACKER),
    SEANEWS: source(SEANEWS, reliability="C"),
}
HAO_FAN_6, JIE_SHUN = 51, 52
BANNED = [
    sighting(
        101,
        UN_LIST,
        date="2017-10-03",
        activity="port ban decided",
        vessel_id=HAO_FAN_6,
        name_shown="Hao Fan 6",
    ),
    sighting(
        102,
        RT,
        date="2017-10-05",
        activity="port ban in force",
        vessel_id=HAO_FAN_6,
        name_shown="HAO FAN 6",
        flag_flown="KN",
    ),
    sighting(
        103,
        VESSELTRACKER,
        date="2017-10-09/2017-10-10",
        activity="port ban announced",
        vessel_id=HAO_FAN_6,
        flag_flown="KP",
    ),
    sighting(
        104,
        CNN,
        date="2017-10-09/2017-10-10",
        activity="port ban announced",
        vessel_id=HAO_FAN_6,
        flag_flown="KP",
    ),
    sighting(
        105,
        RT,
        date="2017-10-05",
        activity="port ban in force",
        vessel_id=JIE_SHUN,
        name_shown="JIE SHUN",
        flag_registered="KH",
    ),
    sighting(
        106,
        SEANEWS,
        date="2017-10",
        activity="port ban reported",
        vessel_id=JIE_SHUN,
        name_shown="Joe Shun",
        flag_registered="KH",
    ),
]


def test_decided_in_force_and_announced_are_three_events_and_no_contest():
    found = outcome("date", BANNED, SOURCES)
    assert found.verdict == "refined"
    assert {values.value for values in found.values} == {
        "2017-10-03",
        "2017-10-05",
        "2017-10-09/2017-10-10",
        "2017-10",
    }


def test_a_register_or_list_that_dates_its_own_entry_contests_no_date():
    listed = sighting(107, UN_LIST, date="2018-03-30")
    assert outcome("date", [*BANNED, listed], SOURCES).verdict == "refined"


def test_a_misprinted_name_contests_the_name_of_its_own_ship_only():
    found = outcome("name_shown", BANNED, SOURCES)
    assert found.verdict == "contested"
    assert group(found, "HAO FAN 6").origins == 2
    without_misprint = [given for given in BANNED if given.name_shown != "Joe Shun"]
    assert outcome("name_shown", without_misprint, SOURCES).verdict == "agreed"


def test_the_retold_flag_counts_once_and_two_flags_on_days_apart_do_not_contradict():
    found = outcome("flag_flown", BANNED, SOURCES)
    assert (found.verdict, group(found, "KP").origins, group(found, "KN").origins) == ("refined", 1, 1)


def test_both_sources_agree_that_jie_shun_was_registered_in_cambodia():
    found = outcome("flag_registered", BANNED, SOURCES)
    assert (found.verdict, found.origins) == ("agreed", 2)
