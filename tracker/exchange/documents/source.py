"""A source written out: what it is, what it retells and what retells it, and all it reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.vocabulary import RELIABILITIES, SOURCE_KINDS
from tracker.exchange.documents.history_lines import history_section
from tracker.exchange.documents.model import Document, Line, Section
from tracker.exchange.documents.phrases import date_in_words, filled, flags_in_words, shown_of, source_in_words
from tracker.store.records import SourceFile, source_file
from tracker.store.reference import load_reference


def source_document(connection: sqlite3.Connection, source_id: int) -> Document:
    """Write out the source `source_id`.

    Raises:
        NotFoundError: There is no such source.
    """
    found = source_file(connection, source_id)
    source = found.source
    retracted = ", retracted" if source.retracted_at else ""
    return Document(
        record_id=source.id,
        table="source",
        title=source.title,
        subtitle=f"{source_in_words(source)}{retracted}",
        sections=(
            Section("Source", tuple(_source_lines(found))),
            Section("Origin", tuple(_origin_lines(found))),
            Section(
                "Sightings",
                tuple(_sighting_lines(found)),
                shown_of(found.sightings, found.sighting_count, "first"),
            ),
            Section("Incidents", tuple(Line(i.title, record_id=i.id) for i in found.incidents.values())),
            history_section(connection, source.id),
        ),
    )


def _source_lines(found: SourceFile) -> Iterator[Line]:
    source = found.source
    yield from filled(
        ("id", f"{source.id}  {source.slug or source.uid}"),
        ("kind", SOURCE_KINDS.get(source.kind, source.kind)),
        ("publisher", source.publisher),
        ("author", source.author),
        ("published", date_in_words(source.published)),
        ("language", source.language),
        ("reliability", f"{source.reliability}: {RELIABILITIES[source.reliability]}"),
        ("accessed", source.accessed),
        ("SHA-256", source.sha256),
        ("note", source.note),
    )
    for label, url in (("address", source.url), ("archived", source.archive_url)):
        if url:
            yield Line(url, label, url=url)
    if source.text:
        yield Line(source.text, "text", detail=True)


def _origin_lines(found: SourceFile) -> Iterator[Line]:
    if found.original:
        yield Line(f"{source_in_words(found.original)}: {found.original.title}", "retells", found.original.id)
    else:
        yield Line("an origin of its own: it names no source that it retells")
    for retelling in found.retellings:
        yield Line(f"{source_in_words(retelling)}: {retelling.title}", "retold by", retelling.id)


def _sighting_lines(found: SourceFile) -> Iterator[Line]:
    reference = load_reference()
    for sighting in found.sightings:
        vessel = found.vessels.get(sighting.vessel_id or 0)
        name = sighting.name_shown or (vessel.name if vessel else None)
        parts = (
            name,
            sighting.place,
            flags_in_words(sighting, reference),
            sighting.statement or sighting.activity,
        )
        yield Line("; ".join(filter(None, parts)), date_in_words(sighting.date), sighting.id)
