"""Undo and redo: new changes that put earlier values back, so that nothing leaves the history.

The newest change that stands is undone first; what was undone can be done again until something new
is written. Both work on what the file holds, so also after a restart.
"""

from __future__ import annotations

import sqlite3

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.records import Change
from tracker.store.history import change_with_rows, ranges_of_change
from tracker.store.undo_conflicts import refuse_altered_later, refuse_still_cited
from tracker.store.write import ChangeInProgress, recorded

_NEXT_UNDO = """
SELECT max(id) FROM change AS made
WHERE action <> 'undo' AND NOT EXISTS (SELECT 1 FROM change AS undone WHERE undone.undoes = made.id)
"""

# A redo may follow only undos and redos: whatever is newly written ends the chain.
_NEXT_REDO = """
SELECT max(id) FROM change AS undone
WHERE action = 'undo' AND NOT EXISTS (SELECT 1 FROM change AS again WHERE again.undoes = undone.id)
  AND id > coalesce((SELECT max(id) FROM change WHERE action NOT IN ('undo', 'redo')), 0)
"""

# Every change is taken back at most once, so the changes that take each other back form a chain.
_LAST_OF_CHAIN = """
WITH RECURSIVE chain(id) AS (
    SELECT id FROM change WHERE id = ?
    UNION ALL SELECT change.id FROM change JOIN chain ON change.undoes = chain.id)
SELECT max(id) FROM chain
"""


def next_undo(connection: sqlite3.Connection) -> Change | None:
    """Return the change that `undo` would take back."""
    return _change_at(connection, _NEXT_UNDO)


def next_redo(connection: sqlite3.Connection) -> Change | None:
    """Return the undo that `redo` would take back."""
    return _change_at(connection, _NEXT_REDO)


def is_undone(connection: sqlite3.Connection, change_id: int) -> bool:
    """Whether a change was taken back, and not done again since."""
    last = connection.execute(_LAST_OF_CHAIN, (change_id,)).fetchone()[0]
    found = connection.execute("SELECT action FROM change WHERE id = ?", (last,)).fetchone()
    return found is not None and found["action"] == "undo"


def undo(connection: sqlite3.Connection, *, by: str, change_id: int | None = None) -> Change:
    """Take back a change, by default the newest that stands, and return the new change that did so.

    Raises:
        NotFoundError: There is nothing to undo, or no such change.
        ConflictError: The change is undone already, or a later change touched the same rows.
    """
    target = next_undo(connection) if change_id is None else _standing(connection, change_id, "undo")
    if target is None:
        raise NotFoundError("There is nothing to undo.")
    if target.action == "undo":
        raise ConflictError(
            f"Change {change_id} is undone already, by change {target.id}."
            if target.id != change_id
            else f"Change {target.id} is itself an undo; redo takes it back."
        )
    return _take_back(connection, target, by, "undo")


def redo(connection: sqlite3.Connection, *, by: str, change_id: int | None = None) -> Change:
    """Do again what was undone last, or the undone change named; return the new change that did so.

    Raises:
        NotFoundError: There is nothing to redo, or no such change.
        ConflictError: The change is not undone, or a later change touched the same rows.
    """
    target = next_redo(connection) if change_id is None else _standing(connection, change_id, "redo")
    if target is None:
        raise NotFoundError("There is nothing to redo.")
    if target.action != "undo":
        raise ConflictError(f"Change {change_id} is not undone, so there is nothing to do again.")
    return _take_back(connection, target, by, "redo")


def _change_at(connection: sqlite3.Connection, query: str) -> Change | None:
    found = connection.execute(query).fetchone()[0]
    return None if found is None else change_with_rows(connection, int(found))


def _standing(connection: sqlite3.Connection, change_id: int, word: str) -> Change:
    """Return the change itself or, where it was taken back, the last one of those that took it back."""
    last = connection.execute(_LAST_OF_CHAIN, (change_id,)).fetchone()[0]
    found = None if last is None else change_with_rows(connection, int(last))
    if found is None:
        raise NotFoundError(f"There is no change {change_id} to {word}.")
    return found


def _take_back(connection: sqlite3.Connection, target: Change, by: str, word: str) -> Change:
    summary = f"{word.capitalize()}: {target.summary.removeprefix('Undo: ').removeprefix('Redo: ')}"
    with recorded(connection, by=by, action=word, summary=summary, undoes=target.id) as change:
        refuse_altered_later(connection, target, word)
        _reverse_rows(change, target)
        _reverse_ranges(connection, change, target)
        refuse_still_cited(connection, target, change.id, word)
    made = change_with_rows(connection, change.id)
    if made is None:
        raise ConflictError(f"Change {target.id} left nothing to {word}.")
    return made


def _reverse_rows(change: ChangeInProgress, target: Change) -> None:
    for row in reversed(target.rows):
        if row.before is None:
            change.retract(row.table, row.row_id)
        else:
            change.put_back(row.table, row.row_id, row.before)


def _reverse_ranges(connection: sqlite3.Connection, change: ChangeInProgress, target: Change) -> None:
    reverse = {
        "inserted": change.retract_range,
        "restored": change.retract_range,
        "retracted": change.restore_range,
    }
    for column, tables in ranges_of_change(connection, target.id).items():
        for table, spans in tables.items():
            for ids in spans:
                reverse[column](table, ids)
