"""The selected records that stand, and what the entities made of them share: uids, sources and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TypeVar

from tracker.domain.records import Record, Source
from tracker.domain.reference import Reference
from tracker.exchange.documents.phrases import date_in_words
from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.values import date_value, name_value, text_value, url_value
from tracker.store.statement import joined
from tracker.store.tables import TABLE_OF

Kept = TypeVar("Kept", bound=Record)


class Selected:
    """Reads what the temporary table `selected` names."""

    def __init__(self, connection: sqlite3.Connection, reference: Reference) -> None:
        """Read from `connection`."""
        self.connection = connection
        self.reference = reference
        self._uids: dict[str, dict[int, str]] = {}
        self._sources: dict[int, Source] = {}

    def records(self, of: type[Kept], order: str = "id") -> Iterator[Kept]:
        """Yield the selected records of a kind that are not retracted."""
        table = TABLE_OF[of]
        chosen = "id IN (SELECT id FROM selected WHERE table_name = ?) AND retracted_at IS NULL"
        cursor = self.connection.execute(joined("SELECT * FROM", table, "WHERE", chosen, "ORDER BY", order), (table,))
        for row in cursor:
            yield of.from_row(row)

    def uid(self, table: str, record_id: int | None) -> str | None:
        """Return the uid of a selected record, or None where it is retracted or not selected."""
        if record_id is None:
            return None
        if table not in self._uids:
            chosen = "id IN (SELECT id FROM selected WHERE table_name = ?) AND retracted_at IS NULL"
            rows = self.connection.execute(joined("SELECT id, uid FROM", table, "WHERE", chosen), (table,))
            self._uids[table] = {row["id"]: row["uid"] for row in rows}
        return self._uids[table].get(record_id)

    def source(self, source_id: int | None) -> Source | None:
        """Return a selected source."""
        if not self._sources:
            self._sources = {source.id: source for source in self.records(Source)}
        return self._sources.get(source_id) if source_id is not None else None

    def cite(self, entity: Entity, source_id: int | None, locator: str | None = None) -> None:
        """Say in `entity` who says so: publisher, address and the document that proves it."""
        source = self.source(source_id)
        if source is None:
            return
        entity.add("publisher", text_value(source.publisher))
        entity.add("sourceUrl", url_value(source.url))
        entity.add("proof", source.uid)
        if locator:
            entity.add("description", text_value(f"In {source.title}: {locator}"))


def add_date(entity: Entity, name: str, edtf: str | None, words: str) -> None:
    """Add a date to a property, or where it is not exact, the date in words to the summary."""
    exact = date_value(edtf)
    entity.add(name, exact)
    if edtf and not exact:
        entity.add("summary", text_value(f"{words} {date_in_words(edtf)}"))


def titled(text: str) -> str:
    """Return a name that is never empty."""
    return name_value(text) or "Untitled"
