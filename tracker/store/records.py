"""Typed reads: one record, or a record with everything that belongs to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

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
from tracker.store.tables import RECORD_CLASSES

R = TypeVar("R", bound=Record)

_WITH_SLUG = ("incident", "sighting", "vessel", "source", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident with all that tells of it; sightings in time order, retracted ones left out."""

    incident: Incident
    sightings: tuple[Sighting, ...]
    sources: dict[int, Source]
    """The sources cited, and those they are derived from, by id."""
    vessels: dict[int, Vessel]
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
    incidents: dict[int, Incident]
    vessels: dict[int, Vessel] = field(default_factory=dict)


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
    if wanted.isdecimal() and len(wanted) < 19:
        table = table_of(connection, int(wanted))
        if table is not None:
            return table, int(wanted)
    for table in RECORD_CLASSES:
        columns = "uid = ?1 OR slug = ?1" if table in _WITH_SLUG else "uid = ?1"
        row = connection.execute(f'SELECT id FROM "{table}" WHERE {columns}', (wanted,)).fetchone()  # noqa: S608
        if row:
            return table, int(row["id"])
    raise NotFoundError(f"No record answers to {text!r}. Give an id, slug or uid as `tracker list` prints them.")


def get(connection: sqlite3.Connection, table: str, record_id: int) -> Record:
    """Return one record of `table`.

    Raises:
        NotFoundError: There is no such row.
    """
    found = _many(connection, table, RECORD_CLASSES[table], "id = ?", (record_id,))
    if not found:
        raise NotFoundError(f"There is no {table} {record_id} in this store.")
    return found[0]


def incidents(connection: sqlite3.Connection, ids: Iterable[int | None]) -> dict[int, Incident]:
    """Return incidents by id."""
    return _by_id(connection, "incident", Incident, ids)


def case(connection: sqlite3.Connection, incident_id: int) -> Case:
    """Return an incident with all that tells of it.

    Raises:
        NotFoundError: There is no such incident.
    """
    incident = cast("Incident", get(connection, "incident", incident_id))
    sightings = _many(
        connection,
        "sighting",
        Sighting,
        "incident_id = ? AND retracted_at IS NULL ORDER BY date_earliest IS NULL, date_earliest, date_latest, id",
        (incident_id,),
    )
    roles = _live(connection, "role", Role, "incident_id", incident_id)
    return Case(
        incident=incident,
        sightings=sightings,
        sources=sources_with_origins(connection, (s.source_id for s in sightings)),
        vessels=_by_id(connection, "vessel", Vessel, (s.vessel_id for s in sightings)),
        roles=roles,
        parties=_by_id(connection, "party", Party, (r.party_id for r in roles)),
        judgements=_live(connection, "judgement", Judgement, "incident_id", incident_id),
    )


def vessel_file(connection: sqlite3.Connection, vessel_id: int, *, sighting_limit: int = 500) -> VesselFile:
    """Return a vessel with all that is known of it; of its sightings the newest `sighting_limit`.

    Raises:
        NotFoundError: There is no such vessel.
    """
    vessel = cast("Vessel", get(connection, "vessel", vessel_id))
    identities = _many(
        connection,
        "identity",
        Identity,
        "vessel_id = ? AND retracted_at IS NULL ORDER BY coalesce(valid_from_earliest, valid_to_earliest, '9'), id",
        (vessel_id,),
    )
    newest_first = _many(
        connection,
        "sighting",
        Sighting,
        "vessel_id = ? AND retracted_at IS NULL ORDER BY date_earliest DESC, id DESC LIMIT ?",
        (vessel_id, sighting_limit),
    )
    roles = _live(connection, "role", Role, "vessel_id", vessel_id)
    cited = [s.source_id for s in newest_first] + [i.source_id for i in identities if i.source_id]
    listings = _live(connection, "listing", Listing, "vessel_id", vessel_id)
    cited += [listing.source_id for listing in listings if listing.source_id]
    return VesselFile(
        vessel=vessel,
        identities=identities,
        listings=listings,
        sightings=tuple(reversed(newest_first)),
        sources=sources_with_origins(connection, cited),
        incidents=incidents(connection, (s.incident_id for s in newest_first)),
        roles=roles,
        parties=_by_id(connection, "party", Party, (r.party_id for r in roles)),
    )


def source_file(connection: sqlite3.Connection, source_id: int, *, sighting_limit: int = 500) -> SourceFile:
    """Return a source with the sightings it reports, at most `sighting_limit` of them.

    Raises:
        NotFoundError: There is no such source.
    """
    source = cast("Source", get(connection, "source", source_id))
    sightings = _many(
        connection,
        "sighting",
        Sighting,
        "source_id = ? AND retracted_at IS NULL ORDER BY date_earliest IS NULL, date_earliest, id LIMIT ?",
        (source_id, sighting_limit),
    )
    original = get(connection, "source", source.derived_from) if source.derived_from else None
    return SourceFile(
        source=source,
        original=cast("Source | None", original),
        retellings=_live(connection, "source", Source, "derived_from", source_id),
        sightings=sightings,
        incidents=incidents(connection, (s.incident_id for s in sightings)),
        vessels=_by_id(connection, "vessel", Vessel, (s.vessel_id for s in sightings)),
    )


def sources_with_origins(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Source]:
    """Return sources by id, with every source that they are derived from."""
    rows = connection.execute(
        """WITH RECURSIVE cited(id) AS (
               SELECT value FROM json_each(?)
               UNION SELECT derived_from FROM source JOIN cited USING (id) WHERE derived_from IS NOT NULL)
           SELECT source.* FROM source JOIN cited USING (id)""",
        (str(sorted(set(ids))),),
    )
    return {row["id"]: Source.from_row(row) for row in rows}


def _by_id(
    connection: sqlite3.Connection, table: str, record: type[R], ids: Iterable[int | None]
) -> dict[int, R]:
    wanted = str(sorted({i for i in ids if i is not None}))
    return {r.id: r for r in _many(connection, table, record, "id IN (SELECT value FROM json_each(?))", (wanted,))}


def _live(
    connection: sqlite3.Connection, table: str, record: type[R], column: str, owner_id: int
) -> tuple[R, ...]:
    return _many(connection, table, record, f"{column} = ? AND retracted_at IS NULL ORDER BY id", (owner_id,))


def _many(
    connection: sqlite3.Connection, table: str, record: type[R], where: str, parameters: tuple[Any, ...]
) -> tuple[R, ...]:
    rows = connection.execute(f'SELECT * FROM "{table}" WHERE {where}', parameters)  # noqa: S608
    found = tuple(record.from_row(row) for row in rows)
    if record is Incident:
        return cast("tuple[R, ...]", tuple(_with_kinds(connection, cast("Incident", i)) for i in found))
    return found


def _with_kinds(connection: sqlite3.Connection, incident: Incident) -> Incident:
    from dataclasses import replace

    rows = connection.execute("SELECT kind FROM incident_kind WHERE incident_id = ? ORDER BY kind", (incident.id,))
    return replace(incident, kinds=tuple(row["kind"] for row in rows))
