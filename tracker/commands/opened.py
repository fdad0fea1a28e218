"""Open the store that a command works on."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from tracker.commands.places import ensure_store
from tracker.store.connection import open_reader, open_store


@contextmanager
def reading(ctx: click.Context) -> Iterator[sqlite3.Connection]:
    """Yield a connection for reading the store of this invocation."""
    path = ensure_store(ctx.obj)
    connection = _reader(path)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(ctx: click.Context) -> Iterator[sqlite3.Connection]:
    """Yield a connection for writing the store of this invocation."""
    connection = open_store(ensure_store(ctx.obj))
    try:
        yield connection
        _keep_findings(connection)
    finally:
        connection.close()


_CHECKED_AT_ONCE = 200
"""Ships looked at before a command ends; after a large import the application and `tracker check` do the rest."""


def _keep_findings(connection: sqlite3.Connection) -> None:
    from tracker.store.connection import is_read_only
    from tracker.store.finding_marks import waiting
    from tracker.store.findings import keep_findings

    if not is_read_only(connection) and waiting(connection):
        keep_findings(connection, at_most=_CHECKED_AT_ONCE)


def made_by() -> str:
    """Return the name that goes into the history: the settings' analyst, else the login name."""
    named = os.environ.get("TRACKER_ANALYST")
    return named or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _reader(path: Any) -> sqlite3.Connection:
    from tracker.domain.errors import StoreError

    try:
        return open_reader(path)
    except StoreError:
        # An older store is brought up to date by the writer; any other refusal comes again from there.
        open_store(path).close()
        return open_reader(path)
