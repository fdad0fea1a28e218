"""Whole records as JSON lines, one a line under a heading, from which a store can be filled again.

References are by uid, so that the lines mean the same in any store; a line refers only to lines above it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tracker.exchange.portable.lineage import earlier_of, edited_ids, lineage_of
from tracker.exchange.portable.rows import selected_rows
from tracker.exchange.redaction.sentence import KEY as REDACTED
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.whole_records import selected_records
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.migrate import schema_version
from tracker.store.results import Query
from tracker.store.tables import LOAD_ORDER

FORMAT: Final = "tracker-records"
"""What the heading calls the format."""

VERSION: Final = 1
"""Raised when an older reader would misread a newer file."""

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
            for done, record in enumerate(portable_records(connection), 1):
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


def portable_records(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield what the temporary table `selected` names, a dict a line: table, uid, columns, and earlier states.

    A record comes after those it refers to.
    """
    edited = edited_ids(connection)
    for table in LOAD_ORDER:
        for record_id, uid, row in selected_rows(connection, table):
            line = {"table": table, "uid": uid, **row}
            if record_id in edited:
                line["earlier"] = earlier_of(lineage_of(connection, table, record_id, row))
            yield line
