"""Whole records as JSON lines, one a line under a heading, from which a store can be filled again.

References are by uid, so that the lines mean the same in any store; a line refers only to lines above it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from tracker.exchange.redaction.sentence import KEY as REDACTED
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.whole_records import selected_records
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.migrate import schema_version
from tracker.store.results import Query
from tracker.store.tables import COLUMNS, LOAD_ORDER, REFERENCES

FORMAT: Final = "tracker-records"
"""What the heading calls the format."""

VERSION: Final = 1
"""Raised when an older reader would misread a newer file."""

_JSON_COLUMNS: Final = frozenset({"details", "as_printed"})
_RETELLINGS: Final = """
WITH RECURSIVE retelling (id, depth) AS (
    SELECT id, 0 FROM source WHERE derived_from IS NULL
    UNION ALL SELECT source.id, depth + 1 FROM source JOIN retelling ON derived_from = retelling.id)
"""

_PROGRESS_STEP: Final = 500


def export_records(store: Path, path: Path, query: Query, progress: Progress = no_progress) -> Exported:
    """Write what `query` selects, with all it refers to, to `path`; without a filter, the whole store.

    Raises:
        ExportError: The file cannot be written.
        StoreError: The store cannot be read.
    """
    counts = dict.fromkeys(LOAD_ORDER, 0)
    with selected_records(store, query) as connection:
        total = int(connection.execute("SELECT count(*) FROM selected").fetchone()[0])
        with (
            taking_the_place_of(path) as temporary,
            temporary.open("w", encoding="utf-8", newline="\n", errors="surrogateescape") as handle,
        ):
            handle.write(_line(_heading(connection, store, query)))
            for done, record in enumerate(_records(connection), 1):
                counts[record["table"]] += 1
                handle.write(_line(record))
                if done % _PROGRESS_STEP == 0:
                    progress(done, total)
    return Exported(path, counts)


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"


def _heading(connection: sqlite3.Connection, store: Path, query: Query) -> dict[str, Any]:
    heading: dict[str, Any] = {
        "table": "store_info",
        "format": FORMAT,
        "version": VERSION,
        "schema_version": schema_version(),
        "exported_from": store.name,
    }
    redacted = redaction_sentence(connection)
    if redacted:
        # The filter may name what was left out.
        return {**heading, REDACTED: redacted}
    if query.filter:
        heading |= {"exported_target": query.target, "exported_filter": query.filter.text}
    return heading


def _records(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for table in LOAD_ORDER:
        decode = _decoder(connection, table)
        for row in connection.execute(_statement(table)):
            yield {"table": table, "uid": row["uid"], **decode(row)}


def _statement(table: str) -> str:
    references = REFERENCES.get(table, {})
    columns = ", ".join(
        f"(SELECT uid FROM {references[name]} AS referred WHERE referred.id = {table}.{name}) AS {name}"  # noqa: S608 - our own names
        if name in references
        else f"{table}.{name}"
        for name in COLUMNS[table]
    )
    kinds = ""
    if table == "incident":
        kinds = (
            ", (SELECT json_group_array(kind) FROM (SELECT kind FROM incident_kind"
            " WHERE incident_id = incident.id ORDER BY kind)) AS kinds"
        )
    chosen = f"SELECT {columns}{kinds} FROM {table} JOIN selected"  # noqa: S608 - our own names
    where = f"WHERE selected.table_name = '{table}' AND selected.id = {table}.id"
    if table != "source":
        return f"{chosen} {where} ORDER BY {table}.id"
    # A retelling comes after what it retells.
    return f"{_RETELLINGS} {chosen} LEFT JOIN retelling ON retelling.id = source.id {where} ORDER BY depth, source.id"


def _decoder(connection: sqlite3.Connection, table: str) -> Callable[[sqlite3.Row], dict[str, Any]]:
    json_columns = _JSON_COLUMNS | ({"kinds"} if table == "incident" else set())

    def decoded(row: sqlite3.Row) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name in row.keys():  # noqa: SIM118 - a row is no mapping
            value = row[name]
            if name in json_columns and value is not None:
                value = json.loads(value)
            elif name == "considered" and value is not None:
                value = _uids(connection, json.loads(value))
            if name not in ("id", "uid"):
                values[name] = value
        return values

    return decoded


def _uids(connection: sqlite3.Connection, sighting_ids: list[int]) -> list[str]:
    rows = connection.execute(
        "SELECT uid FROM json_each(?) JOIN sighting ON sighting.id = value ORDER BY key", (json.dumps(sighting_ids),)
    )
    return [row["uid"] for row in rows]
