"""The spans of one kind of designation: from when to when each identity's value was borne, surely and possibly.

What is sure of one identity is worked out as the indicators do it. Beyond that, a value without an end was
surely borne up to its last sighting, though no further than another value's beginning unless it was seen later,
and possibly until another value of the same aspect began.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from tracker.domain.identity.kinds import LaneKind
from tracker.domain.identity.model import FIRST_DAY, LAST_DAY, Days, Mark, Span
from tracker.domain.indicators.statements import day_after, sure_spans, vague_days
from tracker.domain.records import Identity, Sighting, Source
from tracker.domain.reference import Reference

_DENYING = ("denies", "declines")


def is_dated(identity: Identity) -> bool:
    """Whether an identity has a beginning or an end."""
    return identity.valid_from_earliest is not None or identity.valid_to_latest is not None


def possible_days(identity: Identity) -> Days:
    """Return all days on which a dated identity can have held by its own dates."""
    first, last = FIRST_DAY, LAST_DAY
    if identity.valid_from_earliest:
        first = day_after(identity.valid_from_earliest[:10], -vague_days(identity.valid_from))
    if identity.valid_to_latest:
        last = day_after(identity.valid_to_latest[:10], vague_days(identity.valid_to))
    return Days(first, max(first, last))


def marks_of(kind: LaneKind, sightings: Iterable[Sighting], reference: Reference) -> list[Mark]:
    """Return what sightings give or deny of one kind, in the order of the sightings."""
    marks = []
    # A ship is seen hundreds of times under the same few values.
    read: dict[str, tuple[str, str]] = {}
    for sighting in sightings:
        value = kind.of_sighting(sighting)
        if not value:
            continue
        if value not in read:
            read[value] = (kind.key(value), kind.shown(value, reference))
        key, shown = read[value]
        if key:
            denied = sighting.stance in _DENYING
            marks.append(Mark(key, shown, sighting_days(sighting), sighting.id, denied))
    return marks


def sighting_days(sighting: Sighting) -> Days | None:
    """Return the days on which a sighting can have been; None for one without a date."""
    return _days_between(sighting.date, sighting.date_earliest, sighting.date_latest)


@lru_cache(maxsize=512)
def _days_between(edtf: str | None, earliest: str | None, latest: str | None) -> Days | None:
    """Return the days between two bounds of a date, widened where it is vague; kept, for every lane asks anew."""
    if not earliest or not latest:
        return None
    vague = vague_days(edtf)
    return Days(day_after(earliest[:10], -vague), day_after(latest[:10], vague))


def spans_of(
    kind: LaneKind,
    identities: Sequence[Identity],
    marks: Sequence[Mark],
    sources: Mapping[int, Source],
    reference: Reference,
) -> list[Span]:
    """Return one span for each dated identity that gives a value of this kind, in order of time."""
    sure = sure_spans(identities, sources)
    found: list[tuple[str, Span]] = []
    for identity in identities:
        value = kind.of_identity(identity)
        key = kind.key(value) if value else ""
        if value and key and is_dated(identity):
            days = sure[identity.id]
            span = Span(
                key,
                kind.shown(value, reference),
                possible_days(identity),
                (Days(*days),) if days else (),
                (identity.id,),
                bool(identity.is_false),
            )
            found.append((identity.aspect, span))
    bounded = [
        _until_another_began(_between_neighbours(span, [other for a, other in found if a == aspect]), found)
        for aspect, span in found
    ]
    seen = [_as_long_as_seen(span, marks) for span in bounded]
    return sorted(seen, key=lambda span: (_sort_day(span), span.possible.last, span.identity_ids))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans of one value that meet or overlap; the order of time is kept."""
    result: list[Span] = []
    for span in spans:
        place = next(
            (
                place
                for place, known in enumerate(result)
                if known.key == span.key and known.is_false == span.is_false and _meet(known.possible, span.possible)
            ),
            None,
        )
        if place is None:
            result.append(span)
        else:
            result[place] = _join(result[place], span)
    return sorted(result, key=_sort_day)


def _sort_day(span: Span) -> str:
    """Return the day by which a span is put in order: its beginning, or where none is told what is sure of it."""
    if not span.begins_open:
        return span.possible.first
    return FIRST_DAY if not span.sure else min(span.sure[0].first, span.possible.last)


def _meet(left: Days, right: Days) -> bool:
    return left.first <= day_after(right.last, 1) and right.first <= day_after(left.last, 1)


def _join(left: Span, right: Span) -> Span:
    later = max((left, right), key=lambda span: span.possible.last)
    sure = sorted({*left.sure, *right.sure}, key=lambda days: (days.first, days.last))
    if left.sure and right.sure and not left.ends_open and not left.is_followed:
        # Whenever the first one ended, the second one took up the same value.
        sure = [Days(sure[0].first, max(days.last for days in sure))]
    return replace(
        left,
        possible=Days(min(left.possible.first, right.possible.first), later.possible.last),
        sure=tuple(sure),
        identity_ids=(*left.identity_ids, *right.identity_ids),
        is_followed=later.is_followed,
    )


def _between_neighbours(span: Span, same_aspect: Sequence[Span]) -> Span:
    """Let a span without an end reach to the next value of its aspect, and one without a beginning from the last."""
    others = [other for other in same_aspect if other.key != span.key]
    first, last = span.possible.first, span.possible.last
    is_followed = False
    if span.ends_open:
        later = [other.possible.first for other in others if other.possible.first > first]
        if later:
            last, is_followed = max(first, day_after(min(later), -1)), True
    if span.begins_open:
        earlier = [other.possible.last for other in others if other.possible.last < last]
        if earlier and not is_followed:
            first = day_after(max(earlier), 1)
    return replace(span, possible=Days(first, last), is_followed=is_followed)


def _until_another_began(span: Span, found: Sequence[tuple[str, Span]]) -> Span:
    """Let what is sure of a span without an end reach no further than another value's beginning, of any aspect.

    A ship may broadcast one name and wear another, but no source says so by not telling when the first one ended.
    """
    if not span.sure or not (span.ends_open or span.is_followed):
        return span
    first, last = span.sure[-1].first, span.sure[-1].last
    later = [other.possible.first for _, other in found if other.key != span.key and other.possible.first > first]
    if later:
        last = max(first, min(last, day_after(min(later), -1)))
    return replace(span, sure=(*span.sure[:-1], Days(first, last)))


def _as_long_as_seen(span: Span, marks: Sequence[Mark]) -> Span:
    """Let what is sure of a span without an end reach to the last sighting that surely falls into it."""
    if not span.sure or not (span.ends_open or span.is_followed):
        return span
    seen = [
        mark.days.first
        for mark in marks
        if mark.key == span.key and not mark.is_denial and mark.days and span.possible.contains(mark.days)
    ]
    last = span.sure[-1]
    return replace(span, sure=(*span.sure[:-1], Days(last.first, max([last.last, *seen]))))
