"""Group what sources say of each property, and come to a verdict.

A value counts by independent origins, never by documents. Two values contradict when independent
speakers give them of one ship and both cannot hold; a denial stands against what it denies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from tracker.domain.agreement.model import PropertyAgreement, Support, ValueGroup, Verdict
from tracker.domain.agreement.origins import origins
from tracker.domain.agreement.properties import Property, properties_of
from tracker.domain.agreement.relations import Relation
from tracker.domain.agreement.statements import Statement
from tracker.domain.records import Judgement, Sighting, Source
from tracker.domain.reference import Reference

_REPRESENTATIVES = 40
"""Statements of one value that are compared with those of another; more would not change the answer often."""


def agree(
    sightings: Sequence[Sighting],
    sources: Mapping[int, Source],
    *,
    judgements: Sequence[Judgement] = (),
    reference: Reference | None = None,
) -> list[PropertyAgreement]:
    """Return the outcome for every property of a case, in a fixed order.

    Args:
        sightings: The sightings of one incident; retracted ones are left out.
        sources: The sources cited and those they are derived from, by id.
        judgements: The analysts' judgements on the incident.
        reference: Lets routes be compared by the states they name.
    """
    live = sorted((s for s in sightings if s.retracted_at is None), key=lambda s: s.id)
    roots = origins(sources)
    supports = {sighting.id: _support(sighting, sources, roots) for sighting in live}
    newest = {j.property: j for j in sorted(judgements, key=lambda j: j.id) if j.retracted_at is None}
    return [
        _outcome(found, _statements(found, live, supports), newest.get(found.name), reference)
        for found in properties_of(live)
    ]


def _support(sighting: Sighting, sources: Mapping[int, Source], roots: Mapping[int, int]) -> Support:
    source = sources.get(sighting.source_id)
    return Support(
        sighting_id=sighting.id,
        source_id=sighting.source_id,
        origin_id=roots.get(sighting.source_id, sighting.source_id),
        stance=sighting.stance,
        said_by=sighting.said_by,
        reliability=source.reliability if source else "F",
        credibility=sighting.credibility,
    )


def _statements(
    found: Property, sightings: Sequence[Sighting], supports: Mapping[int, Support]
) -> list[Statement]:
    made = []
    for sighting in sightings:
        shown = found.shown_by(sighting)
        # Who declines to say supports nothing.
        if shown is None or sighting.stance == "declines":
            continue
        support = supports[sighting.id]
        if found.name == "date" and sighting.statement and not sighting.activity:
            # The day on which something was said is not the day on which something happened.
            continue
        if found.name in _CONTEXT and sighting.stance == "denies":
            # A denial denies what it speaks of, not the day and place it is said to be about.
            continue
        made.append(Statement(found.key(shown), shown, sighting, support))
    return made


_CONTEXT = frozenset({"date", "place", "name_shown"})


def _outcome(
    found: Property, statements: list[Statement], judgement: Judgement | None, reference: Reference | None
) -> PropertyAgreement:
    by_key: dict[str, list[Statement]] = {}
    for statement in statements:
        by_key.setdefault(statement.key, []).append(statement)
    groups = sorted((_group(key, given) for key, given in by_key.items()), key=_rank)
    affirmed = [group for group in groups if group.supporters]
    heard = {s.support.origin_id for s in statements}
    if not affirmed:
        verdict: Verdict = (
            "contested" if groups and len(heard) > 1 else ("single-origin" if groups else "unreported")
        )
        why = "denied by its only origin" if groups else "no source says"
        return PropertyAgreement(
            found.name, found.label, verdict, tuple(groups), len(heard), None, why, judgement
        )
    relations = _relations(found, by_key, reference)
    contradicting = _contradicting(by_key, relations)
    best = _best(affirmed, relations)
    return PropertyAgreement(
        property=found.name,
        label=found.label,
        verdict=_verdict(affirmed, relations, contradicting, len(heard)),
        values=tuple(groups),
        origins=len(heard),
        best=best,
        why=_why(best, groups, contradicting),
        judgement=judgement,
    )


def _group(key: str, given: list[Statement]) -> ValueGroup:
    return ValueGroup(
        value=key,
        shown=tuple(dict.fromkeys(s.shown for s in given)),
        supporters=tuple(s.support for s in given if not s.denies),
        denials=tuple(s.support for s in given if s.denies),
    )


def _rank(group: ValueGroup) -> tuple[int, tuple[str, int], int, str]:
    return -group.origins, group.best_grade, -len(group.value), group.value


def _relations(
    found: Property, by_key: Mapping[str, list[Statement]], reference: Reference | None
) -> dict[tuple[str, str], Relation]:
    """Return how each two values relate; one contradiction between independent speakers decides."""
    relations: dict[tuple[str, str], Relation] = {}
    for first, second in combinations(by_key, 2):
        seen = {
            found.compare(mine, theirs, reference)
            for mine in by_key[first][:_REPRESENTATIVES]
            for theirs in by_key[second][:_REPRESENTATIVES]
            if not mine.denies and not theirs.denies and mine.same_ship(theirs)
            and (mine.speaker != theirs.speaker or not mine.same_time(theirs))
        }  # fmt: skip
        for relation in (Relation.CONTRADICTS, Relation.REFINES, Relation.POSSIBLE):
            if relation in seen:
                relations[first, second] = relation
                break
    return relations


def _contradicting(
    by_key: Mapping[str, list[Statement]], relations: Mapping[tuple[str, str], Relation]
) -> set[str]:
    """Return the values that cannot hold beside another, or that an independent speaker denies."""
    keys = {key for pair, relation in relations.items() if relation is Relation.CONTRADICTS for key in pair}
    for key, given in by_key.items():
        denials = [s for s in given if s.denies]
        if any(d.speaker != s.speaker and d.same_ship(s) for d in denials for s in given if not s.denies):
            keys.add(key)
    return keys


def _verdict(
    affirmed: list[ValueGroup],
    relations: Mapping[tuple[str, str], Relation],
    contradicting: set[str],
    origin_count: int,
) -> Verdict:
    if contradicting:
        return "contested"
    if origin_count == 1:
        return "single-origin"
    if Relation.REFINES in relations.values():
        return "refined"
    return "agreed" if any(group.origins > 1 for group in affirmed) else "single-origin"


def _best(affirmed: list[ValueGroup], relations: Mapping[tuple[str, str], Relation]) -> ValueGroup:
    """Return the value with most independent origins, counting those whose values it refines or is refined by."""

    def backing(group: ValueGroup) -> int:
        behind = {s.origin_id for s in group.supporters}
        for other in affirmed:
            pair = (group.value, other.value)
            relation = relations.get(pair) or relations.get((pair[1], pair[0]))
            if relation is Relation.REFINES:
                behind |= {s.origin_id for s in other.supporters}
        return len(behind)

    return min(affirmed, key=lambda g: (-g.origins, -backing(g), g.best_grade, -len(g.value), g.value))


def _why(best: ValueGroup, groups: list[ValueGroup], contradicting: set[str]) -> str:
    grade = "".join(map(str, best.best_grade))
    words = f"{best.shown[0]}: {best.origins} origin{'s' * (best.origins != 1)}, best grade {grade}"
    others = [group for group in groups if group is not best and group.value in contradicting]
    for group in others[:3]:
        if group.supporters:
            words += f"; {group.shown[0]}: {group.origins} at {''.join(map(str, group.best_grade))}"
        else:
            words += f"; {group.shown[0]} is denied"
    if best.denials:
        words += f"; denied by {len(best.denials)}"
    return words
