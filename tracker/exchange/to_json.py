"""Rows as JSON: one array, or one object a line; keys are column names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from tracker.exchange.redaction.sentence import redaction_sentence, with_redaction
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.results import Query, records_as_dicts
from tracker.store.same_moment import one_moment


def export_json(
    connection: sqlite3.Connection,
    path: Path,
    query: Query,
    progress: Progress = no_progress,
    *,
    lines: bool = False,
) -> Exported:
    """Write the rows of `query` to `path`, as one array or as JSON lines.

    Raises:
        ExportError: The file cannot be written.
    """
    rows = with_redaction(records_as_dicts(connection, query), redaction_sentence(connection))
    with (
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", errors="surrogateescape") as handle,
        one_moment(connection),
    ):
        count = write_json(handle, rows, lines=lines, progress=progress)
    return Exported(path, {query.target: count})


def write_json(handle: TextIO, rows: Iterable[dict[str, Any]], *, lines: bool, progress: Progress = no_progress) -> int:
    """Write rows to `handle`; return their number."""
    count = 0
    if not lines:
        handle.write("[")
    for row in rows:
        text = json.dumps(row, ensure_ascii=False)
        handle.write(f"{text}\n" if lines else f"{',' if count else ''}\n  {text}")
        count += 1
        if count % 500 == 0:
            progress(count, None)
    if not lines:
        handle.write("\n]\n" if count else "]\n")
    return count
