"""The filter language as people type it: readings, refusals, the canonical text and the English."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.domain.errors import FilterError
from tracker.store.columns import TARGETS
from tracker.store.filters import parse_filter
from tracker.store.filters.terms import quoted
from tracker.store.reference import load_reference


def canonical(text: str, target: str = "incidents") -> str:
    return parse_filter(text, target).text


def english(text: str, target: str = "incidents", count: int = 3, total: int = 63) -> str:
    return parse_filter(text, target).sentence(count, total, load_reference())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("flag:Belizean", "flag:BZ"),
        ("flag:burma", "flag:MM"),
        ('flag:"north korea",bz', "flag:KP,BZ"),
        ("FLAG:bz", "flag:BZ"),
        ('flag:="Matthew Island"', 'flag:="Matthew Island"'),
        ("flag:Stateless", "flag:stateless"),
        ("flag_flown:BZ", "flag.flown:BZ"),
        ('kind:"False flag"', "kind:false-flag"),
        ("kind:false_flag", "kind:false-flag"),
        ('date:"26 May 2011"', "date:2011-05-26"),
        ('date:"may 2011"..2011-07', "date:2011-05..2011-07"),
        ('date:2011.."26 may 2012"', "date:2011..2012-05-26"),
        ("12:30", "12:30"),
        ('6"gun (belize', '6"gun (belize'),
        ("date:2011..", "date:>=2011"),
        ("date:..2011", "date:<=2011"),
        ("date:2011-05-26/2011-05-29", "date:2011-05-26/2011-05-29"),
        ("date:2018/..", "date:>=2018"),
        ("call_sign:v3rx2", "callsign:V3RX2"),
        ('imo:"IMO 9187629"', "imo:9187629"),
        ("grade:>=b2", "grade:>=B2"),
        ('near:"31-12N 122-30E, 200 nm"', "near:31.2,122.5,200nm"),
        ("near:31.20,122.50,370.4km", "near:31.2,122.5,370.4km"),
        ("light light", "light"),
        ("Rangoon, Burma", "Rangoon Burma"),
        ("  light\t'dvb  ", "light 'dvb"),
        ('place:"a ""b"" c"', 'place:"a ""b"" c"'),
        ("-kind:stateless,", "-kind:stateless"),
    ],
)
def test_what_is_typed_is_kept_in_one_spelling(typed: str, read: str) -> None:
    assert canonical(typed) == read
    assert parse_filter(read, "incidents") == parse_filter(typed, "incidents")


VALUES = st.text(min_size=1, max_size=12).filter(
    lambda text: text.strip() and not any(0xD800 <= ord(c) < 0xE000 for c in text)
)
TERMS = st.one_of(
    st.sampled_from(
        [
            "flag:BZ,kh",
            "-flag.flown:none",
            "date:2011..2012",
            "date:>2011-05",
            "grade:<=C3",
            "is:contested",
            "-has:note",
            "near:-1.5,179.9999,20km",
            "kind:stateless,other",
            "id:7",
            "imo:91",
            'light,"a b"',
        ]
    ),
    st.tuples(
        st.sampled_from(["place", "vessel", "source", "cargo", "said_by"]), st.sampled_from(["", "="]), VALUES
    ).map(lambda parts: f"{parts[0]}:{parts[1]}{quoted(parts[2])}"),
    VALUES.filter(lambda text: any(c.isalnum() for c in text)).map(quoted),
)


@given(st.lists(TERMS, max_size=5))
def test_the_canonical_text_reads_back_as_the_same_filter(parts: list[str]) -> None:
    chosen = parse_filter(" ".join(parts), "incidents")
    again = parse_filter(chosen.text, "incidents")
    assert again == chosen
    assert hash(again) == hash(chosen)
    assert again.text == chosen.text


@given(st.text(max_size=60), st.sampled_from(TARGETS))
@example('-"', "incidents")
@example("near:,,", "incidents")
@example("date:..", "sightings")
@example("place:\ud800", "sightings")
def test_nothing_but_a_filter_error_comes_out(text: str, target: str) -> None:
    try:
        chosen = parse_filter(text, target)
    except FilterError as error:
        assert str(error)
        return
    assert parse_filter(chosen.text, target) == chosen
    assert chosen.sentence(1, 2, load_reference())


@pytest.mark.parametrize(
    ("typed", "said", "suggestion"),
    [
        ("flg:BZ", "no field 'flg'", "flag:"),
        ("flag.flwn:BZ", "no field", "flag.flown:"),
        ("flag:Belise", "no state is called 'Belise'", "flag:Belize"),
        ("kind:flase-flag", "no kind of incident", "kind:false-flag"),
        ("is:contsted", "no state", "is:contested"),
        ("status:opn", "no status", "status:open"),
        ("grade:B", "no grade", "reliability:B"),
        ("place:>=x", "takes no >=", "place:x"),
        ("date:2012..2011", "ends before it begins", "date:2011..2012"),
        ("date:03/04/2011", "two ways", None),
        ("date:whenever", "whenever", None),
        ("flag:", "needs a value", None),
        ('place:"south', "quote is not closed", None),
        ("http://example.org", "in quotes", None),
        ("level:error", "does not apply to incidents; it applies to findings", None),
        ("near:1,2", "such as 31.2,122.5,200nm", None),
        ("near:91,2,5nm", "91", None),
        ("&", "no letter or digit", None),
        ("-", "after the minus", None),
    ],
)
def test_a_wrong_term_gets_one_sentence_and_the_nearest_right_one(
    typed: str, said: str, suggestion: str | None
) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter(typed, "incidents")
    assert said in str(caught.value)
    assert caught.value.suggestion == suggestion
    assert str(caught.value).startswith(caught.value.term)
    if suggestion and not suggestion.endswith(":"):
        assert parse_filter(suggestion, "incidents").terms


def test_a_filter_too_large_for_sqlite_is_refused() -> None:
    with pytest.raises(FilterError, match="more than 400 values"):
        parse_filter("id:" + ",".join(map(str, range(500))), "incidents")
    with pytest.raises(FilterError, match="characters long"):
        parse_filter("x" * 30_000, "incidents")


@pytest.mark.parametrize(
    ("typed", "target", "sentence"),
    [
        ("flag:BZ date:2011", "incidents", "3 of 63 incidents: any flag is Belize, dated within 2011"),
        ("", "incidents", "3 of 63 incidents"),
        ("-flag:KP,KH", "incidents", "3 of 63 incidents: no flag is North Korea or Cambodia"),
        ("flag.flown:BZ", "sightings", "3 of 63 sightings: flag flown is Belize"),
        ("-flag.flown:BZ,KP,KH", "sightings", "3 of 63 sightings: flag flown is not Belize, North Korea or Cambodia"),
        ("kind:false-flag", "incidents", "3 of 63 incidents: kind is false flag"),
        ("date:2011-05..2011-07", "vessels", "3 of 63 vessels: seen within May 2011 to July 2011"),
        ("-date:>=2017", "sources", "3 of 63 sources: not published from 2017 on"),
        ("grade:>=B2", "sightings", "3 of 63 sightings: graded B2 or better"),
        ('place:"south china sea",="x"', "sightings", '3 of 63 sightings: place contains "south china sea" or is "x"'),
        ("-place:a,=b", "sightings", '3 of 63 sightings: place does not contain "a" and is not "b"'),
        ("near:31.2,-122.5,200nm", "sightings", "3 of 63 sightings: within 200 nm of 31.2 N, 122.5 W"),
        ("is:contested -has:note", "incidents", "3 of 63 incidents: contested, without a note"),
        ('light "north korea"', "incidents", '3 of 63 incidents: mentions "light…", mentions "north korea"'),
        ("finding:mid-flag-mismatch", "vessels", "3 of 63 vessels: any finding is mid-flag-mismatch"),
    ],
)
def test_the_filter_reads_as_english(typed: str, target: str, sentence: str) -> None:
    assert english(typed, target) == sentence


def test_counts_are_grouped_and_agree_with_their_noun() -> None:
    assert english("", count=112, total=112) == "112 incidents"
    assert english("", count=1, total=1) == "1 incident"
    assert english("light", "sightings", 12_345, 1_000_000) == '12,345 of 1,000,000 sightings: mentions "light…"'
