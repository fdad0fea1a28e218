"""Words are found where the store's search index finds them, by whichever way is the shortest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.store.connection import open_store
from tracker.store.filters import parse_filter
from tracker.store.first_ids import first_ids_if_soon
from tracker.store.results import Query, count, ordered_ids, parse_sort
from tracker.store.word_matching import WordMatcher
from tracker.store.words_beside import narrowed
from tracker.store.write import recorded

texts = st.one_of(
    st.text(alphabet="aAéÉeßSs0 -'\"\0\x1f\ue000船", max_size=8),
    st.lists(st.sampled_from(["seal", "SEAL", "séal", "sealed", "the seal", "un", "seal-un", "sea"]), max_size=3).map(
        " ".join
    ),
)
words = st.one_of(
    st.sampled_from(["\ue000", "\ue001", "seal", "sea", "SEAL", "séal", "s", "un-seal", "the seal", "0", "船", "é"]),
    texts,
)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(open_store(tmp_path_factory.mktemp("words") / "store.db", create=True)) as connection:
        yield connection


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4), words)
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_a_few_rows_have_the_words_that_the_whole_index_finds_in_them(
    blank: sqlite3.Connection, rows: list[tuple[str, str]], word: str
) -> None:
    with recorded(blank, by="Ada", action="add", summary="Add") as change:
        source = change.insert("source", {"title": "x"})
        ids = [change.insert("sighting", {"source_id": source, "place": p, "note": n}) for p, n in rows]
    match = '"' + word.replace("\0", " ").replace('"', '""') + '" *'
    with WordMatcher(blank, [word]) as matcher:
        matcher.look_at(ids)
        found = matcher.having(match)
    held = "SELECT rowid FROM sighting_search WHERE sighting_search MATCH ? AND rowid BETWEEN ? AND ?"
    assert found == [row[0] for row in blank.execute(held, (match, ids[0], ids[-1]))]


@pytest.fixture
def seals(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Sightings under Belize's flag and others, every third of them of seals."""
    with closing(open_store(tmp_path / "store.db", create=True)) as connection:
        with recorded(connection, by="Ada", action="add", summary="Add") as change:
            source = change.insert("source", {"title": "Log"})
            ship = change.insert("vessel", {"name": "LIGHT"})
            columns = ("source_id", "vessel_id", "date", "flag_flown", "note")
            flags = ["BZ", "BZ", "BZ", "PA", None]
            change.insert_many(
                "sighting",
                columns,
                (
                    (source, ship if n == 7 else None, f"20{n % 20:02}", flags[n % 5], "seal" if n % 3 == 0 else "sea")
                    for n in range(400)
                ),
            )
        yield connection


def asked(text: str) -> Query:
    return Query("sightings", parse_filter(text, "sightings"), parse_sort("-date", "sightings"))


def plain(connection: sqlite3.Connection, query: Query) -> list[int]:
    selection, params = query.selection()
    return [row[0] for row in connection.execute(f"{selection} {query.order()}", params)]


def test_beside_a_flag_the_words_are_asked_last_while_only_sightings_have_them(seals: sqlite3.Connection) -> None:
    query = asked("flag.flown:BZ seal")
    assert narrowed(seals, query).words_in_rows_only
    before = plain(seals, query)
    assert before
    assert list(ordered_ids(seals, query)) == before
    assert first_ids_if_soon(seals, query, 10) == before[:10]
    assert count(seals, query) == len(before)
    # Once a ship is called so, her sightings have the word as well.
    with recorded(seals, by="Ada", action="edit", summary="Edit") as change:
        change.update("vessel", seals.execute("SELECT id FROM vessel").fetchone()[0], {"name": "SEAL"})
    assert not narrowed(seals, query).words_in_rows_only
    after = plain(seals, query)
    assert len(after) == len(before) + 1
    assert list(ordered_ids(seals, query)) == after
    assert first_ids_if_soon(seals, query, 10) == after[:10]
    assert count(seals, query) == len(after)


@pytest.mark.parametrize(
    "text", ["flag.flown:BZ -seal", "seal", "-flag.flown:BZ seal", "seal note:se", "source:log seal"]
)
def test_other_filters_with_words_select_what_they_say(seals: sqlite3.Connection, text: str) -> None:
    query = asked(text)
    expected = plain(seals, query)
    assert expected
    assert list(ordered_ids(seals, query)) == expected
    assert first_ids_if_soon(seals, query, 10) == expected[:10]
    assert count(seals, query) == len(expected)
