"""Values with the time over which they surely hold, and which of them hold at the same time.

The same time means: in one row; in two sightings surely of one calendar day; in a sighting that lies strictly
inside the span over which an identity surely held; or in two identities whose sure spans overlap. The first
and last day of a span are left out because they are the days on which a ship changes over.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from tracker.domain.partial_dates import OPEN_END, OPEN_START, PartialDate, describe
from tracker.domain.records import Identity, Sighting, Source

RowRef = tuple[str, int]
"""A table and the id of a row in it."""

PAIRS_NAMED_AT_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Statement:
    """One value that one row gives for the ship."""

    value: str
    aspect: str
    """Which flag it is (`flown`, `registered`, ...) or the aspect of the identity that carries the value."""
    record: Identity | Sighting
    first_day: str | None
    """First day (`YYYY-MM-DD`) of a sighting's possible time, or on which an identity surely held."""
    last_day: str | None
    """Last day of a sighting's possible time, or on which an identity surely held."""

    row: RowRef
    """The row the statement stands in."""
    day: str | None
    """The one day on which the sighting surely was; None for an identity or a wider date."""

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of the time."""
        return self.first_day is not None

    def surely_since(self, day: str) -> bool:
        """Tell whether the statement surely holds on or after `day`."""
        surely = self.first_day if isinstance(self.record, Sighting) else self.last_day
        return surely is not None and surely >= day

    def surely_after(self, day: str) -> bool:
        """Tell whether the statement surely holds later than `day`."""
        surely = self.first_day if isinstance(self.record, Sighting) else self.last_day
        return surely is not None and surely > day

    def surely_until(self, day: str) -> bool:
        """Tell whether the statement surely holds on or before `day`."""
        surely = self.last_day if isinstance(self.record, Sighting) else self.first_day
        return surely is not None and surely <= day

    def possibly_since(self, day: str) -> bool:
        """Tell whether the statement can hold on or after `day`; one without a date can."""
        if isinstance(self.record, Sighting):
            return self.last_day is None or self.last_day >= day
        end = self.record.valid_to_latest
        return end is None or day_after(end[:10], vague_days(self.record.valid_to)) >= day

    def time_words(self) -> str:
        """Say when, ready to follow a clause: ` on 26 May 2011`, ` from 2019 to 2020`, or nothing."""
        if isinstance(self.record, Sighting):
            return sighting_time_words(self.record)
        start = _described(self.record.valid_from, self.record.valid_from_earliest, self.record.valid_from_latest)
        end = _described(self.record.valid_to, self.record.valid_to_earliest, self.record.valid_to_latest)
        return (f" from {start}" if start else "") + (f" to {end}" if end else "")


def sighting_time_words(sighting: Sighting) -> str:
    """Say when the sighting was, ready to follow a clause: ` (26 May 2011)`, or nothing without a date."""
    words = _described(sighting.date, sighting.date_earliest, sighting.date_latest)
    return f" ({words})" if words else ""


def _described(edtf: str | None, earliest: str | None, latest: str | None) -> str:
    if not edtf:
        return ""
    return describe(PartialDate(edtf, earliest, latest)) if earliest and latest else edtf


def of_sighting(sighting: Sighting, value: str, aspect: str) -> Statement:
    """Build the statement that `sighting` gives `value`."""
    return Timed(sighting, *sighting_days(sighting)).says(value, aspect)


class Timed:
    """A sighting with its days worked out once, from which its statements are made."""

    __slots__ = ("_day", "_first", "_last", "_row", "sighting")

    def __init__(self, sighting: Sighting, first: str | None, last: str | None) -> None:
        """Take the sighting and its days, as `sighting_days` has them."""
        self.sighting = sighting
        self._first = first
        self._last = last
        self._row = ("sighting", sighting.id)
        self._day = first if first == last else None

    def says(self, value: str, aspect: str) -> Statement:
        """Build the statement that the sighting gives `value`."""
        return Statement(value, aspect, self.sighting, self._first, self._last, self._row, self._day)


def sighting_days(sighting: Sighting) -> tuple[str | None, str | None]:
    """Return the first and last day on which the sighting can have been, widened where its date is vague."""
    first, last = sighting.date_earliest, sighting.date_latest
    if first is None or last is None:
        return (None, None)
    vague = vague_days(sighting.date)
    return (day_after(first[:10], -vague), day_after(last[:10], vague)) if vague else (first[:10], last[:10])


def vague_days(edtf: str | None) -> int:
    """Return by how many days a date marked `~`, `?` or `%` is taken to be out, 0 for one without a mark.

    A month for days and months, a year for years: our reading, since EDTF puts no number on "about".
    """
    if not edtf or not ("~" in edtf or "?" in edtf or "%" in edtf):
        return 0
    return 366 if re.search(r"(^|/)[0-9X]{4}[~?%]", edtf) else 31


@lru_cache(maxsize=4096)
def day_after(day: str, count: int) -> str:
    """Return the `YYYY-MM-DD` that is `count` days later, or earlier; no later than the calendar's ends."""
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()
    except OverflowError:
        return (datetime.date.max if count > 0 else datetime.date.min).isoformat()


