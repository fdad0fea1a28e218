"""How two values of each property stand to each other."""

from __future__ import annotations

import pytest
from agreement_cases import of

SAME, NESTED, BOTH, CONTEST = "agreed", "refined", "refined", "contested"


@pytest.mark.parametrize(
    ("about", "first", "second", "verdict"),
    [
        ("date", "2011-05-26", "2011-05-26", SAME),
        ("date", "2011", "2011-05-26", NESTED),
        ("date", "2011-05-XX", "2011-05-26", NESTED),
        ("date", "2011-05-20/2011-05-31", "2011-05-26", NESTED),
        ("date", "2011-05-20/2011-05-27", "2011-05-26/2011-05-31", BOTH),
        ("date", "2011-06", "2011-05-26", CONTEST),
        ("place", "South China Sea", "in the South China Sea", SAME),
        ("place", "South China Sea", "South China Sea, off Luzon", NESTED),
        ("place", "international waters", "South China Sea", NESTED),
        ("place", "Burma", "Myanmar", SAME),
        ("place", "Yeosu, South Korea", "South Korea", NESTED),
        ("place", "off the southern coast of Shanghai", "off Shanghai", NESTED),
        ("place", "Nampo / Haeju", "Haeju", BOTH),
        ("place", "South China Sea", "south of Shanghai", CONTEST),
        ("place", "north of Shanghai", "south of Shanghai", CONTEST),
        ("place", "Yeosu, South Korea", "Busan, South Korea", CONTEST),
        ("name_shown", "M/V Light", "LIGHT", SAME),
        ("name_shown", "M.V. Light", "mv light", SAME),
        ("name_shown", "Shunxing-39", "SHUN XING 39", SAME),
        ("name_shown", "Kang Nam I", "Kang Nam 1", SAME),
        ("name_shown", "Béatrice", "BEATRICE", SAME),
        ("name_shown", "Свет", "СВЕТ", SAME),
        ("name_shown", "Light", "Star Light", CONTEST),
        ("vessel_type", "cargo ship", "general cargo", NESTED),
        ("vessel_type", "North Korean vessel", "naval ship", NESTED),
        ("vessel_type", "crude tanker (VLCC)", "tanker", NESTED),
        ("vessel_type", "cargo vessel", "freighter", SAME),
        ("vessel_type", "naval ship", "cargo ship", CONTEST),
        ("vessel_type", "general cargo", "oil tanker", CONTEST),
        ("imo_shown", "IMO 9187629", "9187629", SAME),
        ("imo_shown", "8314811", "8814811", CONTEST),
        ("mmsi_shown", "312123456", "312123456", SAME),
        ("call_sign_shown", "V3AB2", "v3ab2", SAME),
        ("call_sign_shown", "V3AB2", "HMAB", CONTEST),
        ("flag_flown", "BZ", "Belize", SAME),
        ("flag_flown", "BZ", "unknown", NESTED),
        ("flag_flown", "none", "stateless", BOTH),
        ("flag_flown", "BZ", "KP", CONTEST),
        ("flag_registered", "Matthew Island", "KP", CONTEST),
        ("destination", "Burma (suspected)", "MM", SAME),
        ("destination", "Thilawa, Myanmar", "Burma", NESTED),
        ("destination", "Thilawa", "Burma", BOTH),
        ("destination", "Burma", "Bangladesh", CONTEST),
        ("cargo", "military-related cargo", "missile parts", NESTED),
        ("cargo", "small arms or missile technology", "short-range missiles", BOTH),
        ("cargo", "Russian coal", "North Korean coal", BOTH),
        ("cargo", "goods", "coal", NESTED),
        ("cargo", "industrial chemicals", "short-range missiles", CONTEST),
        ("cargo", "furniture and mats", "5,000 shotguns", CONTEST),
        ("activity", "boarding refused", "hailed; boarding refused", NESTED),
        ("activity", "boarded", "anchored", BOTH),
        ("outcome", "returned to North Korea", "returned to port", BOTH),
        ("refusals", "four", "4", "agreed"),
        ("refusals", "repeatedly", "4", NESTED),
        ("refusals", ">1", "four times", NESTED),
        ("refusals", "1", "four", CONTEST),
        ("refusals", "once", "repeatedly", CONTEST),
    ],
)  # fmt: skip
def test_two_independent_sources(about, first, second, verdict):
    for pair in ((first, second), (second, first)):
        found = of(about, *({about: value} for value in pair))
        assert found.verdict == verdict, found.why


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ((20.0, 116.0, 600.0), (20.0, 116.0, 600.0), SAME),
        ((20.0, 116.0, 600.0), (19.0, 117.0, 10.0), NESTED),
        ((20.0, 116.0, 600.0), (20.0, 121.0, 200.0), BOTH),
        ((20.0, 116.0, 600.0), (29.0, 122.5, 150.0), CONTEST),
        ((0.333, 5.383, None), (0.317, 5.417, None), CONTEST),
        ((0.333, 5.383, None), (0.333, 5.384, None), BOTH),
    ],
)
def test_two_positions_of_one_day(first, second, verdict):
    found = of(
        "position",
        *({"lat": lat, "lon": lon, "radius_km": r, "date": "2011-05-26"} for lat, lon, r in (first, second)),
    )
    assert found.verdict == verdict, found.why


@pytest.mark.parametrize(
    ("name", "first", "second", "verdict"),
    [
        ("people aboard", "22", "twenty-two or so", BOTH),
        ("people aboard", "about 1,000", "928", NESTED),
        ("coal", "5,000 t", "over 5,500 t", CONTEST),
        ("consent", "granted", "refused", CONTEST),
        ("consent", "yes", "granted", SAME),
        ("detention date", "2017-11", "2017-11-24", NESTED),
        ("detention date", "2017-11-24", "2017-12-29", CONTEST),
        ("navy", "French", "Italian", BOTH),
        ("navy", "Chinese", "South Korean", CONTEST),
        ("who refused", "master", "crew", BOTH),
    ],
)
def test_two_values_of_a_property_without_a_column(name, first, second, verdict):
    found = of(name, *({"details": f'{{"{name}": "{value}"}}'} for value in (first, second)))
    assert found.verdict == verdict, found.why


@pytest.mark.parametrize("nothing", ["unknown", "not stated", "Not stated.", "undisclosed", "Register record"])
def test_a_value_that_says_nothing_is_not_reported(nothing):
    assert of("place", {"place": nothing}).verdict == "unreported"


def test_positions_show_two_names_to_be_one_place():
    named = [
        {"place": "Muuga Bay", "lat": 59.5, "lon": 25.0},
        {"place": "Gulf of Finland", "lat": 59.8, "lon": 25.5},
    ]
    assert of("place", *named).verdict == "contested"
    named[1]["radius_km"] = 150.0
    assert of("place", *named).verdict == "refined"
