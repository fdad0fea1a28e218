"""How two values of one property relate: the same, one refining the other, both possible, or not both."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from tracker.domain.agreement.statements import Statement
from tracker.domain.agreement.topics import CARGO_TOPICS, SHIP_TOPICS, Topics, topics_of
from tracker.domain.positions import Position, smallest_distance_nm
from tracker.domain.reference import Reference, name_key


class Relation(Enum):
    """How the value of one statement stands to that of another."""

    SAME = "same"
    REFINES = "refines"
    POSSIBLE = "possible"
    """They differ, but both can hold."""
    CONTRADICTS = "contradicts"


Compare = Callable[[Statement, Statement, Reference | None], Relation]

_SHIP_PREFIX = re.compile(r"^(?:m[./ ]?[vt]|s[./ ]?s|mv|mt|ss|f[./ ]?v|the)\.?\s+")
_NUMBER_WORDS = {
    "one": "1",
    "once": "1",
    "two": "2",
    "twice": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
}
_ANYWHERE = ("international waters", "high seas", "at sea", "not stated", "unknown")
_FILLER = frozenset(["a", "an", "and", "the", "of", "in", "on", "at", "to", "from", "for", "by", "with", "or", "its", "near", "off", "some"])


def plain_key(text: str) -> str:
    """Return text without case, accents and punctuation."""
    return " ".join(re.sub(r"[^\w%]+", " ", name_key(text)).split())


def name_of_ship(text: str) -> str:
    """Return a ship's name without `M/V` and the like, case and punctuation."""
    return plain_key(_SHIP_PREFIX.sub("", name_key(text)))


def refusals_key(text: str) -> str:
    """Return how often boarding was refused, numbers as digits."""
    words = [_NUMBER_WORDS.get(word, word) for word in plain_key(text).split()]
    digits = [word for word in words if word.isdigit()]
    return digits[0] if digits else " ".join(words)


def exact(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two values of which only one can hold."""
    return _nested(first, second) or Relation.CONTRADICTS


def exact_at_one_time(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two values of a thing that may change from one time to another, such as a flag or a name."""
    return _same(first, second) or (Relation.CONTRADICTS if first.same_time(second) else Relation.POSSIBLE)


def narrative(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two accounts of what happened: they tell more or less, and do not exclude each other."""
    return _nested(first, second) or Relation.POSSIBLE


def dates(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two dates: days of one case differ, unless both date an event that happens once."""
    if first.date is None or second.date is None:
        return Relation.POSSIBLE
    if first.key == second.key:
        return Relation.SAME
    if first.date.contains(second.date) or second.date.contains(first.date):
        return Relation.REFINES
    if not first.date.overlaps(second.date) and first.events & second.events:
        return Relation.CONTRADICTS
    return Relation.POSSIBLE


def places(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two places of a ship that moves: they exclude each other only at one time."""
    if first.key == second.key:
        return Relation.SAME
    nested = _nested(first, second)
    if nested or any(word in key for key in (first.key, second.key) for word in _ANYWHERE):
        return nested or Relation.POSSIBLE
    here, there = _position(first), _position(second)
    if here is None or there is None:
        return Relation.POSSIBLE
    if smallest_distance_nm(here, there) > 0 and first.same_time(second):
        return Relation.CONTRADICTS
    return Relation.POSSIBLE


def cargoes(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two words for a cargo, by what kind of goods they name."""
    return _by_topic(first, second, CARGO_TOPICS)


def ship_types(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two words for a type of ship: "general cargo" refines "cargo ship"; a naval ship is neither."""
    return _by_topic(first, second, SHIP_TOPICS)


def route_ends(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two origins or destinations, by the states they name."""
    nested = _nested(first, second)
    if nested:
        return nested
    here, there = _states_named(first.shown, reference), _states_named(second.shown, reference)
    if not here or not there or not first.same_voyage(second):
        return Relation.POSSIBLE
    if here == there or here < there or there < here:
        return Relation.REFINES
    return Relation.POSSIBLE if here & there else Relation.CONTRADICTS


def refusal_counts(first: Statement, second: Statement, reference: Reference | None) -> Relation:
    """Two counts of refusals: "repeatedly" is refined by any number over one."""
    if first.key == second.key:
        return Relation.SAME
    counts = [int(key) for key in (first.key, second.key) if key.isdigit()]
    if len(counts) == 2:
        return Relation.CONTRADICTS
    return Relation.POSSIBLE if counts == [1] else Relation.REFINES


def _same(first: Statement, second: Statement) -> Relation | None:
    return Relation.SAME if first.key == second.key else None


def _nested(first: Statement, second: Statement) -> Relation | None:
    """Return whether the words of one value are all among the other's."""
    if first.key == second.key:
        return Relation.SAME
    mine, theirs = _words(first.key), _words(second.key)
    if mine and theirs and (mine <= theirs or theirs <= mine):
        return Relation.REFINES
    return None


def _words(key: str) -> set[str]:
    return set(key.split()) - _FILLER


def _position(statement: Statement) -> Position | None:
    sighting = statement.sighting
    if sighting.lat is None or sighting.lon is None:
        return None
    return Position(sighting.lat, sighting.lon, sighting.radius_km)


def _by_topic(first: Statement, second: Statement, topics: Topics) -> Relation:
    nested = _nested(first, second)
    if nested:
        return nested
    mine, theirs = topics_of(first.key, topics), topics_of(second.key, topics)
    if not mine or not theirs:
        return Relation.POSSIBLE
    # A topic is a path from the general to the particular; one that begins like another refines it.
    if any(a[: len(b)] == b or b[: len(a)] == a for a in mine for b in theirs):
        return Relation.REFINES
    if topics is CARGO_TOPICS and not first.same_voyage(second):
        return Relation.POSSIBLE
    return Relation.CONTRADICTS


def _states_named(text: str, reference: Reference | None) -> frozenset[str]:
    if reference is None:
        return frozenset()
    words = re.findall(r"[^\s,;/()]+", text)
    found = set()
    for start in range(len(words)):
        for end in range(min(len(words), start + 4), start, -1):
            piece = " ".join(words[start:end])
            # Two lower-case letters ("to", "in") are words, not codes.
            code = None if len(piece) == 2 and not piece.isupper() else reference.find_state(piece)
            if code:
                found.add(code)
                break
    return frozenset(found)
