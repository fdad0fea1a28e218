"""Who changed what of an entry and when: its own record and all that belongs to it, oldest first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.domain.records import Change, ChangedRow
from tracker.exchange.documents.history_lines import change_lines
from tracker.exchange.documents.model import Line
from tracker.exchange.dossier.model import Part
from tracker.exchange.dossier.numbers import Numbers
from tracker.store.history import history_of

_MOST = 10_000
"""Changes of one record that are written out."""


def history_part(connection: sqlite3.Connection, record_ids: Iterable[int], numbers: Numbers) -> Part:
    """Return every change that touched one of these records, each once."""
    changes: dict[int, Change] = {}
    for record_id in record_ids:
        for change in history_of(connection, record_id, _MOST):
            known = changes.get(change.id)
            changes[change.id] = replace(change, rows=(*known.rows, *change.rows)) if known else change
    lines = tuple(line for _, change in sorted(changes.items()) for line in _change_lines(change, numbers))
    return Part("History", lines, f"{len(changes)} change{'s' if len(changes) != 1 else ''}, oldest first")


def _change_lines(change: Change, numbers: Numbers) -> Iterator[Line]:
    yield from change_lines(replace(change, rows=()))
    added = [row for row in change.rows if row.before is None]
    if added:
        yield Line(f"added {_counted(added)}", depth=1, emphasis="dim")
    for row in change.rows:
        if row.before is None:
            continue
        name = numbers.sighting(row.row_id) if row.row_id in numbers.sightings else f"{row.table} {row.row_id}"
        yield Line(name, depth=1, record_id=row.row_id)
        _, *differing = change_lines(replace(change, rows=(row,)))
        yield from (replace(line, depth=2) for line in differing)


def _counted(rows: list[ChangedRow]) -> str:
    tables = [row.table for row in rows]
    counts = ((table, tables.count(table)) for table in dict.fromkeys(tables))
    return ", ".join(f"{count} {_PLURALS.get(table, f'{table}s') if count > 1 else table}" for table, count in counts)


_PLURALS = {"identity": "identities", "party": "parties"}
