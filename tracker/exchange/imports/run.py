"""Bring a file into a store: one transaction, one source, one change that undo takes back whole."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from tracker.domain.errors import TrackerError
from tracker.exchange.imports.ending import end_what_is_gone
from tracker.exchange.imports.formats import format_named, recognise, sample_of
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    ImportFormat,
    ImportOptions,
    ImportRefused,
    Item,
    LeftOut,
    Rejected,
    SightingRows,
)
from tracker.exchange.imports.rejects import RejectsFile
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.taking_in import TakingIn
from tracker.store.clock import now
from tracker.store.uids import import_uid, new_uid
from tracker.store.write import ChangeInProgress, recorded

_AT_ONCE: Final = 500
"""Rows of the file that are written together."""


class ImportCancelled(TrackerError):
    """The user called the import off; the store is as it was."""


class _NothingToKeep(Exception):
    """Ends the transaction of a preview, or of an import that changes nothing, without a trace."""


def import_file(
    connection: sqlite3.Connection,
    path: Path,
    *,
    by: str,
    options: ImportOptions,
    named: str | ImportFormat | None = None,
    dry_run: bool = False,
    rejects: Path | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportSummary:
    """Import a file, or with `dry_run` see what would become of it and leave the store as it is.

    Args:
        connection: A connection of `open_store`.
        path: The file.
        by: Who imports.
        options: What the format may be told.
        named: The format or its name; None recognises it by the file's beginning.
        dry_run: Whether to take everything back at the end.
        rejects: Where to write rejected rows; None keeps no file.
        cancelled: Asked between rows; True calls the import off.

    Raises:
        ImportRefused: The file as a whole cannot be taken.
        ImportCancelled: It was called off.
        StoreError: The store cannot be written.
    """
    sample_of(path)
    chosen = recognise(path) if named is None else format_named(named) if isinstance(named, str) else named
    digest = _sha256(path)
    summary = ImportSummary(chosen.name, chosen.title, path.name)
    items = _stoppable(chosen.read(path, options), cancelled)
    with RejectsFile(None if dry_run else rejects) as rejects_file:
        try:
            with recorded(connection, by=by, action="import", summary=f"Import {path.name} ({chosen.title})") as change:
                _take_in(connection, change, chosen, path, digest, options, items, summary, rejects_file)
                if dry_run or summary.changes_nothing:
                    raise _NothingToKeep
                summary.change_id = change.id
        except _NothingToKeep:
            return summary
    return summary


def _take_in(
    connection: sqlite3.Connection,
    change: ChangeInProgress,
    chosen: ImportFormat,
    path: Path,
    digest: str,
    options: ImportOptions,
    items: Iterator[Item],
    summary: ImportSummary,
    rejects: RejectsFile,
) -> None:
    told = chosen.source(path, options)
    started_at = now()
    source_id = _source(connection, change, chosen, told, digest)
    taking_in = TakingIn(connection, change, chosen.name, source_id, summary)
    waiting: list[Entry] = []
    for item in items:
        if isinstance(item, Entry):
            summary.mark(item.line, item.marks)
            waiting.append(item)
            if len(waiting) >= _AT_ONCE:
                taking_in.entries(waiting)
                waiting = []
        elif isinstance(item, SightingRows):
            taking_in.entries(waiting)
            waiting = []
            taking_in.rows(item)
        elif isinstance(item, Rejected):
            summary.reject(item.line, item.field, item.value, item.reason)
            rejects.add(item)
        elif isinstance(item, LeftOut):
            summary.left_out[item.why] += item.count
    taking_in.entries(waiting)
    if chosen.is_list:
        summary.ended.update(end_what_is_gone(connection, change, chosen.name, source_id, taking_in.seen, told.dated))
    connection.execute(
        "INSERT INTO import_run (uid, source_id, change_id, format, file_name, sha256, started_at, finished_at, counts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new_uid(),
            source_id,
            change.id,
            chosen.name,
            path.name,
            digest,
            started_at,
            now(),
            json.dumps(summary.as_counts(), ensure_ascii=False),
        ),
    )


def _source(
    connection: sqlite3.Connection, change: ChangeInProgress, chosen: ImportFormat, told: FileSource, digest: str
) -> int:
    """Return the source that stands for this very file, added or brought back where need be."""
    uid = import_uid(chosen.name, "source", digest)
    known = connection.execute("SELECT id FROM source WHERE uid = ?", (uid,)).fetchone()
    if known is None:
        return change.insert("source", {**told.values, "sha256": digest}, uid=uid)
    change.restore("source", known["id"])
    return int(known["id"])


def _stoppable(items: Iterator[Item], cancelled: Callable[[], bool]) -> Iterator[Item]:
    for item in items:
        if cancelled():
            raise ImportCancelled("The import was called off. The store is as it was.")
        yield item


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error
