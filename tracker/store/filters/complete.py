"""Complete what is being typed into the filter bar: names of fields, and the values that a field can have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tracker.domain.vocabulary import (
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

_SEEN_AT_MOST: Final = 300
"""Rows looked through for places, which have no index of their own."""


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
    for name, row in FIELDS.items():
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


def _offers(
    row: FilterField, prefix: str, connection: sqlite3.Connection, target: str, limit: int
) -> Iterable[_Offer]:
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
        "reliability": dict(RELIABILITIES),
        "credibility": {str(digit): english for digit, english in CREDIBILITIES.items()},
        "level": dict.fromkeys(("error", "conflict", "listing", "pattern"), ""),
    }
    return lists[name]


_STORED: Final = {
    "vessel": (
        "SELECT name, imo FROM vessel WHERE name LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY name COLLATE NOCASE",
        "SELECT name, NULL FROM identity WHERE name LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY name COLLATE NOCASE",
    ),
    "publisher": (
        "SELECT publisher, NULL FROM source WHERE publisher LIKE ? ESCAPE '\\' AND retracted_at IS NULL"
        " GROUP BY publisher ORDER BY count(*) DESC, publisher",
    ),
    "incident": (
        "SELECT title, slug FROM incident WHERE title LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY title",
    ),
    "list": (
        "SELECT DISTINCT list, NULL FROM listing WHERE list LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY list",
    ),
    "party": (
        "SELECT name, kind FROM party WHERE name LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY name",
    ),
    "type": (
        "SELECT DISTINCT type, NULL FROM vessel WHERE type LIKE ? ESCAPE '\\' AND retracted_at IS NULL ORDER BY type",
        # The next value after each, from the index: the rows behind one value are not read.
        "WITH RECURSIVE known (value) AS (SELECT min(vessel_type) FROM sighting WHERE vessel_type IS NOT NULL UNION ALL"
        " SELECT (SELECT min(vessel_type) FROM sighting WHERE vessel_type > known.value) FROM known WHERE value IS NOT NULL)"
        " SELECT value, NULL FROM known WHERE value LIKE ? ESCAPE '\\'",
    ),
    "rule": (
        "WITH RECURSIVE known (value) AS (SELECT min(rule) FROM finding UNION ALL"
        " SELECT (SELECT min(rule) FROM finding WHERE rule > known.value) FROM known WHERE value IS NOT NULL)"
        " SELECT value, NULL FROM known WHERE value LIKE ? ESCAPE '\\'",
    ),
}


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
        statement = (
            f"SELECT DISTINCT {stored}, (SELECT name FROM vessel AS known WHERE known.id = {vessel_id}) FROM {table}"  # noqa: S608 - our own words
            f" WHERE {stored} >= ? AND {stored} < ? ORDER BY {stored} LIMIT ?"
        )
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
