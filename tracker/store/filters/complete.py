"""Complete what is being typed into the filter bar: names of fields, and the values that a field can have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tracker.domain.vocabulary import (
    CASE_PROPERTIES,
    CREDIBILITIES,
    INCIDENT_KINDS,
    INCIDENT_STATUSES,
    RELIABILITIES,
    SOURCE_KINDS,
    STANCES,
)
from tracker.store.filters.conditions import like_pattern
from tracker.store.filters.field import FilterField
from tracker.store.filters.fields import ALIASES, FIELDS
from tracker.store.filters.lexer import Token, Value, tokens
from tracker.store.filters.states import HAS, IS
from tracker.store.filters.terms import WORDS, value_text
from tracker.store.statement import joined

_SEEN_AT_MOST: Final = 300
"""Rows looked through for places, which have no index of their own."""


_USUAL: Final = ("flag", "date", "kind", "vessel", "source", "place", "grade", "is")
"""The fields to offer before anything is typed."""


def distinct_by_index(table: str, column: str) -> str:
    """Return a query that steps from value to value along the index of `column`, reading none of its rows."""
    following = f"SELECT min({column}) FROM {table} WHERE {column}"  # noqa: S608
    return joined(
        f"WITH RECURSIVE known (value) AS ({following} IS NOT NULL",
        f"UNION ALL SELECT ({following} > known.value) FROM known WHERE value IS NOT NULL)",  # noqa: S608
        "SELECT value, NULL FROM known WHERE value LIKE ? ESCAPE '\\'",
    )


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer: `text` takes the place of what stands from `replaces_from` to the cursor."""

    text: str
    replaces_from: int
    label: str
    """What to show; not yet safe to draw."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Offer:
    value: str
    hint: str = ""


def completions(
    text: str, cursor: int, connection: sqlite3.Connection, target: str, limit: int = 8
) -> list[Completion]:
    """Return what the term before `cursor` can be completed to, the likeliest first."""
    typed = text[:cursor]
    found = tokens(typed)
    token = found[-1] if found and found[-1].end == len(typed) else None
    if token is None:
        return list(islice(_fields("", len(typed), target), limit))
    if token.field is None:
        if token.values[0].is_quoted:
            return []
        return list(islice(_fields(token.values[0].text, token.values[0].start, target), limit))
    row = FIELDS.get(ALIASES.get(token.field.lower(), token.field.lower()))
    if row is None or target not in row.targets():
        return []
    return list(islice(_values(row, token, connection, target, limit), limit))


def _fields(prefix: str, start: int, target: str) -> Iterator[Completion]:
    wanted = prefix.lower()
    for name, row in sorted(FIELDS.items(), key=lambda named: named[0] not in _USUAL):
        if name != WORDS and name.startswith(wanted) and target in row.targets():
            yield Completion(f"{name}:", start, f"{name}:", row.help)


def _values(
    row: FilterField, token: Token, connection: sqlite3.Connection, target: str, limit: int
) -> Iterator[Completion]:
    value: Value = token.values[-1]
    prefix = value.text.strip()
    start = value.start + len(value.operator)
    given = {one.text.casefold() for one in token.values[:-1]}
    offered: set[str] = set()
    for offer in _offers(row, prefix, connection, target, limit):
        if offer.value not in offered and offer.value.casefold() not in given:
            offered.add(offer.value)
            yield Completion(value_text(offer.value), start, offer.value, offer.hint)


def _offers(row: FilterField, prefix: str, connection: sqlite3.Connection, target: str, limit: int) -> Iterable[_Offer]:
    if row.completes == "state":
        return _states(prefix, limit)
    if row.completes.startswith("word:"):
        return _words(row, prefix, target)
    if row.completes == "vessel-number":
        return _numbers(row.name, prefix, connection, limit)
    if row.completes == "place":
        return _places(prefix, connection)
    if row.completes in _STORED:
        return _stored(row.completes, prefix, connection)
    return ()


def _states(prefix: str, limit: int) -> Iterator[_Offer]:
    from tracker.domain.flags import FLAG_WORDS
    from tracker.store.reference import load_reference

    for state in load_reference().complete_state(prefix, limit):
        yield _Offer(state.code, state.name)
    for word, english in FLAG_WORDS.items():
        if word.startswith(prefix.lower()):
            yield _Offer(word, english)


def _words(row: FilterField, prefix: str, target: str) -> Iterator[_Offer]:
    words = _word_list(row.name, target)
    wanted = prefix.casefold().replace(" ", "-")
    begun = [word for word in words if word.casefold().startswith(wanted)]
    inside = [word for word in words if wanted in word.casefold() and word not in begun]
    for word in (*begun, *inside):
        yield _Offer(word, words[word])


def _word_list(name: str, target: str) -> dict[str, str]:
    if name in ("is", "has"):
        states = IS if name == "is" else HAS
        return {word: state.english for word, state in states.items() if target in state.rule.targets()}
    if name == "kind":
        return dict(SOURCE_KINDS if target == "sources" else INCIDENT_KINDS)
    lists: dict[str, dict[str, str]] = {
        "status": dict(INCIDENT_STATUSES),
        "stance": dict(STANCES),
        "contested": dict(CASE_PROPERTIES),
        "reliability": dict(RELIABILITIES),
        "credibility": {str(digit): english for digit, english in CREDIBILITIES.items()},
        "level": dict.fromkeys(("error", "conflict", "listing", "pattern"), ""),
    }
    return lists[name]


_MATCHES: Final = "LIKE ? ESCAPE '\\' AND retracted_at IS NULL"

_STORED: Final[dict[str, tuple[str, ...]]] = {
    "vessel": (
        f"SELECT name, imo FROM vessel WHERE name {_MATCHES} ORDER BY name COLLATE NOCASE",  # noqa: S608
        f"SELECT name, NULL FROM identity WHERE name {_MATCHES} ORDER BY name COLLATE NOCASE",  # noqa: S608
    ),
    "publisher": (
        f"SELECT publisher, NULL FROM source WHERE publisher {_MATCHES} GROUP BY publisher ORDER BY count(*) DESC, 1",  # noqa: S608
    ),
    "incident": (f"SELECT title, slug FROM incident WHERE title {_MATCHES} ORDER BY title",),  # noqa: S608
    "list": (f"SELECT DISTINCT list, NULL FROM listing WHERE list {_MATCHES} ORDER BY list",),  # noqa: S608
    "party": (f"SELECT name, kind FROM party WHERE name {_MATCHES} ORDER BY name",),  # noqa: S608
    "type": (
        f"SELECT DISTINCT type, NULL FROM vessel WHERE type {_MATCHES} ORDER BY type",  # noqa: S608
        distinct_by_index("sighting", "vessel_type"),
    ),
    "rule": (distinct_by_index("finding", "rule"),),
}
"""Queries of `value, hint`, each of which takes a pattern."""


def _stored(kind: str, prefix: str, connection: sqlite3.Connection) -> Iterator[_Offer]:
    """Yield the stored values that begin with `prefix`, then those that contain it."""
    inside = like_pattern(prefix)
    for pattern in (inside.removeprefix("%"), inside):
        for statement in _STORED[kind]:
            for value, hint in connection.execute(statement, (pattern,)):
                if value:
                    yield _Offer(value, hint or "")


def _numbers(name: str, prefix: str, connection: sqlite3.Connection, limit: int) -> Iterator[_Offer]:
    start = "".join(prefix.upper().removeprefix("IMO").removeprefix("MMSI").split())
    column = {"imo": "imo", "mmsi": "mmsi", "callsign": "call_sign"}[name]
    places = [("identity", column, "vessel_id"), ("sighting", f"{column}_shown", "vessel_id")]
    if name == "imo":
        places.insert(0, ("vessel", "imo", "vessel.id"))
    for table, stored, vessel_id in places:
        name_of = f"(SELECT name FROM vessel AS known WHERE known.id = {vessel_id})"  # noqa: S608
        begins = f"WHERE {stored} >= ? AND {stored} < ? ORDER BY {stored} LIMIT ?"
        statement = joined("SELECT DISTINCT", stored, ",", name_of, "FROM", table, begins)
        for value, vessel in connection.execute(statement, (start, start + "\U0010ffff", limit * 2)):
            yield _Offer(value, vessel or "")


def _places(prefix: str, connection: sqlite3.Connection) -> Iterator[_Offer]:
    if not any(c.isalnum() for c in prefix):
        return
    phrase = prefix.replace("\0", " ").replace('"', '""')
    found = connection.execute(
        "SELECT place, count(*) FROM sighting WHERE id IN"
        " (SELECT rowid FROM sighting_search WHERE sighting_search MATCH ? LIMIT ?)"
        " GROUP BY place ORDER BY count(*) DESC, place",
        (f'place : "{phrase}" *', _SEEN_AT_MOST),
    )
    for place, _ in found:
        yield _Offer(place)
