"""What the sources of a case agree on, property by property, and what they contest.

A value counts by independent origins, never by documents. One document that contradicts itself is no
contest between sources: the verdict stays `single-origin`, and the reason says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.domain.agreement.best_value import best_index, rank
from tracker.domain.agreement.clashes import Clashes, clashes_between
from tracker.domain.agreement.model import PropertyAgreement, ValueGroup, Verdict
from tracker.domain.agreement.properties import COLUMN_PROPERTIES, Property, detail_properties, details_of
from tracker.domain.agreement.witnesses import Witness, groups_of, witnesses_of
from tracker.domain.agreement.wording import reason
from tracker.domain.records import Judgement, Sighting, Source
from tracker.domain.reference import Reference


def agree(
    sightings: Sequence[Sighting],
    sources: Mapping[int, Source],
    *,
    judgements: Sequence[Judgement] = (),
    reference: Reference | None = None,
) -> list[PropertyAgreement]:
    """Return what the sources say of each property of one incident, in a fixed order.

    Every property of a sighting is there, reported or not; then each name used in the sightings'
    `details`; then whatever else a judgement speaks of.

    Args:
        sightings: The sightings of the incident, in any order.
        sources: The sources cited by id, best with those they are derived from.
        judgements: The judgements on the incident; the newest of each property that is not retracted counts.
        reference: Lets places and flags be compared by the states they name (Burma is Myanmar).

    Raises:
        FieldError: A sighting has a date without bounds that is not EDTF.
    """
    witnesses = witnesses_of(sightings, sources)
    standing = _newest(judgements)
    properties = (*COLUMN_PROPERTIES, *detail_properties(details_of(w.sighting) for w in witnesses))
    found = [_outcome(p, witnesses, sources, standing.pop(p.name, None), reference) for p in properties]
    return found + [_judged_only(standing[name]) for name in sorted(standing)]


def _newest(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    in_time = sorted(judgements, key=lambda judgement: (judgement.created_at, judgement.id))
    return {judgement.property: judgement for judgement in in_time if judgement.retracted_at is None}


def _judged_only(judgement: Judgement) -> PropertyAgreement:
    name = judgement.property
    return PropertyAgreement(name, name, "unreported", (), 0, None, "no source reports it", judgement)


def _outcome(
    found: Property,
    witnesses: Sequence[Witness],
    sources: Mapping[int, Source],
    judgement: Judgement | None,
    reference: Reference | None,
) -> PropertyAgreement:
    groups = groups_of(found, witnesses, reference)
    finished = [group.finished() for group in groups]
    clashes = clashes_between(found, groups, sources)
    best = best_index(groups, finished, clashes)
    heard = frozenset(support.origin_id for group in finished for support in (*group.supporters, *group.denials))
    verdict = _verdict(finished, heard, clashes)
    return PropertyAgreement(
        property=found.name,
        label=found.label,
        verdict=verdict,
        values=tuple(sorted(finished, key=rank)),
        origins=len(heard),
        best=None if best is None else finished[best],
        why=reason(verdict, groups, finished, best, clashes),
        judgement=judgement,
    )


def _verdict(groups: Sequence[ValueGroup], heard: frozenset[int], clashes: Clashes) -> Verdict:
    """Return `agreed` where all origins give, or all deny, one value; `refined` where all values can hold."""
    if not groups:
        return "unreported"
    if clashes.contested:
        return "contested"
    if len(heard) == 1:
        return "single-origin"
    for group in groups:
        if any({s.origin_id for s in side} == heard for side in (group.supporters, group.denials)):
            return "agreed"
    return "refined"
