"""What the rules are given: everything the store holds of one ship, and the reference tables."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from tracker.domain.flags import FLAG_WORDS, is_state_code
from tracker.domain.indicators.statements import RowRef, Statement, Timed, of_identity, sighting_days, sure_spans
from tracker.domain.indicators.tables import IndicatorTables
from tracker.domain.records import Identity, Incident, Listing, Sighting, Source, Vessel
from tracker.domain.vocabulary import FLAG_ASPECTS

SAYING_STANCES = frozenset({"asserts", "quotes"})
"""A sighting that denies a value, or declines to give it, does not give it."""


@dataclass(frozen=True, slots=True)
class NumberHolder:
    """A row of another ship that carries an identification number."""

    vessel: Vessel | None
    record: Vessel | Identity | Sighting


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """Who else carries a number, by the number; a mapping may look it up only when asked."""

    imo: Mapping[str, Sequence[NumberHolder]] = field(default_factory=dict)
    mmsi: Mapping[str, Sequence[NumberHolder]] = field(default_factory=dict)
    call_sign: Mapping[str, Sequence[NumberHolder]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that is known of one ship: of a vessel, of a vessel in one incident, or a sighting that names none.

    Retracted rows are left out and sightings put in order of date on construction.
    """

    tables: IndicatorTables
    today: datetime.date
    vessel: Vessel | None = None
    incident_id: int | None = None
    """The incident whose sightings alone are looked at; None for all of the ship's."""
    identities: tuple[Identity, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    listings: tuple[Listing, ...] = ()
    sources: Mapping[int, Source] = field(default_factory=dict)
    known: KnownNumbers | None = None
    """Numbers that other vessels carry; None where nobody looked."""

    def __post_init__(self) -> None:
        """Drop retracted rows and put sightings in order."""
        live = [sighting for sighting in self.sightings if sighting.retracted_at is None]
        live.sort(key=lambda sighting: (sighting.date_earliest or "", sighting.date_latest or "", sighting.id))
        object.__setattr__(self, "sightings", tuple(live))
        for name in ("identities", "listings"):
            kept = tuple(record for record in getattr(self, name) if record.retracted_at is None)
            object.__setattr__(self, name, kept)

    @cached_property
    def said(self) -> tuple[Sighting, ...]:
        """The sightings that give their values, in order of date; denials and no-comments are left out."""
        return tuple(sighting for sighting in self.sightings if sighting.stance in SAYING_STANCES)

    @cached_property
    def _timed(self) -> list[Timed]:
        # One text for each day: a ship of an AIS feed is seen many times on most of hers.
        known: dict[str | None, str | None] = {}
        days = ((sighting, sighting_days(sighting)) for sighting in self.said)
        return [
            Timed(sighting, known.setdefault(first, first), known.setdefault(last, last))
            for sighting, (first, last) in days
        ]

    @cached_property
    def flags(self) -> tuple[Statement, ...]:
        """Every state's flag given for the ship, as its code, in any aspect."""
        return tuple(flag for flag in self.flag_texts if is_state_code(flag.value))

    @cached_property
    def flag_texts(self) -> tuple[Statement, ...]:
        """Every flag given for the ship, also those that are no state's, but not `stateless` and the like."""
        columns = [(aspect, f"flag_{aspect}") for aspect in FLAG_ASPECTS]
        shown = (
            timed.says(value, aspect)
            for timed in self._timed
            for aspect, column in columns
            if (value := getattr(timed.sighting, column))
        )
        return tuple(
            flag for flag in (*shown, *self._of_identities("flag")) if flag.value.strip().casefold() not in FLAG_WORDS
        )

    @cached_property
    def nationalities(self) -> tuple[Statement, ...]:
        """Every nationality that a source gives the ship without naming a flag, as a state's code."""
        return tuple(
            timed.says(claimed, "nationality")
            for timed in self._timed
            if (claimed := timed.sighting.nationality_claimed) and is_state_code(claimed)
        )

    @cached_property
    def imos(self) -> tuple[Statement, ...]:
        """Every IMO number that a sighting or an identity gives, as digits."""
        return self._numbers("imo_shown", "imo", digits_of)

    @cached_property
    def imo_rows(self) -> dict[str, list[RowRef]]:
        """Every IMO number given, the vessel's own first, with the rows it stands in."""
        rows: dict[str, list[RowRef]] = defaultdict(list)
        if self.vessel and self.vessel.imo:
            rows[digits_of(self.vessel.imo)].append(("vessel", self.vessel.id))
        for statement in self.imos:
            rows[statement.value].append(statement.row)
        return dict(rows)

    @cached_property
    def mmsis(self) -> tuple[Statement, ...]:
        """Every MMSI given, as digits."""
        return self._numbers("mmsi_shown", "mmsi", digits_of)

    @cached_property
    def call_signs(self) -> tuple[Statement, ...]:
        """Every call sign given, in capitals without spaces or hyphens."""
        return self._numbers("call_sign_shown", "call_sign", letters_of)

    @cached_property
    def names(self) -> tuple[Statement, ...]:
        """Every name shown or recorded, as given."""
        shown = (timed.says(name, "") for timed in self._timed if (name := timed.sighting.name_shown))
        return (*shown, *self._of_identities("name"))

    @cached_property
    def sure_days(self) -> dict[int, tuple[str, str] | None]:
        """First and last day on which each identity surely held, by identity id."""
        return sure_spans(self.identities, self.sources)

    def flag_name(self, flag: str) -> str:
        """Name the state of a flag code; other text is returned as given."""
        return self.tables.reference.name_of(flag)

    def _numbers(self, column: str, name: str, normal: Callable[[str], str]) -> tuple[Statement, ...]:
        normal = cache(normal)
        shown = (timed.says(normal(value), "") for timed in self._timed if (value := getattr(timed.sighting, column)))
        return (*shown, *(replace(s, value=normal(s.value)) for s in self._of_identities(name)))

    def _of_identities(self, name: str) -> Iterable[Statement]:
        for identity in self.identities:
            value = getattr(identity, name)
            if value:
                yield of_identity(identity, value, self.sure_days[identity.id])


def digits_of(text: str) -> str:
    """Return the digits of an IMO number or MMSI as given; text without digits is returned as it is."""
    return "".join(character for character in text if character in "0123456789") or text.strip()


def letters_of(text: str) -> str:
    """Return a call sign in capitals without spaces, hyphens and the like."""
    return "".join(character for character in text.upper() if character.isalnum()) or text.strip()


def evidence_by_ship(
    incident: Incident,
    *,
    whole: Mapping[int, Evidence],
    sightings: Iterable[Sighting],
    tables: IndicatorTables,
    today: datetime.date,
    sources: Mapping[int, Source],
    known: KnownNumbers | None = None,
) -> list[Evidence]:
    """Return the evidence of one incident, ship by ship; a sighting that names no vessel stands alone.

    Args:
        incident: The case.
        whole: Evidence of each vessel in it, by vessel id; its sightings are narrowed to the incident's.
        sightings: The incident's sightings.
        tables: Reference tables, for the sightings that name no vessel.
        today: Today, for the same.
        sources: Sources by id.
        known: Numbers that other vessels carry.
    """
    by_vessel: dict[int, list[Sighting]] = defaultdict(list)
    ships: list[Evidence] = []
    for sighting in sightings:
        if sighting.vessel_id is not None and sighting.vessel_id in whole:
            by_vessel[sighting.vessel_id].append(sighting)
        elif sighting.retracted_at is None:
            ships.append(
                Evidence(
                    tables=tables,
                    today=today,
                    incident_id=incident.id,
                    sightings=(sighting,),
                    sources=sources,
                    known=known,
                )
            )
    ships[:0] = [
        replace(whole[vessel_id], incident_id=incident.id, sightings=tuple(of_vessel))
        for vessel_id, of_vessel in by_vessel.items()
    ]
    return ships
