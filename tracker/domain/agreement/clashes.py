"""Which values of a property cannot both hold, and which are denied, between whom.

Two values clash where independent origins give them of one ship and, for what may change in the course of
a case, of one time. A denial speaks of the whole case: registries deny late what was seen before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.domain.agreement.circles import Circle
from tracker.domain.agreement.date_accounts import clashing_dates
from tracker.domain.agreement.dates import ALWAYS
from tracker.domain.agreement.properties import DATE, PLACE, Property
from tracker.domain.agreement.relation import Relation
from tracker.domain.agreement.witnesses import Group, Witness
from tracker.domain.records import Source


@dataclass(slots=True)
class Clashes:
    """Pairs of values, by their places in the list of groups."""

    independent: set[tuple[int, int]] = field(default_factory=set)
    """Values of independent origins that cannot both hold."""
    of_one_origin: set[tuple[int, int]] = field(default_factory=set)
    """Values of one origin that cannot both hold: noted, but no contest between sources."""
    denied: dict[int, list[Witness]] = field(default_factory=dict)
    """Asserted values to the independent denials that stand against them."""

    def rivals_of(self, index: int) -> list[int]:
        """Return the values that cannot hold beside one, of independent origins."""
        return sorted({other for pair in self.independent if index in pair for other in pair if other != index})

    @property
    def contested(self) -> frozenset[int]:
        """Every value that another contradicts or that is denied."""
        return frozenset((*(index for pair in self.independent for index in pair), *self.denied))


class _Stand(NamedTuple):
    """What decides whether two sayings meet; sightings that share all of it count once."""

    earliest: str
    latest: str
    group: int
    origin: int
    vessel: int | None
    circle: Circle | None


def clashes_between(found: Property, groups: Sequence[Group], sources: Mapping[int, Source]) -> Clashes:
    """Return the clashes among the values of one property."""
    clashes = Clashes(denied=_denied(groups))
    if found is DATE:
        clashes.independent = clashing_dates(groups, sources)
    elif len(groups) > 1 and not found.is_narrative:
        relations: dict[tuple[int, int], Relation] = {}
        for one, other in _meetings(_stands(found, groups)):
            pair = (one.group, other.group) if one.group < other.group else (other.group, one.group)
            if pair not in relations:
                relations[pair] = groups[pair[0]].meaning.relation_to(groups[pair[1]].meaning)
            if relations[pair] is Relation.CONTRADICTS and not _positions_meet(one, other):
                (clashes.of_one_origin if one.origin == other.origin else clashes.independent).add(pair)
    return clashes


def _stands(found: Property, groups: Sequence[Group]) -> list[_Stand]:
    """Return the distinct sayings, earliest first."""
    stands = {
        _Stand(
            *(witness.extent if found.at_one_time else ALWAYS),
            index,
            witness.support.origin_id,
            witness.sighting.vessel_id,
            witness.circle if found is PLACE else None,
        )
        for index, group in enumerate(groups)
        for witness in group.supporters
    }
    return sorted(stands, key=lambda stand: stand[:4])


def _meetings(stands: Sequence[_Stand]) -> Iterator[tuple[_Stand, _Stand]]:
    """Yield the pairs of different values that can be of one ship and one time."""
    under_way: list[_Stand] = []
    for stand in stands:
        under_way = [earlier for earlier in under_way if earlier.latest >= stand.earliest]
        for earlier in under_way:
            if earlier.group != stand.group and _one_ship(earlier.vessel, stand.vessel):
                yield earlier, stand
        under_way.append(stand)


def _one_ship(first: int | None, second: int | None) -> bool:
    return first is None or second is None or first == second


def _positions_meet(one: _Stand, other: _Stand) -> bool:
    """Whether positions show places of different names to be one: the middle of one lies in the other."""
    return one.circle is not None and other.circle is not None and one.circle.holds_centre_with(other.circle)


def _denied(groups: Sequence[Group]) -> dict[int, list[Witness]]:
    """Return for each value the denials of it, or of a wider value, by voices other than its own."""
    found: dict[int, list[Witness]] = {}
    denied_groups = [group for group in groups if group.denials]
    for index, group in enumerate(groups if denied_groups else ()):
        voices = {(witness.voice, witness.sighting.vessel_id) for witness in group.supporters}
        for denied in denied_groups:
            if group.meaning.relation_to(denied.meaning) not in (Relation.SAME, Relation.REFINES):
                continue
            against = [d for d in denied.denials if any(_opposes(d, voice, vessel) for voice, vessel in voices)]
            if against:
                found.setdefault(index, []).extend(against)
    return found


def _opposes(denial: Witness, voice: tuple[int, str], vessel: int | None) -> bool:
    return denial.voice != voice and _one_ship(denial.sighting.vessel_id, vessel)
