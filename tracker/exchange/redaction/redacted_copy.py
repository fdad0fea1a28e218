"""A temporary copy of what a query selects, from which everything that is to be left out is taken before any export."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tracker.exchange.redaction.asked import Redaction, read_redaction
from tracker.exchange.redaction.cleaning import Cleaning
from tracker.exchange.redaction.columns import LEFT_OUT
from tracker.exchange.redaction.origins import origins_instead
from tracker.exchange.redaction.removal import Removal
from tracker.exchange.redaction.sentence import KEY
from tracker.exchange.redaction.telling import telling_terms
from tracker.exchange.to_sqlite import export_sqlite
from tracker.exchange.writing import Progress
from tracker.store.connection import open_reader, open_store
from tracker.store.derived import refresh_incidents
from tracker.store.finding_marks import mark_everything
from tracker.store.findings import keep_findings
from tracker.store.images import to_json
from tracker.store.results import Query
from tracker.store.tables import LOAD_ORDER
from tracker.store.transaction import write_transaction

_PLURALS = {"identity": "identities", "party": "parties", "incident": "cases"}
_NAMES = {"incident": "case"}

_NEVER_OUT: Final = ("finding_about", "finding", "finding_due", "import_run", "draft", "saved_view", "filter_history")
"""Tables emptied: findings are worked out anew, and the others name files, filters and unfinished work."""


@contextmanager
def redacted_copy(store: Path, query: Query, asked: Sequence[str], progress: Progress) -> Iterator[Path]:
    """Yield a store with what `query` selects, without what is to be left out; it is deleted afterwards.

    Raises:
        FieldError: What is asked is no source and no field that can be left out.
        NotFoundError: No source answers to a name.
        StoreError: The store cannot be read.
        ExportError: There is no room for the copy.
    """
    reader = open_reader(store)
    try:
        redaction = read_redaction(reader, asked)
    finally:
        reader.close()
    # Findings follow from records that a selection of findings alone would leave behind.
    selected = query if query.target != "findings" else None
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        copy = Path(folder) / store.name
        export_sqlite(store, copy, selected, progress)
        connection = open_store(copy)
        try:
            redact(connection, redaction)
        finally:
            connection.close()
        yield copy


def redact(connection: sqlite3.Connection, redaction: Redaction) -> None:
    """Take out of a store of one's own what is to be left out, work out anew what follows, and say so in it."""
    origins = origins_instead(connection, redaction.source_ids)
    with write_transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        terms = telling_terms(connection, redaction)
        removal = Removal(connection, redaction.source_ids)
        _drop_judgements(connection, redaction, removal)
        # What two stores made of one record: each side may hold what is left out of the record itself.
        removal.gone["conflict"] = {row[0] for row in connection.execute("SELECT id FROM conflict")}
        cleaning = Cleaning(redaction.fields, terms, removal.ids, origins)
        for table in _NEVER_OUT:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        _forget_old_sources(connection, redaction.source_ids)
        removal.delete()
        _clean_rows(connection, cleaning)
        _clean_history(connection, cleaning)
        said = _sentence(redaction, removal.counts(), terms.taken_out)
        connection.execute("INSERT OR REPLACE INTO store_info VALUES (?, ?)", (KEY, said))
        connection.execute("DELETE FROM store_info WHERE key = 'exported_filter'")
        refresh_incidents(connection, [row[0] for row in connection.execute("SELECT id FROM incident ORDER BY id")])
        mark_everything(connection)
    keep_findings(connection)
    _drop_dismissals(connection)


def _drop_judgements(connection: sqlite3.Connection, redaction: Redaction, removal: Removal) -> None:
    """Let an analyst's answer on a field that is left out go with it."""
    named = redaction.fields | ({"position"} if {"lat", "lon"} & redaction.fields else frozenset())
    rows = connection.execute(
        "SELECT id FROM judgement WHERE property IN (SELECT value FROM json_each(?))", (json.dumps(sorted(named)),)
    )
    removal.gone.setdefault("judgement", set()).update(row[0] for row in rows)


