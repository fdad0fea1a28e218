"""A partial date: the EDTF text and the earliest and latest second it can mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

OPEN_START = "0001-01-01T00:00:00Z"
"""Bound of an interval without a beginning."""

OPEN_END = "9999-12-31T23:59:59Z"
"""Bound of an interval without an end."""

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known as far as its source gives it; bounds are UTC, `YYYY-MM-DDTHH:MM:SSZ`, both inclusive.

    The text sorts as time does, so bounds compare as strings, in Python and in SQL.
    """

    edtf: str
    earliest: str
    latest: str

    def contains(self, other: PartialDate) -> bool:
        """Whether every second `other` can mean is one that this can mean."""
        return self.earliest <= other.earliest and other.latest <= self.latest

    def overlaps(self, other: PartialDate) -> bool:
        """Whether both can mean the same second."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    @property
    def is_uncertain(self) -> bool:
        """Whether the source doubts it (`?` or `%`)."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def is_approximate(self) -> bool:
        """Whether it is only about right (`~` or `%`)."""
        return "~" in self.edtf or "%" in self.edtf


def moment(bound: str) -> datetime:
    """Return a bound as a UTC datetime."""
    return datetime(
        int(bound[0:4]), int(bound[5:7]), int(bound[8:10]),
        int(bound[11:13]), int(bound[14:16]), int(bound[17:19]),
        tzinfo=UTC,
    )  # fmt: skip


def gap_days(first: PartialDate, second: PartialDate) -> float:
    """Return the smallest number of days that can lie between two dates; 0 where they can coincide."""
    if first.overlaps(second):
        return 0.0
    earlier, later = sorted((first, second), key=lambda date: date.earliest)
    return (moment(later.earliest) - moment(earlier.latest)).total_seconds() / _SECONDS_A_DAY
