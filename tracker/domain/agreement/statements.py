"""What one sighting states of one property, with what decides whether two statements meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tracker.domain.agreement.model import Support
from tracker.domain.errors import FieldError
from tracker.domain.partial_dates import PartialDate, gap_days, parse_edtf
from tracker.domain.partial_dates.model import moment
from tracker.domain.records import Sighting

SHORT_SPAN_DAYS = 31
"""Two dates no longer than this that overlap are taken as one time; over longer spans both may hold in turn."""

SAME_VOYAGE_DAYS = 90
"""Statements no further apart than this are taken to be of one voyage."""

_EVENTS = {
    "interception": r"intercept|board|hail|refus|challeng|stopp|inspect",
    "turning back": r"turn(?:s|ed)? (?:back|around|home)|return(?:s|ed)? (?:to|home)|went home|goes home|reverse",
    "detention": r"detain|detention|seiz|arrest|impound|\bheld\b|held at|captured",
    "sinking": r"\bs[aiu]nk|scuttl",
}
"""Events that happen once in a case, by words of their activity or outcome."""


@dataclass(frozen=True)
class Statement:
    """A value that one sighting gives, or denies, for one property."""

    key: str
    """The value in its comparable form."""
    shown: str
    sighting: Sighting
    support: Support

    @property
    def denies(self) -> bool:
        """Whether the value is denied rather than given."""
        return self.support.stance == "denies"

    @property
    def speaker(self) -> tuple[int, str]:
        """Who speaks: the origin, and the person or body it quotes."""
        return self.support.origin_id, (self.support.said_by or "").casefold()

    @cached_property
    def date(self) -> PartialDate | None:
        """When the sighting was; an approximate date reaches its own length to either side."""
        return _widened(self.sighting)

    @cached_property
    def events(self) -> frozenset[str]:
        """The once-only events that the sighting tells of."""
        told = f"{self.sighting.activity or ''} {self.sighting.outcome or ''}".casefold()
        return frozenset(name for name, words in _EVENTS.items() if re.search(words, told))

    def same_ship(self, other: Statement) -> bool:
        """Whether both can be about one ship: the same vessel, or one of them unnamed."""
        mine, theirs = self.sighting.vessel_id, other.sighting.vessel_id
        return mine is None or theirs is None or mine == theirs

    def same_time(self, other: Statement) -> bool:
        """Whether both speak of one moment, so that two values of a thing that changes cannot both hold."""
        if self.date is None or other.date is None:
            return (self.date is other.date) or bool(self.events & other.events)
        if not self.date.overlaps(other.date):
            return False
        return bool(self.events & other.events) or (_is_short(self.date) and _is_short(other.date))

    def same_voyage(self, other: Statement) -> bool:
        """Whether both can be about one voyage."""
        if self.date is None or other.date is None:
            return True
        return gap_days(self.date, other.date) <= SAME_VOYAGE_DAYS


def _is_short(date: PartialDate) -> bool:
    return (moment(date.latest) - moment(date.earliest)).days <= SHORT_SPAN_DAYS


def _widened(sighting: Sighting) -> PartialDate | None:
    if not sighting.date:
        return None
    try:
        date = parse_edtf(sighting.date)
    except FieldError:
        return None
    if not date.is_approximate or date.earliest[:4] == "0001" or date.latest[:4] == "9999":
        return date
    first, last = moment(date.earliest), moment(date.latest)
    length = last - first
    try:
        return PartialDate(date.edtf, _bound(first - length), _bound(last + length))
    except OverflowError:
        return date


def _bound(when: object) -> str:
    return str(when).replace(" ", "T")[:19] + "Z"
