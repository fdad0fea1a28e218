"""Write a record out as an entry of a dossier: its document, with tables, pictures and full history put in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, cast

from tracker.domain.agreement import agree
from tracker.domain.records import Record, Sighting
from tracker.exchange.documents.incident import incident_document
from tracker.exchange.documents.model import Document, Section
from tracker.exchange.documents.of_record import document_of
from tracker.exchange.documents.vessel import vessel_document
from tracker.exchange.dossier.agreement_part import agreement_part
from tracker.exchange.dossier.findings_part import findings_part
from tracker.exchange.dossier.history_part import history_part
from tracker.exchange.dossier.lanes_part import lanes_part
from tracker.exchange.dossier.model import Entry, Part
from tracker.exchange.dossier.numbers import Numbers, numbered
from tracker.exchange.dossier.sightings_part import map_part, sightings_part
from tracker.exchange.dossier.sources_part import sources_part
from tracker.store.records import case, get, sources_with_origins, vessel_file
from tracker.store.reference import load_reference

KINDS: Final = {"incident": "Case", "vessel": "Vessel", "sighting": "Sighting", "source": "Source"}
"""What a record of each table is called above its title."""

SIGHTINGS_SHOWN: Final = 5_000
"""Sightings of one vessel that are written out; the newest ones, where there are more."""

_Parts = Callable[[Section], Iterable[Part]]


def entry_of(connection: sqlite3.Connection, table: str, record_id: int) -> Entry:
    """Return the record written out whole.

    Raises:
        NotFoundError: There is no such record.
    """
    if table == "incident":
        return _case_entry(connection, record_id)
    if table == "vessel":
        return _vessel_entry(connection, record_id)
    document = document_of(connection, record_id)
    numbers = numbered((), ())
    instead: dict[str, _Parts] = {
        "Indicators that fire": lambda section: [findings_part(connection, section, numbers)],
        "History": lambda _: [history_part(connection, [record_id], numbers)],
    }
    if table == "sighting":
        sighting = cast("Sighting", get(connection, "sighting", record_id))
        own_number = numbered([sighting], ())
        instead["Evidence"] = lambda section: [
            _as_it_is(section),
            sources_part(sources_with_origins(connection, [sighting.source_id]), numbered((), ())),
            map_part([sighting], own_number, document.title),
        ]
    return _entry(document, instead)


def _case_entry(connection: sqlite3.Connection, incident_id: int) -> Entry:
    found = case(connection, incident_id)
    document = incident_document(connection, incident_id)
    numbers = numbered(found.sightings, found.sources.values())
    verdicts = agree(found.sightings, found.sources, judgements=found.judgements, reference=load_reference())
    belonging = (found.incident, *found.sightings, *found.roles, *found.judgements)
    instead: dict[str, _Parts] = {
        "What sources say": lambda section: [agreement_part(verdicts, found.sources, numbers, section.note)],
        "Indicators that fire": lambda section: [
            *_lanes_of_ships(connection, found.vessels),
            map_part(found.sightings, numbers, document.title),
            findings_part(connection, section, numbers),
        ],
        "Sightings": lambda _: [sightings_part(found.sightings, found.sources, found.vessels, numbers)],
        "Sources": lambda _: [sources_part(found.sources, numbers)],
        "History": lambda _: [_history(connection, belonging, numbers)],
    }
    return _entry(document, instead)


def _lanes_of_ships(connection: sqlite3.Connection, vessels: Iterable[int]) -> Iterator[Part]:
    for vessel_id in vessels:
        found = vessel_file(connection, vessel_id, sighting_limit=SIGHTINGS_SHOWN)
        yield lanes_part(f"Identity of {found.vessel.name} over time", found.identities, found.sightings, found.sources)


def _vessel_entry(connection: sqlite3.Connection, vessel_id: int) -> Entry:
    found = vessel_file(connection, vessel_id, sighting_limit=SIGHTINGS_SHOWN)
    document = vessel_document(connection, vessel_id)
    numbers = numbered(found.sightings, found.sources.values())
    belonging = (found.vessel, *found.identities, *found.listings, *found.roles, *found.sightings)
    instead: dict[str, _Parts] = {
        "Timeline": lambda _: [
            lanes_part("Identity over time", found.identities, found.sightings, found.sources),
            map_part(found.sightings, numbers, document.title),
        ],
        "Indicators that fire": lambda section: [findings_part(connection, section, numbers)],
        "Sightings": lambda _: [
            sightings_part(found.sightings, found.sources, {}, numbers, _sighting_count(connection, vessel_id))
        ],
        "History": lambda _: [sources_part(found.sources, numbers), _history(connection, belonging, numbers)],
    }
    return _entry(document, instead)


def _sighting_count(connection: sqlite3.Connection, vessel_id: int) -> int:
    counted = connection.execute(
        "SELECT count(*) FROM sighting WHERE vessel_id = ? AND retracted_at IS NULL", (vessel_id,)
    )
    return int(counted.fetchone()[0])


def _history(connection: sqlite3.Connection, records: Iterable[Record], numbers: Numbers) -> Part:
    return history_part(connection, [record.id for record in records], numbers)


def _entry(document: Document, instead: Mapping[str, _Parts]) -> Entry:
    """Return the document's sections as parts, some of them replaced; parts without a word are left out."""
    parts = chain.from_iterable(
        instead[section.title](section) if section.title in instead else [_as_it_is(section)]
        for section in document.sections
    )
    return Entry(
        record_id=document.record_id,
        kind=KINDS.get(document.table, document.table.capitalize()),
        title=document.title,
        subtitle=document.subtitle,
        parts=tuple(part for part in parts if part.blocks),
    )


def _as_it_is(section: Section) -> Part:
    return Part(section.title, section.lines, section.note)
