"""The application: its screens, settings and theme, and the store it looks at."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import App
from textual.command import Provider

from tracker.store.connection import open_reader
from tracker.terminal.actions import bindings
from tracker.terminal.messages import RecordRequested, StoreChanged
from tracker.terminal.reader import BackgroundReader
from tracker.terminal.screens.browse import BrowseScreen
from tracker.terminal.settings import Settings
from tracker.terminal.store_watch import LOOK_EVERY_SECONDS, StoreWatch
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.facet_panel import FacetPanel
from tracker.terminal.widgets.own_keys import run_bound_key
from tracker.terminal.widgets.record_table import RecordTable
from tracker.terminal.work_on_imports import WorkOnImports

_LEFT_TO_BINDINGS = (RecordTable, DocumentView, FacetPanel)
"""Widgets with no keys but those of bindings."""

_THREADS = 24
"""More than there are kinds of background work: asyncio's own number, 6 on two processors, would have readings wait."""


def _action_commands() -> type[Provider]:
    """Return the palette's source of commands, loaded when the palette is first opened."""
    from tracker.terminal.palette import ActionCommands

    return ActionCommands


class TrackerApp(WorkOnImports):
    """The tracker in a terminal."""

    TITLE = "tracker"
    # Textual reads a screen's own style sheet when it is pushed, and then styles everything anew, which takes longer
    # than writing out a record; and the screen at the bottom is never pushed.
    CSS_PATH: ClassVar = ["screens/browse.tcss", "screens/record.tcss"]
    BINDINGS: ClassVar = bindings("app")
    COMMANDS: ClassVar = App.COMMANDS | {_action_commands}

    def __init__(self, store_path: Path, settings: Settings | None = None) -> None:
        """Look at the store at `store_path`.

        Raises:
            StoreError: It cannot be opened.
        """
        super().__init__()
        self.store_path = store_path
        self.settings = settings or Settings()
        self.connection = open_reader(store_path)
        self.reader = BackgroundReader(store_path)
        self._watch = StoreWatch(self.connection)

    def get_default_screen(self) -> BrowseScreen:
        """Return the screen at the bottom of the stack."""
        return BrowseScreen(self.connection, self.settings.start_table)

    def on_mount(self) -> None:
        """Take the user's theme and keys."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "tracker"))
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme
        else:
            self.notify(
                f"Settings name an unknown theme {self.settings.theme!r}; the usual one is used.",
                severity="warning",
                markup=False,
            )
        if self.settings.keymap:
            self.set_keymap(dict(self.settings.keymap))
        self.set_interval(LOOK_EVERY_SECONDS, self._look_for_changes)

    def on_unmount(self) -> None:
        """Close the store."""
        self.stop_checking()
        self.stop_import()
        self.reader.close()
        self.connection.close()
        self.close_writer()

    def _look_for_changes(self) -> None:
        # Findings that are being written here are shown when the check is done.
        if self._watch.look(only_records=self.is_checking):
            for screen in self.screen_stack:
                screen.post_message(StoreChanged())

    def written(self, record_id: int | None = None) -> None:
        """Tell every screen that this process changed the store."""
        self._watch.take_as_seen()
        super().written(record_id)

    async def on_event(self, event: events.Event) -> None:
        """Deal with a key before the next one where the focus leaves all keys to bindings."""
        self.note_input(event)
        if (
            isinstance(event, events.Key)
            and not event.is_forwarded
            and self.app_focus
            and isinstance(self.focused, _LEFT_TO_BINDINGS)
            and await run_bound_key(self, event)
        ):
            return
        await super().on_event(event)

    @property
    def browse(self) -> BrowseScreen:
        """The screen at the bottom of the stack."""
        return next(screen for screen in self.screen_stack if isinstance(screen, BrowseScreen))

    @on(RecordRequested)
    async def _on_record_requested(self, event: RecordRequested) -> None:
        event.stop()
        await self.open_record(event.record_id)

    @on(DocumentView.Copied)
    def _on_copied(self, event: DocumentView.Copied) -> None:
        event.stop()
        self.copy_to_clipboard(event.text)
        self.notify(f"Copied the {event.what}.", markup=False, timeout=2)

    @on(DocumentView.JudgementAsked)
    def _on_judgement(self, event: DocumentView.JudgementAsked) -> None:
        event.stop()
        self.judge(event.incident_id, event.property)

    @on(DocumentView.DismissalAsked)
    def _on_dismissal(self, event: DocumentView.DismissalAsked) -> None:
        event.stop()
        self.dismiss_finding(event.finding_id)

    @on(DocumentView.AddressOpened)
    def _on_address(self, event: DocumentView.AddressOpened) -> None:
        event.stop()
        self.show_address(event.url)

    async def open_record(self, record_id: int) -> None:
        """Show a record full-screen; one that is shown as part of another opens in its form instead."""
        from tracker.store.records import table_of
        from tracker.terminal.screens.record import RecordScreen

        if table_of(self.connection, record_id) in ("identity", "listing", "role"):
            await self.edit_record(record_id)
        else:
            await self.push_screen(RecordScreen(record_id))

    def show_address(self, url: str) -> None:
        """Open a web address in the browser where there is one, and show it in any case."""
        from tracker.domain.plain_text import visible

        if url.startswith(("http://", "https://")):
            self.open_url(url)
        self.notify(visible(url), title="Web address", markup=False, timeout=15)

    async def action_help(self) -> None:
        """Show the keys of the focused part."""
        from tracker.terminal.screens.help import HelpScreen

        focused = type(self.focused).__name__ if self.focused else ""
        await self.push_screen(HelpScreen(focused, type(self.screen).__name__, self.settings.keymap))
