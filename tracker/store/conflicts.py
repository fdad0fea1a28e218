"""Values of two stores for one property of one record: which are open, and settling which of them stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from tracker.domain.errors import FieldError, NotFoundError
from tracker.domain.fields import FIELDS
from tracker.domain.flags import describe_flag
from tracker.domain.records import Conflict
from tracker.store.naming import NAME_COLUMN
from tracker.store.records import find, get
from tracker.store.reference import load_reference
from tracker.store.tables import JSON_COLUMNS, REFERENCES
from tracker.store.write import ChangeInProgress, recorded

POSITION: Final = ("lat", "lon", "radius_km")
"""The columns that the property `position` stands for."""

SIDES: Final = {"kept": "the value here", "offered": "the value of the other store"}

_OPEN: Final = "settled IS NULL AND retracted_at IS NULL"
_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict as a person settles it; all texts as stored, not yet safe to draw."""

    conflict: Conflict
    record_id: int
    record_name: str
    """`sighting 12 of LIGHT`."""
    label: str
    """The property as the form names it."""
    now: str
    """What the record holds now, in words."""
    kept: str
    offered: str
    before: str | None
    """What both were changed from; None where it is not known."""


def count_open(connection: sqlite3.Connection) -> int:
    """Return how many conflicts nobody has settled."""
    return int(connection.execute(f"SELECT count(*) FROM conflict WHERE {_OPEN}").fetchone()[0])  # noqa: S608


def open_conflicts(connection: sqlite3.Connection, record_uids: Sequence[str] | None = None) -> list[OpenConflict]:
    """Return the conflicts that nobody has settled, the oldest first; those of some records, if they are named."""
    which, parameters = "", cast("tuple[str, ...]", ())
    if record_uids is not None:
        which, parameters = " AND record_uid IN (SELECT value FROM json_each(?))", (json.dumps(list(record_uids)),)
    rows = connection.execute(
        f"SELECT * FROM conflict WHERE {_OPEN}{which} ORDER BY id",  # noqa: S608 - our own text
        parameters,
    ).fetchall()
    return [_described(connection, Conflict.from_row(row)) for row in rows]


def settle(
    connection: sqlite3.Connection, conflict_ids: Sequence[int], side: str, *, by: str, reasoning: str = ""
) -> str:
    """Let one of the two values stand in each of these conflicts, as one change; return what was done.

    Taking the offered value gives it to the record.

    Raises:
        NotFoundError: There is no such conflict, or the value names a record that is not here.
        FieldError: `side` is neither `kept` nor `offered`, or a conflict is settled.
    """
    if side not in SIDES:
        raise FieldError("take", side, f"is not one of {', '.join(SIDES)}.")
    conflicts = [_still_open(connection, conflict_id) for conflict_id in conflict_ids]
    if len(conflicts) == 1:
        table, record_id = find(connection, conflicts[0].record_uid)
        what = f"{label_of(table, conflicts[0].property).lower()} of {table} {record_id}"
    else:
        what = f"{len(conflicts)} conflicts"
    summary = f"Settle {what}: {SIDES[side]} stands"
    with recorded(connection, by=by, action="settle", summary=summary, why=reasoning or None) as change:
        for conflict in conflicts:
            if side == "offered":
                _give(connection, change, conflict)
            change.update("conflict", conflict.id, {"settled": side, "reasoning": reasoning or None, "analyst": by})
    return summary


def in_words(connection: sqlite3.Connection, table: str, property_name: str, value: Any) -> str:
    """Return a value of a property as a person reads it: records by name, nothing as `nothing`."""
    if value is None or value == [] or value == "" or (property_name == "position" and value[0] is None):
        return _NOTHING
    if property_name == "retracted_at":
        return "retracted" if value else "standing"
    if property_name == "position":
        radius = f" ±{value[2]:g} km" if value[2] is not None else ""
        return f"{value[0]:g}, {value[1]:g}{radius}"
    if property_name.startswith("flag"):
        return describe_flag(str(value), load_reference())
    target = REFERENCES.get(table, {}).get(property_name)
    if target in NAME_COLUMN:
        row = connection.execute(
            f"SELECT id, {NAME_COLUMN[target]} AS name FROM {target} WHERE uid = ?",  # noqa: S608 - our own names
            (value,),
        ).fetchone()
        return f"{row['name']} ({row['id']})" if row else f"{target} {value}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name} = {said}" for name, said in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def label_of(table: str, property_name: str) -> str:
    """Return a property as the form names it, in lower case but for names and abbreviations."""
    if property_name == "retracted_at":
        return "retraction"
    labels = {field.name: field.label for field in FIELDS.get(table, ())}
    return labels.get(property_name, property_name.replace("_", " ").removesuffix(" id"))


