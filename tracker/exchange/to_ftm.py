"""What is selected, with all it refers to, as FollowTheMoney entities: one JSON object a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.events import analyst_entities, incident_entities, sighting_entities
from tracker.exchange.ftm.parties import listing_entities, party_entities, role_entities
from tracker.exchange.ftm.selected import Selected
from tracker.exchange.ftm.sources import source_entities
from tracker.exchange.ftm.vessels import vessel_entities
from tracker.exchange.redaction.sentence import REDACTION, redaction_sentence
from tracker.exchange.whole_records import selected_records
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.reference import load_reference
from tracker.store.results import Query


def export_ftm(store: Path, path: Path, query: Query, progress: Progress = no_progress) -> Exported:
    """Write the entities of what `query` selects to `path`; without a filter, of the whole store.

    Raises:
        ExportError: The file cannot be written.
        StoreError: The store cannot be read.
    """
    counts: Counter[str] = Counter()
    with (
        selected_records(store, query) as connection,
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as handle,
    ):
        said = redaction_sentence(connection)
        if said:
            handle.write(_redaction_note(said).line())
        for number, entity in enumerate(_entities(Selected(connection, load_reference())), 1):
            counts[entity.schema] += 1
            handle.write(entity.line())
            if number % 500 == 0:
                progress(number, None)
    return Exported(path, dict(counts))


def _entities(selected: Selected) -> Iterator[Entity]:
    """Yield all entities; one that names another comes after it."""
    yield from source_entities(selected)
    yield from vessel_entities(selected)
    yield from party_entities(selected)
    yield from incident_entities(selected)
    yield from sighting_entities(selected)
    yield from role_entities(selected)
    yield from listing_entities(selected)
    yield from analyst_entities(selected)


def _redaction_note(sentence: str) -> Entity:
    entity = Entity(REDACTION, "Note")
    entity.add("name", "Redacted")
    entity.add("description", sentence)
    return entity
