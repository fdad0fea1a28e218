"""Write a dossier of what a query selects to a file, entry by entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from tracker.exchange.dossier.compose import entry_of
from tracker.exchange.dossier.cover import cover_of, headings_of
from tracker.exchange.dossier.model import Cover, Entry
from tracker.exchange.dossier.to_html import html_pages
from tracker.exchange.dossier.to_markdown import markdown_pages
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.clock import now
from tracker.store.results import Query, ordered_ids

Renderer = Callable[[Cover, Iterable[Entry]], Iterator[str]]
RENDERERS: Final[dict[str, Renderer]] = {"html": html_pages, "markdown": markdown_pages}


def export_dossier(
    connection: sqlite3.Connection,
    path: Path,
    query: Query,
    progress: Progress = no_progress,
    *,
    form: str,
    store_name: str,
    made_at: str | None = None,
) -> Exported:
    """Write the records that `query` selects, each whole, to `path`.

    Args:
        connection: The store.
        path: The file to write.
        query: What to write out, in which order.
        progress: Told the records written, and how many there are.
        form: `html` or `markdown`.
        store_name: What the store's file is called, for the cover.
        made_at: The UTC second that the cover names; now, where none is given.

    Raises:
        ExportError: The file cannot be written.
    """
    ids = list(ordered_ids(connection, query))
    cover = cover_of(connection, store_name, query, headings_of(connection, query.table, ids), made_at or now())
    with taking_the_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        for piece in RENDERERS[form](cover, _entries(connection, query.table, ids, progress)):
            handle.write(piece)
    return Exported(path, {query.target: len(ids)})


def _entries(connection: sqlite3.Connection, table: str, ids: list[int], progress: Progress) -> Iterator[Entry]:
    for number, record_id in enumerate(ids, 1):
        yield entry_of(connection, table, record_id)
        progress(number, len(ids))