def of_identity(identity: Identity, value: str, sure_days: tuple[str, str] | None) -> Statement:
    """Build the statement that `identity` gives `value`; `sure_days` come from `sure_spans`."""
    first, last = sure_days or (None, None)
    return Statement(value, identity.aspect, identity, first, last, ("identity", identity.id), None)


def sure_spans(identities: Sequence[Identity], sources: Mapping[int, Source]) -> dict[int, tuple[str, str] | None]:
    """Return, by identity id, the first and last day on which it surely held; None where none is sure.

    An identity without an end is its source's word up to the day the source was published, or to the start of
    the next identity of the same aspect if that is earlier, unless the ship has an identity of that aspect
    without a start, which may have come between. One with an end alone is sure for that day alone.
    """
    starts: dict[str, list[str]] = defaultdict(list)
    unstarted: set[str] = set()
    for identity in identities:
        if not identity.valid_from_earliest:
            unstarted.add(identity.aspect)
        elif identity.valid_from:
            vague = vague_days(identity.valid_from)
            starts[identity.aspect].append(day_after(identity.valid_from_earliest[:10], -vague))
    for days in starts.values():
        days.sort()
    return {
        identity.id: _sure_span(identity, None if identity.aspect in unstarted else starts[identity.aspect], sources)
        for identity in identities
    }


def _sure_span(identity: Identity, starts: list[str] | None, sources: Mapping[int, Source]) -> tuple[str, str] | None:
    since = until = None
    if identity.valid_from_latest:
        since = day_after(identity.valid_from_latest[:10], vague_days(identity.valid_from))
    if identity.valid_to_earliest:
        until = day_after(identity.valid_to_earliest[:10], -vague_days(identity.valid_to))
    if since and not until and starts is None:
        until = since
    if since and not until and starts is not None:
        source = sources.get(identity.source_id) if identity.source_id is not None else None
        published = source.published_earliest[:10] if source and source.published_earliest else since
        later = bisect_right(starts, since)
        until = max(since, min([published, *starts[later : later + 1]]))
    since = since or until
    return (since, until) if since and until and since <= until else None


def same_time(left: Statement, right: Statement) -> bool:
    """Tell whether two statements surely hold at the same time (what counts is said above)."""
    if left.row == right.row:
        return left.is_dated or isinstance(left.record, Sighting)
    if not (left.first_day and left.last_day and right.first_day and right.last_day):
        return False
    if isinstance(left.record, Sighting):
        if isinstance(right.record, Sighting):
            return left.day is not None and left.day == right.day
        return right.first_day < left.first_day and left.last_day < right.last_day
    if isinstance(right.record, Sighting):
        return left.first_day < right.first_day and right.last_day < left.last_day
    overlap = max(left.first_day, right.first_day) < min(left.last_day, right.last_day)
    return overlap or (left.first_day == right.first_day and _starts_on_a_day(left, right))


def _starts_on_a_day(*statements: Statement) -> bool:
    identities = [s.record for s in statements if isinstance(s.record, Identity)]
    return all(
        identity.valid_from_earliest is not None
        and identity.valid_from_latest is not None
        and identity.valid_from_earliest[:10] == identity.valid_from_latest[:10]
        and not vague_days(identity.valid_from)
        for identity in identities
    )


