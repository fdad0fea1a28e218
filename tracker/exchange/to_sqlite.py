"""A complete store of what a filter selects: records, what they refer to, their history, search and views."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.exchange.redaction.sentence import KEY as REDACTED
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.selection import ids_of, select_everything, select_with_references
from tracker.exchange.whole_store import copy_whole_store
from tracker.exchange.writing import Exported, ExportError, Progress, no_progress, taking_the_place_of
from tracker.store.connection import open_reader, open_store
from tracker.store.derived import refresh_incidents
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.results import Query
from tracker.store.tables import LOAD_ORDER
from tracker.store.transaction import write_transaction

_FINDING_TABLES = ("finding", "finding_about", "finding_due")
_CHECKED_AT_ONCE = 2_000
"""Ships on which the rules are run anew for a selection; in a larger one they wait for the program that opens it."""

_RANGES = ("inserted", "retracted", "restored")


def export_sqlite(store: Path, path: Path, query: Query | None, progress: Progress = no_progress) -> Exported:
    """Write the records that `query` selects, or all, as a store of their own to `path`.

    Raises:
        ExportError: `path` is the store itself, is open in another program, or cannot be written.
        StoreError: The store cannot be read.
    """
    _refuse_place(store, path)
    is_whole = query is None or not query.filter
    with taking_the_place_of(path) as temporary:
        # A redacted store is copied row by row, so that nothing it no longer holds goes along in its pages.
        if is_whole and not _is_redacted(store):
            counts = copy_whole_store(store, temporary, progress, lambda copy: _describe(copy, "main", store, None))
        else:
            counts = _copy_rows(store, temporary, None if is_whole else query, progress)
    return Exported(path, counts)


def _copy_rows(store: Path, path: Path, query: Query | None, progress: Progress) -> dict[str, int]:
    ids = None
    if query is not None:
        with closing(open_reader(store)) as reader:
            ids = ids_of(reader, query)
    with closing(open_store(path, create=True)) as target:
        target.execute("ATTACH ? AS original", (f"{store.absolute().as_uri()}?mode=ro",))
        with write_transaction(target):
            if ids is None or query is None:
                select_everything(target, "original")
            else:
                select_with_references(target, "original", ids, query.table)
            counts = _copy(target, progress, is_whole=ids is None)
            _describe(target, "original", store, query)
        target.execute("DETACH original")
        if ids is not None:
            # What a ship is found with must follow from the records in this file.
            mark_if_rules_changed(target)
            keep_findings(target, at_most=_CHECKED_AT_ONCE)
        target.execute("PRAGMA optimize")
        # One file that can be opened from a folder in which nothing may be written.
        target.execute("PRAGMA journal_mode = DELETE")
    return counts


def _is_redacted(store: Path) -> bool:
    with closing(open_reader(store)) as reader:
        return redaction_sentence(reader) is not None


def _refuse_place(store: Path, path: Path) -> None:
    if path.exists() and path.samefile(store):
        raise ExportError(f"{path}: is the store itself. Export to another file.")
    if path.with_name(path.name + "-wal").exists():
        raise ExportError(f"{path}: is open in another program. Close it there, or export to another file.")


def _copy(target: sqlite3.Connection, progress: Progress, *, is_whole: bool) -> dict[str, int]:
    target.execute("PRAGMA defer_foreign_keys = ON")
    total = int(target.execute("SELECT count(*) FROM selected").fetchone()[0])
    counts, done = {}, 0
    for table in LOAD_ORDER:
        cursor = target.execute(
            f"INSERT INTO main.{table} SELECT * FROM original.{table}"  # noqa: S608 - our own names
            f" WHERE id IN (SELECT id FROM selected WHERE table_name = '{table}')"
        )
        counts[table] = cursor.rowcount
        done += cursor.rowcount
        progress(done, total)
    target.execute(
        "INSERT INTO incident_kind SELECT * FROM original.incident_kind"
        " WHERE incident_id IN (SELECT id FROM selected WHERE table_name = 'incident')"
    )
    target.execute("UPDATE record_number SET last = (SELECT last FROM original.record_number)")
    if is_whole:
        for table in _FINDING_TABLES:
            target.execute(f"INSERT OR REPLACE INTO main.{table} SELECT * FROM original.{table}")  # noqa: S608
    _copy_history(target)
    incidents = [row[0] for row in target.execute("SELECT id FROM incident ORDER BY id")]
    refresh_incidents(target, incidents)
    return counts


def _copy_history(target: sqlite3.Connection) -> None:
    """Copy the changes of the selected records; ranges are narrowed to them."""
    target.execute("CREATE TEMP TABLE kept (id INTEGER PRIMARY KEY)")
    target.execute(
        "INSERT INTO kept SELECT DISTINCT change_id FROM original.change_row WHERE row_id IN (SELECT id FROM selected)"
    )
    narrowed: dict[int, dict[str, str]] = {}
    for row in target.execute("SELECT id, inserted, retracted, restored FROM original.change").fetchall():
        ranges = {name: _narrowed(target, row[name]) for name in _RANGES if row[name]}
        narrowed[row["id"]] = {name: text for name, text in ranges.items() if text}
        if narrowed[row["id"]]:
            target.execute("INSERT OR IGNORE INTO kept VALUES (?)", (row["id"],))
    target.execute(
        """INSERT INTO change (id, uid, made_at, made_by, action, summary, why, undoes)
           SELECT id, uid, made_at, made_by, action, summary, why,
                  CASE WHEN undoes IN (SELECT id FROM kept) THEN undoes END
           FROM original.change WHERE id IN (SELECT id FROM kept)"""
    )
    for change_id, ranges in narrowed.items():
        for name, text in ranges.items():
            target.execute(f"UPDATE change SET {name} = ? WHERE id = ?", (text, change_id))  # noqa: S608
    target.execute("INSERT INTO change_row SELECT * FROM original.change_row WHERE row_id IN (SELECT id FROM selected)")


def _narrowed(target: sqlite3.Connection, ranges: str) -> str:
    kept: dict[str, list[list[int]]] = {}
    for table, spans in json.loads(ranges).items():
        for first, last in spans:
            found = target.execute(
                "SELECT id FROM selected WHERE table_name = ? AND id BETWEEN ? AND ? ORDER BY id",
                (table, first, last),
            )
            for row in found:
                joined = kept.setdefault(table, [])
                if joined and joined[-1][1] + 1 == row["id"]:
                    joined[-1][1] = row["id"]
                else:
                    joined.append([row["id"], row["id"]])
    return json.dumps(kept) if kept else ""


def _describe(target: sqlite3.Connection, original: str, store: Path, query: Query | None) -> None:
    facts = {"exported_from": store.name}
    redacted = target.execute(
        f"SELECT value FROM {original}.store_info WHERE key = ?",  # noqa: S608 - our own names
        (REDACTED,),
    ).fetchone()
    if redacted:
        # The filter may name what was left out.
        facts[REDACTED] = redacted[0]
        target.execute("CREATE VIEW redaction AS SELECT value AS left_out FROM store_info WHERE key = 'redacted'")
    elif query is not None and query.filter:
        facts |= {"exported_target": query.target, "exported_filter": query.filter.text}
    target.executemany("INSERT OR REPLACE INTO store_info VALUES (?, ?)", facts.items())
