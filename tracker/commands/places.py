"""Where the default store lies, and how a store is made on first use."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def store_path(named: str | None) -> Path:
    """Return the store to use: the one named, else `TRACKER_STORE`, else the default one."""
    given = named or os.environ.get("TRACKER_STORE")
    if given:
        return Path(given).expanduser()
    return default_store()


def default_store() -> Path:
    """Return where the default store lies."""
    import platformdirs

    return platformdirs.user_data_path("tracker") / "tracker.db"


def ensure_store(named: str | None) -> Path:
    """Return the store to use; the default one is made, with the starter cases, when it is not there yet.

    Raises:
        StoreError: A named store does not exist, or the default one cannot be made.
    """
    path = store_path(named)
    if path.exists() or named or os.environ.get("TRACKER_STORE"):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    say(f"First run: making your store at {path}")
    make_store(path, empty=False)
    return path


def make_store(path: Path, *, empty: bool) -> int:
    """Make a new store at `path`; return how many starter records it holds.

    Raises:
        StoreError: There is a file already, or the store cannot be made.
    """
    from tracker.domain.errors import StoreError
    from tracker.store.connection import open_store

    if path.exists() and path.stat().st_size:
        raise StoreError(f"{path}: there is a file already; nothing was changed. Name a new file.")
    connection = open_store(path, create=True)
    try:
        if empty:
            return 0
        from tracker.store.findings import keep_findings, mark_if_rules_changed
        from tracker.store.starter import load_starter

        loaded = load_starter(connection, by="starter cases", progress=_show_progress)
        mark_if_rules_changed(connection)
        keep_findings(connection)
        return loaded
    finally:
        connection.close()


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\rLoading the documented cases: {done} of {total} records{end}")
        sys.stderr.flush()


def say(sentence: str) -> None:
    """Say something to the person, on stderr; stdout is for data."""
    print(sentence, file=sys.stderr)