def may_coincide(left: Iterable[Statement], right: Iterable[Statement]) -> bool:
    """Tell whether any two statements, one from each side, can hold at the same time; without a date it can.

    Spans that touch on one day only are a change from one to the other, and do not count.
    """
    spans = [(*_possible_days(s), s.row[0], side) for side, part in enumerate((left, right)) for s in part]
    latest: list[dict[str, str]] = [{}, {}]
    for first, last, kind, side in sorted(spans):
        for other_kind, other_last in latest[1 - side].items():
            if first < other_last or (first == other_last and kind == other_kind == "sighting"):
                return True
        latest[side][kind] = max(last, latest[side].get(kind, ""))
    return False


def _possible_days(statement: Statement) -> tuple[str, str]:
    record = statement.record
    if isinstance(record, Sighting):
        return statement.first_day or OPEN_START[:10], statement.last_day or OPEN_END[:10]
    first, last = record.valid_from_earliest or OPEN_START, record.valid_to_latest or OPEN_END
    return (
        day_after(first[:10], -vague_days(record.valid_from)),
        day_after(last[:10], vague_days(record.valid_to)),
    )


def pairs_at_one_time(
    left: Sequence[Statement], right: Sequence[Statement], settled: frozenset[RowRef] = frozenset()
) -> Iterator[tuple[Statement, Statement]]:
    """Yield pairs, one from each side, that hold at the same time; two sightings of a day pair once.

    Args:
        left: Statements of one property.
        right: Statements of the other.
        settled: Rows that are compared within themselves only.
    """
    by_row: dict[RowRef, Statement] = {statement.row: statement for statement in right}
    by_day: dict[str, Statement] = {}
    for statement in right:
        if statement.day is not None and statement.row not in settled:
            by_day.setdefault(statement.day, statement)
    dated = [statement for statement in right if statement.is_dated and statement.row not in settled]
    identities = [statement for statement in dated if statement.row[0] == "identity"]
    sightings = sorted(
        (statement for statement in dated if statement.row[0] == "sighting"),
        key=lambda statement: statement.first_day or "",
    )
    first_days = [statement.first_day or "" for statement in sightings]
    for statement in left:
        candidates: Iterable[Statement]
        if statement.row in by_row:
            candidates = [by_row[statement.row]]
        elif statement.row in settled:
            continue
        elif isinstance(statement.record, Sighting):
            same_day = by_day.get(statement.day) if statement.day else None
            candidates = [same_day] if same_day else identities
        elif statement.is_dated:
            start = bisect_right(first_days, statement.first_day or "")
            stop = bisect_right(first_days, statement.last_day or "")
            candidates = [*identities, *sightings[start:stop]]
        else:
            continue
        yield from ((statement, other) for other in candidates if same_time(statement, other))


def contradictions(
    left: Sequence[Statement], right: Sequence[Statement], contradict: Callable[[str, str], bool]
) -> Iterator[list[tuple[Statement, Statement]]]:
    """Yield, for each two values that contradict, the pairs giving them at the same time (50 at most).

    A row that gives both properties is compared within itself only: what it says of the one is meant with
    what it says of the other.

    Args:
        left: Statements of the one property.
        right: Statements of the other property; may be the same sequence.
        contradict: Whether two values cannot both hold; asked once for each pair of different values.
    """
    left_by_value, right_by_value = by_value(left), by_value(right)
    settled: frozenset[RowRef] = frozenset()
    if left is not right:
        settled = frozenset(s.row for s in left) & frozenset(s.row for s in right)
    for left_value, left_statements in left_by_value.items():
        for right_value, right_statements in right_by_value.items():
            if (left is right and right_value <= left_value) or not contradict(left_value, right_value):
                continue
            pairs = list(islice(pairs_at_one_time(left_statements, right_statements, settled), PAIRS_NAMED_AT_MOST))
            if pairs:
                yield pairs


def rows_of(pairs: Iterable[tuple[Statement, Statement]]) -> list[RowRef]:
    """Return the rows that the pairs of statements stand in."""
    return [statement.row for pair in pairs for statement in pair]


def by_value(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return the statements that give each value, in the order the values first come."""
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        grouped[statement.value].append(statement)
    return grouped


def rows_by_value(statements: Iterable[Statement]) -> dict[str, list[RowRef]]:
    """Return the rows that give each value, in the order the values first come."""
    return {value: [s.row for s in grouped] for value, grouped in by_value(statements).items()}
