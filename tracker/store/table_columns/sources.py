"""The columns of the table of sources."""

from __future__ import annotations

from typing import Final

from tracker.store.table_columns.cell_text import count_text, date_text, moment_text
from tracker.store.table_columns.column import Column, bookkeeping, computed, stored

_SIGHTINGS = "FROM sighting WHERE sighting.source_id = source.id AND sighting.retracted_at IS NULL"

SOURCE_COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "published",
        "Published",
        10,
        default=True,
        help="Date of publication (EDTF).",
        sql="source.published",
        order="source.published_earliest",
        show=date_text,
    ),
    stored("source", "publisher", "Publisher", 20, "Who published it.", default=True, prose=True),
    stored("source", "title", "Source", 50, "Title of the document.", default=True, prose=True),
    stored("source", "reliability", "Rel.", 4, "Admiralty reliability, A to F.", default=True),
    computed(
        "sightings",
        "Sight.",
        6,
        "How many sightings rest on it.",
        f"(SELECT count(*) {_SIGHTINGS})",
        default=True,
        align="right",
        show=count_text,
    ),
    stored("source", "kind", "Kind", 12, "Kind of document.", default=True),
    computed(
        "origin",
        "Retells",
        24,
        "The source that it retells.",
        "(SELECT coalesce(origin.publisher || ': ', '') || origin.title FROM source AS origin"
        " WHERE origin.id = source.derived_from)",
        default=True,
    ),
    computed(
        "incidents",
        "Inc.",
        4,
        "How many incidents it tells of.",
        f"(SELECT count(DISTINCT incident_id) {_SIGHTINGS})",
        align="right",
        show=count_text,
    ),
    computed(
        "retellings",
        "Retold",
        6,
        "How many sources retell it.",
        "(SELECT count(*) FROM source AS retelling WHERE retelling.derived_from = source.id"
        " AND retelling.retracted_at IS NULL)",
        align="right",
        show=count_text,
    ),
    stored("source", "author", "Author", 18, "Who wrote it.", prose=True),
    stored("source", "language", "Lang.", 5, "Language of the document."),
    stored("source", "url", "URL", 40, "Web address."),
    stored("source", "archive_url", "Archived at", 40, "Web address of an archived copy."),
    stored("source", "accessed", "Accessed", 10, "When it was read."),
    stored("source", "note", "Note", 40, "The analyst's note.", prose=True),
    stored("source", "text", "Text", 60, "Text of the document, where it is kept.", prose=True),
    stored("source", "sha256", "SHA-256", 20, "Digest of the document's file."),
    stored("source", "derived_from", "Retells id", 10, "Number of the source that it retells.", align="right"),
    stored("source", "published_earliest", "Earliest", 10, "Earliest moment it can be of.", show=moment_text),
    stored("source", "published_latest", "Latest", 10, "Latest moment it can be of.", show=moment_text),
    *bookkeeping("source"),
)
