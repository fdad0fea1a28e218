"""Names, numbers and flags: two that differ cannot both hold at the same time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.relation import Form, Relation
from tracker.domain.agreement.text import says_nothing, without_asides
from tracker.domain.flags import FLAG_WORDS, is_state_code
from tracker.domain.reference import Reference

_SHIP_PREFIX = re.compile(
    r"(?:[MF]\s*/\s*V|M\s*/\s*[ST]|S\s*/\s*S|[MF]\.\s*V\.?|M\.\s*[ST]\.?|S\.\s*S\.?|[MF]V|M[ST]|SS)(?![A-Z0-9])\s*"
)
_NO_LETTER = re.compile(r"[^A-Z0-9]+")
_NUMBER_WORD = re.compile(r"\bNO\b(?=\s*\d)")
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6"}
_SHOWS_NO_FLAG: Final = frozenset(("none", "stateless"))


@dataclass(frozen=True, slots=True)
class Designation:
    """A name or a number of a ship, letters and digits only."""

    letters: str

    def relation_to(self, other: Designation) -> Relation:
        """Return SAME or CONTRADICTS: a ship wears one at a time."""
        return Relation.SAME if self == other else Relation.CONTRADICTS


def read_name(text: str) -> Form | None:
    """Read a ship's name without its prefix (M/V, MV, SS), case, accents and punctuation."""
    if says_nothing(text):
        return None
    letters = (
        "".join(c for c in unicodedata.normalize("NFKD", without_asides(text)) if not unicodedata.combining(c))
        .upper()
        .strip("\"'“”‘’ ")
    )
    bare = _SHIP_PREFIX.sub("", letters, count=1) if _SHIP_PREFIX.match(letters) else letters
    words = _NUMBER_WORD.sub("", " ".join(_NO_LETTER.sub(" ", bare or letters).split()))
    # Names of other scripts have no A to Z; they are compared as they stand.
    value = " ".join(words.split()) or " ".join(letters.split())
    start, _, last = value.rpartition(" ")
    # "Kang Nam I" and "Kang Nam 1" are two spellings of one name.
    spelt = start + _ROMAN.get(last, last) if start else value
    return Form(Designation(spelt.replace(" ", "")), value)


def read_number(text: str) -> Form | None:
    """Read an IMO number, an MMSI or a call sign: letters and digits, without the word IMO or MMSI."""
    letters = re.sub(r"^\s*(?:IMO|MMSI)\b", "", text.upper())
    value = _NO_LETTER.sub("", letters)
    return Form(Designation(value), value) if value and not says_nothing(text) else None


@dataclass(frozen=True, slots=True)
class Flag:
    """A state's code, a flag word, or printed text that is no state's."""

    flag: str

    def relation_to(self, other: Flag) -> Relation:
        """Two states contradict; `unknown` leaves room for any; a stateless ship may show no flag."""
        if self == other:
            return Relation.SAME
        if other.flag == "unknown":
            return Relation.REFINES
        if self.flag == "unknown":
            return Relation.CONTAINS
        if {self.flag, other.flag} == _SHOWS_NO_FLAG:
            return Relation.COMPATIBLE
        return Relation.CONTRADICTS


def read_flag(text: str, reference: Reference | None) -> Form | None:
    """Read a flag as its code where it names a state, else as the flag word or text that it is."""
    given = " ".join(text.split())
    if not given:
        return None
    if given in FLAG_WORDS or is_state_code(given):
        return Form(Flag(given), given)
    code = reference.find_state(given) if reference else None
    if code:
        return Form(Flag(code), code)
    return Form(Flag(given.casefold()), given)
