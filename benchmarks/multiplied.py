"""A store of many millions of sightings in minutes: those of a smaller one several times, under other numbers."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def multiply(source: Path, path: Path, times: int) -> None:
    """Write to `path` the store at `source` with each of its sightings `times` times; their history is not repeated.

    Indexes are made and the search index is filled at the end, which takes a tenth of the time.
    """
    shutil.copy(source, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000", "locking_mode = EXCLUSIVE"):
            store.execute(f"PRAGMA {setting}")
        made_by = store.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'sighting' AND type IN ('index', 'trigger')"
            " AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in made_by:
            store.execute(f"DROP {kind} {name}")
        columns = [row[1] for row in store.execute("PRAGMA table_info(sighting)")][2:]
        number = store.execute("SELECT max(id) - min(id) + 1 FROM sighting").fetchone()[0]
        last = store.execute("SELECT max(id) FROM sighting").fetchone()[0]
        listed = ", ".join(columns)
        for time in range(1, times):
            store.execute(
                f"INSERT INTO sighting (id, uid, {listed}) SELECT id + ?, printf('%08x', ?) || substr(uid, 9), {listed}"
                " FROM sighting WHERE id <= ?",
                (time * number, time, last),
            )
        for _, _, sql in made_by:
            store.execute(sql)
        store.execute("INSERT INTO sighting_search (sighting_search) VALUES ('rebuild')")
        store.execute("UPDATE record_number SET last = (SELECT max(id) FROM sighting)")
        store.execute("ANALYZE")
        store.execute("PRAGMA locking_mode = NORMAL")
        store.execute("PRAGMA journal_mode = WAL")
