"""Gather what the indicator rules are given: all that the store holds of one ship, and who else carries its numbers."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import cast

from tracker.domain.indicators import Evidence, Finding, IndicatorTables, KnownNumbers, NumberHolder, run_rules
from tracker.domain.indicators.registry import RULES
from tracker.domain.records import Identity, Listing, Sighting, Vessel
from tracker.store.carriers import carriers
from tracker.store.records import get, identities_of, sources_with_origins
from tracker.store.reference import load_reference
from tracker.store.resources import data_path
from tracker.store.rows import belonging_to
from tracker.store.weighed import weighed_sightings

SIGHTINGS_WEIGHED = 20_000
"""Sightings of one ship that the rules look at; the newest ones, where there are more."""

_SHIPS_SHOWN, _ROWS_SHOWN = 20, 50
"""Other ships that a number is looked up on, and rows of each."""


@cache
def indicator_tables() -> IndicatorTables:
    """Return the reference tables of the rules, read once a process."""
    return IndicatorTables.from_rows(
        load_reference(), _rows("performance_lists.csv"), _rows("landlocked_registries.csv")
    )


def evidence_of_vessel(connection: sqlite3.Connection, vessel_id: int, sighting_limit: int) -> Evidence:
    """Return what the store holds of a vessel, for the rules; of its sightings the newest `sighting_limit`.

    Raises:
        NotFoundError: There is no such vessel.
    """
    vessel = cast("Vessel", get(connection, "vessel", vessel_id))
    identities = identities_of(connection, (vessel_id,))
    sightings = weighed_sightings(connection, vessel_id, sighting_limit)
    cited = {record.source_id for records in (identities, sightings) for record in records}
    return Evidence(
        tables=indicator_tables(),
        today=datetime.now(UTC).date(),
        vessel=vessel,
        identities=identities,
        sightings=sightings,
        listings=belonging_to(connection, Listing, "vessel_id", (vessel_id,)),
        sources=sources_with_origins(connection, cited),
        known=numbers_of_others(connection, vessel_id),
    )


def findings_of_vessel(
    connection: sqlite3.Connection,
    vessel_id: int,
    rule: str | None = None,
    *,
    sighting_limit: int = SIGHTINGS_WEIGHED,
) -> list[Finding]:
    """Return what the rules, or one of them, say of a vessel today.

    Raises:
        NotFoundError: There is no such vessel.
    """
    rules = RULES if rule is None else {rule: RULES[rule]}
    return run_rules(evidence_of_vessel(connection, vessel_id, sighting_limit), rules)


def findings_of_sighting(connection: sqlite3.Connection, sighting_id: int) -> list[Finding]:
    """Return what the rules say of a sighting that names no vessel.

    Raises:
        NotFoundError: There is no such sighting.
    """
    sighting = cast("Sighting", get(connection, "sighting", sighting_id))
    evidence = Evidence(
        tables=indicator_tables(),
        today=datetime.now(UTC).date(),
        sightings=(sighting,),
        sources=sources_with_origins(connection, (sighting.source_id,)),
        known=numbers_of_others(connection, 0),
    )
    return run_rules(evidence, RULES)


def numbers_of_others(connection: sqlite3.Connection, vessel_id: int) -> KnownNumbers:
    """Return who else carries a number than the vessel `vessel_id`, looked up when a rule asks."""
    return KnownNumbers(**{kind: _Holders(connection, vessel_id, kind) for kind in ("imo", "mmsi", "call_sign")})


def _rows(name: str) -> list[dict[str, str]]:
    with (data_path("reference") / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


class _Holders(Mapping[str, Sequence[NumberHolder]]):
    """Who else carries a number of one kind, looked up when a rule asks."""

    def __init__(self, connection: sqlite3.Connection, vessel_id: int, kind: str) -> None:
        self._connection = connection
        self._own = vessel_id
        self._kind = kind

    def __getitem__(self, number: str) -> Sequence[NumberHolder]:
        holders = [*self._vessels(number), *self._identities(number), *self._sightings(number)]
        if not holders:
            raise KeyError(number)
        return holders

    def __iter__(self) -> Iterator[str]:
        """Nothing is listed: numbers are only looked up."""
        return iter(())

    def __len__(self) -> int:
        """Nothing is listed: numbers are only looked up."""
        return 0

    def _vessels(self, number: str) -> Iterator[NumberHolder]:
        if self._kind == "imo":
            for row in self._read("SELECT * FROM vessel WHERE imo = ? AND id <> ?", number, self._own):
                vessel = Vessel.from_row(dict(row))
                yield NumberHolder(vessel, vessel)

    def _identities(self, number: str) -> Iterator[NumberHolder]:
        query = f"SELECT * FROM identity WHERE {self._kind} = ? AND vessel_id <> ?"  # noqa: S608 - our own names
        for row in self._read(query, number, self._own):
            identity = Identity.from_row(dict(row))
            yield NumberHolder(self._vessel(identity.vessel_id), identity)

    def _sightings(self, number: str) -> Iterator[NumberHolder]:
        query = f"SELECT * FROM sighting WHERE {self._kind}_shown = ? AND vessel_id = ?"  # noqa: S608
        others = [vessel_id for vessel_id in carriers(self._connection, self._kind, number) if vessel_id != self._own]
        for vessel_id in others[:_SHIPS_SHOWN]:
            for row in self._read(query, number, vessel_id):
                yield NumberHolder(self._vessel(vessel_id), Sighting.from_row(dict(row)))

    def _read(self, query: str, number: str, vessel_id: int) -> list[sqlite3.Row]:
        return self._connection.execute(
            f"{query} AND retracted_at IS NULL LIMIT {_ROWS_SHOWN}", (number, vessel_id)
        ).fetchall()

    def _vessel(self, vessel_id: int) -> Vessel | None:
        row = self._connection.execute("SELECT * FROM vessel WHERE id = ?", (vessel_id,)).fetchone()
        return Vessel.from_row(dict(row)) if row else None
