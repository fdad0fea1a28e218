"""Keeps what is typed into a form in the store: the newest text wins, and nothing typed is lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping

from tracker.store.drafts import drop_draft, keep_draft
from tracker.terminal.writer import StoreWriter


class DraftKeeper:
    """The draft of one form: `keep` on the screen's thread, `write` on a worker's."""

    def __init__(self, writer: StoreWriter, form: str, record_id: int | None, draft_id: int | None) -> None:
        """Keep the draft of a form for `record_id`, from the state that `draft_id` holds on."""
        self._writer = writer
        self._form = form
        self._record_id = record_id
        self._lock = threading.Lock()
        self._waiting: dict[str, str] | None = None
        self._is_writing = False
        self._is_over = False
        self._was_asked = False
        self.draft_id = draft_id
        """The draft in the store; None before the first write."""

    @property
    def has_written(self) -> bool:
        """Whether there is a draft in the store, or one on its way there."""
        return self._was_asked or self.draft_id is not None

    def keep(self, texts: Mapping[str, str]) -> bool:
        """Take the newest texts; return whether `write` has to be called on a worker."""
        with self._lock:
            self._waiting = dict(texts)
            self._was_asked = True
            must_start = not self._is_writing
            self._is_writing = True
        return must_start

    def write(self) -> None:
        """Write until nothing newer waits.

        Raises:
            StoreError: The store cannot be written.
        """
        try:
            while self._writer.run(self._write_newest):
                pass
        except BaseException:
            # Otherwise no later key would be kept: each would wait for this writing to end.
            with self._lock:
                self._is_writing = False
            raise

    def finish(self, connection: sqlite3.Connection) -> None:
        """Forget the draft, and whatever still waits to be written; call it within `StoreWriter.run`."""
        self._is_over = True
        if self.draft_id is not None:
            drop_draft(connection, self.draft_id)
            self.draft_id = None

    def _write_newest(self, connection: sqlite3.Connection) -> bool:
        """Write what waits; False if nothing does. Runs within `StoreWriter.run`, so older text never comes last."""
        with self._lock:
            texts, self._waiting = self._waiting, None
            if texts is None or self._is_over:
                # A saved record's draft must not come back with a write that waited behind the saving.
                self._is_writing = False
                return False
        self.draft_id = keep_draft(connection, self._form, texts, record_id=self._record_id, draft_id=self.draft_id)
        return True
