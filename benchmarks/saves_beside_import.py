"""A save while another process imports: python benchmarks/saves_beside_import.py

Another process imports a drawn CSV; this one saves a sighting now and then, in a store that holds some already. A save
some seconds after the last one finds the import in full swing; saves in a row find one that already makes way.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bulk_files import draw_log
from compiled import measure_compiled
from synthetic import draw

from tracker.store.connection import open_store
from tracker.store.write import recorded

PAUSES = {"one save every 2.5 s": 2.5, "one save after another": 0.2}
"""An import that somebody had to wait for makes way at once for two seconds."""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=150_000, help="Rows that are imported meanwhile.")
    parser.add_argument("--stored", type=int, default=100_000, help="Sightings that are there before.")
    asked = parser.parse_args()
    measure_compiled()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {asked.stored:,} sightings stored, {asked.rows:,} rows imported\n"
    )
    print("| what | saves | median, ms | 9 in 10 within, ms | longest, ms | import meanwhile, s |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
        draw_log(folder / "log.csv", asked.rows)
        for number, (what, pause) in enumerate(PAUSES.items()):
            store = folder / f"store{number}.db"
            draw(store, asked.stored, 20_000, 2_000, 500)
            taken, seconds = _saves(store, folder / "log.csv", pause)
            _report(what, taken, seconds)


def _saves(path: Path, file: Path, pause: float) -> tuple[list[float], float]:
    store = open_store(path)
    with recorded(store, by="bench", action="add", summary="Add source") as change:
        source = change.insert("source", {"title": "A report"})
    begun = time.perf_counter()
    command = [sys.executable, "-m", "tracker", "--store", str(path), "import", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = []
    time.sleep(1.5)
    while process.poll() is None:
        at = time.perf_counter()
        with recorded(store, by="bench", action="add", summary="Add sighting") as change:
            change.insert(
                "sighting", {"source_id": source, "name_shown": "LIGHT", "date": "2011-05-26", "note": "boarded"}
            )
        taken.append((time.perf_counter() - at) * 1_000)
        time.sleep(pause)
    seconds = time.perf_counter() - begun
    store.close()
    return taken[:-1], seconds  # the last may have come after the import


def _report(what: str, taken: list[float], seconds: float) -> None:
    within = sorted(taken)[int(len(taken) * 0.9)] if taken else 0.0
    cells = (str(len(taken)), *(f"{value:.0f}" for value in (statistics.median(taken), within, max(taken))))
    print(f"| {what} | {' | '.join(cells)} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
