"""A sighting written out: everything one source reports, field by field."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import cast

from tracker.domain.records import Incident, Sighting, Source, Vessel
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import STANCES
from tracker.exchange.documents.finding_lines import finding_lines
from tracker.exchange.documents.history_lines import history_section
from tracker.exchange.documents.model import Document, Line, Section
from tracker.exchange.documents.phrases import (
    date_in_words,
    details_of,
    filled,
    flags_in_words,
    grade_in_words,
    position_in_words,
    source_in_words,
)
from tracker.store.records import get
from tracker.store.reference import load_reference


def sighting_document(connection: sqlite3.Connection, sighting_id: int) -> Document:
    """Write out the sighting `sighting_id`.

    Raises:
        NotFoundError: There is no such sighting.
    """
    sighting = cast("Sighting", get(connection, "sighting", sighting_id))
    source = cast("Source", get(connection, "source", sighting.source_id))
    vessel = cast("Vessel", get(connection, "vessel", sighting.vessel_id)) if sighting.vessel_id else None
    incident = cast("Incident", get(connection, "incident", sighting.incident_id)) if sighting.incident_id else None
    name = sighting.name_shown or (vessel.name if vessel else "unnamed vessel")
    place = f", {sighting.place}" if sighting.place else ""
    retracted = "; retracted" if sighting.retracted_at else ""
    return Document(
        record_id=sighting.id,
        table="sighting",
        title=f"{name}, {date_in_words(sighting.date)}{place}",
        subtitle=f"as reported by {source_in_words(source)}{retracted}",
        sections=(
            Section("Reported", tuple(reported_lines(sighting, load_reference()))),
            Section("Evidence", tuple(evidence_lines(sighting, source))),
            Section("Belongs to", tuple(_links(incident, vessel))),
            Section(
                "Indicators that fire",
                tuple(finding_lines(connection, sighting.id)),
                "each a reason to look, no verdict",
            ),
            history_section(connection, sighting.id),
        ),
    )


def reported_lines(sighting: Sighting, reference: Reference) -> Iterator[Line]:
    """Yield what a sighting reports, field by field."""
    yield from filled(
        ("id", f"{sighting.id}  {sighting.slug or sighting.uid}"),
        ("date", f"{date_in_words(sighting.date)}  ({sighting.date})" if sighting.date else None),
        ("place", sighting.place),
        ("position", position_in_words(sighting)),
        ("name shown", sighting.name_shown),
        ("IMO shown", sighting.imo_shown),
        ("MMSI shown", sighting.mmsi_shown),
        ("call sign", sighting.call_sign_shown),
        ("flag", flags_in_words(sighting, reference)),
        ("vessel type", sighting.vessel_type),
        ("length, m", sighting.length_m),
        ("gross tonnage", sighting.gross_tonnage),
        ("speed, knots", sighting.speed_knots),
        ("course", sighting.course_degrees),
        ("observer", sighting.observer),
        ("activity", sighting.activity),
        ("origin", sighting.origin),
        ("destination", sighting.destination),
        ("cargo", sighting.cargo),
        ("refusals", sighting.refusals),
        ("outcome", sighting.outcome),
    )
    yield from filled(*details_of(sighting).items())


def evidence_lines(sighting: Sighting, source: Source) -> Iterator[Line]:
    """Yield who says it, how well graded, in which words and where, and what was printed."""
    yield Line(source.title, "source", source.id, source.url)
    yield from filled(
        ("published", source_in_words(source)),
        ("grade", grade_in_words(sighting, source)),
        ("said by", sighting.said_by),
        ("stance", STANCES[sighting.stance]),
        ("statement", sighting.statement),
        ("hedge", sighting.hedge),
        ("locator", sighting.locator),
        ("note", sighting.note),
    )
    for column, printed in (json.loads(sighting.as_printed) if sighting.as_printed else {}).items():
        yield Line(str(printed), f"{column}, as printed")
    if source.url:
        yield Line(source.url, "address", url=source.url)


def _links(incident: Incident | None, vessel: Vessel | None) -> Iterator[Line]:
    if incident:
        yield Line(incident.title, "incident", incident.id)
    if vessel:
        yield Line(vessel.name, "vessel", vessel.id)
