"""The document of any record, whatever its table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from tracker.domain.records import Conflict
from tracker.exchange.documents.conflict_lines import conflict_lines
from tracker.exchange.documents.finding import finding_document
from tracker.exchange.documents.incident import incident_document
from tracker.exchange.documents.model import TEXT_WIDTH, Document, Section
from tracker.exchange.documents.party import party_document
from tracker.exchange.documents.sighting import sighting_document
from tracker.exchange.documents.source import source_document
from tracker.exchange.documents.vessel import vessel_document
from tracker.store.records import find, get, table_of

_WRITERS: dict[str, Callable[[sqlite3.Connection, int], Document]] = {
    "incident": incident_document,
    "sighting": sighting_document,
    "source": source_document,
    "party": party_document,
}

_OWNERS = {
    "identity": ("vessel_id",),
    "listing": ("vessel_id", "party_id"),
    "role": ("party_id",),
    "judgement": ("incident_id",),
    "dismissal": ("vessel_id", "sighting_id"),
}
"""Records that are shown as part of another: the columns that name it, in the order to try."""


def document_of(connection: sqlite3.Connection, record_id: int, width: int = TEXT_WIDTH) -> Document:
    """Write out a record, drawings in it `width` columns wide; one that belongs to another is shown within that.

    Raises:
        NotFoundError: No record has this id.
    """
    table = table_of(connection, record_id)
    if table is None:
        return finding_document(connection, record_id)
    if table == "vessel":
        return _with_conflicts(connection, vessel_document(connection, record_id, width))
    if table in _WRITERS:
        return _with_conflicts(connection, _WRITERS[table](connection, record_id))
    record = get(connection, table, record_id)
    if isinstance(record, Conflict):
        return document_of(connection, find(connection, record.record_uid)[1], width)
    owner = next(owner for column in _OWNERS[table] if (owner := getattr(record, column)) is not None)
    return document_of(connection, owner, width)


def _with_conflicts(connection: sqlite3.Connection, document: Document) -> Document:
    """Put what waits to be settled before anything else that is said of a record."""
    belonging = [(table, owners) for table, owners in _OWNERS.items() if f"{document.table}_id" in owners]
    statement = " UNION ALL ".join(
        (
            f"SELECT uid FROM {document.table} WHERE id = :id",  # noqa: S608 - our own names
            *(f"SELECT uid FROM {table} WHERE {document.table}_id = :id" for table, _ in belonging),  # noqa: S608
        )
    )
    uids = [row["uid"] for row in connection.execute(statement, {"id": document.record_id})]
    lines = tuple(conflict_lines(connection, uids))
    if not lines:
        return document
    section = Section("To settle", lines, "changed here and in another store")
    return replace(document, sections=(section, *document.sections))
