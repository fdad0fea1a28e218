"""Typed reads: one record, or a record with everything that belongs to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from tracker.domain.errors import NotFoundError
from tracker.domain.records import (
    Identity,
    Incident,
    Judgement,
    Listing,
    Party,
    Record,
    Role,
    Sighting,
    Source,
    Vessel,
)
from tracker.store.rows import belonging_to, by_id, read
from tracker.store.tables import COLUMNS, RECORD_CLASSES

_IN_TIME_ORDER = "ORDER BY date_earliest IS NULL, date_earliest, date_latest, id"

SIGHTINGS_SHOWN: Final = 250
"""Sightings of one vessel or source that are read with it; the table of sightings has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident with all that tells of it; sightings in time order, retracted ones left out."""

    incident: Incident
    sightings: tuple[Sighting, ...]
    sources: dict[int, Source]
    """The sources cited, and those they are derived from, by id."""
    vessels: dict[int, Vessel]
    identities: tuple[Identity, ...]
    """Of the vessels sighted, in the order they were borne."""
    listings: tuple[Listing, ...]
    """Of the vessels sighted and of the parties."""
    roles: tuple[Role, ...]
    parties: dict[int, Party]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VesselFile:
    """A vessel with its identities over time, sightings, listings and the parties tied to it."""

    vessel: Vessel
    identities: tuple[Identity, ...]
    listings: tuple[Listing, ...]
    sightings: tuple[Sighting, ...]
    """In time order; the newest, where there are more than were asked for."""
    sighting_count: int
    """All standing sightings, those left out included."""
    sources: dict[int, Source]
    incidents: dict[int, Incident]
    roles: tuple[Role, ...]
    parties: dict[int, Party]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A source with the sightings it reports, what it retells and what retells it."""

    source: Source
    original: Source | None
    retellings: tuple[Source, ...]
    sightings: tuple[Sighting, ...]
    """In time order; the first, where there are more than were asked for."""
    sighting_count: int
    """All standing sightings, those left out included."""
    incidents: dict[int, Incident]
    vessels: dict[int, Vessel]


def table_of(connection: sqlite3.Connection, record_id: int) -> str | None:
    """Return the table that holds the record, or None."""
    for table in RECORD_CLASSES:
        if connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (record_id,)).fetchone():  # noqa: S608
            return table
    return None


def find(connection: sqlite3.Connection, text: str) -> tuple[str, int]:
    """Return table and id of the record that an id, slug or uid names.

    Raises:
        NotFoundError: No record answers to `text`.
    """
    wanted = text.strip()
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 19:
        table = table_of(connection, int(wanted))
        if table is not None:
            return table, int(wanted)
    for table, columns in COLUMNS.items():
        condition = "uid = ?1 OR slug = ?1" if "slug" in columns else "uid = ?1"
        row = connection.execute(f'SELECT id FROM "{table}" WHERE {condition}', (wanted,)).fetchone()  # noqa: S608
        if row:
            return table, int(row["id"])
    raise NotFoundError(f"No record answers to {text!r}. Give an id, slug or uid as `tracker list` prints them.")


def get(connection: sqlite3.Connection, table: str, record_id: int) -> Record:
    """Return one record of `table`, retracted or not.

    Raises:
        NotFoundError: There is no such row.
    """
    found = read(connection, RECORD_CLASSES[table], "id = ?", (record_id,))
    if not found:
        raise NotFoundError(f"There is no {table} {record_id} in this store.")
    return found[0]


def incidents(connection: sqlite3.Connection, ids: Iterable[int | None]) -> dict[int, Incident]:
    """Return incidents by id."""
    return by_id(connection, Incident, ids)


def case(connection: sqlite3.Connection, incident_id: int) -> Case:
    """Return an incident with all that tells of it.

    Raises:
        NotFoundError: There is no such incident.
    """
    incident = cast("Incident", get(connection, "incident", incident_id))
    sightings = sightings_of_incident(connection, incident_id)
    vessels = by_id(connection, Vessel, (s.vessel_id for s in sightings))
    identities = identities_of(connection, vessels)
    roles = belonging_to(connection, Role, "incident_id", (incident_id,))
    parties = by_id(connection, Party, (role.party_id for role in roles))
    listings = (
        *belonging_to(connection, Listing, "vessel_id", vessels),
        *belonging_to(connection, Listing, "party_id", parties),
    )
    cited = _cited(sightings, identities, roles, listings)
    return Case(
        incident=incident,
        sightings=sightings,
        sources=sources_with_origins(connection, cited),
        vessels=vessels,
        identities=identities,
        listings=listings,
        roles=roles,
        parties=parties,
        judgements=belonging_to(connection, Judgement, "incident_id", (incident_id,)),
    )


