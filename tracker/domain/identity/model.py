"""What a ship was called over time: spans and sightings of values, in one lane per kind of designation."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.domain.identity.kinds import LaneKind
from tracker.domain.partial_dates import OPEN_END, OPEN_START

FIRST_DAY = OPEN_START[:10]
"""The first possible day of a span whose beginning no source tells."""

LAST_DAY = OPEN_END[:10]
"""The last possible day of a span whose end no source tells."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both `YYYY-MM-DD` and inclusive."""

    first: str
    last: str

    def overlaps(self, other: Days) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Days) -> bool:
        """Whether every day of `other` is one of these."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Span:
    """A value and the time over which it was borne, by the word of one or more identities."""

    key: str
    """The value as it is compared: spelling, case and prefixes of names left out."""
    shown: str
    """The value as a person reads it."""
    possible: Days
    """All days on which it can have been borne; `FIRST_DAY` and `LAST_DAY` where an end is not told."""
    sure: tuple[Days, ...]
    """The days on which it was surely borne, in order; empty where the dates are too loose to say."""
    identity_ids: tuple[int, ...]
    is_false: bool = False
    """Whether a source itself says that it was false."""
    is_followed: bool = False
    """Whether its end is not told, and another value of the same aspect came after it."""

    @property
    def begins_open(self) -> bool:
        """Whether no source tells when it began."""
        return self.possible.first == FIRST_DAY

    @property
    def ends_open(self) -> bool:
        """Whether no source tells when it ended, or what came after it."""
        return self.possible.last == LAST_DAY


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that a sighting gives."""

    key: str
    shown: str
    days: Days | None
    """The days on which the sighting can have been; None for one without a date."""
    sighting_id: int
    is_denial: bool
    """Whether the sighting denies the value."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two different values that were surely borne at once."""

    first: str
    second: str
    days: Days


@dataclass(frozen=True, slots=True)
class Lane:
    """All values of one kind: what was borne when, who was seen with it, and where two meet or none is known."""

    kind: LaneKind
    spans: tuple[Span, ...]
    """In order of time; several of one value where it was borne again later."""
    marks: tuple[Mark, ...]
    undated: tuple[str, ...] = ()
    """Values of identities without any date, as a person reads them."""
    overlaps: tuple[Overlap, ...] = field(default=())
    gaps: tuple[Days, ...] = field(default=())
    """Days between the first span and the last for which no span gives a value."""
