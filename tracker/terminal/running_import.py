"""One import of the terminal app: what is to be imported, how far it is, how it ended. No widget is touched here."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.errors import StoreError, TrackerError
from tracker.exchange.imports.mapped_csv.mapping import ColumnMapping
from tracker.exchange.imports.model import ImportOptions
from tracker.exchange.imports.run import ImportCancelled, import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.connection import is_read_only, open_store
from tracker.store.reference import load_reference

CALLED_OFF = "The import was stopped. The store is as it was."


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What is to be imported, and how."""

    path: Path
    size: int
    """Of the file, in bytes."""
    format_name: str
    mapping: ColumnMapping | None = None
    thin_seconds: int = 0

    def options(self, progress: Callable[[int], None]) -> ImportOptions:
        """Return what the format is told."""
        return ImportOptions(load_reference(), self.thin_seconds, self.mapping, progress)


class RunningImport:
    """Runs on a worker thread; everybody may read how far it is and ask it to stop."""

    def __init__(self, plan: ImportPlan, rejects: Path) -> None:
        """Be ready to import; rows that cannot be taken go to `rejects`."""
        self.plan = plan
        self.rejects = rejects
        self.rows = 0
        """Rows read so far."""
        self.done = 0
        """Bytes of the file read so far; begins anew where a format reads the file twice."""
        self.summary: ImportSummary | None = None
        """What became of it, once it is over and something came in."""
        self.problem = ""
        """Why it ended before its time; the sentence to show."""
        self.mapping_kept = ""
        """Where the mapping is kept for next time, or why it is not."""
        self.is_over = False
        self.was_seen = False
        """Whether its end was on the screen."""
        self._stop = threading.Event()
        self._pass_began = self._rows_began = time.monotonic()

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to leave the store as it was."""
        self._stop.set()

    def run(self, store: Path, by: str) -> None:
        """Import, on the calling thread, through a connection of its own; what goes wrong is kept as a sentence."""
        try:
            connection = open_store(store)
            try:
                self._import(connection, by)
            finally:
                connection.close()
        except ImportCancelled:
            self.problem = CALLED_OFF
        except StoreError as error:
            self.problem = f"{error} What came in before that stays; the same file again goes on with it."
        except (TrackerError, sqlite3.Error, OSError) as error:
            self.problem = str(error)
        finally:
            self.is_over = True

    def _import(self, connection: sqlite3.Connection, by: str) -> None:
        if is_read_only(connection):
            raise TrackerError("This store may only be read, so nothing can be imported into it.")
        plan = self.plan
        summary = import_file(
            connection,
            plan.path,
            by=by,
            options=plan.options(self._tell),
            named=plan.format_name,
            rejects=self.rejects,
            cancelled=self._stop.is_set,
            watch=self._watch,
        )
        self._keep_mapping()
        self.summary = summary

    def _keep_mapping(self) -> None:
        from tracker.exchange.imports.mapped_csv.headers import headers_of
        from tracker.exchange.imports.mapped_csv.mapping import remembered_path, write_mapping

        if self.plan.mapping is None:
            return
        try:
            place = remembered_path(headers_of(self.plan.path))
            write_mapping(self.plan.mapping, place)
            self.mapping_kept = f"What each column fills is kept for the next such file in {place}."
        except TrackerError as error:
            self.mapping_kept = str(error)

    def _tell(self, done: int) -> None:
        if done < self.done:
            self._pass_began = time.monotonic()
        self.done = done

    def _watch(self, summary: ImportSummary) -> None:
        if not self.rows:
            self._rows_began = time.monotonic()
        self.rows = summary.read

    # -- how far it is

    @property
    def share(self) -> float:
        """The part of the file that is read, 0 to 1."""
        return min(1.0, self.done / self.plan.size) if self.plan.size else 0.0

    @property
    def rows_a_second(self) -> float:
        """Rows read in a second."""
        return self.rows / max(time.monotonic() - self._rows_began, 0.05)

    @property
    def bytes_a_second(self) -> float:
        """Bytes of the file read in a second."""
        return self.done / max(time.monotonic() - self._pass_began, 0.05)

    @property
    def seconds_left(self) -> float | None:
        """About how long the rest of the file takes; None while that cannot be told."""
        rate = self.bytes_a_second
        return (self.plan.size - self.done) / rate if rate and self.done < self.plan.size else None


def rejects_place(name: str, store: Path) -> Path:
    """Return where the rejected rows of a file go: the current folder, or the store's where that may not be written."""
    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else store.resolve().parent
    return folder / f"{name}.rejects.csv"
