"""The time axis of a drawing: which cell a day falls into, and ticks at years, months or days with their labels."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tracker.domain.identity.cells import put
from tracker.domain.identity.model import FIRST_DAY, LAST_DAY, Days, Lane
from tracker.domain.partial_dates.describe import MONTHS

_SHORTEST_DAYS: Final = 21
"""Days that an axis spans at least, so that one day does not fill it."""

_MARGIN: Final = 0.04
"""Share of the axis that is left free at each side, so that open ends have room."""

_BETWEEN_LABELS: Final = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of days, drawn in a number of cells."""

    first: int
    """Ordinal of the first day."""
    last: int
    cells: int

    def cell(self, day: str) -> int:
        """Return the cell that a day (`YYYY-MM-DD`) falls into; days beyond an end fall into the end's cell."""
        return self._cell(ordinal_of(day))

    def _cell(self, ordinal: int) -> int:
        place = (ordinal - self.first) * self.cells // (self.last - self.first + 1)
        return max(0, min(place, self.cells - 1))

    def drawn(self) -> list[str]:
        """Return two lines: the labels of the ticks, and the ruler under them."""
        labels, ruler = [" "] * self.cells, ["─"] * self.cells
        for ordinal, label in self.ticks():
            place = self._cell(ordinal)
            ruler[place] = "┬"
            put(labels, self._label_place(place, label), label)
        return ["".join(labels), "".join(ruler)]

    def ticks(self) -> list[tuple[int, str]]:
        """Return the days to label, as ordinals, with their labels: as many as have room."""
        return next((ticks for ticks in self._tick_choices() if self._has_room(ticks)), [])

    def _has_room(self, ticks: list[tuple[int, str]]) -> bool:
        taken = -_BETWEEN_LABELS
        for ordinal, label in ticks:
            place = self._label_place(self._cell(ordinal), label)
            if place < taken + _BETWEEN_LABELS or place < 0:
                return False
            taken = place + len(label)
        return bool(ticks)

    def _label_place(self, place: int, label: str) -> int:
        return min(place, self.cells - len(label))

    def _tick_choices(self) -> Iterator[list[tuple[int, str]]]:
        """Yield ticks from the closest to the widest."""
        dates = [datetime.date.fromordinal(o) for o in range(self.first, self.last + 1)] if self._is_short() else []
        for step in (1, 2, 5, 10, 15):
            if dates:
                yield _with_year([d for d in dates if (d.day - 1) % step == 0 and d.day <= 31 - step / 2])
        for step in (1, 2, 3, 6):
            yield _months(self._firsts_of_months(step))
        for step in (1, 2, 5, 10, 20, 50, 100, 500):
            years = range(datetime.date.fromordinal(self.first).year, datetime.date.fromordinal(self.last).year + 1)
            starts = (datetime.date(year, 1, 1) for year in years if year % step == 0)
            yield [(d.toordinal(), str(d.year)) for d in starts if self.first <= d.toordinal() <= self.last]
        middle = datetime.date.fromordinal((self.first + self.last) // 2)
        yield [(middle.toordinal(), str(middle.year))]

    def _is_short(self) -> bool:
        return self.last - self.first <= 400

    def _firsts_of_months(self, step: int) -> list[datetime.date]:
        if self.last - self.first > 366 * 40:
            return []
        date = datetime.date.fromordinal(self.first).replace(day=1)
        found = []
        while date.toordinal() <= self.last:
            if date.toordinal() >= self.first and (date.month - 1) % step == 0:
                found.append(date)
            date = date.replace(year=date.year + date.month // 12, month=date.month % 12 + 1)
        return found


def axis_of(lanes: Iterable[Lane], cells: int) -> Axis | None:
    """Return an axis on which everything dated in the lanes has a place; None if nothing is dated."""
    days = sorted({day for lane in lanes for day in _days_of(lane)} - {FIRST_DAY, LAST_DAY})
    if not days:
        return None
    first, last = ordinal_of(days[0]), ordinal_of(days[-1])
    missing = max(0, _SHORTEST_DAYS - (last - first))
    margin = max(1, missing // 2, round((last - first) * _MARGIN))
    return Axis(max(1, first - margin), min(datetime.date.max.toordinal(), last + margin), cells)


def is_precise(days: Days) -> bool:
    """Whether a sighting's days are few enough to stand at one place: a month or less."""
    return ordinal_of(days.last) - ordinal_of(days.first) < 32


def middle_of(days: Days) -> str:
    """Return the day in the middle."""
    return datetime.date.fromordinal((ordinal_of(days.first) + ordinal_of(days.last)) // 2).isoformat()


@lru_cache(maxsize=4096)
def ordinal_of(day: str) -> int:
    """Return the number of a day (`YYYY-MM-DD`) in the calendar."""
    return datetime.date.fromisoformat(day).toordinal()


def _days_of(lane: Lane) -> Iterator[str]:
    for span in lane.spans:
        yield from (span.possible.first, span.possible.last)
        for sure in span.sure:
            yield from (sure.first, sure.last)
    for mark in lane.marks:
        if mark.days and is_precise(mark.days):
            yield from (mark.days.first, mark.days.last)


def _with_year(dates: list[datetime.date]) -> list[tuple[int, str]]:
    """Label days: the first in full, a month's first with the month."""
    labelled = []
    for place, date in enumerate(dates):
        label = str(date.day)
        if place == 0 or date.day == 1:
            label += f" {_month(date)}"
        if place == 0 or (date.day == 1 and date.month == 1):
            label += f" {date.year}"
        labelled.append((date.toordinal(), label))
    return labelled


def _months(dates: list[datetime.date]) -> list[tuple[int, str]]:
    """Label months: a January with its year alone; the first month with its year where no January stands."""
    needs_year = not any(date.month == 1 for date in dates)
    labelled = []
    for place, date in enumerate(dates):
        label = str(date.year) if date.month == 1 else _month(date)
        labelled.append((date.toordinal(), f"{label} {date.year}" if needs_year and place == 0 else label))
    return labelled


def _month(date: datetime.date) -> str:
    return MONTHS[date.month - 1][:3]
