"""Which vessels a sighting may be of: by IMO number, MMSI, call sign, or name with flag, each with its reason.

The order is that of how much each ties a report to a hull: an IMO number stays with the hull; an MMSI and a call
sign are hers for a time, so the dates must fit; a name needs a flag and a date beside it. A name alone is offered
as weak and never taken: many ships share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from tracker.domain.flags import describe_flag, is_state_code
from tracker.domain.identity.kinds import CALL_SIGN, IMO, MMSI, NAME, LaneKind
from tracker.domain.identity.model import Days
from tracker.domain.identity.near_names import NEAR, similarity
from tracker.domain.identity.spans import is_dated, possible_days, sighting_days
from tracker.domain.indicators.statements import day_after
from tracker.domain.partial_dates import describe, parse_edtf
from tracker.domain.records import Identity, Sighting, Vessel
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import FLAG_COLUMNS

DAYS_APART: Final = 365
"""Days that another sighting of a vessel may lie away and still speak for the same MMSI, call sign, name or flag.
Ours: a year, about as long as reports take to name a ship's old identity."""


class Tie(IntEnum):
    """What ties a sighting to a vessel; the lowest is the strongest."""

    IMO = 1
    MMSI = 2
    CALL_SIGN = 3
    NAME_FLAG_DATE = 4
    WEAK = 5
    """A name alone, or a number without a date that fits."""


@dataclass(frozen=True, slots=True)
class KnownVessel:
    """A vessel with what is known of her about the time of the sighting."""

    vessel: Vessel
    identities: Sequence[Identity]
    sightings: Sequence[Sighting]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A vessel that a sighting may be of."""

    vessel_id: int
    name: str
    tie: Tie
    similarity: float
    """How near the names are, 0 to 1; 0 where no name was compared."""
    reasons: tuple[str, ...]
    """Why, in words, the strongest first; what speaks against it comes last."""

    @property
    def is_weak(self) -> bool:
        """Whether it may only be offered, never taken."""
        return self.tie is Tie.WEAK


@dataclass(frozen=True, slots=True)
class _Bearing:
    """When a vessel bore a value: `fits` is None where there is no date to compare."""

    fits: bool | None
    when: str


def candidates(sighting: Sighting, known: Iterable[KnownVessel], reference: Reference) -> list[Candidate]:
    """Return the vessels that the sighting may be of, the strongest tie first.

    Args:
        sighting: What was seen; its IMO number, MMSI, call sign, name, flags and date are looked at.
        known: The vessels to compare with.
        reference: The names of states.
    """
    found = [candidate for vessel in known if (candidate := _compared(sighting, vessel, reference))]
    return sorted(found, key=lambda candidate: (candidate.tie, -candidate.similarity, candidate.vessel_id))


def taken(found: Sequence[Candidate]) -> Candidate | None:
    """Return the one candidate that may be taken unasked: the strongest, if it is not weak and stands alone."""
    if not found or found[0].is_weak:
        return None
    return None if len(found) > 1 and found[1].tie == found[0].tie else found[0]


def _compared(sighting: Sighting, known: KnownVessel, reference: Reference) -> Candidate | None:
    ties: list[tuple[Tie, str]] = []
    against: list[str] = []
    seen_imo = IMO.key(sighting.imo_shown or "")
    known_imos = {IMO.key(imo) for imo in (known.vessel.imo, *(i.imo for i in known.identities)) if imo}
    if seen_imo and seen_imo in known_imos:
        ties.append((Tie.IMO, f"IMO number {seen_imo} is hers"))
    elif seen_imo and known_imos:
        against.append(f"but her IMO number is {' or '.join(sorted(known_imos))}")
    for kind, tie in ((MMSI, Tie.MMSI), (CALL_SIGN, Tie.CALL_SIGN)):
        value = kind.of_sighting(sighting)
        if value:
            ties += _number_ties(kind, tie, value, sighting, known)
    near, name_ties = _name_ties(sighting, known, reference)
    ties += name_ties
    if not ties:
        return None
    ties.sort(key=lambda found: found[0])
    strongest = Tie.WEAK if against and ties[0][0] is not Tie.IMO else ties[0][0]
    reasons = tuple(dict.fromkeys([reason for _, reason in ties] + against))
    return Candidate(known.vessel.id, known.vessel.name, strongest, near, reasons)


def _number_ties(
    kind: LaneKind, tie: Tie, value: str, sighting: Sighting, known: KnownVessel
) -> Iterator[tuple[Tie, str]]:
    """Yield the best reason why an MMSI or a call sign ties the sighting to the vessel."""
    bearings = list(_bearings(kind, {kind.key(value)}, sighting, known))
    best = next((b for b in bearings if b.fits), None)
    if best:
        yield tie, f"{kind.label} {value}, hers {best.when}"
        return
    undated = next((b for b in bearings if b.fits is None), None)
    if undated:
        yield Tie.WEAK, f"{kind.label} {value} was hers, but no date says that it was then"
    elif bearings:
        yield Tie.WEAK, f"{kind.label} {value} was hers, but {bearings[0].when}"


def _name_ties(sighting: Sighting, known: KnownVessel, reference: Reference) -> tuple[float, list[tuple[Tie, str]]]:
    """Return how near the names are, and what name, flag and date say together."""
    if not sighting.name_shown:
        return 0.0, []
    names = [known.vessel.name, *(i.name for i in known.identities), *(s.name_shown for s in known.sightings)]
    compared = {name: similarity(sighting.name_shown, name) for name in dict.fromkeys(filter(None, names))}
    near = {name: score for name, score in compared.items() if score >= NEAR}
    if not near:
        return 0.0, []
    best = max(near, key=lambda name: near[name])
    likeness = "" if near[best] == 1 else f" ({near[best]:.0%} like {sighting.name_shown})"
    bearings = list(_bearings(NAME, {NAME.key(name) for name in near}, sighting, known))
    then = next((b for b in bearings if b.fits), None)
    flag = _flag_then(sighting, known, reference)
    if flag and (then or all(b.fits is None for b in bearings)) and sighting.date_earliest:
        when = f" {then.when}" if then else ""
        return near[best], [(Tie.NAME_FLAG_DATE, f"called {best}{when}{likeness}; {flag}")]
    if then:
        return near[best], [
            (Tie.WEAK, f"called {best} {then.when}{likeness}, but no flag agrees: a name alone is weak")
        ]
    return near[best], [(Tie.WEAK, f"called {best}{likeness}: a name alone is weak")]


def _flag_then(sighting: Sighting, known: KnownVessel, reference: Reference) -> str:
    """Return in words a state's flag that both the sighting and the vessel showed about that time, or nothing."""
    shown = [flag for flag in (getattr(sighting, column) for column in FLAG_COLUMNS) if is_state_code(flag)]
    for flag in dict.fromkeys(shown):
        for identity in known.identities:
            if identity.flag == flag and is_dated(identity) and _fits(possible_days(identity), sighting):
                return f"flag of {describe_flag(flag, reference)} {_identity_time(identity)}"
        for other in known.sightings:
            if flag in (getattr(other, column) for column in FLAG_COLUMNS) and _is_about_then(other, sighting):
                return f"seen with the flag of {describe_flag(flag, reference)} {_sighting_time(other)}"
    return ""


