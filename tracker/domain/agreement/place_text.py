"""Places in words: "South China Sea, off Luzon" lies in "South China Sea", "south of Shanghai" does not.

Without a gazetteer two names of which neither contains the other are two places; a state and a place that
does not say its state cannot be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tracker.domain.agreement.relation import Form, Relation
from tracker.domain.agreement.text import plain, says_nothing, without_asides
from tracker.domain.reference import Reference

_ANYWHERE: Final = frozenset(
    ("international waters", "high seas", "the high seas", "open sea", "at sea", "worldwide", "sea", "ocean")
)
_FILLERS: Final = frozenset(
    (
        "a", "about", "an", "anchorage", "anchored", "and", "approach", "approaching", "area", "around",
        "at", "before", "between", "bound", "coast", "coastal", "coastline", "coasts", "early", "for",
        "from", "harbor", "harbour", "high", "hundred", "in", "into", "just", "km", "leaving", "mile",
        "miles", "nautical", "near", "nearing", "nm", "of", "off", "on", "out", "outside", "port",
        "possibly", "probably", "several", "shore", "short", "some", "somewhere", "stopped", "the",
        "thousand", "toward", "towards", "very", "waters", "well", "within",
    )
)  # fmt: skip
_SIDES: Final = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}
_SIDE = r"(?P<side>(?:north|south)(?: ?(?:east|west))?|east|west|ne|nw|se|sw|[nsew])(?:ern)?"
_BEARING = re.compile(rf"\b{_SIDE}(?: (?:coast|shore|coastline|side|tip|end))? of (?:the )?")
_DISTANCE = re.compile(r"\b(?P<distance>\d+(?: \d+)?) ?(?P<unit>nm|nmi|nautical miles?|miles?|km|kilomet\w+)\b")
_OPPOSITE: Final = frozenset(
    frozenset(pair)
    for pair in (("north", "south"), ("east", "west"), ("northeast", "southwest"), ("northwest", "southeast"))
)


@dataclass(frozen=True)
class Part:
    """One part of a place: a state's code, or the words of a name, with the bearing and distance from it."""

    state: str = ""
    name: frozenset[str] = frozenset()
    bearing: str = ""
    distance: str = ""

    def meets(self, other: Part) -> bool:
        """Whether both can be the same part of the world."""
        if frozenset((self.bearing, other.bearing)) in _OPPOSITE:
            return False
        if self.state or other.state:
            return self.state == other.state
        return self.name <= other.name or other.name <= self.name

    @property
    def detail(self) -> int:
        """How much the part says: words of its name, bearing and distance."""
        return len(self.name) + bool(self.bearing) + bool(self.distance)


Parts = frozenset[Part]


@dataclass(frozen=True)
class PlaceText:
    """A place in words: one or several (`Yangon / Thilawa`); none where the text means any sea."""

    alternatives: frozenset[Parts]

    def relation_to(self, other: PlaceText) -> Relation:
        """Return how the places nest; alternatives contradict only where all of them do."""
        if self == other:
            return Relation.SAME
        if not self.alternatives or not other.alternatives:
            return Relation.CONTAINS if not self.alternatives else Relation.REFINES
        relations = {_relation(mine, theirs) for mine in self.alternatives for theirs in other.alternatives}
        if len(relations) == 1:
            return relations.pop()
        return Relation.COMPATIBLE

    @cached_property
    def states(self) -> frozenset[str]:
        """Codes of the states that the text names."""
        return frozenset(part.state for parts in self.alternatives for part in parts if part.state)


def read_place(text: str, reference: Reference | None) -> Form | None:
    """Read a place; None where it says nothing."""
    if says_nothing(text):
        return None
    told = without_asides(text)
    pieces = [
        piece for piece in re.split(r"[;/]|\bto\b|\bvia\b|\bor\b", told) if piece.strip() and not says_nothing(piece)
    ]
    alternatives = frozenset(_parts(piece.split(","), reference) for piece in pieces)
    return Form(PlaceText(frozenset(parts for parts in alternatives if parts)), " ".join(text.split()))


def _parts(pieces: Iterable[str], reference: Reference | None) -> Parts:
    parts = (_part(piece.strip(), reference) for piece in pieces)
    return frozenset(part for part in parts if part is not None)


def _part(piece: str, reference: Reference | None) -> Part | None:
    words = plain(piece)
    if not words or words in _ANYWHERE:
        return None
    state = reference.find_state(piece) if reference else None
    if state:
        return Part(state=state)
    found_distance, found_bearing = _DISTANCE.search(words), _BEARING.search(words)
    distance = f"{found_distance['distance'].replace(' ', '')} {found_distance['unit'][0]}" if found_distance else ""
    side = found_bearing["side"].replace(" ", "") if found_bearing else ""
    rest = _DISTANCE.sub(" ", _BEARING.sub(" ", words))
    names = [word for word in rest.split() if word not in _FILLERS] or rest.split()
    state = reference.find_state(" ".join(names)) if reference else None
    if not names:
        return None
    return Part(state or "", frozenset() if state else frozenset(names), _SIDES.get(side, side), distance)


def _relation(mine: Parts, theirs: Parts) -> Relation:
    if mine == theirs:
        return Relation.SAME
    lonely = [part for part in mine if not any(part.meets(other) for other in theirs)]
    others_lonely = [part for part in theirs if not any(part.meets(other) for other in mine)]
    if not lonely and not others_lonely:
        detail, others_detail = sum(part.detail for part in mine), sum(part.detail for part in theirs)
        if detail == others_detail:
            return Relation.COMPATIBLE
        return Relation.REFINES if detail > others_detail else Relation.CONTAINS
    if not others_lonely:
        return Relation.REFINES
    if not lonely:
        return Relation.CONTAINS
    both_named = any(part.name for part in lonely) and any(part.name for part in others_lonely)
    both_states = any(part.state for part in lonely) and any(part.state for part in others_lonely)
    return Relation.CONTRADICTS if both_named or both_states else Relation.COMPATIBLE
