"""Links between entities: one that ties a party to a ship or an incident is a role."""

from __future__ import annotations

from itertools import product
from typing import Any, Final

from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.events import is_sighting
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.parties import party_record
from tracker.exchange.imports.ftm.schemas import LINKS
from tracker.exchange.imports.ftm.sources import cited
from tracker.exchange.imports.ftm.ties import ends_of
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.vessels import ship_name
from tracker.exchange.imports.model import Entry, FoundRecord, ImportOptions, LeftOut, Rejected

OF_NO_PARTY: Final = "link that ties no party to a ship or an incident"
_WITH_INCIDENT: Final = "-incident"
"""What our own export adds to the id of a role that ties a party to a ship and an incident: it is two links."""


def link_item(link: FtmEntity, kept: Kept, options: ImportOptions) -> Entry | Rejected | LeftOut:
    """Return the roles that a link gives."""
    whole = kept.get(link.id.removesuffix(_WITH_INCIDENT)) or link
    second = kept.get(f"{whole.id}{_WITH_INCIDENT}") if whole.uid else None
    if group_of(whole) != "link":
        whole, second = link, None
    incident_id: str | None = None
    if second is not None and second.id != whole.id:
        incident_id = next((end for end in second.all("object") if _column(kept.get(end)) == "incident_id"), None)
    found: list[FoundRecord] = []
    for one, other in product(*ends_of(whole)):
        ends = {end: kept.get(end) for end in (one, other)}
        for name, end in zip(LINKS[whole.schema], ends, strict=False):
            if ends[end] is None:
                return whole.refused(name, end, "is the id of no ship, party or event in this file.")
        party = next((end for end in (one, other) if party_record_of(ends[end], options) is not None), None)
        target = other if party == one else one
        column = _column(ends[target])
        if party is None or column is None:
            continue
        references = {"party_id": party, column: target, **({"incident_id": incident_id} if incident_id else {})}
        found.append(_role(whole, references, kept, len(found)))
    if not found:
        return LeftOut(whole.line, OF_NO_PARTY)
    kept.tell(whole)
    rows = 1
    if incident_id is not None and second is not None:
        kept.tell(second)
        rows = 2
    return Entry(whole.line, tuple(found), rows=rows)


def party_record_of(entity: FtmEntity | None, options: ImportOptions) -> FoundRecord | None:
    """Return the party that an end of a link is, or None where it is none."""
    return party_record(entity, options.reference) if entity is not None else None


def _column(end: FtmEntity | None) -> str | None:
    """Return the column of a role that an end of a link fills."""
    if end is None:
        return None
    if group_of(end) == "vessel":
        return "vessel_id" if ship_name(end) else None
    return "incident_id" if group_of(end) == "event" and not is_sighting(end) else None


def _role(link: FtmEntity, references: dict[str, str], kept: Kept, number: int) -> FoundRecord:
    told = Told(link)
    for name in LINKS[link.schema][:2]:
        told.all(name)
    source = cited(told, kept)
    values: dict[str, Any] = {
        "role": told.joined("role") or LINKS[link.schema][2],
        "valid_from": dated(told, "startDate", "From "),
        "valid_to": dated(told, "endDate", "To "),
    }
    # A role has no column for what else was printed, such as the percentage owned.
    values["note"] = told.note_text("description")
    if link.uid is not None and number == 0:
        return FoundRecord("role", link.id, values, {**references, **source}, link.uid)
    words = "/".join(str(values[name] or "") for name in ("role", "valid_from", "valid_to"))
    return FoundRecord("role", f"{link.id}/{'/'.join(references.values())}/{words}", values, {**references, **source})
