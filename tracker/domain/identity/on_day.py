"""What a ship was called on one day, each answer with the rows and sources that give it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.domain.identity.kinds import LANE_KINDS, LaneKind
from tracker.domain.identity.model import Days
from tracker.domain.identity.spans import marks_of, spans_of
from tracker.domain.partial_dates import PartialDate
from tracker.domain.records import Identity, Sighting, Source
from tracker.domain.reference import Reference


@dataclass(frozen=True, slots=True)
class Basis:
    """One row that an answer rests on."""

    table: str
    """`identity` or `sighting`."""
    record_id: int
    source_id: int | None
    is_sure: bool
    """Whether the row surely speaks of that day; else it only can."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One value that the ship bore on the day."""

    kind: LaneKind
    key: str
    shown: str
    basis: tuple[Basis, ...]
    is_false: bool = False
    """Whether a source itself says that the identity was false."""

    @property
    def is_sure(self) -> bool:
        """Whether any of the rows surely speaks of the day."""
        return any(basis.is_sure for basis in self.basis)


def who_on(
    day: PartialDate,
    identities: Sequence[Identity],
    sightings: Sequence[Sighting],
    reference: Reference,
    sources: Mapping[int, Source] | None = None,
) -> list[Answer]:
    """Return what the ship was called on `day`: kinds in the order of lanes, sure answers of a kind first.

    Args:
        day: The day, or a longer time; then a sure answer held over all of it, or was seen within it.
        identities: What she was called over time; those without any date answer nothing.
        sightings: Who saw her; denials answer nothing.
        reference: The names of states.
        sources: The sources by id; without them an identity without an end is sure for its first day alone.
    """
    asked = Days(day.earliest[:10], day.latest[:10])
    answers: list[Answer] = []
    for kind in LANE_KINDS:
        found = _answers(kind, asked, identities, sightings, reference, sources or {})
        answers += sorted(found, key=lambda answer: not answer.is_sure)
    return answers


def _answers(
    kind: LaneKind,
    asked: Days,
    identities: Sequence[Identity],
    sightings: Sequence[Sighting],
    reference: Reference,
    sources: Mapping[int, Source],
) -> list[Answer]:
    by_key: dict[str, Answer] = {}
    marks = marks_of(kind, sightings, reference)
    source_of_identity = {identity.id: identity.source_id for identity in identities}
    source_of_sighting = {sighting.id: sighting.source_id for sighting in sightings}
    for span in spans_of(kind, identities, marks, sources, reference):
        if span.possible.overlaps(asked):
            is_sure = any(days.contains(asked) for days in span.sure)
            row = span.identity_ids[0]
            basis = Basis("identity", row, source_of_identity[row], is_sure)
            _add(by_key, Answer(kind, span.key, span.shown, (basis,), span.is_false))
    for mark in marks:
        if mark.days and not mark.is_denial and mark.days.overlaps(asked):
            basis = Basis("sighting", mark.sighting_id, source_of_sighting[mark.sighting_id], asked.contains(mark.days))
            _add(by_key, Answer(kind, mark.key, mark.shown, (basis,)))
    return list(by_key.values())


def _add(by_key: dict[str, Answer], answer: Answer) -> None:
    known = by_key.get(answer.key)
    if known is None:
        by_key[answer.key] = answer
    else:
        by_key[answer.key] = replace(
            known, basis=(*known.basis, *answer.basis), is_false=known.is_false or answer.is_false
        )
