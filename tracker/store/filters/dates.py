"""The SQL fragments that filters by date are made of: what a partial date can mean, against a span of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from tracker.domain.partial_dates.model import OPEN_END, OPEN_START
from tracker.store.filters.conditions import Condition
from tracker.store.filters.terms import Operand, Sql

_SHORT: Final = timedelta(days=366)
"""A span up to which few sightings lie in it, in a store of many years."""
_MIDNIGHT: Final = "T00:00:00Z"
_SEVERAL_DAYS: Final = "substr(sighting.date_earliest, 1, 10) <> substr(sighting.date_latest, 1, 10)"
"""As the index of such sightings says it."""


def can_lie_in(column: str) -> Condition:
    """Return the condition that the partial date `column`, kept with its bounds, can lie in the operand's
    span."""
    earliest, latest = f"{column}_earliest", f"{column}_latest"

    def condition(operand: Operand) -> Sql:
        first, last = date_bounds(operand.text)
        if operand.operator == ">=":
            return f"{latest} >= ?", (first,)
        if operand.operator == ">":
            return f"{latest} > ?", (last,)
        if operand.operator == "<=":
            return f"{earliest} <= ?", (last,)
        if operand.operator == "<":
            return f"{earliest} < ?", (first,)
        return f"({latest} >= ? AND {earliest} <= ?)", (first, last)

    return condition


@lru_cache(maxsize=256)
def date_bounds(text: str) -> tuple[str, str]:
    """Return the earliest and latest second of an EDTF date or of a span `2011-05..2011-07`, one end of
    which may be open."""
    from tracker.domain.partial_dates import parse_edtf

    start, dots, end = ("", "", "") if "/" in text else text.partition("..")
    if not dots:
        date = parse_edtf(text)
        return date.earliest, date.latest
    return parse_edtf(start).earliest if start else OPEN_START, parse_edtf(end).latest if end else OPEN_END


def sighted_in(operand: Operand) -> Sql:
    """Return the condition that the date of a sighting can lie in the operand's span.

    For a short span it says of dates of several days, which are few and have an index, what it need not ask of others.
    """
    if not operand.operator:
        first, last = date_bounds(operand.text)
        if _is_short(first, last):
            return _sighted_between(first, last)
    return _can_be_sighted_in(operand)


def begins_by(operand: Operand) -> str:
    """Return the last second at which a sighting can begin whose date can lie in the operand's span."""
    first, last = date_bounds(operand.text)
    return {"": last, "<=": last, "<": first}.get(operand.operator, OPEN_END)


_can_be_sighted_in: Final = can_lie_in("sighting.date")


def _is_short(first: str, last: str) -> bool:
    # Years before 1 and after 9999 are written with a sign, and no datetime.
    if not (first[:1].isdigit() and last[:1].isdigit()):
        return False
    return datetime.fromisoformat(last) - datetime.fromisoformat(first) <= _SHORT


def _sighted_between(first: str, last: str) -> Sql:
    spans = f"{_SEVERAL_DAYS} AND sighting.date_latest >= ?"
    if first.endswith(_MIDNIGHT):
        return f"(sighting.date_earliest <= ? AND (sighting.date_earliest >= ? OR {spans}))", (last, first, first)
    # What is known to the day may have begun before the hour asked for.
    begun = "sighting.date_earliest >= ? AND sighting.date_latest >= ?"
    return f"(sighting.date_earliest <= ? AND ({begun} OR {spans}))", (last, first[:10], first, first)
