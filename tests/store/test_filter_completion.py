"""Completion in the filter bar: fields, and the values they can have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic_store import make_store

from tracker.store.columns import TARGETS
from tracker.store.filters.complete import completions
from tracker.store.filters.parse import parse_filter


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = make_store(tmp_path_factory.mktemp("store") / "synthetic.db")
    yield connection
    connection.close()


def offered(store: sqlite3.Connection, text: str, target: str = "incidents") -> list[str]:
    """Return what the whole text would become with each offer taken."""
    return [text[: one.replaces_from] + one.text for one in completions(text, len(text), store, target)]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("fl", "flag:"),
        ("light -fla", "light -flag:"),
        ("flag.f", "flag.flown:"),
        ("flag:beliz", "flag:BZ"),
        ("flag:BZ,cambo", "flag:BZ,KH"),
        ("flag:north", "flag:KP"),
        ("kind:fa", "kind:false-flag"),
        ("-is:con", "-is:contested"),
        ("has:pos", "has:position"),
        ("vessel:bou", "vessel:BOUQUET"),
        ('vessel:"m/', 'vessel:"M/V DREAM"'),
        ("place:sou", 'place:"South China Sea"'),
        ("publisher:sal", 'publisher:"Salon / AP"'),
        ("type:oil", 'type:"oil tanker"'),
        ("imo:IMO91", "imo:9187629"),
        ("mmsi:312", "mmsi:312000123"),
        ("finding:mid", "finding:mid-flag-mismatch"),
        ("status:", "status:open"),
        ("reliability:>=", "reliability:>=A"),
        ("list:of", 'list:"OFAC SDN"'),
        ("party:front", 'party:"Front Company Ltd"'),
    ],
)
def test_typing_is_completed(store: sqlite3.Connection, typed: str, taken: str) -> None:
    assert taken in offered(store, typed)


def test_only_fields_of_the_target_are_offered(store: sqlite3.Connection) -> None:
    assert "level:" in offered(store, "lev", "findings")
    assert "level:" not in offered(store, "lev", "incidents")


def test_values_already_given_are_not_offered_again(store: sqlite3.Connection) -> None:
    assert "status:open,open" not in offered(store, "status:open,o")


def test_offers_are_few(store: sqlite3.Connection) -> None:
    assert len(completions("", 0, store, "sightings")) == 8
    assert len(completions("flag:", 5, store, "sightings", limit=3)) == 3


def test_the_cursor_decides_what_is_completed(store: sqlite3.Connection) -> None:
    found = completions("kind:fa date:2011", 7, store, "incidents")
    assert found[0].text == "false-flag"
    assert found[0].replaces_from == 5


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=30), target=st.sampled_from(TARGETS))
def test_any_text_can_be_completed(store: sqlite3.Connection, text: str, target: str) -> None:
    for one in completions(text, len(text), store, target):
        assert 0 <= one.replaces_from <= len(text)


@pytest.mark.parametrize("typed", ["flag:b", "kind:s", "vessel:l", "place:ch", "publisher:t", "is:", "has:", "type:t"])
def test_what_is_offered_can_be_read(store: sqlite3.Connection, typed: str) -> None:
    for text in offered(store, typed):
        assert parse_filter(text, "incidents").terms
