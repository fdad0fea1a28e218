"""Looking at a file and rehearsing its import, on worker threads; each look ends in one message."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from tracker.domain.errors import TrackerError
from tracker.exchange.imports.mapped_csv.sample import CellSample, samples
from tracker.exchange.imports.run import ImportCancelled, import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.connection import open_store
from tracker.terminal.running_import import ImportPlan
from tracker.terminal.screens.import_file.choosing import Choosing
from tracker.terminal.screens.import_file.file_look import FileLook, look_at
from tracker.terminal.screens.import_file.paths import named_path

ROWS_LOOKED_AT = 5_000
"""Rows of a large file that are previewed at once; the rest only when asked for."""
_TOLD_EVERY_SECONDS = 0.2


class Looking(Choosing):
    """Workers of the import screen; a newer request of a kind makes the older one void."""

    look_number = 0
    """Number of the newest look at a file."""
    preview_number = 0
    """Number of the newest preview."""

    @dataclass
    class Looked(Message):
        """A file was looked at, or why it could not be."""

        number: int
        look: FileLook | None
        problem: str
        is_loud: bool

    @dataclass
    class PreviewMoved(Message):
        """A preview has come so far."""

        number: int
        rows: int
        done: int

    @dataclass
    class Previewed(Message):
        """An import was rehearsed, or why it could not be."""

        number: int
        summary: ImportSummary | None
        cells: Mapping[str, tuple[CellSample, ...]]
        problem: str = ""

    def look(self, text: str, named: str | None, *, is_loud: bool) -> None:
        """Look at the file that `text` names; `is_loud` says that what is wrong is to be said aloud."""
        self.look_number += 1
        self._look(text, named, self.look_number, is_loud)

    def preview(self, plan: ImportPlan, look: FileLook, *, whole: bool) -> None:
        """Rehearse an import of the file's first rows, or of all of it."""
        self.preview_number += 1
        self._preview(plan, look, self.preview_number, None if whole else ROWS_LOOKED_AT)

    def stop_preview(self) -> None:
        """Let go of the preview under way."""
        self.preview_number += 1
        self.workers.cancel_group(self, "preview")

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(self, text: str, named: str | None, number: int, is_loud: bool) -> None:
        try:
            found = look_at(named_path(text), named)
        except TrackerError as error:
            self.post_message(self.Looked(number, None, str(error), is_loud))
            return
        self.post_message(self.Looked(number, found, "", is_loud))

    @work(thread=True, exclusive=True, group="preview", exit_on_error=False)
    def _preview(self, plan: ImportPlan, look: FileLook, number: int, only_first: int | None) -> None:
        worker = get_current_worker()
        rows = 0
        told = time.monotonic()

        def tell(done: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _TOLD_EVERY_SECONDS:
                told = time.monotonic()
                self.post_message(self.PreviewMoved(number, rows, done))

        def watch(summary: ImportSummary) -> None:
            nonlocal rows
            rows = summary.read

        options = plan.options(tell)
        try:
            cells = samples(look.cells, plan.mapping, options) if plan.mapping is not None else {}
            connection = open_store(self.tracker.store_path)
            try:
                summary = import_file(
                    connection,
                    plan.path,
                    by="",
                    options=options,
                    named=plan.format_name,
                    dry_run=True,
                    cancelled=lambda: worker.is_cancelled,
                    watch=watch,
                    only_first=only_first,
                )
            finally:
                connection.close()
        except ImportCancelled:
            return
        except (TrackerError, sqlite3.Error, OSError) as error:
            self.post_message(self.Previewed(number, None, {}, str(error).removeprefix(f"{plan.path}: ")))
            return
        self.post_message(self.Previewed(number, summary, cells))
