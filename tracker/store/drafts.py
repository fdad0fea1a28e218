"""Drafts: what was typed into a form and not saved yet, kept so that a closed terminal loses nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.store.clock import now
from tracker.store.transaction import write_transaction
from tracker.store.uids import new_uid


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of a form as typed."""

    id: int
    form: str
    """The table that the form enters records of."""
    record_id: int | None
    """The record being edited; None for a new one."""
    payload: dict[str, str]
    """Field name to the text typed."""
    started_at: str
    updated_at: str


def keep_draft(
    connection: sqlite3.Connection,
    form: str,
    payload: Mapping[str, str],
    *,
    record_id: int | None = None,
    draft_id: int | None = None,
) -> int:
    """Write a draft, a new one or the next state of `draft_id`, and return its id.

    Raises:
        StoreError: The store cannot be written.
    """
    text = json.dumps(dict(payload), ensure_ascii=False)
    with write_transaction(connection):
        if draft_id is not None:
            updated = connection.execute(
                "UPDATE draft SET payload = ?, updated_at = ? WHERE id = ?", (text, now(), draft_id)
            )
            if updated.rowcount:
                return draft_id
        cursor = connection.execute(
            "INSERT INTO draft (uid, form, record_id, payload, started_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
            (new_uid(), form, record_id, text, now(), now()),
        )
        return int(cursor.lastrowid or 0)


def drafts(connection: sqlite3.Connection, form: str | None = None) -> list[Draft]:
    """Return the drafts of one form, or of all, the one worked on last first."""
    rows = connection.execute(
        "SELECT * FROM draft WHERE form = coalesce(?, form) ORDER BY updated_at DESC, id DESC", (form,)
    )
    return [
        Draft(
            id=row["id"],
            form=row["form"],
            record_id=row["record_id"],
            payload=json.loads(row["payload"]),
            started_at=row["started_at"],
            updated_at=row["updated_at"],
        )
        for row in rows
    ]


def drop_draft(connection: sqlite3.Connection, draft_id: int) -> None:
    """Forget a draft, once its record is saved or the user gave it up.

    Raises:
        StoreError: The store cannot be written.
    """
    with write_transaction(connection):
        connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))
