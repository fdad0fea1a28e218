"""An incident written out: what is settled and contested, who says what, the ships, parties and history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.agreement import PropertyAgreement, agree
from tracker.domain.partial_dates import PartialDate, describe, parse_edtf
from tracker.domain.partial_dates.model import moment
from tracker.domain.records import Sighting
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import INCIDENT_KINDS, INCIDENT_STATUSES
from tracker.exchange.documents.agreement_lines import agreement_lines
from tracker.exchange.documents.finding_lines import finding_lines
from tracker.exchange.documents.history_lines import history_section
from tracker.exchange.documents.identity_lines import on_day_in_words
from tracker.exchange.documents.model import Document, Line, Section
from tracker.exchange.documents.phrases import (
    date_in_words,
    filled,
    flags_in_words,
    grade_of,
    source_in_words,
)
from tracker.store.records import Case, case
from tracker.store.reference import load_reference

_CLOSE_DAYS = 62
"""Days that a case's date may cover for it to say what a ship was called then."""


def incident_document(connection: sqlite3.Connection, incident_id: int) -> Document:
    """Write out the incident `incident_id`.

    Raises:
        NotFoundError: There is no such incident.
    """
    reference = load_reference()
    found = case(connection, incident_id)
    incident = found.incident
    verdicts = agree(found.sightings, found.sources, judgements=found.judgements, reference=reference)
    contested = sum(verdict.verdict == "contested" for verdict in verdicts)
    kinds = ", ".join(INCIDENT_KINDS.get(kind, kind) for kind in incident.kinds)
    return Document(
        record_id=incident.id,
        table="incident",
        title=incident.title,
        subtitle=", ".join(
            filter(None, (kinds, INCIDENT_STATUSES[incident.status], incident.retracted_at and "retracted"))
        ),
        sections=(
            Section("Case", tuple(_case_lines(found))),
            Section(
                "What sources say",
                tuple(agreement_lines(verdicts, found.sources)),
                f"{contested} contested" if contested else "none contested",
            ),
            Section(
                "Indicators that fire",
                tuple(finding_lines(connection, incident.id, name_ships=len(found.vessels) > 1)),
                "on this case or its ships; each a reason to look, no verdict",
            ),
            Section(
                "Sightings",
                tuple(line for sighting in found.sightings for line in sighting_lines(sighting, found, reference)),
                f"{len(found.sightings)}, in time order",
            ),
            Section("Notes", (Line(incident.note),) if incident.note else ()),
            Section("Vessels", tuple(_vessel_lines(found, case_day(verdicts)))),
            Section("Parties", tuple(_party_lines(found))),
            Section("Sources", tuple(_source_lines(found)), str(len(found.sources))),
            history_section(connection, incident.id),
        ),
    )


def _case_lines(found: Case) -> Iterator[Line]:
    incident = found.incident
    if incident.summary:
        yield Line(incident.summary)
    yield from filled(
        ("id", f"{incident.id}  {incident.slug or incident.uid}"),
        ("legal basis", incident.legal_basis),
        ("keywords", incident.keywords),
    )


def sighting_lines(sighting: Sighting, found: Case, reference: Reference) -> Iterator[Line]:
    """Yield one sighting of a case: date and place, then what it says, then source and grade."""
    source = found.sources.get(sighting.source_id)
    head = f"{date_in_words(sighting.date)}  {sighting.place or ''}".rstrip()
    yield Line(head, record_id=sighting.id, emphasis="strong")
    vessel = found.vessels.get(sighting.vessel_id or 0)
    name = sighting.name_shown or (vessel.name if vessel else "")
    said = " ".join(
        filter(
            None,
            (sighting.said_by, sighting.stance if sighting.said_by or sighting.stance != "asserts" else ""),
        )
    )
    yield from filled(
        ("ship", "  ".join(filter(None, (name, sighting.vessel_type)))),
        ("flag", flags_in_words(sighting, reference)),
        ("said", ": ".join(filter(None, (said, sighting.statement)))),
        ("activity", sighting.activity),
        ("cargo", sighting.cargo),
        ("route", " to ".join(filter(None, (sighting.origin, sighting.destination)))),
        ("outcome", sighting.outcome),
        depth=1,
    )
    locator = f"  [{sighting.locator}]" if sighting.locator else ""
    yield Line(
        f"{grade_of(sighting, source)} {source_in_words(source)}{locator}",
        "source",
        record_id=sighting.source_id,
        url=source.url if source else None,
        depth=1,
        emphasis="dim",
    )


def case_day(verdicts: list[PropertyAgreement]) -> PartialDate | None:
    """Return the best supported date of a case if it is close enough to ask who a ship was then."""
    best = next((verdict.best for verdict in verdicts if verdict.property == "date"), None)
    if best is None:
        return None
    day = parse_edtf(best.value)
    return day if (moment(day.latest) - moment(day.earliest)).days <= _CLOSE_DAYS else None


def _vessel_lines(found: Case, day: PartialDate | None) -> Iterator[Line]:
    for vessel in found.vessels.values():
        about = ", ".join(
            filter(
                None,
                (vessel.type, vessel.imo and f"IMO {vessel.imo}", vessel.built and f"built {vessel.built}"),
            )
        )
        yield Line(f"{vessel.name}  {about}".rstrip(), record_id=vessel.id)
        if day:
            identities = [identity for identity in found.identities if identity.vessel_id == vessel.id]
            sightings = [sighting for sighting in found.sightings if sighting.vessel_id == vessel.id]
            then = on_day_in_words(day, identities, sightings, found.sources)
            if then:
                yield Line(then, f"on {describe(day)}", depth=1)


def _party_lines(found: Case) -> Iterator[Line]:
    for role in found.roles:
        party = found.parties[role.party_id]
        yield Line(f"{party.name}: {role.role}", record_id=party.id)
        if party.note and party.note != role.role:
            yield Line(party.note, depth=1)


def _source_lines(found: Case) -> Iterator[Line]:
    for source in sorted(found.sources.values(), key=lambda s: (s.published_earliest or "9", s.id)):
        retells = found.sources.get(source.derived_from or 0)
        origin = f"  (retells {retells.publisher or retells.title})" if retells else ""
        yield Line(f"{source_in_words(source)}: {source.title}{origin}", source.reliability, source.id, source.url)
