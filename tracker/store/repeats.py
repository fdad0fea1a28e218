"""What a record that is being typed may repeat: a sighting, incident or vessel that the store holds already."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tracker.domain.identity.near_names import near_names
from tracker.domain.indicators.imo_hulls import near_numbers
from tracker.store.carriers import carriers
from tracker.store.tables import with_bounds

_SAME_SHIP: Final = """
SELECT sighting.id, coalesce(sighting.date, 'undated') AS date, coalesce(place, '') AS place,
       sighting.source_id = :source_id AS same_source, source.publisher, source.title
FROM sighting JOIN source ON source.id = sighting.source_id
WHERE sighting.retracted_at IS NULL AND sighting.id IS NOT :record_id AND {ship}
  AND sighting.date_earliest <= :date_latest AND sighting.date_latest >= :date_earliest
  AND (sighting.source_id = :source_id OR (:lat IS NOT NULL AND abs(lat - :lat) < 0.02 AND abs(lon - :lon) < 0.02))
ORDER BY same_source DESC, sighting.id LIMIT 3
"""
"""A sighting of the ship about that time, of the same source or at the same place."""

_SHIPS: Final = (
    ("vessel_id", "sighting.vessel_id = :vessel_id"),
    ("imo_shown", "imo_shown = :imo_shown"),
    ("mmsi_shown", "mmsi_shown = :mmsi_shown"),
    ("name_shown", "name_shown = :name_shown COLLATE NOCASE"),
)
"""By what two sightings are of one ship, the surest first."""


def repeats_of(
    connection: sqlite3.Connection, table: str, values: Mapping[str, Any], record_id: int | None
) -> Iterator[tuple[str | None, str]]:
    """Yield the field concerned and a sentence for each record that the draft may repeat."""
    yield from _near_misses(connection, table, values)
    if table == "sighting":
        yield from _sightings(connection, values, record_id)
    elif table == "incident" and values.get("title"):
        yield from _named_alike(connection, "incident", "title", values["title"], record_id)
    elif table == "vessel":
        yield from _vessels(connection, values, record_id)


def _near_misses(
    connection: sqlite3.Connection, table: str, values: Mapping[str, Any]
) -> Iterator[tuple[str | None, str]]:
    """Yield the known IMO number that one wrong or exchanged digit makes of the one typed, if no ship has that."""
    column = {"sighting": "imo_shown", "vessel": "imo", "identity": "imo"}.get(table)
    number = values.get(column) if column else None
    if not number or carriers(connection, "imo", number):
        return
    known = connection.execute(
        "SELECT id, name, imo FROM vessel WHERE imo IN (SELECT value FROM json_each(?)) AND retracted_at IS NULL"
        " ORDER BY id IS NOT ?, id LIMIT 1",
        (json.dumps(list(near_numbers(number))), values.get("vessel_id")),
    ).fetchone()
    if known:
        yield column, f"One stroke away from IMO {known['imo']} of {known['name']} (vessel {known['id']})."


def _sightings(
    connection: sqlite3.Connection, values: Mapping[str, Any], record_id: int | None
) -> Iterator[tuple[str | None, str]]:
    bounded = with_bounds("sighting", {"date": None, **values})
    if bounded["date_earliest"] is None:
        return
    names = ("source_id", "vessel_id", "imo_shown", "mmsi_shown", "name_shown", "lat", "lon")
    parameters = {name: values.get(name) for name in names} | {
        "record_id": record_id,
        "date_earliest": bounded["date_earliest"],
        "date_latest": bounded["date_latest"],
    }
    ship = next((condition for column, condition in _SHIPS if values.get(column)), None)
    if ship is None:
        return
    for row in connection.execute(_SAME_SHIP.format(ship=ship), parameters):
        place = f" at {row['place']}" if row["place"] else ""
        source = "the same source" if row["same_source"] else row["publisher"] or row["title"]
        yield "date", f"May be entered already: sighting {row['id']} of {source} has her on {row['date']}{place}."


def _vessels(
    connection: sqlite3.Connection, values: Mapping[str, Any], record_id: int | None
) -> Iterator[tuple[str | None, str]]:
    if values.get("imo"):
        found = connection.execute(
            "SELECT id, name FROM vessel WHERE imo = ? AND id IS NOT ? AND retracted_at IS NULL LIMIT 1",
            (values["imo"], record_id),
        ).fetchone()
        if found:
            yield "imo", f"Vessel {found['id']} ({found['name']}) has this IMO number; it may be the same ship."
            return
    if values.get("name"):
        found = connection.execute(
            "SELECT id FROM vessel WHERE name = ? COLLATE NOCASE AND id IS NOT ? AND retracted_at IS NULL LIMIT 1",
            (values["name"], record_id),
        ).fetchone()
        if found:
            yield "name", f"Vessel {found['id']} has this name already; a name alone does not make her the same ship."


def _named_alike(
    connection: sqlite3.Connection, table: str, column: str, typed: str, record_id: int | None
) -> Iterator[tuple[str | None, str]]:
    rows = connection.execute(
        f"SELECT id, {column} FROM {table} WHERE retracted_at IS NULL AND id IS NOT ?",  # noqa: S608 - our own names
        (record_id,),
    ).fetchall()
    by_name = {row[1]: row[0] for row in rows}
    for name in list(near_names(typed, by_name))[:2]:
        yield column, f"May be entered already: {table} {by_name[name]}, “{name}”."
