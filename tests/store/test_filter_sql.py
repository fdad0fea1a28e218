"""What a filter selects: the same rows as a plain reading of the language, on every target."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_store import CARGOES, PLACES, STANCES, TYPES, make_store

from tracker.domain.errors import FilterError
from tracker.domain.partial_dates import parse_edtf
from tracker.store.columns import TARGETS
from tracker.store.filters import parse_filter
from tracker.store.filters.fields import FIELDS
from tracker.store.filters.states import HAS, IS
from tracker.store.filters.terms import quoted
from tracker.store.results import Query, count, ordered_ids


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = make_store(tmp_path_factory.mktemp("store") / "synthetic.db")
    yield connection
    connection.close()


def selected(store: sqlite3.Connection, text: str, target: str) -> set[int]:
    return set(ordered_ids(store, Query(target, parse_filter(text, target))))


Test = Callable[[dict[str, Any]], bool]


def lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def flag_term(aspect: str) -> st.SearchStrategy[tuple[str, Test]]:
    columns = [f"flag_{a}" for a in ("flown", "registered", "broadcast", "documented", "claimed") if aspect in ("", a)]
    field = f"flag.{aspect}" if aspect else "flag"
    spelled = {
        "BZ": "Belizean",
        "KP": "kp",
        "KH": "Cambodia",
        "none": "none",
        "Matthew Island": '="Matthew Island"',
    }
    return st.lists(st.sampled_from(sorted(spelled)), min_size=1, max_size=3).map(
        lambda flags: (
            f"{field}:{','.join(spelled[flag] for flag in flags)}",
            lambda row: any(row[column] in flags for column in columns),
        )
    )


def text_term(field: str, column: str, values: tuple[str | None, ...]) -> st.SearchStrategy[tuple[str, Test]]:
    whole = st.sampled_from([value for value in values if value])
    part = whole.flatmap(
        lambda value: st.tuples(st.integers(0, len(value) - 1), st.integers(1, len(value))).map(
            lambda cut: value[cut[0] : cut[0] + cut[1]]
        )
    ).filter(str.strip)
    return st.one_of(
        part.map(
            lambda value: (
                f"{field}:{quoted(value)}",
                lambda row: row[column] is not None and lower(value.strip()) in lower(row[column]),
            )
        ),
        whole.map(lambda value: (f"{field}:={quoted(value)}", lambda row: row[column] == value)),
    )


def date_term() -> st.SearchStrategy[tuple[str, Test]]:
    date = st.sampled_from(["2011", "2011-05", "2011-05-26", "2012", "1998", "2019-01-01", "2010-06"])

    def test(first: str | None, last: str | None) -> Test:
        return lambda row: (
            row["date_earliest"] is not None
            and (first is None or row["date_latest"] >= first)
            and (last is None or row["date_earliest"] <= last)
        )

    def single(text: str) -> tuple[str, Test]:
        return f"date:{text}", test(parse_edtf(text).earliest, parse_edtf(text).latest)

    def span(pair: tuple[str, str]) -> tuple[str, Test]:
        start, end = sorted(pair)
        return f"date:{start}..{end}", test(parse_edtf(start).earliest, parse_edtf(end).latest)

    return st.one_of(
        date.map(single),
        st.tuples(date, date).map(span),
        date.map(lambda text: (f"date:>={text}", test(parse_edtf(text).earliest, None))),
        date.map(lambda text: (f"date:<={text}", test(None, parse_edtf(text).latest))),
        date.map(lambda text: (f"date:..{text}", test(None, parse_edtf(text).latest))),
        date.map(
            lambda text: (
                f"date:>{text}",
                lambda row: row["date_latest"] is not None and row["date_latest"] > parse_edtf(text).latest,
            )
        ),
    )


def near_term() -> st.SearchStrategy[tuple[str, Test]]:
    def distance_km(lat: float, lon: float, row: dict[str, Any]) -> float:
        a, b = math.radians(lat), math.radians(row["lat"])
        half = (
            math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon - row["lon"]) / 2) ** 2
        )
        return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))

    def term(given: tuple[int, int, int]) -> tuple[str, Test]:
        lat, lon, nm = given
        return (
            f"near:{lat},{lon},{nm}nm",
            lambda row: row["lat"] is not None and distance_km(lat, lon, row) - (row["radius_km"] or 0) <= nm * 1.852,
        )

    return st.tuples(st.integers(-90, 90), st.integers(-180, 180), st.integers(1, 9000)).map(term)


def grade_term() -> st.SearchStrategy[tuple[str, Test]]:
    def term(given: tuple[str, int]) -> tuple[str, Test]:
        letter, digit = given
        return (
            f"grade:>={letter}{digit}",
            lambda row: row["reliability"] <= letter and row["credibility"] <= digit,
        )

    return st.tuples(st.sampled_from("ABCDEF"), st.integers(1, 6)).map(term)


def word_term() -> st.SearchStrategy[tuple[str, Test]]:
    def term(word: str) -> tuple[str, Test]:
        return f"stance:{word}", lambda row: row["stance"] == word

    return st.sampled_from(STANCES).map(term)


def has_term_() -> st.SearchStrategy[tuple[str, Test]]:
    columns = {
        "position": "lat",
        "place": "place",
        "cargo": "cargo",
        "date": "date_earliest",
        "note": "note",
        "vessel": "vessel_id",
    }
    return st.sampled_from(sorted(columns)).map(
        lambda word: (f"has:{word}", lambda row: row[columns[word]] is not None)
    )


terms = st.one_of(
    *(flag_term(aspect) for aspect in ("", "flown", "registered", "broadcast", "documented", "claimed")),
    text_term("place", "place", PLACES),
    text_term("cargo", "cargo", CARGOES),
    text_term("type", "vessel_type", TYPES),
    date_term(),
    near_term(),
    grade_term(),
    word_term(),
    has_term_(),
)


def negated(term: tuple[str, Test]) -> tuple[str, Test]:
    text, test = term
    return f"-{text}", lambda row: not test(row)


@settings(max_examples=300, deadline=None)
@given(chosen=st.lists(st.one_of(terms, terms.map(negated)), max_size=4))
def test_random_filters_select_what_a_plain_reading_selects(
    store: sqlite3.Connection, chosen: list[tuple[str, Test]]
) -> None:
    rows = store.execute(
        "SELECT sighting.*, source.reliability FROM sighting JOIN source ON source.id = source_id"
        " WHERE sighting.retracted_at IS NULL"
    )
    expected = {row["id"] for row in map(dict, rows) if all(test(row) for _, test in chosen)}
    assert selected(store, " ".join(text for text, _ in chosen), "sightings") == expected


EXAMPLES = {
    "flag": "BZ",
    "nationality": "KP",
    "date": "2011",
    "published": "2011",
    "kind": "false-flag",
    "status": "open",
    "vessel": "light",
    "name": "light",
    "imo": "9187629",
    "mmsi": "312",
    "callsign": "V3",
    "type": "tanker",
    "owner": "acme",
    "list": "OFAC",
    "party": "front",
    "source": "report",
    "reliability": ">=C",
    "credibility": "<=3",
    "grade": "B2",
    "near": "31.2,122.5,200nm",
    "finding": "age",
    "level": "conflict",
    "contested": "date",
    "origins": ">=1",
    "stance": "denies",
    "id": "301",
    "is": "contested",
    "has": "position",
    "": "zebra",
}


def example(field: str, target: str) -> str:
    if field == "kind" and target == "sources":
        return "kind:news"
    value = EXAMPLES.get(field.partition(".")[0], "a")
    return f"{field}:{value}" if field else value


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_runs_on_every_target_it_claims(store: sqlite3.Connection, field: str, target: str) -> None:
    if target not in FIELDS[field].targets():
        with pytest.raises(FilterError, match="does not apply to"):
            parse_filter(example(field, target), target)
        return
    with_it = selected(store, example(field, target), target)
    without_it = selected(store, f"-{example(field, target)}", target)
    everything = selected(store, "", target)
    assert with_it | without_it == everything
    assert not with_it & without_it


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("word", [*(f"is:{word}" for word in IS), *(f"has:{word}" for word in HAS)])
def test_every_state_runs_on_every_target_it_claims(store: sqlite3.Connection, word: str, target: str) -> None:
    name, _, value = word.partition(":")
    rule = (IS if name == "is" else HAS)[value].rule
    if target in rule.targets():
        assert count(store, Query(target, parse_filter(word, target))) >= 0
    else:
        with pytest.raises(FilterError, match="does not apply to"):
            parse_filter(word, target)


def test_incident_has_the_flags_of_its_standing_sightings(store: sqlite3.Connection) -> None:
    expected = {
        row[0]
        for row in store.execute(
            "SELECT DISTINCT incident_id FROM sighting JOIN incident ON incident.id = incident_id"
            " WHERE flag_flown = 'BZ' AND sighting.retracted_at IS NULL AND incident.retracted_at IS NULL"
        )
    }
    assert expected
    assert selected(store, "flag.flown:belize", "incidents") == expected


def test_vessel_has_the_flags_of_its_identities_and_of_its_sightings(store: sqlite3.Connection) -> None:
    found = selected(store, "flag:BZ", "vessels")
    by_identity = store.execute("SELECT vessel_id FROM identity WHERE flag = 'BZ' AND retracted_at IS NULL").fetchall()
    standing = selected(store, "", "vessels")
    assert {row[0] for row in by_identity} & standing <= found
    assert found - {row[0] for row in by_identity}


def test_retracted_rows_show_only_where_they_are_asked_for(store: sqlite3.Connection) -> None:
    assert 320 not in selected(store, "", "incidents")
    assert selected(store, "is:retracted", "incidents") == {320}
    assert selected(store, "-is:retracted", "incidents") == selected(store, "", "incidents")


def test_dismissed_findings_show_only_where_they_are_asked_for(tmp_path: Path) -> None:
    store = make_store(tmp_path / "own.db", sightings=2)
    store.execute("UPDATE finding SET dismissed_at = '2021' WHERE id = 1")
    assert selected(store, "", "findings") == {2, 3}
    assert selected(store, "is:dismissed", "findings") == {1}
    store.close()


def test_words_begin_and_phrases_stand_whole(store: sqlite3.Connection) -> None:
    zebras = selected(store, 'note:="zebra crossing"', "sightings")
    assert zebras
    assert selected(store, "zeb", "sightings") == zebras
    assert selected(store, '"zebra crossing"', "sightings") == zebras
    assert selected(store, '"zeb"', "sightings") == set()
    assert selected(store, '"crossing zebra"', "sightings") == set()
    assert selected(store, "crossing zebra", "sightings") == zebras


def test_words_of_an_incident_may_stand_in_its_sightings_sources_and_vessels(
    store: sqlite3.Connection,
) -> None:
    noted = store.execute(
        "SELECT incident_id FROM sighting JOIN incident ON incident.id = incident_id"
        " WHERE sighting.note LIKE '%zebra%' AND sighting.retracted_at IS NULL AND incident.retracted_at IS NULL"
    )
    assert selected(store, "zebra", "incidents") == {row[0] for row in noted} != set()
    assert selected(store, "bouquet", "incidents") >= selected(store, 'vessel:="BOUQUET"', "incidents")
    assert selected(store, "dawn report", "incidents") <= selected(store, "dawn", "incidents")
    assert selected(store, "dawn report", "incidents")


def test_search_words_ignore_accents_and_case(store: sqlite3.Connection) -> None:
    assert selected(store, "unlu", "vessels") >= selected(store, "vessel:=Ünlü", "vessels") != set()


@pytest.mark.parametrize(
    "word",
    ['"a\x00b"', "M/V", "O'Neil", "AND", "NEAR(a", "a*b", "^a", "{a}", "\\", "a-b", "漢字", "NOT", "🚢b"],
)
def test_no_word_is_search_syntax(store: sqlite3.Connection, word: str) -> None:
    for target in TARGETS:
        try:
            chosen = parse_filter(word, target)
        except FilterError as error:
            assert "letter or digit" in str(error)
        else:
            assert count(store, Query(target, chosen)) >= 0


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=40), target=st.sampled_from(TARGETS))
def test_any_text_is_a_filter_that_runs_or_a_clear_refusal(store: sqlite3.Connection, text: str, target: str) -> None:
    try:
        chosen = parse_filter(text, target)
    except FilterError as error:
        assert str(error)
    else:
        assert count(store, Query(target, chosen)) >= 0


def test_values_travel_as_parameters() -> None:
    sql, params = parse_filter("place:\"x'; DROP TABLE sighting --\" flag:BZ 'quote", "sightings").where()
    assert "DROP" not in sql
    assert "BZ" not in sql
    assert "%x'; DROP TABLE sighting --%" in params
