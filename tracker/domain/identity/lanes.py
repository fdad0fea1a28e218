"""A vessel's lanes: the values of each kind over time, with overlaps and gaps worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from tracker.domain.identity.kinds import LANE_KINDS, LaneKind
from tracker.domain.identity.model import Days, Lane, Overlap, Span
from tracker.domain.identity.spans import is_dated, joined, marks_of, spans_of
from tracker.domain.indicators.statements import day_after
from tracker.domain.records import Identity, Sighting, Source
from tracker.domain.reference import Reference


def lanes(
    identities: Sequence[Identity],
    sightings: Sequence[Sighting],
    sources: Mapping[int, Source],
    reference: Reference,
) -> list[Lane]:
    """Return a lane for each kind of designation that any identity or sighting of the vessel gives.

    Args:
        identities: What she was called, dated as far as sources do.
        sightings: Who saw her; what they give stands as marks beside the spans.
        sources: The sources by id; a value without an end is its source's word up to its publication.
        reference: The names of states.
    """
    found = (_lane(kind, identities, sightings, sources, reference) for kind in LANE_KINDS)
    return [lane for lane in found if lane.spans or lane.marks or lane.undated]


def _lane(
    kind: LaneKind,
    identities: Sequence[Identity],
    sightings: Sequence[Sighting],
    sources: Mapping[int, Source],
    reference: Reference,
) -> Lane:
    marks = marks_of(kind, sightings, reference)
    spans = joined(spans_of(kind, identities, marks, sources, reference))
    dated = {span.key for span in spans}
    undated: dict[str, str] = {}
    for identity in identities:
        value = kind.of_identity(identity)
        if value and not is_dated(identity) and kind.key(value) not in dated:
            undated.setdefault(kind.key(value), kind.shown(value, reference))
    return Lane(
        kind=kind,
        spans=tuple(spans),
        marks=tuple(marks),
        undated=tuple(undated.values()),
        overlaps=tuple(_overlaps(spans)),
        gaps=tuple(_gaps(spans)),
    )


def _overlaps(spans: Sequence[Span]) -> Iterable[Overlap]:
    """Yield where two values were surely borne at once; a day shared by an end and a beginning is a change."""
    for first, second in combinations(spans, 2):
        if first.key == second.key:
            continue
        for left in first.sure:
            for right in second.sure:
                days = Days(max(left.first, right.first), min(left.last, right.last))
                if days.first < days.last or (days.first == days.last and left.first == right.first):
                    yield Overlap(first.shown, second.shown, days)


def _gaps(spans: Sequence[Span]) -> Iterable[Days]:
    known_until: str | None = None
    for span in sorted(spans, key=lambda span: span.possible.first):
        if known_until is not None and span.possible.first > day_after(known_until, 1):
            yield Days(day_after(known_until, 1), day_after(span.possible.first, -1))
        known_until = max(known_until or span.possible.last, span.possible.last)
