"""An import under way, and what became of it: bar, rates and time left, then an account that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from tracker.domain.plain_text import visible, visible_lines
from tracker.exchange.imports.formats import IMPORT_FORMATS
from tracker.store.undo import is_undone
from tracker.terminal.actions import bindings
from tracker.terminal.in_words import counted, grouped, size_in_words, time_in_words
from tracker.terminal.messages import StoreWritten
from tracker.terminal.running_import import RunningImport
from tracker.terminal.screens.import_file.stop_dialog import StopDialog
from tracker.terminal.screens.import_file.summary_text import summary_content
from tracker.terminal.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

_DRAWN_EVERY_SECONDS = 0.2


class ImportRunScreen(Screen[None]):
    """Shows one import; closing it leaves the import running, unless it is stopped."""

    CSS_PATH = "import.tcss"
    BINDINGS: ClassVar = bindings("import_run")
    AUTO_FOCUS = "#run-scroll"

    def __init__(self, running: RunningImport) -> None:
        """Show `running`."""
        super().__init__()
        self.running = running
        self._can_be_taken_back = False

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the progress and, for later, the account."""
        plan = self.running.plan
        yield Static(Content(visible(f"Import {plan.path.name}")), id="import-title")
        with VerticalScroll(id="run-scroll"):
            yield Static(Content(f"{visible(str(plan.path))}\n{IMPORT_FORMATS[plan.format_name][1]}"), id="run-file")
            yield ProgressBar(total=1.0, show_eta=False, id="run-bar")
            yield Static(id="run-account")
        yield Static(id="import-status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Draw how far it is, again and again."""
        self._drawing = self.set_interval(_DRAWN_EVERY_SECONDS, self._draw)
        self._draw()

    def _draw(self) -> None:
        if self.running.is_over:
            self._drawing.stop()
            self._draw_end()
        else:
            self._draw_progress()

    def _draw_progress(self) -> None:
        running = self.running
        self.query_one(ProgressBar).update(progress=running.share)
        if running.is_stopping:
            self._say("Stopping; what was written so far is taken back…", "Wait: the store will be as it was.")
            return
        left = running.seconds_left
        rate = f"{grouped(round(running.rows_a_second))} rows a second, " if running.rows else ""
        lines = [
            f"{counted(running.rows, 'row')} read, {size_in_words(running.done)} of {size_in_words(running.plan.size)}",
            f"{rate}{size_in_words(round(running.bytes_a_second))} a second",
            f"about {time_in_words(left)} left" if left is not None else "",
        ]
        self._say("\n".join(lines), "Esc: stop it, or go back to the tables and let it run.")

    def _draw_end(self) -> None:
        running = self.running
        running.was_seen = True
        change_id = self._change_id
        self._can_be_taken_back = change_id is not None and not is_undone(self.tracker.connection, change_id)
        self.refresh_bindings()
        self.query_one(ProgressBar).display = False
        summary = running.summary
        if summary is None:
            self._say(running.problem, "i imports another file. Esc closes.", is_wrong=not running.is_stopping)
            return
        account = [summary_content(summary, is_preview=False), Content("")]
        if summary.rejected:
            account.append(Content(visible(f"The rejected rows are in {running.rejects}")))
        if running.mapping_kept:
            account.append(Content(visible(running.mapping_kept)))
        self.query_one("#run-account", Static).update(Content("\n").join(account))
        self._say_status(self._afterwards())

    def _afterwards(self) -> str:
        if self._change_id is None:
            return "Nothing was changed. i imports another file. Esc closes."
        if not self._can_be_taken_back:
            return "Taken back: the store is as it was. i imports another file. Esc closes."
        return "It is in the store. u takes it back. i imports another file. Esc closes."

    @property
    def _change_id(self) -> int | None:
        return self.running.summary.change_id if self.running.summary else None

    def _say(self, account: str, status: str, *, is_wrong: bool = False) -> None:
        sign = "✗ " if is_wrong else ""
        self.query_one("#run-account", Static).update(Content(visible_lines(sign + account)))
        self._say_status(status, is_wrong=is_wrong)

    def _say_status(self, sentence: str, *, is_wrong: bool = False) -> None:
        line = self.query_one("#import-status", Static)
        line.set_class(is_wrong, "-wrong")
        line.update(Content(visible(sentence)))

    @on(StoreWritten)
    def _on_written(self) -> None:
        if self.running.is_over:
            self._draw_end()

    # -- actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done now."""
        if action == "undo_import":
            return self._can_be_taken_back
        if action == "import_another":
            return self.running.is_over
        return super().check_action(action, parameters)

    def action_undo_import(self) -> None:
        """Take the whole import back."""
        if self._change_id is not None:
            self._say_status("Taking it back…")
            self.tracker.undo_import(self._change_id)

    def action_import_another(self) -> None:
        """Import another file."""
        from tracker.terminal.screens.import_file.screen import ImportScreen

        self.app.switch_screen(ImportScreen())

    def action_close_run(self) -> None:
        """Close; while the import runs, ask whether to stop it."""
        if self.running.is_over:
            self.dismiss(None)
        else:
            self.app.push_screen(StopDialog("Stop the import?", may_go_on=True), self._answer)

    def _answer(self, answer: str | None) -> None:
        if answer == "stop":
            self.tracker.stop_import()
        elif answer == "leave":
            self.dismiss(None)
