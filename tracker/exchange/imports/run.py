"""Bring a file into a store: one source, one change that undo takes back whole, written in short transactions.

While a part is read nobody is kept from saving. What was killed on the way is gone on with by the next import of
the same file; what is called off, or is refused on the way, leaves the store as it was.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from tracker.domain.errors import StoreError, TrackerError
from tracker.exchange.imports.act import ImportAct, ImportedFile
from tracker.exchange.imports.formats import format_named, recognise, sample_of
from tracker.exchange.imports.model import (
    Edition,
    Entry,
    ImportFormat,
    ImportOptions,
    ImportRefused,
    Item,
    LeftOut,
    Rejected,
    SightingRows,
    StoreRecord,
)
from tracker.exchange.imports.other_store.taking_over import TakingOver
from tracker.exchange.imports.raw_bytes import raw_bytes
from tracker.exchange.imports.rehearsal import Rehearsal
from tracker.exchange.imports.rejects import RejectsFile
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.taking_in import TakingIn

_AT_ONCE: Final = 100
"""Rows of the file that are written together; each may give several records."""
_CACHE_KIB: Final = 49_152
"""More would help, but what is in it has to be written when somebody waits for the end of a transaction."""


class ImportCancelled(TrackerError):
    """The user called the import off; the store is as it was."""


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
    watch: Callable[[ImportSummary], None] = lambda _summary: None,
    only_first: int | None = None,
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
        cancelled: Asked between rows, and while the file is read; True calls the import off.
        watch: Given the summary between rows, as far as it has come.
        only_first: With `dry_run`, end the look after about so many rows.

    Raises:
        ImportRefused: The file as a whole cannot be taken.
        ImportCancelled: It was called off.
        StoreError: The store cannot be written.
    """
    sample_of(path)
    _refuse_itself(connection, path)
    options = replace(options, progress=_asking(options.progress, cancelled))
    chosen = recognise(path) if named is None else format_named(named) if isinstance(named, str) else named
    told = chosen.source(path, options)
    act: ImportAct | Rehearsal
    if dry_run:
        act = Rehearsal(connection)
    else:
        file = ImportedFile(chosen.name, path.name, _sha256(path), told.values)
        act = ImportAct(connection, file, by=by, summary=f"Import {path.name} ({chosen.title})")
    summary = ImportSummary(chosen.name, chosen.title, path.name, is_list=chosen.is_list, continues=act.continues)
    taking_in = TakingIn(connection, act, chosen.name, summary)
    taking_over = TakingOver(connection, act, summary)
    with _room_for_indexes(connection), RejectsFile(None if dry_run else rejects) as rejects_file:
        try:
            items = _begun(_stoppable(chosen.read(path, options), cancelled), summary, watch, only_first)
            edition = _take_in(taking_in, taking_over, items, summary, rejects_file)
            if chosen.is_list and not summary.is_beginning:
                taking_in.end_what_is_gone(edition.dated if edition else told.dated, edition.lists if edition else None)
            act.finish(summary)
        except StoreError:
            act.interrupt()
            raise
        except BaseException:
            # Ctrl+C and errors of any kind: nobody is left with half a file in the store.
            act.call_off()
            raise
    summary.change_id = act.change_id
    return summary


def _take_in(
    taking_in: TakingIn,
    taking_over: TakingOver,
    items: Iterator[Item],
    summary: ImportSummary,
    rejects: RejectsFile,
) -> Edition | None:
    """Take items in and return what the file turned out to be, if it says so."""
    edition: Edition | None = None
    waiting: list[Entry] = []
    records: list[StoreRecord] = []

    def reject(given: Iterable[Rejected]) -> None:
        for rejected in given:
            summary.reject(rejected)
            rejects.add(rejected)

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
            for line, sentence in item.marks:
                summary.mark(line, (sentence,))
            taking_in.rows(item)
        elif isinstance(item, StoreRecord):
            records.append(item)
            if len(records) >= _AT_ONCE:
                reject(taking_over.records(records))
                records = []
        elif isinstance(item, Rejected):
            reject([item])
        elif isinstance(item, LeftOut):
            summary.left_out[item.why] += item.count
            taking_in.still_listed(item.listed)
        elif isinstance(item, Edition):
            edition = item
            summary.lists = item.lists
    taking_in.entries(waiting)
    reject(taking_over.records(records))
    return edition


def _refuse_itself(connection: sqlite3.Connection, path: Path) -> None:
    store = connection.execute("PRAGMA database_list").fetchone()["file"]
    if store and path.samefile(store):
        raise ImportRefused(f"{path}: is this store itself. Nothing was imported.")


@contextmanager
def _room_for_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Let the connection keep the pages of the indexes in memory, which every row touches in other places."""
    usual = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")


def _stoppable(items: Iterator[Item], cancelled: Callable[[], bool]) -> Iterator[Item]:
    for item in items:
        _refuse_if(cancelled)
        yield item


def _asking(progress: Callable[[int], None] | None, cancelled: Callable[[], bool]) -> Callable[[int], None]:
    """Return what is told of progress and asks whether to go on: some formats read all of a file before they tell."""

    def tell(done: int) -> None:
        _refuse_if(cancelled)
        if progress is not None:
            progress(done)

    return tell


def _refuse_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise ImportCancelled("The import was called off. The store is as it was.")


def _begun(
    items: Iterator[Item], summary: ImportSummary, watch: Callable[[ImportSummary], None], only_first: int | None
) -> Iterator[Item]:
    """Pass items on while somebody watches, up to about the number of rows asked for."""
    entries = 0
    for item in items:
        if only_first is not None and max(summary.read, entries) >= only_first:
            summary.is_beginning = True
            return
        entries += isinstance(item, Entry) and item.is_row
        watch(summary)
        yield item


def _sha256(path: Path) -> str:
    try:
        with raw_bytes(path) as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error
