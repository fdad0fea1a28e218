"""What a record said before: its states in the order in which they followed each other, as the history tells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tracker.exchange.portable.rows import Portable, portable_image
from tracker.store.tables import COLUMNS
from tracker.store.undo import is_undone

State = dict[str, Any]
"""What a record said at one moment, without what the store keeps or works out for itself."""

_NOT_SAID: Final = frozenset({"id", "uid", "revision", "created_at"})


def said_columns(table: str) -> tuple[str, ...]:
    """Return the columns by which two states of a record differ: not its numbers, and not what is computed."""
    columns = tuple(
        name for name in COLUMNS[table] if name not in _NOT_SAID and not name.endswith(("_earliest", "_latest"))
    )
    return (*columns, "kinds") if table == "incident" else columns


def state_of(table: str, row: Portable) -> State:
    """Return what a portable row says; of a retraction only whether, since each store has its own moment."""
    state = {name: row.get(name) for name in said_columns(table)}
    state["retracted_at"] = row.get("retracted_at") is not None
    return state


def edited_ids(connection: sqlite3.Connection) -> set[int]:
    """Return the records that were ever changed after they were added, one by one."""
    return {row[0] for row in connection.execute("SELECT DISTINCT row_id FROM change_row WHERE before IS NOT NULL")}


def lineage_of(connection: sqlite3.Connection, table: str, record_id: int, row: Portable) -> list[State]:
    """Return all states of a record, the oldest first; the last is what `row` says now.

    What was taken back by an undo, and not done again, nobody stands for: it is no state of the record.
    """
    images = connection.execute(
        "SELECT change_id, before, after FROM change_row JOIN change ON change.id = change_id"
        " WHERE row_id = ? AND table_name = ? AND action NOT IN ('undo', 'redo') ORDER BY change_row.id",
        (record_id, table),
    ).fetchall()
    images = [image for image in images if not is_undone(connection, image["change_id"])]
    texts = [image["before"] for image in images[:1] if image["before"]] + [image["after"] for image in images]
    states: list[State] = []
    for text in texts:
        _add(states, state_of(table, portable_image(connection, table, json.loads(text))))
    # A change of a whole range of records keeps no images.
    _add(states, state_of(table, row))
    return states


def earlier_of(lineage: Sequence[State]) -> list[State]:
    """Return the states before the last as the columns that each had otherwise, the newest first."""
    return [
        {name: value for name, value in before.items() if value != after[name]}
        for before, after in zip(reversed(lineage[:-1]), reversed(lineage[1:]), strict=True)
    ]


def lineage_from(table: str, row: Portable, earlier: Sequence[Mapping[str, Any]]) -> list[State]:
    """Return the states again from the last and what `earlier_of` gave; columns not known are left alone."""
    states = [state_of(table, row)]
    for differing in earlier:
        states.append({**states[-1], **{name: value for name, value in differing.items() if name in states[-1]}})
    return states[::-1]


def _add(states: list[State], state: State) -> None:
    if not states or states[-1] != state:
        states.append(state)
