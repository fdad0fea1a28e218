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
    "records": "whole records with all they refer to as JSON lines, to be imported again",
    "geojson": "sightings as points and vessels' tracks as lines, for a map",
    "kml": "the same with their dates, for an earth browser",
    "ftm": "FollowTheMoney entities as JSON lines, for tools that follow people and companies",
    "html": "a dossier to hand over or print, with tables and a map, in one file",
    "markdown": "the same dossier as Markdown text",
}

_ENDINGS: Final = {
    "sqlite": (".db", ".sqlite", ".sqlite3"),
    "csv": (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "records": (".records.jsonl",),
    "geojson": (".geojson",),
    "kml": (".kml",),
    "ftm": (".ftm.json", ".ftm.jsonl", ".ftm"),
    "html": (".html", ".htm"),
    "markdown": (".md", ".markdown"),
}
"""The endings of each format; the first is the one to suggest."""

_BY_ENDING: Final = dict(
    sorted(((ending, name) for name, endings in _ENDINGS.items() for ending in endings), key=lambda pair: -len(pair[0]))
)
"""The longest first, since `.ftm.json` ends in `.json`."""

_CACHE_IN_KIB: Final = 16_000
"""Rows are met in the order asked for, so in many places of the file: SQLite then keeps at least what leads to them."""

_OF_RECORDS: Final = ("sqlite", "records", "ftm")
"""The formats that hold what is selected with all it refers to."""


def format_of(path: Path, named: str | None = None) -> str:
    """Return the format asked for by name, or else by the file's ending.

    Raises:
        ExportError: Neither tells.
    """
    found = named or _BY_ENDING.get(_ending(path))
    if found not in FORMATS:
        raise ExportError(
            f"{path}: its ending names no format. End it in {', '.join(sorted(_BY_ENDING))}, or say"
            f" --as {'|'.join(FORMATS)}."
        )
    return found


def with_ending_of(path: Path, name: str) -> Path:
    """Return `path` with the usual ending of a format in place of the one it has."""
    stem = path.name[: len(path.name) - len(_ending(path))]
    return path.with_name(stem + _ENDINGS[name][0])


def _ending(path: Path) -> str:
    name = path.name.lower()
    return next((ending for ending in _BY_ENDING if name.endswith(ending)), "")


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
    if kind in _OF_RECORDS and query.target == "findings" and query.filter:
        raise ExportError(
            f"A file of the format {kind} holds records, and findings follow from them. Export vessels under a filter"
            " such as finding:mid-flag-mismatch, or these findings as csv or json."
        )
    if kind == "sqlite":
        from tracker.exchange.to_sqlite import export_sqlite

        return export_sqlite(store, path, query, progress)
    if kind == "records":
        from tracker.exchange.to_records import export_records

        return export_records(store, path, query, progress)
    if kind == "ftm":
        from tracker.exchange.to_ftm import export_ftm

        return export_ftm(store, path, query, progress)
    connection = open_reader(store)
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_IN_KIB}")
        if kind == "csv":
            from tracker.exchange.to_csv import export_csv

            return export_csv(connection, path, query, progress, raw=raw)
        if kind == "geojson":
            from tracker.exchange.to_geojson import export_geojson

            return export_geojson(connection, path, query, progress)
        if kind == "kml":
            from tracker.exchange.to_kml import export_kml

            return export_kml(connection, path, query, progress)
        if kind in ("html", "markdown"):
            from tracker.exchange.dossier.write import export_dossier

            return export_dossier(connection, path, query, progress, form=kind, store_name=store.name)
        from tracker.exchange.to_json import export_json

        return export_json(connection, path, query, progress, lines=kind == "jsonl")
    finally:
        connection.close()
