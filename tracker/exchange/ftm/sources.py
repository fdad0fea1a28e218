"""Sources as articles; the text pasted from them stays in the store."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.records import Source
from tracker.domain.vocabulary import RELIABILITIES
from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.selected import Selected, add_date
from tracker.exchange.ftm.values import text_value, url_value


def source_entities(selected: Selected) -> Iterator[Entity]:
    """Yield an article for each source; one that retells another names it."""
    for source in selected.records(Source):
        entity = Entity(source.uid, "Article")
        entity.add("title", text_value(source.title))
        entity.add("publisher", text_value(source.publisher))
        entity.add("author", text_value(source.author))
        entity.add("sourceUrl", url_value(source.url), url_value(source.archive_url))
        entity.add("keywords", text_value(source.kind))
        add_date(entity, "publishedAt", source.published, "Published")
        add_date(entity, "retrievedAt", source.accessed, "Accessed")
        entity.add("summary", f"Reliability {source.reliability}: {RELIABILITIES[source.reliability]}")
        if source.language:
            entity.add("summary", text_value(f"Language: {source.language}"))
        original = selected.source(source.derived_from)
        if original:
            entity.add("summary", text_value(f"Retells: {original.title}"))
            entity.add("proof", original.uid)
        entity.add("notes", text_value(source.note))
        yield entity
