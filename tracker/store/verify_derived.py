"""Whether date bounds, extents and verdicts still follow from the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.errors import FieldError
from tracker.store.derived import EXTENT_SQL
from tracker.store.tables import BOUNDED_DATES, date_bounds
from tracker.store.verdicts import verdict_rows


def derived_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for each computed value that does not follow from the records."""
    for table, columns in BOUNDED_DATES.items():
        for column in columns:
            yield from _wrong_bounds(connection, table, column)
    yield from _wrong_extents(connection)
    yield from _wrong_verdicts(connection)
    yield from _wrong_dismissals(connection)


def _wrong_bounds(connection: sqlite3.Connection, table: str, column: str) -> Iterator[str]:
    for row in connection.execute(
        f'SELECT min(id) AS id, count(*) AS rows, "{column}" AS date,'  # noqa: S608
        f' "{column}_earliest" AS earliest, "{column}_latest" AS latest FROM "{table}" GROUP BY 3, 4, 5'
    ):
        others = f" and {row['rows'] - 1} more" if row["rows"] > 1 else ""
        try:
            wanted = date_bounds(row["date"])
        except FieldError as error:
            yield f"{table} {row['id']}{others}: {column}: {error.value!r} {error.problem}"
            continue
        if (row["earliest"], row["latest"]) != wanted:
            yield f"{table} {row['id']}{others}: the bounds of {column} are not those of {row['date']}."


def _wrong_extents(connection: sqlite3.Connection) -> Iterator[str]:
    ids = str([row["id"] for row in connection.execute("SELECT id FROM incident")])
    wanted = {row[0]: tuple(row) for row in connection.execute(EXTENT_SQL, (ids,))}
    kept = {row[0]: tuple(row) for row in connection.execute("SELECT * FROM incident_extent")}
    for incident_id in sorted(wanted.keys() | kept.keys()):
        if wanted.get(incident_id) != kept.get(incident_id):
            yield f"incident {incident_id}: its dates and counts do not follow from its sightings."


def _wrong_verdicts(connection: sqlite3.Connection) -> Iterator[str]:
    kept: dict[int, set[tuple[object, ...]]] = {}
    for row in connection.execute("SELECT incident_id, property, verdict, origins, best_value FROM incident_verdict"):
        kept.setdefault(row["incident_id"], set()).add(tuple(row))
    for row in connection.execute("SELECT id FROM incident"):
        if set(verdict_rows(connection, row["id"])) != kept.get(row["id"], set()):
            yield f"incident {row['id']}: the verdicts kept on its sources do not follow from its sightings."


def _wrong_dismissals(connection: sqlite3.Connection) -> Iterator[str]:
    """Compare what findings say of dismissals with the dismissals that stand."""
    for row in connection.execute(
        """SELECT id, rule FROM finding WHERE (dismissed_by, dismissed_why) IS NOT (
               SELECT analyst, reasoning FROM dismissal
               WHERE dismissal.rule = finding.rule AND dismissal.sentence = finding.sentence
                 AND dismissal.vessel_id IS finding.vessel_id AND dismissal.sighting_id IS finding.sighting_id
                 AND dismissal.retracted_at IS NULL
               ORDER BY dismissal.id DESC LIMIT 1)"""
    ):
        yield f"finding {row['id']} ({row['rule']}): whether it is dismissed does not follow from the dismissals."
