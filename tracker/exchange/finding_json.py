"""What the indicator rules say of ships as plain data: what fires as it is kept, the rest as it is computed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.domain.indicators import Finding
from tracker.store.evidence import findings_of_vessel

_KEPT_COLUMNS = (
    "id",
    "rule",
    "version",
    "outcome",
    "level",
    "sentence",
    "vessel_id",
    "sighting_id",
    "incident_id",
    "rests_on",
    "dismissed_at",
    "dismissed_by",
    "dismissed_why",
)


def findings_of_ships(connection: sqlite3.Connection, vessel_ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the outcome of every rule on each of these vessels: fires, clear, or not computable."""
    for vessel_id in vessel_ids:
        fires = connection.execute("SELECT * FROM finding WHERE vessel_id = ? ORDER BY id", (vessel_id,)).fetchall()
        yield from map(_kept, fires)
        yield from _silent(connection, vessel_id)


def findings_about(connection: sqlite3.Connection, record_id: int, ships: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield what fires on a record, then what does not fire or cannot be computed on its ships."""
    fires = connection.execute(
        "SELECT finding.* FROM finding_about JOIN finding ON finding.id = finding_id WHERE record_id = ? ORDER BY id",
        (record_id,),
    ).fetchall()
    yield from map(_kept, fires)
    for ship in ships:
        yield from _silent(connection, ship)


def _silent(connection: sqlite3.Connection, vessel_id: int) -> Iterator[dict[str, Any]]:
    return (_computed(finding) for finding in findings_of_vessel(connection, vessel_id) if finding.outcome != "fires")


def _kept(row: sqlite3.Row) -> dict[str, Any]:
    found = {name: row[name] for name in _KEPT_COLUMNS}
    return {**found, "rests_on": json.loads(row["rests_on"]), "missing": None}


def _computed(finding: Finding) -> dict[str, Any]:
    return {
        **dict.fromkeys(_KEPT_COLUMNS),
        "rule": finding.rule,
        "version": finding.version,
        "outcome": finding.outcome,
        "level": finding.level,
        "sentence": finding.sentence,
        "vessel_id": finding.vessel_id,
        "rests_on": [list(row) for row in finding.rests_on],
        "missing": finding.missing,
    }
