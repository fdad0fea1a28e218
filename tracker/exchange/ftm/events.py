"""Incidents and sightings as events, tied to each other and to the ships; what analysts made of them as notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tracker.domain.partial_dates.model import OPEN_END, OPEN_START
from tracker.domain.records import Dismissal, Incident, Judgement, Sighting
from tracker.domain.vocabulary import CASE_PROPERTIES, INCIDENT_KINDS
from tracker.exchange.documents.phrases import (
    date_in_words,
    details_of,
    flags_in_words,
    grade_in_words,
    position_in_words,
)
from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.selected import Selected, titled
from tracker.exchange.ftm.values import address_value, date_value, name_value, text_value

TOLD: Final = (
    ("Name shown", "name_shown"), ("IMO number", "imo_shown"), ("MMSI", "mmsi_shown"), ("Call sign", "call_sign_shown"),
    ("Type", "vessel_type"), ("Length in metres", "length_m"), ("Gross tonnage", "gross_tonnage"),
    ("Knots", "speed_knots"), ("Course in degrees", "course_degrees"), ("Observer", "observer"),
    ("Activity", "activity"), ("From", "origin"), ("To", "destination"), ("Cargo", "cargo"),
    ("Boarding refused", "refusals"), ("Outcome", "outcome"), ("Said by", "said_by"), ("Hedge", "hedge"),
)  # fmt: skip
"""What a sighting's description tells, and its column; the import of these files reads it back."""

_STANCE_TITLES: Final = {"asserts": "", "denies": "Denied: ", "declines": "Not confirmed: ", "quotes": "Quoted: "}
_SHIP_ROLES: Final = {"asserts": "reported", "denies": "denied", "declines": "not confirmed", "quotes": "quoted"}


def incident_entities(selected: Selected) -> Iterator[Entity]:
    """Yield an event for each incident, from the first to the last day that its sightings can mean."""
    for incident in selected.records(Incident):
        entity = Entity(incident.uid, "Event")
        entity.add("name", titled(incident.title))
        entity.add("summary", text_value(incident.summary))
        entity.add("recordId", text_value(incident.slug))
        kinds = selected.connection.execute(
            "SELECT kind FROM incident_kind WHERE incident_id = ? ORDER BY kind", (incident.id,)
        )
        entity.add("keywords", *(text_value(INCIDENT_KINDS.get(row["kind"], row["kind"])) for row in kinds))
        entity.add("keywords", text_value(incident.keywords))
        entity.add("description", text_value(incident.legal_basis))
        entity.add("notes", text_value(incident.note))
        extent = selected.connection.execute(
            "SELECT date_earliest, date_latest FROM incident_extent WHERE incident_id = ?", (incident.id,)
        ).fetchone()
        if extent:
            _add_span(entity, extent["date_earliest"], extent["date_latest"])
        yield entity


def sighting_entities(selected: Selected) -> Iterator[Entity]:
    """Yield an event for each sighting, and its ties to the ship and to the incident."""
    for sighting in selected.records(Sighting):
        yield _sighting(selected, sighting)
        vessel = selected.uid("vessel", sighting.vessel_id)
        if vessel:
            yield _tie(f"{sighting.uid}-vessel", vessel, sighting.uid, _SHIP_ROLES[sighting.stance])
        incident = selected.uid("incident", sighting.incident_id)
        if incident:
            yield _tie(f"{sighting.uid}-incident", sighting.uid, incident, "part of")


def _tie(uid: str, subject: str, target: str, role: str) -> Entity:
    entity = Entity(uid, "UnknownLink")
    entity.add("subject", subject)
    entity.add("object", target)
    entity.add("role", role)
    return entity


def _sighting(selected: Selected, sighting: Sighting) -> Entity:
    entity = Entity(sighting.uid, "Event")
    ship = sighting.name_shown or "ship"
    place = f", {sighting.place}" if sighting.place else ""
    when = date_in_words(sighting.date)
    entity.add("name", titled(f"{_STANCE_TITLES[sighting.stance]}{ship}{place}, {when}"))
    entity.add("date", date_value(sighting.date))
    if sighting.date and not date_value(sighting.date):
        _add_span(entity, sighting.date_earliest, sighting.date_latest)
    entity.add("location", address_value(sighting.place))
    entity.add("namesMentioned", name_value(sighting.name_shown))
    entity.add("recordId", text_value(sighting.slug))
    entity.add("summary", text_value(sighting.statement))
    entity.add("notes", text_value(sighting.note))
    source = selected.source(sighting.source_id)
    flags = flags_in_words(sighting, selected.reference)
    values = ((label, getattr(sighting, name)) for label, name in TOLD)
    told = [
        f"Stance: {sighting.stance}",
        f"Date: {when}",
        f"Position: {position_in_words(sighting)}" if sighting.lat is not None else "",
        f"Flags: {flags}" if flags else "",
        *(f"{label}: {_shown(value)}" for label, value in values if value is not None),
        *(f"{name}: {value}" for name, value in details_of(sighting).items()),
        f"Grade: {grade_in_words(sighting, source)}",
    ]
    entity.add("description", text_value("\n".join(line for line in told if line)))
    selected.cite(entity, sighting.source_id, sighting.locator)
    return entity


def _shown(value: str | float) -> str:
    return f"{value:.15g}" if isinstance(value, float) else value


def _add_span(entity: Entity, earliest: str | None, latest: str | None) -> None:
    entity.add("startDate", earliest[:10] if earliest and earliest != OPEN_START else None)
    entity.add("endDate", latest[:10] if latest and latest != OPEN_END else None)


def analyst_entities(selected: Selected) -> Iterator[Entity]:
    """Yield a note for each judgement on an incident and each finding set aside."""
    for judgement in selected.records(Judgement):
        incident = selected.uid("incident", judgement.incident_id)
        label = CASE_PROPERTIES.get(judgement.property, judgement.property)
        lines = (
            f"Judged: {judgement.value or 'undecided'}",
            f"Likelihood: {judgement.likelihood}" if judgement.likelihood else "",
            f"Confidence: {judgement.confidence}" if judgement.confidence else "",
            f"Reasoning: {judgement.reasoning}",
            f"Analyst: {judgement.analyst}, {judgement.created_at}",
        )
        yield _note(judgement.uid, f"Judgement on the {label}", lines, incident)
    for dismissal in selected.records(Dismissal):
        about = selected.uid("vessel", dismissal.vessel_id), selected.uid("sighting", dismissal.sighting_id)
        said = (
            f"Finding of the rule {dismissal.rule}, version {dismissal.version}: {dismissal.sentence}",
            f"Set aside because: {dismissal.reasoning}",
            f"Analyst: {dismissal.analyst}, {dismissal.created_at}",
        )
        yield _note(dismissal.uid, "Finding set aside", said, *about)


def _note(uid: str, name: str, lines: Iterable[str], *about: str | None) -> Entity:
    entity = Entity(uid, "Note")
    entity.add("name", titled(name))
    entity.add("entity", *about)
    entity.add("description", text_value("\n".join(line for line in lines if line)))
    return entity