def _described(connection: sqlite3.Connection, conflict: Conflict) -> OpenConflict:
    table, record_id = find(connection, conflict.record_uid)
    row = dict(connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record_id,)).fetchone())  # noqa: S608
    words = {
        side: in_words(connection, table, conflict.property, json.loads(text))
        for side, text in (("kept", conflict.kept), ("offered", conflict.offered))
    }
    before = None
    if conflict.before is not None:
        before = in_words(connection, table, conflict.property, json.loads(conflict.before))
    now = in_words(connection, table, conflict.property, _held(connection, table, row, conflict.property))
    label = label_of(table, conflict.property)
    return OpenConflict(conflict, record_id, _name(connection, table, row), label, now, **words, before=before)


def _held(connection: sqlite3.Connection, table: str, row: Mapping[str, Any], property_name: str) -> Any:
    """Return what a record holds, in the form in which conflicts keep values."""
    if property_name == "position":
        return [row[column] for column in POSITION]
    if property_name == "retracted_at":
        return row["retracted_at"] is not None
    if property_name == "kinds":
        kinds = connection.execute("SELECT kind FROM incident_kind WHERE incident_id = ? ORDER BY kind", (row["id"],))
        return [kind[0] for kind in kinds]
    value = row[property_name]
    target = REFERENCES.get(table, {}).get(property_name)
    if target and value is not None:
        return connection.execute(f"SELECT uid FROM {target} WHERE id = ?", (value,)).fetchone()[0]  # noqa: S608
    return json.loads(value) if property_name in JSON_COLUMNS and value is not None else value


def _name(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> str:
    column = NAME_COLUMN.get(table)
    if column:
        return f"{table} {row['id']}, {row[column]}"
    name = row.get("name_shown") or row.get("name")
    if not name and row.get("vessel_id"):
        name = connection.execute("SELECT name FROM vessel WHERE id = ?", (row["vessel_id"],)).fetchone()[0]
    return f"{table} {row['id']}, {name}" if name else f"{table} {row['id']}"


def _still_open(connection: sqlite3.Connection, conflict_id: int) -> Conflict:
    conflict = cast("Conflict", get(connection, "conflict", conflict_id))
    if conflict.settled is not None or conflict.retracted_at is not None:
        who = f", by {conflict.analyst}" if conflict.analyst else ""
        raise FieldError("conflict", str(conflict_id), f"is settled already{who}.")
    return conflict


def _give(connection: sqlite3.Connection, change: ChangeInProgress, conflict: Conflict) -> None:
    """Give a record the offered value."""
    table, record_id = find(connection, conflict.record_uid)
    value = json.loads(conflict.offered)
    name = conflict.property
    if name == "retracted_at":
        (change.retract if value else change.restore)(table, record_id)
        return
    if name == "position":
        change.update(table, record_id, dict(zip(POSITION, value, strict=True)))
        return
    target = REFERENCES.get(table, {}).get(name)
    if target and value is not None:
        value = _id_of(connection, target, value)
    elif name == "considered" and value is not None:
        value = json.dumps([_id_of(connection, "sighting", uid) for uid in value])
    elif name in JSON_COLUMNS and value is not None:
        value = json.dumps(value, ensure_ascii=False)
    change.update(table, record_id, {name: value})


def _id_of(connection: sqlite3.Connection, table: str, uid: str) -> int:
    row = connection.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFoundError(f"The other store's value names the {table} {uid}, which is not in this store.")
    return int(row["id"])
