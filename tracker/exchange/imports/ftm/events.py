"""Events: an incident, or one of the sightings that our own export writes as events too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tracker.domain.vocabulary import INCIDENT_KINDS
from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.sighting import sighting_values
from tracker.exchange.imports.ftm.sources import cited
from tracker.exchange.imports.ftm.ties import Ties
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_value
from tracker.exchange.imports.ftm.vessels import ship_name
from tracker.exchange.imports.model import Entry, FoundRecord, ImportOptions

_SIGHTING: Final = "Stance: "
"""How our own export begins to describe a sighting."""
_KIND_OF: Final = {label: kind for kind, label in INCIDENT_KINDS.items()}


def is_sighting(event: FtmEntity) -> bool:
    """Whether an event is a sighting of our own export."""
    return any(text.startswith(_SIGHTING) for text in event.all("description"))


def event_items(event: FtmEntity, kept: Kept, ties: Ties, options: ImportOptions) -> Iterator[Entry]:
    """Yield an event, with the links that only tie it to its ship and its incident, after that incident."""
    if not is_sighting(event):
        yield from _incident_items(event, kept, ties)
        return
    links: list[FtmEntity] = []
    references: dict[str, str] = {}
    for column, target, link in _tied(event, kept, ties):
        if column not in references:
            references[column] = target.id
            links.append(link)
    incident = kept.get(references.get("incident_id", ""))
    if incident is not None:
        yield from _incident_items(incident, kept, ties)
    if not kept.tell(event):
        return
    told = Told(event)
    references.update(cited(told, kept))
    values = sighting_values(told, kept, options.reference)
    record = FoundRecord("sighting", event.id, values, references, event.uid)
    yield Entry(event.line, (record,), rows=1 + sum(kept.tell(link) for link in links))


def _incident_items(event: FtmEntity, kept: Kept, ties: Ties) -> Iterator[Entry]:
    """Yield an event as an incident, and where it is tied to ships, as a sighting of each."""
    if not kept.tell(event):
        return
    told = Told(event)
    source = cited(told, kept)
    ships = [(target, link) for column, target, link in _tied(event, kept, ties) if column == "vessel_id"]
    title = told.first("name") or event.said("caption") or event.first("summary") or event.id
    values = _incident_values(told)
    records = [FoundRecord("incident", event.id, {**values, "title": title}, uid=event.uid)]
    for ship in dict.fromkeys(target.id for target, _ in ships):
        of_ship = {"incident_id": event.id, "vessel_id": ship, **source}
        records.append(FoundRecord("sighting", f"{event.id}/{ship}", _as_sighting(event), of_ship))
    rows = 1 + sum(kept.tell(link) for link in {link.id: link for _, link in ships}.values())
    yield Entry(event.line, tuple(records), rows=rows)


def _incident_values(told: Told) -> dict[str, Any]:
    words = told.all("keywords")
    kinds = [_KIND_OF[word] for word in words if word in _KIND_OF]
    values: dict[str, Any] = {
        "status": "open",
        "kinds": kinds if kinds or told.entity.uid else ["other"],
        "keywords": "; ".join(word for word in words if word not in _KIND_OF) or None,
        "summary": told.joined("summary", by="\n"),
        "legal_basis": told.joined("description", by="\n") if told.entity.uid else None,
    }
    if told.entity.uid:
        # Our own export works these out from the sightings.
        told.all("startDate")
        told.all("endDate")
        values["slug"] = told.first("recordId") or None
    values["note"] = told.note_text("notes")
    return values


def _as_sighting(event: FtmEntity) -> dict[str, Any]:
    """Return what somebody else's event says of a ship that it is tied to."""
    told = Told(event)
    start, end = dated(told, "startDate"), dated(told, "endDate")
    span = date_value(f"{start}/{end}") if start and end and start != end else None
    values = {
        "date": dated(told, "date") or span or start or end,
        "place": told.joined("location", "address"),
        "activity": told.joined("name"),
        "statement": told.joined("summary", "description", by="\n"),
        "note": told.joined("notes", by="\n"),
        "locator": f"entity {event.id}",
    }
    return {**values, "as_printed": told.as_printed()}


def _tied(event: FtmEntity, kept: Kept, ties: Ties) -> Iterator[tuple[str, FtmEntity, FtmEntity]]:
    """Yield the ships and incidents that an event is tied to, each with its column and the link."""
    for other_id, link_id in ties.of(event.id):
        other, link = kept.get(other_id), kept.get(link_id)
        if other is None or link is None:
            continue
        if group_of(other) == "vessel" and ship_name(other):
            yield "vessel_id", other, link
        elif group_of(other) == "event" and is_sighting(event) and not is_sighting(other):
            yield "incident_id", other, link