def _forget_old_sources(connection: sqlite3.Connection, source_ids: frozenset[int]) -> None:
    """Where a row was once said to rest on a source that goes, keep only what it came to be."""
    rows = connection.execute(
        "SELECT DISTINCT table_name, row_id FROM change_row WHERE"
        " json_extract(before, '$.source_id') IN (SELECT value FROM json_each(:ids))"
        " OR json_extract(after, '$.source_id') IN (SELECT value FROM json_each(:ids))",
        {"ids": str(sorted(source_ids))},
    ).fetchall()
    for row in rows:
        where = "table_name = ? AND row_id = ?"
        which = tuple(row)
        connection.execute(
            f"DELETE FROM change_row WHERE {where} AND id <"  # noqa: S608 - our own text
            f" (SELECT max(id) FROM change_row WHERE {where})",
            which * 2,
        )
        connection.execute(f"UPDATE change_row SET before = NULL WHERE {where}", which)  # noqa: S608


def _clean_rows(connection: sqlite3.Connection, cleaning: Cleaning) -> None:
    for table in LOAD_ORDER:
        changed = []
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - our own names
            clean = cleaning.cleaned(table, dict(row))
            different = {column: value for column, value in clean.items() if value != row[column]}
            if different:
                changed.append((row["id"], different))
        for row_id, values in changed:
            places = ", ".join(f'"{column}" = ?' for column in values)
            connection.execute(f'UPDATE "{table}" SET {places} WHERE id = ?', (*values.values(), row_id))  # noqa: S608


def _clean_history(connection: sqlite3.Connection, cleaning: Cleaning) -> None:
    for row in connection.execute("SELECT id, table_name, before, after FROM change_row").fetchall():
        images = [
            to_json(cleaning.cleaned(row["table_name"], json.loads(row[side]))) if row[side] else None
            for side in ("before", "after")
        ]
        if images != [row["before"], row["after"]]:
            connection.execute("UPDATE change_row SET before = ?, after = ? WHERE id = ?", (*images, row["id"]))
    for row in connection.execute("SELECT id, made_by, summary, why FROM change").fetchall():
        words = [row[name] and cleaning.terms.without(row[name]) for name in ("made_by", "summary", "why")]
        if "analyst" in cleaning.fields:
            words[0] = LEFT_OUT
        connection.execute("UPDATE change SET made_by = ?, summary = ?, why = ? WHERE id = ?", (*words, row["id"]))


def _drop_dismissals(connection: sqlite3.Connection) -> None:
    """Delete the dismissals of findings that no longer follow: their sentences may quote what is left out."""
    with write_transaction(connection):
        rows = connection.execute(
            """SELECT id FROM dismissal WHERE NOT EXISTS (
                   SELECT 1 FROM finding WHERE finding.rule = dismissal.rule AND finding.sentence = dismissal.sentence
                     AND finding.vessel_id IS dismissal.vessel_id AND finding.sighting_id IS dismissal.sighting_id)"""
        ).fetchall()
        for row in rows:
            connection.execute("DELETE FROM change_row WHERE row_id = ?", (row["id"],))
            connection.execute("DELETE FROM dismissal WHERE id = ?", (row["id"],))


def _sentence(redaction: Redaction, counts: Counter[str], taken_out: int) -> str:
    parts = []
    if redaction.source_ids:
        others = [_counted(count, table) for table, count in counts.items() if table not in ("source", "judgement")]
        resting = f" with what rests on {'it' if len(redaction.source_ids) == 1 else 'them'} alone"
        told = f" ({', '.join(others)})" if others else ""
        parts.append(f"{_counted(len(redaction.source_ids), 'source')} left out{resting}{told}")
    if redaction.fields:
        names = ", ".join(sorted(redaction.fields))
        parts.append(f"{'field' if len(redaction.fields) == 1 else 'fields'} {names} emptied in every record")
    if taken_out:
        parts.append("words that would give these away taken out of other texts")
    return f"Redacted: {'; '.join(parts)}. Verdicts and findings are those of what is left."


def _counted(count: int, table: str) -> str:
    one = _NAMES.get(table, table)
    return f"{count} {one if count == 1 else _PLURALS.get(table, f'{one}s')}"
