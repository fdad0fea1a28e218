"""The history of one record, as the last section of its document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.records import Change
from tracker.exchange.documents.model import Line, Section
from tracker.store.history import differences, history_of


def history_section(connection: sqlite3.Connection, record_id: int, limit: int = 20) -> Section:
    """Return who changed the record when, newest first, with what changed."""
    changes = history_of(connection, record_id, limit)
    return Section("History", tuple(line for change in changes for line in change_lines(change)), str(len(changes)))


def change_lines(change: Change) -> Iterator[Line]:
    """Yield one change: who, when and what, then each column before and after."""
    when = change.made_at.replace("T", " ").removesuffix("Z") + " UTC"
    why = f" ({change.why})" if change.why else ""
    yield Line(f"{when}  {change.made_by}: {change.summary}{why}", f"#{change.id}")
    for row in change.rows:
        if row.before is None:
            continue
        for column, (before, after) in differences(row).items():
            yield Line(f"{_shown(before)} → {_shown(after)}", column, depth=1, emphasis="dim", detail=True)


def _shown(value: object) -> str:
    if value is None or value == "":
        return "(empty)"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
