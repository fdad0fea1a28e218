"""Who says what: sightings with their origin and time, and the values of one property grouped by meaning."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.domain.agreement.circles import Circle, circle_of
from tracker.domain.agreement.dates import ALWAYS, extent_of
from tracker.domain.agreement.events import is_only_words
from tracker.domain.agreement.model import Support, ValueGroup
from tracker.domain.agreement.origins import origins
from tracker.domain.agreement.properties import DATE, Property, denied_columns, details_of, printed_of
from tracker.domain.agreement.relation import Meaning
from tracker.domain.records import Sighting, Source
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import DEFAULT_RELIABILITY


@dataclass(frozen=True, slots=True)
class Witness:
    """One sighting as it counts in a comparison."""

    sighting: Sighting
    support: Support
    extent: tuple[str, str]
    """Bounds (UTC) of when the ship was as it says; any time where it is undated or only somebody's words."""
    circle: Circle | None

    @property
    def voice(self) -> tuple[int, str]:
        """The origin and whom it quotes: two voices are independent of each other."""
        return self.support.origin_id, " ".join((self.support.said_by or "").casefold().split())


def witnesses_of(sightings: Iterable[Sighting], sources: Mapping[int, Source]) -> list[Witness]:
    """Return the sightings that have something to say, in the order of their ids.

    Retracted sightings and those of retracted sources are left out, and so are sightings whose source
    declines to say.
    """
    roots = origins(sources)
    heard = sorted((s for s in sightings if s.retracted_at is None and s.stance != "declines"), key=lambda s: s.id)
    return [_witness(s, sources.get(s.source_id), roots) for s in heard if not _is_withdrawn(sources.get(s.source_id))]


def _is_withdrawn(source: Source | None) -> bool:
    return source is not None and source.retracted_at is not None


def _witness(sighting: Sighting, source: Source | None, roots: Mapping[int, int]) -> Witness:
    support = Support(
        sighting_id=sighting.id,
        source_id=sighting.source_id,
        origin_id=roots.get(sighting.source_id, sighting.source_id),
        stance=sighting.stance,
        said_by=sighting.said_by,
        reliability=source.reliability if source else DEFAULT_RELIABILITY,
        credibility=sighting.credibility,
    )
    extent = None if is_only_words(sighting) else extent_of(sighting)
    return Witness(sighting, support, extent or ALWAYS, circle_of(sighting))


@dataclass(slots=True)
class Group:
    """One value of one property, with all who give or deny it."""

    meaning: Meaning
    wordings: set[str] = field(default_factory=set)
    shown: dict[str, None] = field(default_factory=dict)
    supporters: list[Witness] = field(default_factory=list)
    denials: list[Witness] = field(default_factory=list)

    def finished(self) -> ValueGroup:
        """Return the group as the outcome carries it; its value is the shortest wording."""
        return ValueGroup(
            value=min(self.wordings, key=lambda wording: (len(wording), wording)),
            shown=tuple(self.shown),
            supporters=tuple(witness.support for witness in self.supporters),
            denials=tuple(witness.support for witness in self.denials),
        )


def groups_of(found: Property, witnesses: Sequence[Witness], reference: Reference | None) -> list[Group]:
    """Return the values of one property, each once, in the order they are first given."""
    by_meaning: dict[Meaning, Group] = {}
    read: dict[Hashable, tuple[Group, str] | None] = {}
    for witness in witnesses:
        sighting = witness.sighting
        given = found.given(sighting)
        if given is None or given == "" or not _speaks_of(found, sighting):
            continue
        if given not in read:
            form = found.read(given, reference)
            group = None if form is None else by_meaning.setdefault(form.meaning, Group(form.meaning))
            read[given] = None if group is None or form is None else (group, form.value)
        entry = read[given]
        if entry is None:
            continue
        group, value = entry
        group.wordings.add(value)
        group.shown[printed_of(sighting).get(found.name) or (given if isinstance(given, str) else value)] = None
        (group.denials if sighting.stance == "denies" else group.supporters).append(witness)
    return list(by_meaning.values())


def _speaks_of(found: Property, sighting: Sighting) -> bool:
    if found is DATE and is_only_words(sighting):
        return False
    if sighting.stance != "denies":
        return True
    return found.name in denied_columns(sighting) or found.label in details_of(sighting)
