"""What the application does about imports: one at a time, on a thread of its own, whatever screen is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tracker.domain.plain_text import visible
from tracker.terminal.messages import ImportEnded
from tracker.terminal.work_on_identity import WorkOnIdentity

if TYPE_CHECKING:
    from tracker.terminal.running_import import ImportPlan, RunningImport

_NOTED_EVERY_SECONDS = 0.3


class WorkOnImports(WorkOnIdentity):
    """The application's verbs on imports."""

    latest_import: RunningImport | None = None
    """The import under way, or the last one since the program was started."""
    import_folder: Path | None = None
    """The folder from which a file was last named since the program was started."""
    _import_timer: Timer | None = None
    _leaves_when_over = False

    @property
    def is_importing(self) -> bool:
        """Whether an import is under way."""
        return self.latest_import is not None and not self.latest_import.is_over

    def stop_import(self) -> None:
        """Ask the import under way, if there is one, to leave the store as it was."""
        if self.latest_import is not None:
            self.latest_import.stop()

    def check_what_waits(self) -> None:
        """Run the rules on what changes have touched; while an import brings rows, they wait for its end."""
        if not self.is_importing:
            super().check_what_waits()

    async def open_import(self) -> None:
        """Show the import under way or how it ended; where there is nothing to show, ask for a file."""
        from tracker.terminal.screens.import_file.run_screen import ImportRunScreen
        from tracker.terminal.screens.import_file.screen import ImportScreen

        latest = self.latest_import
        if latest is not None and not latest.was_seen:
            await self.push_screen(ImportRunScreen(latest))
        else:
            await self.push_screen(ImportScreen())

    def begin_import(self, plan: ImportPlan) -> RunningImport:
        """Import a file beside everything else; what was begun goes on, whatever screen is closed."""
        from tracker.terminal.running_import import RunningImport, rejects_place

        running = RunningImport(plan, rejects_place(plan.path.name, self.store_path))
        self.latest_import = running
        self._run_import(running)
        self._tracker.browse.mount(Static(id="import-note", markup=False), before="#panes")
        self._import_timer = self.set_interval(_NOTED_EVERY_SECONDS, self._note_import)
        return running

    @work(thread=True, group="import", exit_on_error=False)
    def _run_import(self, running: RunningImport) -> None:
        running.run(self.store_path, self._tracker.settings.made_by)
        self.post_message(ImportEnded())

    def _note_import(self) -> None:
        """Say on the main screen how far the import is."""
        from tracker.terminal.in_words import counted, time_in_words

        running = self.latest_import
        if running is None or running.is_over:
            return
        left = running.seconds_left
        time_left = "" if left is None else f", about {time_in_words(left)} left"
        what = "Stopping the import of" if running.is_stopping else "Importing"
        said = f" {what} {running.plan.path.name}: {running.share:.0%}, {counted(running.rows, 'row')}{time_left}"
        for note in self._tracker.browse.query("#import-note").results(Static):
            note.update(Content(visible(f"{said}. i shows it.")))

    @on(ImportEnded)
    def _on_import_ended(self, event: ImportEnded) -> None:
        from tracker.terminal.screens.import_file.run_screen import ImportRunScreen
        from tracker.terminal.screens.import_file.stop_dialog import StopDialog

        event.stop()
        if self._import_timer is not None:
            self._import_timer.stop()
        self._tracker.browse.query("#import-note").remove()
        if isinstance(self.screen, StopDialog):
            # What it asks about is over.
            self.screen.dismiss(None)
        self.written()
        if self._leaves_when_over:
            self.exit()
        elif self.latest_import is not None and not any(isinstance(one, ImportRunScreen) for one in self.screen_stack):
            name = visible(self.latest_import.plan.path.name)
            said = "was not imported" if self.latest_import.problem else "is imported"
            self.notify(f"{name} {said}. i on the main screen shows what became of it.", markup=False, timeout=10)

    def undo_import(self, change_id: int) -> None:
        """Take back an import whole, whatever was done after it."""
        import sqlite3

        from tracker.store.undo import undo

        made_by = self._tracker.settings.made_by

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            change = undo(connection, by=made_by, change_id=change_id)
            return f"Undone: {change.summary.removeprefix('Undo: ')}", None

        self.write(act)

    async def action_quit(self) -> None:
        """Leave; while an import runs, ask first."""
        from tracker.terminal.screens.import_file.stop_dialog import StopDialog

        if not self.is_importing:
            await super().action_quit()
            return

        def leave(answer: str | None) -> None:
            if answer != "stop":
                return
            self._leaves_when_over = True
            self.stop_import()
            if not self.is_importing:
                self.exit()

        await self.push_screen(StopDialog("An import is under way. Stop it and leave?", may_go_on=False), leave)
