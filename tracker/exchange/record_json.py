"""One record as plain data for JSON: its columns, what belongs to it, its history, agreement and findings."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tracker.domain.errors import NotFoundError
from tracker.exchange.finding_json import findings_about
from tracker.store.history import history_of
from tracker.store.images import row_image
from tracker.store.records import case, table_of

_JSON_COLUMNS = ("details", "as_printed", "considered")
_OWNER_COLUMN = {"incident": "incident_id", "vessel": "vessel_id", "source": "source_id"}
_BELONGINGS = {
    "incident": (("roles", "role"), ("judgements", "judgement")),
    "vessel": (("identities", "identity"), ("listings", "listing"), ("roles", "role")),
}


def record_json(connection: sqlite3.Connection, record_id: int) -> dict[str, Any]:
    """Return a record whole; keys are column names, with `sightings`, `history`, `agreement` and `findings`.

    Raises:
        NotFoundError: No record has this id.
    """
    table = table_of(connection, record_id)
    image = row_image(connection, table, record_id) if table else None
    if table is None or image is None:
        raise NotFoundError(f"There is no record {record_id} in this store.")
    found: dict[str, Any] = {"table": table, **_decoded(image)}
    if table in _OWNER_COLUMN:
        found["sightings"] = _rows(connection, "sighting", _OWNER_COLUMN[table], record_id, "date_earliest, id")
    for name, owned in _BELONGINGS.get(table, ()):
        found[name] = _rows(connection, owned, _OWNER_COLUMN[table], record_id, "id")
    found["history"] = [
        {
            "change": change.id,
            "made_at": change.made_at,
            "made_by": change.made_by,
            "action": change.action,
            "summary": change.summary,
            "why": change.why,
            "undoes": change.undoes,
            "before": dict(change.rows[0].before) if change.rows and change.rows[0].before else None,
            "after": dict(change.rows[0].after) if change.rows else None,
        }
        for change in history_of(connection, record_id)
    ]
    if table == "incident":
        found["agreement"] = _agreement(connection, record_id)
    if table in ("incident", "vessel", "sighting"):
        found["findings"] = _findings(connection, table, record_id)
    return found


def _agreement(connection: sqlite3.Connection, incident_id: int) -> list[dict[str, Any]]:
    from tracker.domain.agreement import agree, to_json
    from tracker.store.reference import load_reference

    found = case(connection, incident_id)
    verdicts = agree(found.sightings, found.sources, judgements=found.judgements, reference=load_reference())
    return [to_json(verdict) for verdict in verdicts]


def _findings(connection: sqlite3.Connection, table: str, record_id: int) -> list[dict[str, Any]]:
    """Return what fires on the record, and the outcome of every other rule on its ships."""
    if table == "vessel":
        ships = [record_id]
    else:
        column = "incident_id" if table == "incident" else "id"
        ships = [
            row[0]
            for row in connection.execute(
                f"SELECT DISTINCT vessel_id FROM sighting WHERE {column} = ? AND vessel_id IS NOT NULL ORDER BY 1",  # noqa: S608
                (record_id,),
            )
        ]
    return list(findings_about(connection, record_id, ships))


def _rows(connection: sqlite3.Connection, table: str, column: str, owner: int, order: str) -> list[dict[str, Any]]:
    rows = connection.execute(
        f'SELECT * FROM "{table}" WHERE {column} = ? AND retracted_at IS NULL ORDER BY {order}',  # noqa: S608
        (owner,),
    )
    return [_decoded(dict(row)) for row in rows]


def _decoded(image: dict[str, Any]) -> dict[str, Any]:
    return {k: json.loads(v) if k in _JSON_COLUMNS and v else v for k, v in image.items()}
