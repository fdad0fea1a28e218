"""Undo and redo: new changes that put earlier values back, so that nothing leaves the history.

The newest change that stands is undone first; what was undone can be done again until something new
is written. Both work on what the file holds, so also after a restart.
"""

from __future__ import annotations

import sqlite3

from tracker.domain.errors import ConflictError, NotFoundError
from tracker.domain.records import Change
from tracker.store.history import change_with_rows, inserted_ranges
from tracker.store.write import ChangeInProgress, recorded

_NEXT_UNDO = """
SELECT max(id) FROM change AS made
WHERE action <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM change AS undone WHERE undone.undoes = made.id AND undone.action = 'undo')
"""

# A redo may follow only undos and redos: whatever is newly written ends the chain.
_NEXT_REDO = """
SELECT max(id) FROM change AS undone
WHERE action = 'undo'
  AND NOT EXISTS (SELECT 1 FROM change AS again WHERE again.undoes = undone.id AND again.action = 'redo')
  AND id > coalesce((SELECT max(id) FROM change WHERE action NOT IN ('undo', 'redo')), 0)
"""


def next_undo(connection: sqlite3.Connection) -> Change | None:
    """Return the change that `undo` would take back, without its rows."""
    return _change_at(connection, _NEXT_UNDO)


def next_redo(connection: sqlite3.Connection) -> Change | None:
    """Return the undo that `redo` would take back, without its rows."""
    return _change_at(connection, _NEXT_REDO)


def undo(connection: sqlite3.Connection, *, by: str, change_id: int | None = None) -> Change:
    """Take back a change, by default the newest that stands, and return it.

    Raises:
        NotFoundError: There is nothing to undo, or no such change.
        ConflictError: The change is undone already, or a later change touched the same rows.
    """
    target = _wanted(connection, change_id, next_undo(connection), "undo")
    if target.action == "undo":
        raise ConflictError(f"Change {target.id} is itself an undo; use redo to do the change again.")
    _refuse_repeated(connection, target, "undo")
    return _reverse(connection, target, by, "undo")


def redo(connection: sqlite3.Connection, *, by: str, change_id: int | None = None) -> Change:
    """Do again what was undone last, and return the undo that this takes back.

    Raises:
        NotFoundError: There is nothing to redo, or no such change.
        ConflictError: It was redone already, or a later change touched the same rows.
    """
    target = _wanted(connection, change_id, next_redo(connection), "redo")
    if target.action != "undo":
        raise ConflictError(f"Change {target.id} is not an undo, so there is nothing to do again.")
    _refuse_repeated(connection, target, "redo")
    return _reverse(connection, target, by, "redo")


def _change_at(connection: sqlite3.Connection, query: str) -> Change | None:
    found = connection.execute(query).fetchone()[0]
    return None if found is None else change_with_rows(connection, int(found))


def _wanted(connection: sqlite3.Connection, change_id: int | None, newest: Change | None, word: str) -> Change:
    target = newest if change_id is None else change_with_rows(connection, change_id)
    if target is None:
        raise NotFoundError(f"There is nothing to {word}." if change_id is None else f"There is no change {change_id}.")
    return target


def _refuse_repeated(connection: sqlite3.Connection, target: Change, word: str) -> None:
    again = connection.execute(
        "SELECT id FROM change WHERE undoes = ? AND action = ?", (target.id, word)
    ).fetchone()
    if again:
        raise ConflictError(f"Change {target.id} was taken back already, by change {again['id']}.")


def _reverse(connection: sqlite3.Connection, target: Change, by: str, word: str) -> Change:
    summary = f"{word.capitalize()}: {target.summary}".replace("Redo: Undo: ", "Redo: ")
    with recorded(connection, by=by, action=word, summary=summary, undoes=target.id) as change:
        _refuse_later(connection, target, change.id)
        for row in reversed(target.rows):
            if row.before is None:
                change.retract(row.table, row.row_id)
            else:
                change.put_back(row.table, row.row_id, row.before)
        for table, spans in inserted_ranges(connection, target.id).items():
            for first, last in spans:
                _retract_range(change, table, first, last)
    return target


def _retract_range(change: ChangeInProgress, table: str, first: int, last: int) -> None:
    for row_id in range(first, last + 1):
        change.retract(table, row_id)


def _refuse_later(connection: sqlite3.Connection, target: Change, this_id: int) -> None:
    """Refuse when a change made later, and still standing, touched a row of `target`."""
    later = connection.execute(
        """SELECT DISTINCT later.id, later.summary, later.made_by FROM change_row AS mine
           JOIN change_row AS theirs ON theirs.row_id = mine.row_id AND theirs.change_id > mine.change_id
           JOIN change AS later ON later.id = theirs.change_id
           WHERE mine.change_id = ?1 AND later.id <> ?2 AND later.action NOT IN ('undo', 'redo')
             AND (SELECT count(*) FROM change AS taken WHERE taken.undoes = later.id AND taken.action = 'undo') = 0
           ORDER BY later.id DESC LIMIT 1""",
        (target.id, this_id),
    ).fetchone()
    if later:
        raise ConflictError(
            f"Change {target.id} cannot be taken back by itself: change {later['id']} by {later['made_by']}"
            f" ({later['summary']}) altered the same record later. Undo that one first."
        )
