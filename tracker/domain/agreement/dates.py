"""Dates and positions as extents: one inside another refines it, two that do not meet contradict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.relation import Form, Relation
from tracker.domain.partial_dates import OPEN_END, OPEN_START, parse_edtf
from tracker.domain.records import Sighting

ALWAYS: Final = (OPEN_START, OPEN_END)
"""The extent of what is not dated: it can be any time."""


@dataclass(frozen=True, slots=True)
class DateExtent:
    """The earliest and latest second (UTC) that a partial date can mean."""

    earliest: str
    latest: str

    def relation_to(self, other: DateExtent) -> Relation:
        """Return how two extents nest, overlap or miss each other."""
        if self == other:
            return Relation.SAME
        if other.latest < self.earliest or self.latest < other.earliest:
            return Relation.CONTRADICTS
        if other.earliest <= self.earliest and self.latest <= other.latest:
            return Relation.REFINES
        if self.earliest <= other.earliest and other.latest <= self.latest:
            return Relation.CONTAINS
        return Relation.COMPATIBLE


def extent_of(sighting: Sighting) -> tuple[str, str] | None:
    """Return the bounds of a sighting's date, None if it has none.

    Raises:
        FieldError: The sighting has a date without bounds that is not EDTF.
    """
    if sighting.date_earliest and sighting.date_latest:
        return sighting.date_earliest, sighting.date_latest
    if not sighting.date:
        return None
    date = parse_edtf(sighting.date)
    return date.earliest, date.latest


def date_of(sighting: Sighting) -> tuple[str, str, str] | None:
    """Return a sighting's EDTF text and its bounds."""
    extent = extent_of(sighting)
    return None if extent is None else (sighting.date or "/".join(extent), *extent)


def read_extent(date: tuple[str, str, str]) -> Form:
    """Return the form of what `date_of` gives."""
    edtf, earliest, latest = date
    return Form(DateExtent(earliest, latest), edtf)
