"""What a retelling goes back to once the source it retells is left out, so that no origin is counted twice."""

from __future__ import annotations

import sqlite3
from collections import Counter

from tracker.store.write import recorded

_TITLE = "Source left out"
_NOTE = "Stands for a source that was left out, so that those that retell it still count as one origin."


def origins_instead(connection: sqlite3.Connection, source_ids: frozenset[int]) -> dict[int, int | None]:
    """Return, for each source left out, what a source that retells it is to name as retold instead.

    That is the nearest source it goes back to that stays. Where none stays and several sources retell it, a source
    without a name is added for it, since they would otherwise count as independent; else it is nothing.
    """
    retells: dict[int, int | None] = dict(connection.execute("SELECT id, derived_from FROM source").fetchall())
    ends = {source_id: _end(source_id, retells, source_ids) for source_id in source_ids}
    retold = Counter(
        ends[original] for source_id, original in retells.items() if original in ends and source_id not in source_ids
    )
    stands_for = {end: _unnamed(connection) for end, count in sorted(retold.items()) if end in source_ids and count > 1}
    return {source_id: end if end not in source_ids else stands_for.get(end) for source_id, end in ends.items()}


def _end(source_id: int, retells: dict[int, int | None], source_ids: frozenset[int]) -> int:
    """Return the first source up the chain that stays, or the last one if none does."""
    seen = {source_id}
    while (above := retells.get(source_id)) is not None and above not in seen:
        seen.add(above)
        source_id = above
        if source_id not in source_ids:
            break
    return source_id


def _unnamed(connection: sqlite3.Connection) -> int:
    with recorded(connection, by="tracker", action="redact", summary="Leave out a source") as change:
        return change.insert("source", {"title": _TITLE, "note": _NOTE})
