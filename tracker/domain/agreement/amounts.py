"""Counts and quantities ("four", "repeatedly", "over 5,500 t") as ranges that nest, overlap or miss."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.relation import Form, Relation, Varied
from tracker.domain.agreement.text import plain, read_account, says_nothing, without_asides

_NUMBER_WORDS: Final = {
    "no": 0, "none": 0, "never": 0, "zero": 0, "one": 1, "once": 1, "a single": 1, "two": 2, "twice": 2,
    "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a dozen": 12,
}  # fmt: skip
_MORE_THAN_ONE: Final = re.compile(r"repeated(?:ly)?|more than once|(?:several|many|multiple)(?: times)?")
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_QUANTITY: Final = re.compile(
    r"(?P<bound>at least|no fewer than|>=|over|more than|>|up to|at most|<=|under|less than|fewer than|<"
    r"|about|around|some|almost|nearly|approximately|~)?\s*"
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<high>{_NUMBER}))?\s*(?P<unit>[^\d]*)"
)
_ABOUT: Final = 0.1
"""Share by which a number given as "about" may be off."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A range of numbers, both ends included, in a unit as printed."""

    low: float
    high: float
    unit: str = ""

    def relation_to(self, other: Amount) -> Relation:
        """Return how two ranges nest, overlap or miss each other; different units cannot be compared."""
        if self == other:
            return Relation.SAME
        if self.unit and other.unit and self.unit != other.unit:
            return Relation.COMPATIBLE
        if self.high < other.low or other.high < self.low:
            return Relation.CONTRADICTS
        if other.low <= self.low and self.high <= other.high and (self.low, self.high) != (other.low, other.high):
            return Relation.REFINES
        if self.low <= other.low and other.high <= self.high and (self.low, self.high) != (other.low, other.high):
            return Relation.CONTAINS
        return Relation.COMPATIBLE


def read_amount(text: str) -> Form | None:
    """Read how often or how much; text that is no number is read as an account."""
    if says_nothing(text):
        return None
    amount = amount_in(text)
    form = Form(amount, " ".join(text.split())) if amount else read_account(text)
    return None if form is None else Form(Varied(form.meaning), form.value)


def amount_in(text: str) -> Amount | None:
    """Return the amount that the whole of `text` gives, None if it gives none."""
    return _amount(" ".join(without_asides(text).casefold().split()))


def _amount(text: str) -> Amount | None:
    if _MORE_THAN_ONE.fullmatch(text):
        return Amount(2, math.inf)
    bare = re.sub(r"\s*(?:times?)$", "", text)
    if bare in _NUMBER_WORDS:
        return Amount(_NUMBER_WORDS[bare], _NUMBER_WORDS[bare])
    digits = re.sub(r"^(?:" + "|".join(_NUMBER_WORDS) + r")\b", lambda match: str(_NUMBER_WORDS[match[0]]), bare)
    match = _QUANTITY.fullmatch(digits)
    # A unit of many words is a sentence that happens to begin with a number.
    if match is None or len(match["unit"].split()) > 3:
        return None
    low = float(match["low"].replace(",", ""))
    high = float(match["high"].replace(",", "")) if match["high"] else low
    if high < low:
        return None
    return Amount(*_bounds(match["bound"] or "", low, high), plain(match["unit"]))


def _bounds(bound: str, low: float, high: float) -> tuple[float, float]:
    match bound:
        case "at least" | "no fewer than" | ">=":
            return low, math.inf
        case "over" | "more than" | ">":
            return math.nextafter(low, math.inf), math.inf
        case "up to" | "at most" | "<=":
            return 0, high
        case "under" | "less than" | "fewer than" | "<":
            return 0, math.nextafter(high, 0)
        case "about" | "around" | "some" | "almost" | "nearly" | "approximately" | "~":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        case _:
            return low, high