def _bearings(kind: LaneKind, keys: set[str], sighting: Sighting, known: KnownVessel) -> Iterator[_Bearing]:
    """Yield when the vessel bore one of the values: by her identities, then by other sightings of her."""
    for identity in known.identities:
        value = getattr(identity, kind.name)
        if value and kind.key(value) in keys:
            fits = _fits(possible_days(identity), sighting) if is_dated(identity) else None
            yield _Bearing(fits, _identity_time(identity))
    for other in known.sightings:
        value = kind.of_sighting(other)
        if value and kind.key(value) in keys and other.id != sighting.id:
            is_comparable = bool(other.date_earliest and sighting.date_earliest)
            yield _Bearing(_is_about_then(other, sighting) if is_comparable else None, _sighting_time(other))


def _fits(days: Days, sighting: Sighting) -> bool | None:
    """Whether a sighting can lie within days; None for a sighting without a date."""
    seen = sighting_days(sighting)
    return None if seen is None else days.overlaps(seen)


def _is_about_then(other: Sighting, sighting: Sighting) -> bool:
    seen, then = sighting_days(sighting), sighting_days(other)
    if seen is None or then is None:
        return False
    return Days(day_after(then.first, -DAYS_APART), day_after(then.last, DAYS_APART)).overlaps(seen)


def _identity_time(identity: Identity) -> str:
    start = describe(parse_edtf(identity.valid_from)) if identity.valid_from else ""
    end = describe(parse_edtf(identity.valid_to)) if identity.valid_to else ""
    if start and end:
        return f"in {start}" if start == end else f"from {start} to {end}"
    return f"from {start} on" if start else f"until {end}" if end else "at a time not told"


def _sighting_time(sighting: Sighting) -> str:
    return f"when sighted {describe(parse_edtf(sighting.date))}" if sighting.date else "in a sighting without a date"
