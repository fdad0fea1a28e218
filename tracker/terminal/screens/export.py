"""Export what is filtered: ask where to, write on a worker thread with progress, say where it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, ProgressBar, RadioButton, RadioSet, Static
from textual.worker import get_current_worker

from tracker.domain.errors import TrackerError
from tracker.domain.plain_text import visible
from tracker.exchange.formats import FORMATS, export, with_ending_of
from tracker.exchange.writing import Cancelled
from tracker.store.results import Query
from tracker.terminal.widgets.dialog_input import DialogInput


class ExportDialog(ModalScreen[None]):
    """Writes what the table shows to a file."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "#export-path"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Cancel", priority=True)]

    @dataclass
    class Progressed(Message):
        """So many records are written."""

        done: int
        total: int | None

    @dataclass
    class Finished(Message):
        """The export ended: a sentence, and whether it succeeded."""

        sentence: str
        succeeded: bool

    def __init__(self, store: Path, query: Query, row_count: int | None) -> None:
        """Export what `query` selects of `store`."""
        super().__init__()
        self._store = store
        self._query = query
        self._row_count = row_count
        self._is_running = False

    def compose(self) -> ComposeResult:
        """Lay out format and path."""
        what = f"{self._query.target}" if self._row_count is None else f"{self._row_count:,} {self._query.target}"
        filtered = f" that match {self._query.filter.text}" if self._query.filter else ", all of them"
        with Vertical(classes="dialog"):
            yield Static(Content(visible(f"Export {what}{filtered}")), classes="dialog-title")
            with RadioSet(id="export-format"):
                for name, about in FORMATS.items():
                    yield RadioButton(Content(f"{name}: {about}"), value=name == "sqlite", name=name)
            yield DialogInput(str(Path.cwd() / self._suggested()), id="export-path")
            yield DialogInput(id="export-redact", placeholder="Leave out, such as source:nyt-light field:said_by")
            yield ProgressBar(id="export-progress", show_eta=False)
            yield Static("", id="export-problem", classes="dialog-problem", markup=False)
            yield Static(Content("Enter writes   Tab changes the format   Esc cancels"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Hide the progress until there is some."""
        self.query_one(ProgressBar).display = False

    def _suggested(self) -> str:
        day = datetime.now(UTC).strftime("%Y-%m-%d")
        return f"{self._store.stem}-{self._query.target}-{day}.db"

    @on(RadioSet.Changed)
    def _on_format(self, event: RadioSet.Changed) -> None:
        path = self.query_one("#export-path", Input)
        if Path(path.value).name:
            path.value = str(with_ending_of(Path(path.value), event.pressed.name or "sqlite"))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        # What stood there when Enter was pressed, whatever is typed after it.
        values = {field: self.query_one(f"#{field}", Input).value for field in ("export-path", "export-redact")}
        values[event.input.id or ""] = event.value
        path = values["export-path"].strip()
        if self._is_running or not path:
            return
        self._is_running = True
        self.query_one("#export-problem").remove_class("-shown")
        self.query_one(ProgressBar).display = True
        pressed = self.query_one(RadioSet).pressed_button
        redact = tuple(values["export-redact"].split())
        self._write(Path(path).expanduser(), pressed.name if pressed else None, redact)

    @work(thread=True, exclusive=True, group="export", exit_on_error=False)
    def _write(self, path: Path, named: str | None, redact: tuple[str, ...]) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int | None) -> None:
            if worker.is_cancelled:
                raise Cancelled("The export was called off; nothing was left behind.")
            self.post_message(self.Progressed(done, total))

        try:
            done = export(self._store, path, self._query, named, progress, redact=redact)
        except TrackerError as error:
            self.post_message(self.Finished(str(error), succeeded=False))
            return
        self.post_message(self.Finished(done.sentence(), succeeded=True))

    @on(Progressed)
    def _on_progress(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    @on(Finished)
    def _on_finished(self, event: Finished) -> None:
        self._is_running = False
        if event.succeeded:
            self.app.notify(visible(event.sentence), title="Exported", markup=False, timeout=15)
            self.dismiss(None)
            return
        self.query_one(ProgressBar).display = False
        problem = self.query_one("#export-problem", Static)
        problem.update(Content(visible(f"✗ {event.sentence}")))
        problem.add_class("-shown")

    def action_leave(self) -> None:
        """Call a running export off, or close."""
        if self._is_running:
            self.workers.cancel_group(self, "export")
        else:
            self.dismiss(None)
