"""Partial dates: EDTF and its bounds, what people type, and words that read back the same."""

from __future__ import annotations

import datetime

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates import OPEN_END, OPEN_START, describe, gap_days, parse_edtf
from tracker.domain.partial_dates.typed import read_date

TODAY = datetime.date(2026, 11, 23)

YEARS = st.integers(1, 9999).map(lambda year: f"{year:04}")
DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(datetime.date.isoformat)
MONTHS = DAYS.map(lambda day: day[:7])
TIMES = st.builds(
    lambda day, hour, minute: f"{day}T{hour:02}:{minute:02}Z", DAYS, st.integers(0, 23), st.integers(0, 59)
)
UNSPECIFIED = st.one_of(
    YEARS.map(lambda year: f"{year[:3]}X"),
    YEARS.map(lambda year: f"{year}-XX"),
    MONTHS.map(lambda month: f"{month}-XX"),
)
SEASONS = st.builds(lambda year, season: f"{year}-{season}", YEARS, st.integers(21, 24))
PLAIN = st.one_of(YEARS, MONTHS, DAYS)
SINGLE = st.one_of(PLAIN, TIMES, UNSPECIFIED, SEASONS, st.builds(str.__add__, PLAIN, st.sampled_from("~?%")))
INTERVALS = st.builds(
    lambda start, end: f"{start}/{end}", st.one_of(PLAIN, st.just("..")), st.one_of(PLAIN, st.just(".."))
)


@given(SINGLE)
def test_a_date_keeps_its_text_and_its_bounds_are_in_order(text: str) -> None:
    date = parse_edtf(text)
    assert date.edtf == text
    assert OPEN_START <= date.earliest <= date.latest <= OPEN_END
    assert parse_edtf(date.edtf) == date


@given(DAYS)
def test_a_month_and_a_year_contain_each_of_their_days(day: str) -> None:
    date, month, year = parse_edtf(day), parse_edtf(day[:7]), parse_edtf(day[:4])
    assert month.contains(date)
    assert year.contains(month)
    assert parse_edtf(f"{day[:7]}-XX").contains(date)
    assert parse_edtf(f"{day[:3]}X").contains(year)
    assert date.overlaps(year)


@given(INTERVALS)
def test_an_interval_reaches_from_the_first_to_the_last_of_its_ends(text: str) -> None:
    start, _, end = text.partition("/")
    try:
        date = parse_edtf(text)
    except FieldError as error:
        backwards = start != ".." and end != ".." and parse_edtf(end).latest < parse_edtf(start).latest
        assert (start == end == "..") or backwards, str(error)
        return
    assert date.earliest == (OPEN_START if start == ".." else parse_edtf(start).earliest)
    assert date.latest == (OPEN_END if end == ".." else parse_edtf(end).latest)


@given(st.one_of(PLAIN, UNSPECIFIED))
def test_the_days_of_a_date_are_those_another_reader_of_edtf_finds(text: str) -> None:
    assume(not text.startswith("000"))  # the other reader has no years before 10 in a decade
    theirs, mine = edtf.parse_edtf(text), parse_edtf(text)
    assert mine.earliest[:10] == datetime.date(*theirs.lower_strict()[:3]).isoformat() or mine.earliest[:4] == "0001"
    assert mine.latest[:10] == datetime.date(*theirs.upper_strict()[:3]).isoformat()


@given(st.one_of(SINGLE, INTERVALS))
def test_words_of_a_date_read_back_the_same(text: str) -> None:
    # The first and last spans of the calendar are said as what they reach to, and centuries have no words.
    assume(not text.startswith(("00", "0")) and "/0" not in text)
    try:
        date = parse_edtf(text)
    except FieldError:
        return
    assert read_date(describe(date), today=TODAY) == date


@given(st.text())
def test_only_our_own_error_comes_out_of_any_text(text: str) -> None:
    for read in (parse_edtf, lambda typed: read_date(typed, today=TODAY)):
        try:
            read(text)
        except FieldError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("26 May 2011", "2011-05-26"),
        ("May 26, 2011", "2011-05-26"),
        ("26th of May 2011", "2011-05-26"),
        ("late May 2011", "2011-05-21~/2011-05-31~"),
        ("May 2011", "2011-05"),
        ("about 2011", "2011~"),
        ("circa May 2011", "2011-05~"),
        ("spring 2012", "2012-21"),
        ("26-29 May 2011", "2011-05-26/2011-05-29"),
        ("26 – 29 May 2011", "2011-05-26/2011-05-29"),
        ("26 May - 3 June 2011", "2011-05-26/2011-06-03"),
        ("261300Z MAY 11", "2011-05-26T13:00Z"),
        ("1300Z 12 MAY 2023", "2023-05-12T13:00Z"),
        ("2011-05-26T13:00Z", "2011-05-26T13:00Z"),
        ("2011-05-26T13:00+08:00", "2011-05-26T05:00Z"),
        ("26 May 2011 13:00 UTC", "2011-05-26T13:00Z"),
        ("since 2018", "2018/.."),
        ("until 2018", "../2018"),
        ("before 2018", "../2017-12-31"),
        ("after May 2011", "2011-06-01/.."),
        ("2010s", "201X"),
        ("2011-2013", "2011/2013"),
        ("26/05/2011", "2011-05-26"),
        ("13.5.2011", "2011-05-13"),
        ("5/5/2011", "2011-05-05"),
        ("possibly 26 May 2011", "2011-05-26?"),
        ("  26   may  2011 ", "2011-05-26"),
    ],
)
def test_what_people_type_is_understood(typed: str, expected: str) -> None:
    assert read_date(typed, today=TODAY).edtf == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("03/04/2011", ("2011-03-04", "2011-04-03")),
        ("3.4.2011", ("2011-03-04", "2011-04-03")),
        ("03-04-11", ("2011-03-04", "2011-04-03")),
        ("26 May", ("names no year",)),
        ("31 June 2011", ("30 days",)),
        ("2011-02-29", ("28 days",)),
        ("2011-05-26T13:00", ("without a zone",)),
        ("2013/2011", ("backwards", "2011/2013")),
        ("..", ("EDTF",)),
        ("../..", ("at least one",)),
        ("0000", ("0001 to 9999",)),
        ("2011-13", ("01 to 12",)),
        ("x" * 500, ("too long",)),
        ("", ("empty",)),
    ],
)
def test_what_cannot_be_a_date_is_refused_with_what_would_be(typed: str, said: tuple[str, ...]) -> None:
    with pytest.raises(FieldError) as refused:
        read_date(typed, today=TODAY)
    for words in said:
        assert words in str(refused.value)


def test_leap_days_and_gaps() -> None:
    assert parse_edtf("2012-02").latest == "2012-02-29T23:59:59Z"
    assert parse_edtf("1900-02").latest == "1900-02-28T23:59:59Z"
    assert gap_days(parse_edtf("2011-05-26"), parse_edtf("2011-05-29")) == pytest.approx(2, abs=0.001)
    assert gap_days(parse_edtf("2011"), parse_edtf("2011-05-29")) == 0.0
