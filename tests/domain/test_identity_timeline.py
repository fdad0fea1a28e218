"""The timeline as text: it fits its width, and a reader sees overlaps, gaps and open ends without colour."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_cases import BORACAY, BORACAY_SIGHTINGS, LIGHT, LIGHT_SIGHTINGS, SHUNXING, SOURCES, identity, sighting

from tracker.domain.identity import draw_timeline, lanes
from tracker.domain.identity.cells import cell_width
from tracker.domain.records import Identity, Sighting
from tracker.store.reference import load_reference

REFERENCE = load_reference()


def drawn(width: int, identities: tuple[Identity, ...], sightings: tuple[Sighting, ...] = ()) -> list[str]:
    return draw_timeline(lanes(identities, sightings, SOURCES, REFERENCE), width)


def row_with(lines: list[str], text: str) -> str:
    return next(line for line in lines if text in line)


@pytest.mark.parametrize("width", [30, 38, 60, 100, 200])
@pytest.mark.parametrize("ship", [(BORACAY, BORACAY_SIGHTINGS), (SHUNXING, ()), (LIGHT, LIGHT_SIGHTINGS)])
def test_every_line_fits_and_every_value_is_named(
    width: int, ship: tuple[tuple[Identity, ...], tuple[Sighting, ...]]
) -> None:
    lines = drawn(width, *ship)
    assert max(map(cell_width, lines)) <= width
    text = "\n".join(lines)
    for name in {i.name for i in ship[0] if i.name and i.valid_from}:
        assert name in text


def test_the_axis_names_years_and_months() -> None:
    labels, ruler, *_ = drawn(100, BORACAY, BORACAY_SIGHTINGS)
    assert "2025" in labels
    assert "Apr" in labels
    assert ruler[labels.index("2025")] == "┬"


def test_a_short_case_has_an_axis_of_days() -> None:
    labels = drawn(100, LIGHT, LIGHT_SIGHTINGS)[0]
    assert labels.split()[1:3] == ["May", "2011"]


def test_a_gap_is_dotted_and_open_ends_are_arrows() -> None:
    lines = drawn(100, BORACAY, BORACAY_SIGHTINGS)
    names = row_with(lines, "Kiwala")
    assert "····" in names
    assert "◄" in names
    assert names.index("Kiwala") < names.index("·") < names.index("Pushpa")
    assert row_with(lines, "Boracay").rstrip().endswith("►")


def test_a_value_of_some_day_in_a_year_is_dashes_alone() -> None:
    gambia = row_with(drawn(100, BORACAY, BORACAY_SIGHTINGS), "Gambia")
    assert "╌╌╌╌" in gambia
    assert "━" not in gambia


def test_two_at_once_are_drawn_with_a_sign_of_their_own_on_two_rows() -> None:
    lines = drawn(60, SHUNXING)
    first, second = row_with(lines, "677087200"), row_with(lines, "613003889")
    assert first != second
    assert "═" in first
    assert "═" in second
    assert "═ two at once" in "\n".join(lines)
    assert "═" not in "\n".join(drawn(60, BORACAY, BORACAY_SIGHTINGS))


def test_sightings_stand_on_the_row_of_their_value_and_denials_have_their_own_sign() -> None:
    lines = drawn(100, BORACAY, BORACAY_SIGHTINGS)
    assert "●" in row_with(lines, "Pushpa")
    assert "○" in row_with(lines, "flag registered")


def test_the_key_explains_only_the_signs_that_are_drawn() -> None:
    assert "○ denial" in "\n".join(drawn(100, BORACAY, BORACAY_SIGHTINGS))
    assert "denial" not in "\n".join(drawn(100, LIGHT, LIGHT_SIGHTINGS))


def test_nothing_dated_draws_nothing() -> None:
    assert drawn(100, (identity(1, name="Undated"),), (sighting(2, name_shown="Undated"),)) == []


def test_names_of_wide_characters_and_control_characters_keep_the_columns() -> None:
    lines = drawn(
        60,
        (
            identity(1, name="順興39", valid_from="2020", valid_to="2024"),
            identity(2, name="A\x1b[2J\nB", valid_from="2021-05"),
        ),
    )
    assert max(map(cell_width, lines)) <= 60
    assert "\x1b" not in "".join(lines)
    assert "順興39" in "\n".join(lines)


_DATES = st.dates(min_value=datetime.date(1900, 1, 1)).map(lambda date: date.isoformat())
_EDTF = st.one_of(st.none(), _DATES, _DATES.map(lambda day: day[:4]), _DATES.map(lambda day: day[:7] + "~"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=30), _EDTF, _EDTF), max_size=6),
    st.lists(st.tuples(st.text(max_size=12), _EDTF), max_size=4),
    st.integers(20, 220),
)
def test_any_identities_are_drawn_within_the_width(
    spans: list[tuple[str, str | None, str | None]], seen: list[tuple[str, str | None]], width: int
) -> None:
    identities = tuple(
        identity(number, name=name, valid_from=start, valid_to=end)
        for number, (name, start, end) in enumerate(spans, 1)
    )
    sightings = tuple(sighting(number, name_shown=name, date=day) for number, (name, day) in enumerate(seen, 50))
    lines = drawn(width, identities, sightings)
    assert all(cell_width(line) <= max(30, min(width, 200)) for line in lines)
