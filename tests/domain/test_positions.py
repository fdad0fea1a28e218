"""Positions as people type them and documents print them."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tracker.domain.errors import FieldError
from tracker.domain.positions import (
    NM_IN_KM,
    Position,
    distance_nm,
    format_position,
    read_position,
    smallest_distance_nm,
)

EAST_CHINA_SEA = Position(31.2, 122.5)


@pytest.mark.parametrize(
    "typed",
    [
        "31.2, 122.5",
        "31.2,122.5",
        "31.2 122.5",
        "+31.2 +122.5",
        "31.2; 122.5",
        "31,2 122,5",
        "31,2; 122,5",
        "31,2, 122,5",
        "31.2N 122.5E",
        "N31.2 E122.5",
        "31.2n, 122.5e",
        "31.2 North 122.5 East",
        "31.2°N, 122.5°E",
        "3112N 12230E",
        "N3112 E12230",
        "311200N 1223000E",
        "3112.0N 12230.0E",
        "3112.00,N,12230.00,E",
        "31-12N 122-30E",
        "31-12-00N 122-30-00E",
        "31:12:00N 122:30:00E",
        "31 12 N 122 30 E",
        "31 12,0 N 122 30,0 E",
        "31°12′N 122°30′E",
        "31º12´N 122º30´E",
        "31°12’00”N, 122°30’00”E",
        "31°12'00''N 122°30'00''E",
        "N 31° 12' / E 122° 30'",
        "31 deg 12 min N 122 deg 30 min E",
        "31–12N 122–30E",
        "31-12 122-30",
        "31 12 122 30",
        "31 12 0 122 30 0",
        "31°12' 122°30'",
        "31° 12' 122° 30'",
        "lat 31.2 lon 122.5",
        "Latitude: 31.2, Longitude: 122.5",
        "Position 31-12N 122-30E.",
        "(31.2, 122.5)",
        "122.5E 31.2N",
        "122-30E 31-12N",
        "lon 122.5 lat 31.2",
        "lat 31.2N long 122.5E",
        "  31.2\u00a0122.5  ",
    ],
)
def test_one_place_reads_the_same_in_every_notation(typed):
    assert read_position(typed) == EAST_CHINA_SEA


@pytest.mark.parametrize(
    ("typed", "lat", "lon"),
    [
        ("31.2S 122.5W", -31.2, -122.5),
        ("-31.2 -122.5", -31.2, -122.5),
        ("31.2,-122.5", 31.2, -122.5),
        ("31,2 -122,5", 31.2, -122.5),
        ("−31.2; 122.5", -31.2, 122.5),
        ("-31-12 122-30", -31.2, 122.5),
        ("00-30S 000-30W", -0.5, -0.5),
        ("S 8 13.5, W 010 02", -8.225, -10.033333333),
        ("311230N 1223045E", 31.208333333, 122.5125),
        ("31-12.5N 122-30.25E", 31.208333333, 122.504166667),
        ("01°15.5'S 103°45'E", -1.258333333, 103.75),
        ("4512.5N 00930.25E", 45.208333333, 9.504166667),
        ("31, 122", 31.0, 122.0),
        ("90N 180E", 90.0, 180.0),
        ("-90, -180", -90.0, -180.0),
    ],
)
def test_signs_hemispheres_and_minutes_come_out_in_decimal_degrees(typed, lat, lon):
    assert read_position(typed) == Position(lat, lon)


@pytest.mark.parametrize(
    ("typed", "radius_km"),
    [
        ("31.2, 122.5 ±5 nm", 9.26),
        ("31-12N 122-30E +/- 10 km", 10.0),
        ("31.2, 122.5 +-10km", 10.0),
        ("31.2, 122.5 within 20 km", 20.0),
        ("within 20 km of 31.2, 122.5", 20.0),
        ("31.2, 122.5 (±2.5 nautical miles)", 4.63),
        ("31.2, 122.5 ±0,5 km", 0.5),
        ("31.2N 122.5E, radius 500 m", 0.5),
        ("31.2N, 122.5E, 5 nm", 9.26),
        ("31.2, 122.5 ±0 km", 0.0),
    ],
)
def test_a_radius_is_kept_in_kilometres(typed, radius_km):
    assert read_position(typed) == Position(31.2, 122.5, radius_km)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "is empty"),
        ("off Shanghai", "not understood"),
        ("31.2", "half a position"),
        ("31.2N", "half a position"),
        ("31-12", "half a position"),
        ("31.2,", "half a position"),
        ("lat 31.2", "half a position"),
        ("31.2N 122.5", "only one hemisphere"),
        ("31.2N 31.3N", "N and N"),
        ("lat 31.2 lat 122.5", "two halves of one kind"),
        ("lat 31.2E lon 122.5N", "contradict"),
        ("N E", "gives no number"),
        ("95N 10E", "latitudes run from -90 to 90"),
        ("10N 190E", "longitudes run from -180 to 180"),
        ("200, 31", "latitudes run from -90 to 90"),
        ("31-60N 122-30E", "60 or more minutes"),
        ("31 12 60N 122 30 00E", "60 or more minutes or seconds"),
        ("3199N 12230E", "60 or more minutes"),
        ("-31.2S 122.5W", "both the sign - and S"),
        ("+31.2S 122.5W", "both the sign + and S"),
        ("3112 12230", "names no hemisphere"),
        ("31123N 12230E", "wrong number of digits"),
        ("31.5 12 N 122 30 E", "decimals in a part that smaller parts follow"),
        ("31.2, 122.5, 7", "more than two parts"),
        ("31.2, 122.5 ±5 miles", "5 nm"),
        ("31.2, 122.5 ±1,000 km", "two ways"),
        ("31.2, 122.5 ±99999 km", "half way round the Earth"),
        ("1" * 121, "longer than a position"),
    ],
)
def test_what_is_no_position_is_refused_with_what_is_wrong(typed, told):
    with pytest.raises(FieldError) as refused:
        read_position(typed)
    assert told in refused.value.problem
    assert refused.value.field == "position"


def test_a_longitude_first_is_refused_and_the_swapped_reading_offered():
    with pytest.raises(FieldError, match=r"look swapped; write 31\.2, 122\.5\."):
        read_position("122.5, 31.2")


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("31,2,122,5", ("31.2, 122.5", "31-2 122-5")),
        ("31,2,122", ("31.2, 122", "31, 2.122")),
        ("31,2", ("31.2", "31, 2")),
    ],
)
def test_commas_that_mean_two_things_are_refused_with_both_readings(typed, readings):
    with pytest.raises(FieldError) as refused:
        read_position(typed)
    assert all(reading in refused.value.problem for reading in readings)


def test_each_offered_reading_can_be_typed():
    assert read_position("31.2, 122.5") != read_position("31-2 122-5")
    assert read_position("31.2, 122") != read_position("31, 2.122")


@pytest.mark.parametrize(
    ("position", "written"),
    [
        (Position(31.2, 122.5), "31-12N 122-30E"),
        (Position(-1.258333333, 103.75, 9.26), "01-15.5S 103-45E ±9.26 km"),
        (Position(0.0, -0.5), "00-00N 000-30W"),
        (Position(31.2345678, 122.5), "31.2345678, 122.5"),
        (Position(-90.0, 180.0, 0.0), "90-00S 180-00E ±0 km"),
    ],
)
def test_a_position_is_written_in_degrees_and_minutes_where_that_loses_nothing(position, written):
    assert format_position(position) == written


LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
RADII = st.none() | st.floats(0, 20_000).filter(lambda radius: radius == 0 or radius > 1e-3)


@given(LATITUDES, LONGITUDES, RADII)
@example(-0.0, 179.99999999999997, None)
@example(5e-324, -5e-324, None)
def test_any_position_written_reads_back_to_the_precision_shown(lat, lon, radius_km):
    back = read_position(format_position(Position(lat, lon, radius_km)))
    assert math.isclose(back.lat, lat, rel_tol=0, abs_tol=1e-20)
    assert math.isclose(back.lon, lon, rel_tol=0, abs_tol=1e-20)
    assert back.radius_km == radius_km


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"), st.data())
def test_degrees_minutes_seconds_read_as_the_arithmetic_says(degrees, minutes, seconds, hemisphere, data):
    longitude = data.draw(st.integers(0, 179))
    typed = f"{degrees}°{minutes}'{seconds}\"{hemisphere} {longitude}°{minutes}'{seconds}\"W"
    position = read_position(typed)
    sign = 1 if hemisphere == "N" else -1
    assert position.lat == pytest.approx(sign * (degrees + minutes / 60 + seconds / 3600), abs=1e-9)
    assert position.lon == pytest.approx(-(longitude + minutes / 60 + seconds / 3600), abs=1e-9)
    assert read_position(format_position(position)) == position


PIECES = [
    *"-+,;.:/()°'\"",
    "31",
    "2.5",
    "122,5",
    "3112",
    "60",
    "0",
    "N",
    "s",
    "E",
    "W",
    "lat",
    "lon",
    "deg",
    "min",
    "±5nm",
    "±5M",
]
POSITION_PIECES = st.lists(st.sampled_from([*PIECES, " ", "within 3 km"]), max_size=12).map("".join)


@given(st.text(max_size=130) | POSITION_PIECES)
def test_whatever_is_typed_gives_a_valid_position_or_one_sentence(typed):
    try:
        position = read_position(typed)
    except FieldError as refused:
        assert refused.problem.endswith(".")
    else:
        assert -90 <= position.lat <= 90
        assert -180 <= position.lon <= 180
        assert read_position(format_position(position)) == position


def test_one_minute_of_latitude_is_one_nautical_mile():
    assert distance_nm(Position(31.0, 122.0), Position(31 + 1 / 60, 122.0)) == pytest.approx(1, rel=0.005)


def test_half_way_round_the_earth():
    assert distance_nm(Position(0, 0), Position(0, 180)) * NM_IN_KM == pytest.approx(20_015, abs=1)


def test_the_date_line_is_no_distance():
    assert distance_nm(Position(10, 180), Position(10, -180)) == pytest.approx(0, abs=1e-6)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(0, 500), st.floats(0, 500))
def test_radii_only_ever_bring_two_places_nearer(lat, lon, other_lat, other_lon, radius, other_radius):
    sure = distance_nm(Position(lat, lon), Position(other_lat, other_lon))
    first, second = Position(lat, lon, radius), Position(other_lat, other_lon, other_radius)
    closest = smallest_distance_nm(first, second)
    assert 0 <= closest <= sure
    assert closest == smallest_distance_nm(second, first)
    assume(sure * NM_IN_KM > radius + other_radius)
    assert closest == pytest.approx(sure - (radius + other_radius) / NM_IN_KM, abs=1e-6)
