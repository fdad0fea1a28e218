"""The formats an export can have, by name and by the ending of the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tracker.exchange.writing import Exported, ExportError, Progress, no_progress
from tracker.store.connection import open_reader
from tracker.store.results import Query

FORMATS: Final = {
    "sqlite": "a complete store of what is selected, with all it refers to",
    "csv": "the rows, for a spreadsheet",
    "json": "the rows as one JSON array",
    "jsonl": "the rows as JSON lines",
    "geojson": "sightings as points and vessels' tracks as lines, for a map",
    "html": "a dossier to hand over or print, with tables and a map, in one file",
    "markdown": "the same dossier as Markdown text",
}

_ENDINGS: Final = {
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite",
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown",
}  # fmt: skip


def format_of(path: Path, named: str | None = None) -> str:
    """Return the format asked for by name, or else by the file's ending.

    Raises:
        ExportError: Neither tells.
    """
    found = named or _ENDINGS.get(path.suffix.lower())
    if found not in FORMATS:
        raise ExportError(
            f"{path}: its ending names no format. End it in {', '.join(_ENDINGS)}, or say --as {'|'.join(FORMATS)}."
        )
    return found


def export(
    store: Path,
    path: Path,
    query: Query,
    named: str | None = None,
    progress: Progress = no_progress,
    *,
    raw: bool = False,
    redact: Sequence[str] = (),
) -> Exported:
    """Write what `query` selects of `store` to `path` in the format named, or that its ending tells.

    Args:
        store: The store's file.
        path: The file to write.
        query: What to write.
        named: The format; by the file's ending, where none is named.
        progress: Told the records written.
        raw: In CSV, leave cells that look like formulas as they are.
        redact: What to leave out, with what would give it away: `source:SLUG` or `field:NAME` each. The query is
            then asked of what is left.

    Raises:
        ExportError: The file cannot be written, or the format is not known.
        FieldError: What to leave out is no source and no field.
        NotFoundError: No source answers to a name in `redact`.
        StoreError: The store cannot be read.
    """
    kind = format_of(path, named)
    if path.exists() and path.samefile(store):
        raise ExportError(f"{path}: is the store itself. Export to another file.")
    if redact:
        from tracker.exchange.redaction.redacted_copy import redacted_copy

        with redacted_copy(store, query, redact, progress) as copy:
            return export(copy, path, query, kind, progress, raw=raw)
    if kind == "sqlite":
        if query.target == "findings" and query.filter:
            raise ExportError(
                "A store holds records, and findings follow from them. Export vessels under a filter such as"
                " finding:mid-flag-mismatch, or these findings as csv or json."
            )
        from tracker.exchange.to_sqlite import export_sqlite

        return export_sqlite(store, path, query, progress)
    connection = open_reader(store)
    try:
        if kind == "csv":
            from tracker.exchange.to_csv import export_csv

            return export_csv(connection, path, query, progress, raw=raw)
        if kind == "geojson":
            from tracker.exchange.to_geojson import export_geojson

            return export_geojson(connection, path, query, progress)
        if kind in ("html", "markdown"):
            from tracker.exchange.dossier.write import export_dossier

            return export_dossier(connection, path, query, progress, form=kind, store_name=store.name)
        from tracker.exchange.to_json import export_json

        return export_json(connection, path, query, progress, lines=kind == "jsonl")
    finally:
        connection.close()
