"""Fields: one reading for form, command line and import; every error at once, and stored values read back the same."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import FieldError
from tracker.domain.fields import FIELDS, ReadingContext, read_field, read_fields, text_of
from tracker.domain.records import Sighting
from tracker.store.reference import load_reference
from tracker.store.tables import COLUMNS, KEPT_BY_STORE

CONTEXT = ReadingContext(load_reference(), datetime.date(2026, 11, 23))


def test_every_column_that_a_person_may_fill_has_a_field() -> None:
    computed = {"lat", "lon", "radius_km", "as_printed", "sha256"}
    for table, fields in FIELDS.items():
        filled = {field.name for field in fields} | computed | KEPT_BY_STORE
        missing = {c for c in COLUMNS[table] if c not in filled and not c.endswith(("_earliest", "_latest"))}
        # A sighting's slug names it in the starter cases only.
        assert missing - {"slug"} == set(), table


def test_all_errors_are_reported_at_once_and_what_was_right_is_kept() -> None:
    typed = {"date": "03/04/2011", "position": "95, 10", "credibility": "9", "cargoo": "rice", "place": "Yeosu"}

    readings = read_fields("sighting", typed, CONTEXT)

    assert set(readings.errors) == {"date", "position", "credibility", "cargoo", "source_id"}
    assert "2011-03-04" in str(readings.errors["date"])
    assert "2011-04-03" in str(readings.errors["date"])
    assert "Did you mean cargo?" in str(readings.errors["cargoo"])
    assert readings.values["place"] == "Yeosu"


def test_a_reading_says_how_the_text_was_understood() -> None:
    typed = {
        "source_id": "1",
        "date": "late May 2011",
        "position": "31-12N 122-30E ±5 nm",
        "flag_flown": "Belizean",
        "imo_shown": "8314881",
        "mmsi_shown": "312123000",
    }

    readings = read_fields("sighting", typed, CONTEXT)

    assert readings.errors == {}
    assert readings.values["date"] == "2011-05-21~/2011-05-31~"
    assert (readings.values["lat"], readings.values["lon"]) == (31.2, 122.5)
    assert readings.values["radius_km"] == pytest.approx(9.26)
    assert readings.values["flag_flown"] == "BZ"
    assert "Belize" in readings.understood["mmsi_shown"]
    assert "check digit fails" in readings.warnings["imo_shown"][0]


def test_an_emptied_field_becomes_its_default() -> None:
    assert dict(read_field("sighting", "stance", "", CONTEXT).values) == {"stance": "asserts"}
    assert dict(read_field("sighting", "position", " ", CONTEXT).values) == {
        "lat": None,
        "lon": None,
        "radius_km": None,
    }
    with pytest.raises(FieldError, match="needed"):
        read_field("incident", "title", "", CONTEXT)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("date", "26-29 May 2011"),
        ("position", "31-12.5N 122-30E ±20 km"),
        ("flag_flown", "Matthew Island"),
        ("flag_registered", "stateless"),
        ("details", "crew = 22; heroin quantity = 125 kg"),
        ("speed_knots", "12.5"),
        ("credibility", "2"),
        ("stance", "denies"),
    ],
)
def test_a_stored_value_shown_in_a_form_reads_back_the_same(name: str, typed: str) -> None:
    first = dict(read_field("sighting", name, typed, CONTEXT).values)
    shown = text_of("sighting", name, first)
    assert dict(read_field("sighting", name, shown, CONTEXT).values) == first


@given(st.sampled_from([(table, field.name) for table, fields in FIELDS.items() for field in fields]), st.text())
def test_whatever_is_typed_only_our_own_error_comes_out(which: tuple[str, str], typed: str) -> None:
    table, name = which
    try:
        reading = read_field(table, name, typed, CONTEXT)
    except FieldError as error:
        assert str(error)
    else:
        unknown: set[Any] = set(reading.values) - set(COLUMNS[table]) - {"kinds"}
        assert unknown == set()


def test_the_fields_of_a_sighting_are_those_of_the_record() -> None:
    attributes = set(Sighting.__dataclass_fields__)
    assert {field.name for field in FIELDS["sighting"]} - {"position"} <= attributes
