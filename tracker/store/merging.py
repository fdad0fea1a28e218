"""Merge two vessels that turn out to be one hull, and split one that turns out to be two; each one change."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from tracker.domain.errors import ConflictError, NotFoundError, TrackerError
from tracker.domain.identity.kinds import IMO, NAME
from tracker.domain.records import Identity, Sighting, Vessel
from tracker.store.records import get, table_of
from tracker.store.rows import belonging_to
from tracker.store.write import ChangeInProgress, recorded

MOVED_TABLES: Final = ("identity", "sighting", "listing", "role")
"""Tables whose rows belong to a vessel and go with her."""

_HULL_COLUMNS: Final = ("imo", "type", "built", "gross_tonnage", "length_m")


@dataclass(frozen=True, slots=True)
class Moved:
    """What a merge or split did."""

    change_id: int
    vessel_id: int
    """The vessel that the rows belong to now."""
    rows: dict[str, int]
    """How many rows of each table moved."""

    def in_words(self) -> str:
        """Return `2 identities, 14 sightings`."""
        words = {"identity": "identities"}
        counted = [
            f"{count} {table if count == 1 else words.get(table, table + 's')}" for table, count in self.rows.items()
        ]
        return ", ".join(counted) or "nothing"


def merge(connection: sqlite3.Connection, vessel_id: int, into_id: int, *, by: str, why: str | None = None) -> Moved:
    """Make one vessel of two: all rows of `vessel_id` go to `into_id`, and the emptied vessel is retracted.

    Retracted rows move as well, so that restoring one finds her. What the surviving vessel's own row leaves open
    is filled from the other; a name or IMO number that only the other's row gave is kept as an identity.

    Raises:
        ConflictError: Both are one vessel already, or one of them is retracted.
        NotFoundError: There is no such vessel.
    """
    emptied, kept = _standing(connection, vessel_id), _standing(connection, into_id)
    if emptied.id == kept.id:
        raise ConflictError(f"{kept.name} cannot be merged with herself; name two vessels.")
    summary = f"Merge vessel {emptied.name} into {kept.name}"
    with recorded(connection, by=by, action="merge", summary=summary, why=why) as change:
        rows = {}
        for table in MOVED_TABLES:
            ids = _ids(connection, table, emptied.id)
            for row_id in ids:
                change.update(table, row_id, {"vessel_id": kept.id})
            if ids:
                rows[table] = len(ids)
        _keep_what_she_was(connection, change, emptied, kept)
        change.retract("vessel", emptied.id)
    return Moved(change.id, kept.id, rows)


def split(
    connection: sqlite3.Connection,
    vessel_id: int,
    record_ids: Sequence[int],
    *,
    by: str,
    name: str | None = None,
    why: str | None = None,
) -> Moved:
    """Move the chosen rows of a vessel to a new vessel.

    Args:
        connection: The store.
        vessel_id: The vessel that is two.
        record_ids: Her sightings, identities, listings or roles that are the other's.
        by: Who splits.
        name: What to call the new vessel; without it, the name that the chosen rows give most often.
        why: The reason, for the history.

    Raises:
        ConflictError: The vessel is retracted, a record is not hers, or nothing would be left to her.
        NotFoundError: There is no such vessel or record.
    """
    vessel = _standing(connection, vessel_id)
    chosen = [(_table_of_hers(connection, vessel, record_id), record_id) for record_id in dict.fromkeys(record_ids)]
    if not chosen:
        raise TrackerError("Name the sightings or identities that belong to the other vessel.")
    everything = sum(len(_ids(connection, table, vessel.id, standing=True)) for table in MOVED_TABLES)
    if len(chosen) == everything:
        raise ConflictError(f"Nothing would be left to {vessel.name}; edit her instead, or choose fewer records.")
    identities, sightings = _chosen_records(connection, chosen)
    new_name = name or _name_of(identities, sightings) or f"{vessel.name} (2)"
    imos = {IMO.key(imo) for imo in (*(i.imo for i in identities), *(s.imo_shown for s in sightings)) if imo}
    with recorded(
        connection, by=by, action="split", summary=f"Split vessel {new_name} from {vessel.name}", why=why
    ) as change:
        imo = imos.pop() if len(imos) == 1 else None
        new_id = change.insert("vessel", {"name": new_name, "imo": None if imo == vessel.imo else imo})
        for table, record_id in chosen:
            change.update(table, record_id, {"vessel_id": new_id})
    return Moved(change.id, new_id, dict(Counter(table for table, _ in chosen)))


def _standing(connection: sqlite3.Connection, vessel_id: int) -> Vessel:
    vessel = cast("Vessel", get(connection, "vessel", vessel_id))
    if vessel.retracted_at is not None:
        raise ConflictError(f"Vessel {vessel_id} ({vessel.name}) is retracted; undo that first.")
    return vessel


def _ids(connection: sqlite3.Connection, table: str, vessel_id: int, *, standing: bool = False) -> list[int]:
    condition = " AND retracted_at IS NULL" if standing else ""
    rows = connection.execute(f"SELECT id FROM {table} WHERE vessel_id = ?{condition} ORDER BY id", (vessel_id,))  # noqa: S608
    return [int(row["id"]) for row in rows]


def _keep_what_she_was(connection: sqlite3.Connection, change: ChangeInProgress, emptied: Vessel, kept: Vessel) -> None:
    """Fill what the surviving row leaves open, and keep a name or IMO number that would no longer be found."""
    filled = {
        column: getattr(emptied, column)
        for column in _HULL_COLUMNS
        if getattr(kept, column) is None and getattr(emptied, column) is not None
    }
    if filled:
        change.update("vessel", kept.id, filled)
    identities = belonging_to(connection, Identity, "vessel_id", (kept.id,))
    sightings = belonging_to(connection, Sighting, "vessel_id", (kept.id,))
    lost: dict[str, Any] = {}
    names = {NAME.key(name) for name in _names(identities, sightings, kept.name)}
    if NAME.key(emptied.name) not in names:
        lost["name"] = emptied.name
    imos = {IMO.key(imo) for imo in (kept.imo or filled.get("imo"), *(i.imo for i in identities)) if imo}
    if emptied.imo and IMO.key(emptied.imo) not in imos:
        lost["imo"] = emptied.imo
    if lost:
        note = f"From the record of vessel {emptied.id} when it was merged into this one; without a source of its own."
        change.insert("identity", {"vessel_id": kept.id, "aspect": "claimed", "note": note, **lost})


def _names(identities: Iterable[Identity], sightings: Iterable[Sighting], *names: str) -> list[str]:
    borne = (*names, *(i.name for i in identities), *(s.name_shown for s in sightings))
    return [name for name in borne if name]


def _table_of_hers(connection: sqlite3.Connection, vessel: Vessel, record_id: int) -> str:
    table = table_of(connection, record_id)
    if table is None:
        raise NotFoundError(f"There is no record {record_id} in this store.")
    if table not in MOVED_TABLES:
        raise ConflictError(f"Record {record_id} is a {table}; only sightings, identities, listings and roles move.")
    record = get(connection, table, record_id)
    if getattr(record, "vessel_id", None) != vessel.id or record.retracted_at is not None:
        state = "retracted" if record.retracted_at is not None else f"not of {vessel.name}"
        raise ConflictError(f"{table.capitalize()} {record_id} is {state}; name records that are hers.")
    return table


def _chosen_records(
    connection: sqlite3.Connection, chosen: Sequence[tuple[str, int]]
) -> tuple[list[Identity], list[Sighting]]:
    records = [(table, get(connection, table, record_id)) for table, record_id in chosen]
    return (
        [cast("Identity", record) for table, record in records if table == "identity"],
        [cast("Sighting", record) for table, record in records if table == "sighting"],
    )


def _name_of(identities: Sequence[Identity], sightings: Sequence[Sighting]) -> str | None:
    """Return the name that the rows give most often, an identity's before a sighting's."""
    names = _names(identities, ()) or _names((), sightings)
    return Counter(names).most_common(1)[0][0] if names else None
