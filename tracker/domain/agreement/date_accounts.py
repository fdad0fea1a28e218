"""When the dates of a case contradict: where two origins date the same event and their extents cannot meet.

A case runs over days, and every source tells some of them: a hailing on 26 May and a turning back on the
29th are two events. So each source's dates are taken per event, from the first to the last it gives; where
a source does not say what happened, all that it dates counts as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from tracker.domain.agreement.events import REPEATED, dates_its_entry, event_told
from tracker.domain.agreement.witnesses import Group, Witness
from tracker.domain.records import Source


@dataclass(slots=True)
class _Span:
    """From the earliest to the latest second, with the values that lie in it."""

    earliest: str
    latest: str
    groups: set[int] = field(default_factory=set)

    def stretch(self, extent: tuple[str, str], group: int) -> None:
        """Take in another value."""
        self.earliest, self.latest = min(self.earliest, extent[0]), max(self.latest, extent[1])
        self.groups.add(group)

    def misses(self, other: _Span) -> bool:
        """Whether the two cannot meet."""
        return self.latest < other.earliest or other.latest < self.earliest


@dataclass(frozen=True, slots=True)
class _Account:
    """What one source dates of one ship: one event of it, and all of it."""

    origin: int
    vessel: int | None
    event: str | None
    told: _Span
    whole: _Span

    def contradicts(self, other: _Account) -> bool:
        """Whether independent origins date one event of what can be one ship on days that cannot meet."""
        if self.origin == other.origin or REPEATED in (self.event, other.event):
            return False
        if self.vessel is not None and other.vessel is not None and self.vessel != other.vessel:
            return False
        if self.event is None or other.event is None:
            return self.whole.misses(other.whole)
        return self.event == other.event and self.told.misses(other.told)


def clashing_dates(groups: Sequence[Group], sources: Mapping[int, Source]) -> set[tuple[int, int]]:
    """Return the pairs of dates, by their places in `groups`, that cannot both hold."""
    found: set[tuple[int, int]] = set()
    for one, other in combinations(_accounts(groups, sources), 2):
        if one.contradicts(other):
            for first, second in product(one.told.groups, other.told.groups):
                if first != second:
                    found.add((min(first, second), max(first, second)))
    return found


def _accounts(groups: Sequence[Group], sources: Mapping[int, Source]) -> list[_Account]:
    told: dict[tuple[int, int | None, str | None], tuple[Witness, _Span]] = {}
    whole: dict[tuple[int, int | None], _Span] = {}
    for index, group in enumerate(groups):
        for witness in group.supporters:
            source_id, vessel = witness.support.source_id, witness.sighting.vessel_id
            if dates_its_entry(sources.get(source_id)):
                continue
            event = event_told(witness.sighting)
            span = told.setdefault((source_id, vessel, event), (witness, _Span(*witness.extent)))[1]
            span.stretch(witness.extent, index)
            whole.setdefault((source_id, vessel), _Span(*witness.extent)).stretch(witness.extent, index)
    return [
        _Account(witness.support.origin_id, vessel, event, span, whole[source_id, vessel])
        for (source_id, vessel, event), (witness, span) in told.items()
    ]
