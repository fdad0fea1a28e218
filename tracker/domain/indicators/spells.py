"""When values were given, as spells of days, and how many different ones lie surely within a window."""

from __future__ import annotations

import datetime
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.domain.indicators.statements import Statement, day_after, vague_days
from tracker.domain.records import Sighting


@dataclass(frozen=True, slots=True)
class Spell:
    """A value and the days (`YYYY-MM-DD`) between which it was surely given at least once."""

    value: str
    first_day: str
    last_day: str
    statement: Statement


def spells_of(statements: Iterable[Statement], same: Callable[[str], str]) -> list[Spell]:
    """Return the dated statements as spells in order of time, with unbroken repeats of one value left out.

    Args:
        statements: Statements of one property; those without a date are left out.
        same: Maps values that count as one to the same text.
    """
    same = cache(same)
    dated: list[Spell] = []
    for statement in statements:
        days = _days(statement)
        if days:
            dated.append(Spell(same(statement.value), *days, statement))
    dated.sort(key=lambda spell: (spell.first_day, spell.last_day))
    return [
        spell
        for place, spell in enumerate(dated)
        if not (0 < place < len(dated) - 1 and dated[place - 1].value == spell.value == dated[place + 1].value)
    ]


def most_in_window(spells: Sequence[Spell], window: int) -> list[Spell]:
    """Return one spell for each of the most different values that lie surely within `window` days."""
    best: list[Spell] = []
    within: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    by_end = sorted(spells, key=lambda spell: spell.last_day)
    for place, spell in enumerate(by_end):
        heapq.heappush(within, (spell.first_day, place))
        counts[spell.value] += 1
        start = day_after(spell.last_day, -window)
        while within and within[0][0] < start:
            left = by_end[heapq.heappop(within)[1]]
            counts[left.value] -= 1
            if not counts[left.value]:
                del counts[left.value]
        if len(counts) > len(best):
            first_of_each = {by_end[i].value: by_end[i] for _, i in sorted(within, reverse=True)}
            best = sorted(first_of_each.values(), key=lambda found: found.first_day)
    return best


def days_between(first: str, second: str) -> int:
    """Return the days from one `YYYY-MM-DD` to another."""
    return (datetime.date.fromisoformat(second) - datetime.date.fromisoformat(first)).days


def _days(statement: Statement) -> tuple[str, str] | None:
    record = statement.record
    if isinstance(record, Sighting):
        first, last = statement.first_day, statement.last_day
        return (first, last) if first and last else None
    ends = (
        (record.valid_from, record.valid_from_earliest, record.valid_from_latest),
        (record.valid_to, record.valid_to_earliest, record.valid_to_latest),
    )
    for edtf, earliest, latest in ends:
        if earliest and latest:
            vague = vague_days(edtf)
            return day_after(earliest[:10], -vague), day_after(latest[:10], vague)
    return None
