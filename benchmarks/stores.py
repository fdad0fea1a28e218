"""The stores that the benchmarks look at: drawn once, kept in a folder that is named, or thrown away at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multiplied import multiply
from synthetic import draw

from tracker.store.connection import open_store
from tracker.store.findings import keep_findings, mark_if_rules_changed

_DRAWN_AT_MOST = 1_000_000
"""Sightings of a store that is drawn one by one; more are so many times as many of these."""


@contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    """Yield the folder to work in."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@contextmanager
def copied(kept: Path | None, sightings: int) -> Iterator[Path]:
    """Yield a copy of a drawn store, to be written to, in a folder of its own; the program begins with sightings."""
    with folder(kept) as place, tempfile.TemporaryDirectory(dir=kept) as name:
        work = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(work / "settings")
        settings = work / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ["TRACKER_SETTINGS"] = str(settings)
        yield Path(shutil.copy(drawn(place, sightings), work / "store.db"))


def drawn(place: Path, sightings: int) -> Path:
    """Return a store of so many sightings, drawn now unless the folder has it."""
    path = place / f"{sightings}.db"
    if not path.exists() and sightings > _DRAWN_AT_MOST:
        unfinished = place / f"{sightings}.unfinished.db"
        multiply(drawn(place, _DRAWN_AT_MOST), unfinished, sightings // _DRAWN_AT_MOST)
        unfinished.rename(path)
    if not path.exists():
        unfinished = place / f"{sightings}.unfinished.db"
        unfinished.unlink(missing_ok=True)
        draw(unfinished, sightings, min(20_000, max(20, sightings // 50)), min(2_000, sightings // 10), 500)
        store = open_store(unfinished)
        mark_if_rules_changed(store)
        # The rules look at every ship for some milliseconds; those of a small store are looked at before.
        keep_findings(store, at_most=2_000)
        store.execute("ANALYZE")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        unfinished.rename(path)
    return path
