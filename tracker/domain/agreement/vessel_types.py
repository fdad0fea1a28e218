"""Kinds of ships, wide and narrow: a "general cargo ship" is a "cargo ship", a naval ship is neither.

That a tanker is a cargo ship follows SOLAS chapter I, regulation 2 (g) and (h); naval ships stand apart
(SOLAS I/3, UNCLOS article 29).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.hierarchy import Hierarchy
from tracker.domain.agreement.relation import Form, Relation, nested
from tracker.domain.agreement.text import says_nothing, telling_words

VESSEL_TYPES: Final = Hierarchy(
    wider={
        "merchant ship": "ship", "naval ship": "ship", "fishing vessel": "ship", "government ship": "ship",
        "yacht": "ship", "research ship": "ship", "warship": "naval ship",
        "cargo ship": "merchant ship", "passenger ship": "merchant ship", "tug": "merchant ship",
        "offshore ship": "merchant ship",
        "general cargo ship": "cargo ship", "bulk carrier": "cargo ship", "container ship": "cargo ship",
        "refrigerated cargo ship": "cargo ship", "vehicle carrier": "cargo ship",
        "livestock carrier": "cargo ship",
        "tanker": "cargo ship", "oil tanker": "tanker", "chemical tanker": "tanker", "gas carrier": "tanker",
        "crude tanker": "oil tanker", "product tanker": "oil tanker", "bunkering tanker": "oil tanker",
        "very large crude carrier": "crude tanker", "suezmax tanker": "crude tanker",
        "aframax tanker": "crude tanker",
        "trawler": "fishing vessel", "longliner": "fishing vessel", "gillnetter": "fishing vessel",
        "fish carrier": "refrigerated cargo ship", "frigate": "warship", "destroyer": "warship",
        "corvette": "warship", "submarine": "warship", "landing ship": "warship",
        "naval patrol ship": "naval ship",
        "coastguard ship": "government ship",
    },
    words={
        "ship": ("ship", "vessel", "boat", "craft"),
        "merchant ship": ("merchant ship", "merchant vessel", "merchantman", "commercial ship",
            "commercial vessel"),
        "cargo ship": ("cargo ship", "cargo vessel", "cargo", "freighter", "cargo boat", "dry cargo"),
        "general cargo ship": ("general cargo", "general cargo ship", "general cargo vessel",
            "multi purpose cargo"),
        "bulk carrier": ("bulk carrier", "bulker", "ore carrier", "bulk cargo ship"),
        "container ship": ("container ship", "containership", "container vessel", "boxship"),
        "refrigerated cargo ship": ("reefer", "refrigerated cargo ship", "refrigerated cargo vessel"),
        "fish carrier": ("fish carrier", "fish transhipment vessel"),
        "vehicle carrier": ("vehicle carrier", "car carrier", "ro ro", "ro ro cargo ship"),
        "livestock carrier": ("livestock carrier",),
        "tanker": ("tanker", "tanker ship", "tank ship"),
        "oil tanker": ("oil tanker", "petroleum tanker", "fuel tanker"),
        "crude tanker": ("crude tanker", "crude oil tanker", "crude carrier"),
        "very large crude carrier": ("vlcc", "very large crude carrier", "supertanker", "ulcc"),
        "suezmax tanker": ("suezmax",),
        "aframax tanker": ("aframax",),
        "product tanker": ("product tanker", "products tanker", "oil products tanker",
            "oil product tanker", "refined products tanker"),
        "bunkering tanker": ("bunkering tanker", "bunker tanker", "bunkering vessel"),
        "chemical tanker": ("chemical tanker", "chemical"),
        "gas carrier": ("gas carrier", "lpg carrier", "lng carrier", "lpg tanker", "lng tanker",
            "gas tanker"),
        "passenger ship": ("passenger ship", "passenger vessel", "ferry", "ferries", "cruise ship"),
        "tug": ("tug", "tugboat"),
        "offshore ship": ("supply vessel", "offshore supply", "offshore vessel", "cable layer"),
        "fishing vessel": ("fishing vessel", "fishing boat", "fishing ship", "fisher", "seiner"),
        "trawler": ("trawler", "fishing trawler"),
        "longliner": ("longliner", "long liner"),
        "gillnetter": ("gillnetter", "gill netter"),
        "naval ship": ("naval ship", "naval vessel", "navy ship", "navy vessel", "naval", "military ship",
            "military vessel"),
        "warship": ("warship", "war ship", "combatant"),
        "frigate": ("frigate",), "destroyer": ("destroyer",), "corvette": ("corvette",),
        "submarine": ("submarine",), "landing ship": ("landing ship", "landing craft"),
        "naval patrol ship": ("naval patrol",),
        "government ship": ("government ship", "government vessel", "patrol ship", "patrol vessel",
            "patrol boat"),
        "coastguard ship": ("coast guard", "coastguard"),
        "research ship": ("research ship", "research vessel", "survey vessel", "survey ship"),
        "yacht": ("yacht", "sailing boat"),
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VesselType:
    """The kinds of ship that a text names; its words where none of them is known."""

    kinds: frozenset[str]
    words: frozenset[str] = frozenset()

    def relation_to(self, other: VesselType) -> Relation:
        """Compare by kinds; words that name no known kind contradict nothing."""
        if self.kinds and other.kinds:
            return VESSEL_TYPES.relation(self.kinds, other.kinds)
        return nested(self.words, other.words) or Relation.COMPATIBLE


def read_vessel_type(text: str) -> Form | None:
    """Read a vessel type; None where it says nothing."""
    if says_nothing(text):
        return None
    kinds = VESSEL_TYPES.kinds_in(text)
    meaning = VesselType(kinds) if kinds else VesselType(kinds, telling_words(text))
    return Form(meaning, " ".join(text.split()))
