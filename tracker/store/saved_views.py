"""Saved views: a filter, sort and choice of columns under a name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tracker.domain.errors import FieldError, NotFoundError
from tracker.store.clock import now
from tracker.store.transaction import write_transaction
from tracker.store.uids import new_uid


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """What a table showed when it was saved."""

    name: str
    target: str
    """Which table: incidents, sightings, vessels, sources or findings."""
    filter: str = ""
    """Text of the filter language."""
    sort: str = ""
    """Sort keys as `tracker list --sort` takes them."""
    columns: str = ""
    """Column names with commas between; empty for the usual ones."""


def save_view(connection: sqlite3.Connection, view: SavedView) -> None:
    """Keep a view; one of the same name is replaced.

    Raises:
        FieldError: The name is empty.
        StoreError: The store cannot be written.
    """
    if not view.name.strip():
        raise FieldError("name", "", "is needed: a view is found again by its name.")
    with write_transaction(connection):
        connection.execute(
            "INSERT INTO saved_view (uid, name, target, filter, sort, columns, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
            " target = excluded.target, filter = excluded.filter, sort = excluded.sort,"
            " columns = excluded.columns",
            (new_uid(), view.name.strip(), view.target, view.filter, view.sort, view.columns, now()),
        )


def saved_views(connection: sqlite3.Connection) -> list[SavedView]:
    """Return all views by name."""
    rows = connection.execute("SELECT name, target, filter, sort, columns FROM saved_view ORDER BY name COLLATE NOCASE")
    return [SavedView(**dict(row)) for row in rows]


def drop_view(connection: sqlite3.Connection, name: str) -> None:
    """Forget a view.

    Raises:
        NotFoundError: There is no view of that name.
        StoreError: The store cannot be written.
    """
    with write_transaction(connection):
        if not connection.execute("DELETE FROM saved_view WHERE name = ?", (name,)).rowcount:
            raise NotFoundError(f"There is no saved view {name!r}.")
