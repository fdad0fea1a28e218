"""Carry a condition on the rows of one table over to the rows of another: an incident has the flags of its
sightings.

Every way leads through the sightings, which tie sources, incidents and vessels together. Retracted rows
on the way do not count.
"""

from __future__ import annotations

from typing import Final

from tracker.store.columns import TABLES
from tracker.store.filters.terms import Sql

LIVE: Final = {
    # Few sightings are retracted: leaving them out by id keeps an index that lacks the column sufficient.
    "sighting": "sighting.id NOT IN (SELECT id FROM sighting WHERE retracted_at IS NOT NULL)",
    "incident": "incident.retracted_at IS NULL",
    "vessel": "vessel.retracted_at IS NULL",
    "source": "source.retracted_at IS NULL",
    "party": "party.retracted_at IS NULL",
    "role": "role.retracted_at IS NULL",
    "identity": "identity.retracted_at IS NULL",
    "finding": "finding.dismissed_at IS NULL",
}
"""The condition that a row of the table stands."""

HIDDEN: Final = {
    **{table: f"{table}.retracted_at IS NOT NULL" for table in ("incident", "sighting", "vessel", "source")},
    "finding": "finding.dismissed_at IS NOT NULL",
}
"""The condition that a row is left out of results unless it is asked for."""

_KEYS: Final = {"incident": "incident_id", "vessel": "vessel_id", "source": "source_id"}


def lifted(base: str, target: str, condition: Sql) -> Sql:
    """Return the condition on `target` that a row of the table `base` which belongs to it meets
    `condition`."""
    table = TABLES[target]
    base = base.partition("/")[0]
    if base == table:
        return condition
    if base == "party":
        return _chosen(
            f"{table}.id",
            f"role.{_KEYS[table]}",
            "role",
            _chosen("role.party_id", "party.id", "party", condition),
        )
    if table == "finding":
        return _to_findings(base, condition)
    if base == "identity" and table == "vessel":
        return _chosen("vessel.id", "identity.vessel_id", "identity", condition)
    on_sighting = condition if base == "sighting" else _to_sighting(base, condition)
    if table == "sighting":
        return on_sighting
    return _from_sighting(table, on_sighting)


def _to_sighting(base: str, condition: Sql) -> Sql:
    if base == "identity":
        return _chosen("sighting.vessel_id", "identity.vessel_id", "identity", condition)
    return _chosen(f"sighting.{_KEYS[base]}", f"{base}.id", base, condition)


def _from_sighting(table: str, condition: Sql) -> Sql:
    return _chosen(f"{table}.id", f"sighting.{_KEYS[table]}", "sighting", condition)


def _to_findings(base: str, condition: Sql) -> Sql:
    """Return the condition that a finding's vessel, incident or sighting meets `condition`."""
    sightings = condition if base == "sighting" else _to_sighting(base, condition)
    ways = [_chosen("finding.sighting_id", "sighting.id", "sighting", sightings)]
    if base == "sighting":
        ways += [
            _chosen("finding.vessel_id", "sighting.vessel_id", "sighting", condition),
            _chosen("finding.incident_id", "sighting.incident_id", "sighting", condition),
        ]
    elif base == "identity":
        ways.append(_chosen("finding.vessel_id", "identity.vessel_id", "identity", condition))
    elif base == "vessel":
        ways.append(_chosen("finding.vessel_id", "vessel.id", "vessel", condition))
    elif base == "incident":
        sql, params = condition
        about = f"SELECT id FROM incident WHERE {sql} AND {LIVE['incident']}"  # noqa: S608
        ways.append(
            (f"finding.id IN (SELECT finding_id FROM finding_about WHERE record_id IN ({about}))", params)  # noqa: S608
        )
    return f"({' OR '.join(sql for sql, _ in ways)})", tuple(value for _, params in ways for value in params)


def _chosen(left: str, selected: str, table: str, condition: Sql) -> Sql:
    sql, params = condition
    return f"{left} IN (SELECT {selected} FROM {table} WHERE {sql} AND {LIVE[table]})", params  # noqa: S608
