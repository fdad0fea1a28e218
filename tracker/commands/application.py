"""Run the terminal application."""

from __future__ import annotations

import gc
import os
import sys

from tracker.commands.places import ensure_store, say
from tracker.domain.errors import TrackerError
from tracker.terminal.memory import share_memory_among_threads

_SWITCH_SECONDS = 0.001


def run_application(store: str | None) -> None:
    """Open the application on the store named, or on the default one; exit 1 with a sentence if that fails."""
    # Nothing made while starting is garbage: collecting it would only delay the first rows.
    gc.disable()
    # How often the screen may be painted: what is typed should not wait for the sixtieth part of a second.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    share_memory_among_threads()
    try:
        path = ensure_store(store)
        from tracker.terminal.settings import load_settings

        settings = load_settings()
        _bring_up_to_date(path)
        from tracker.terminal.app import TrackerApp

        app = TrackerApp(path, settings)
    except TrackerError as error:
        say(str(error))
        sys.exit(1)
    # Workers read and check beside the screen: whoever types gets the interpreter within a millisecond.
    sys.setswitchinterval(_SWITCH_SECONDS)
    app.run()
    sys.exit(app.return_code or 0)


def _bring_up_to_date(path: object) -> None:
    """Migrate an older store before the application reads it; a store that may not be written is only read."""
    from tracker.domain.errors import StoreError
    from tracker.store.connection import open_reader, open_store

    try:
        open_reader(str(path)).close()
    except StoreError:
        open_store(str(path)).close()