def vessel_file(connection: sqlite3.Connection, vessel_id: int, *, sighting_limit: int = SIGHTINGS_SHOWN) -> VesselFile:
    """Return a vessel with all that is known of it; of its sightings the newest `sighting_limit`.

    Raises:
        NotFoundError: There is no such vessel.
    """
    vessel = cast("Vessel", get(connection, "vessel", vessel_id))
    identities = identities_of(connection, (vessel_id,))
    newest_first = read(
        connection,
        Sighting,
        "vessel_id = ? AND retracted_at IS NULL ORDER BY date_earliest DESC, id DESC LIMIT ?",
        (vessel_id, sighting_limit),
    )
    listings = belonging_to(connection, Listing, "vessel_id", (vessel_id,))
    roles = belonging_to(connection, Role, "vessel_id", (vessel_id,))
    cited = _cited(newest_first, identities, roles, listings)
    return VesselFile(
        vessel=vessel,
        identities=identities,
        listings=listings,
        sightings=tuple(reversed(newest_first)),
        sighting_count=_count_sightings(connection, "vessel_id", vessel_id, newest_first, sighting_limit),
        sources=sources_with_origins(connection, cited),
        incidents=incidents(connection, (s.incident_id for s in newest_first)),
        roles=roles,
        parties=by_id(connection, Party, (role.party_id for role in roles)),
    )


def source_file(connection: sqlite3.Connection, source_id: int, *, sighting_limit: int = SIGHTINGS_SHOWN) -> SourceFile:
    """Return a source with the sightings it reports, at most `sighting_limit` of them.

    Raises:
        NotFoundError: There is no such source.
    """
    source = cast("Source", get(connection, "source", source_id))
    sightings = read(
        connection,
        Sighting,
        f"source_id = ? AND retracted_at IS NULL {_IN_TIME_ORDER} LIMIT ?",
        (source_id, sighting_limit),
    )
    return SourceFile(
        source=source,
        original=by_id(connection, Source, (source.derived_from,)).get(source.derived_from or 0),
        retellings=belonging_to(connection, Source, "derived_from", (source_id,)),
        sightings=sightings,
        sighting_count=_count_sightings(connection, "source_id", source_id, sightings, sighting_limit),
        incidents=incidents(connection, (s.incident_id for s in sightings)),
        vessels=by_id(connection, Vessel, (s.vessel_id for s in sightings)),
    )


def _count_sightings(
    connection: sqlite3.Connection, column: str, owner_id: int, found: Sequence[Sighting], limit: int
) -> int:
    if len(found) < limit:
        return len(found)
    standing = "id NOT IN (SELECT id FROM sighting WHERE retracted_at IS NOT NULL)"
    counted = f"SELECT count(*) FROM sighting WHERE {column} = ? AND {standing}"  # noqa: S608 - our own names
    return int(connection.execute(counted, (owner_id,)).fetchone()[0])


def sightings_of_incident(connection: sqlite3.Connection, incident_id: int) -> tuple[Sighting, ...]:
    """Return the standing sightings of an incident in time order, undated ones last."""
    return read(connection, Sighting, f"incident_id = ? AND retracted_at IS NULL {_IN_TIME_ORDER}", (incident_id,))


def sources_with_origins(connection: sqlite3.Connection, ids: Iterable[int | None]) -> dict[int, Source]:
    """Return sources by id, with every source that they are derived from."""
    rows = connection.execute(
        """WITH RECURSIVE cited(id) AS (
               SELECT value FROM json_each(?)
               UNION SELECT derived_from FROM source JOIN cited USING (id) WHERE derived_from IS NOT NULL)
           SELECT id FROM cited""",
        (str(sorted({source_id for source_id in ids if source_id is not None})),),
    )
    return by_id(connection, Source, [row["id"] for row in rows])


def _cited(*citing: tuple[Sighting | Identity | Role | Listing, ...]) -> Iterable[int | None]:
    return (record.source_id for records in citing for record in records)


def identities_of(connection: sqlite3.Connection, vessel_ids: Iterable[int]) -> tuple[Identity, ...]:
    """Return the standing identities of vessels in the order in which they were borne."""
    return read(
        connection,
        Identity,
        "vessel_id IN (SELECT value FROM json_each(?)) AND retracted_at IS NULL"
        " ORDER BY coalesce(valid_from_earliest, valid_to_earliest, '9'), id",
        (str(sorted(vessel_ids)),),
    )
