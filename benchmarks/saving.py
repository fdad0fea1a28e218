"""How long saving a sighting takes while another process imports into the same store."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tracker.store.connection import open_store
from tracker.store.findings import keep_findings
from tracker.store.write import recorded

SAVES = 40
ROWS = 300_000


def save_while_importing(store: Path, place: Path) -> float:
    """Return the milliseconds of the slowest of many saves: record, history, search index and findings.

    A save is what the form does: one act in a transaction, then the rules on the ship concerned.
    """
    copy, bulk = place / "saving.db", place / "bulk.csv"
    shutil.copyfile(store, copy)
    with bulk.open("w", encoding="utf-8") as handle:
        handle.write("ship,seen,lat,lon,mmsi,note\n")
        for number in range(ROWS):
            day = f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
            handle.write(
                f"BULK {number % 5000},{day},{number % 90},{number % 180},{312000000 + number % 5000},row {number}\n"
            )
    connection = open_store(copy)
    connection.execute("DELETE FROM finding_due")
    source_id, vessel_id = connection.execute(
        "SELECT source_id, vessel_id FROM sighting WHERE vessel_id = (SELECT max(id) FROM vessel) LIMIT 1"
    ).fetchone()
    importing = subprocess.Popen(
        [sys.executable, "-m", "tracker", "--store", str(copy), "import", str(bulk)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=place,
    )
    taken = []
    try:
        before = _rows(connection)
        while _rows(connection) == before and importing.poll() is None:
            time.sleep(0.05)
        for number in range(SAVES):
            begun = time.perf_counter()
            with recorded(connection, by="Ada", action="add", summary="Add sighting") as change:
                change.insert(
                    "sighting",
                    {"source_id": source_id, "vessel_id": vessel_id, "date": "2024-05-26", "note": f"seen {number}"},
                )
            keep_findings(connection, at_most=1)
            taken.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.1)
        assert importing.poll() is None, "the import ended before the saves did: give it more rows"
    finally:
        importing.kill()
        importing.wait()
        connection.close()
        for path in place.glob("saving.db*"):
            path.unlink()
        bulk.unlink()
    return max(taken)


def _rows(connection: object) -> int:
    return int(connection.execute("SELECT max(id) FROM sighting").fetchone()[0])  # type: ignore[attr-defined]
