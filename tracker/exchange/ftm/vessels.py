"""Vessels with their names, numbers and flags; identities that their source calls false are kept apart from these.

The stock model has no property for a false flag, name or number. The data set "DPRK Reports" of RUSI and the Korea
Risk Group calls them `fraudFlag`, `fraudAlias`, `fraudMmsi` and `fraudImoNumber`; they stand under these names beside
the properties, where tools hand them on instead of dropping them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tracker.domain.flags import describe_flag
from tracker.domain.records import Identity, Vessel
from tracker.exchange.documents.phrases import date_in_words
from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.selected import Selected, add_date, titled
from tracker.exchange.ftm.values import country_value, imo_value, name_value, text_value

_FLAG_BORNE: Final = ("registered", "flown", "documented", "listed")
"""The aspects whose flag is the ship's; one broadcast or claimed is only what somebody sent or said."""


def vessel_entities(selected: Selected) -> Iterator[Entity]:
    """Yield each vessel, then its identities one by one with their dates and sources."""
    identities: dict[int, list[Identity]] = defaultdict(list)
    for identity in selected.records(Identity, "vessel_id, valid_from_earliest IS NULL, valid_from_earliest, id"):
        identities[identity.vessel_id].append(identity)
    for vessel in selected.records(Vessel):
        of_vessel = identities.pop(vessel.id, [])
        yield _vessel(selected, vessel, of_vessel)
        for identity in of_vessel:
            yield _note(selected, vessel, identity)


def _vessel(selected: Selected, vessel: Vessel, identities: list[Identity]) -> Entity:
    entity = Entity(vessel.uid, "Vessel")
    entity.add("name", titled(vessel.name))
    _add_number(entity, vessel.imo)
    entity.add("type", text_value(vessel.type))
    add_date(entity, "buildDate", vessel.built, "Built")
    if vessel.gross_tonnage is not None:
        entity.add("tonnage", f"{vessel.gross_tonnage:.15g}")
    if vessel.length_m is not None:
        entity.add("summary", f"Length {vessel.length_m:.15g} m")
    entity.add("notes", text_value(vessel.note))
    for identity in identities:
        if identity.is_false:
            _add_false(selected, entity, identity)
        else:
            _add_borne(selected, entity, identity)
    return entity


def _add_number(entity: Entity, imo: str | None) -> None:
    entity.add("imoNumber", imo_value(imo))
    if imo and not imo_value(imo):
        entity.add("summary", text_value(f"IMO number as recorded, which is no valid one: {imo}"))


def _add_borne(selected: Selected, entity: Entity, identity: Identity) -> None:
    has_ended = identity.valid_to is not None and not identity.valid_to.endswith("..")
    name = name_value(identity.name)
    if name not in entity.properties["name"]:
        entity.add("previousName" if has_ended else "alias", name)
    _add_number(entity, identity.imo)
    entity.add("mmsi", text_value(identity.mmsi))
    entity.add("callSign", text_value(identity.call_sign))
    entity.add("registrationPort", text_value(identity.port_of_registry))
    if identity.aspect in _FLAG_BORNE:
        entity.add("pastFlags" if has_ended else "flag", country_value(identity.flag, selected.reference))


def _add_false(selected: Selected, entity: Entity, identity: Identity) -> None:
    flag = country_value(identity.flag, selected.reference) or text_value(identity.flag)
    entity.add_beside("fraudFlag", flag)
    entity.add_beside("fraudAlias", name_value(identity.name))
    entity.add_beside("fraudMmsi", text_value(identity.mmsi))
    entity.add_beside("fraudImoNumber", imo_value(identity.imo) or text_value(identity.imo))


def _note(selected: Selected, vessel: Vessel, identity: Identity) -> Entity:
    """Return an identity whole: the schema of a vessel has neither dates nor sources for its names and flags."""
    entity = Entity(identity.uid, "Note")
    kind = f"{'False identity' if identity.is_false else 'Identity'} ({identity.aspect})"
    entity.add("name", titled(f"{kind} of {vessel.name}"))
    entity.add("entity", vessel.uid)
    entity.add("namesMentioned", name_value(identity.name))
    said = {
        "Name": identity.name,
        "IMO number": identity.imo,
        "MMSI": identity.mmsi,
        "Call sign": identity.call_sign,
        "Flag": identity.flag and describe_flag(identity.flag, selected.reference),
        "Port of registry": identity.port_of_registry,
        "Owner": identity.owner,
        "Manager": identity.manager,
        "From": identity.valid_from and date_in_words(identity.valid_from),
        "To": identity.valid_to and date_in_words(identity.valid_to),
        "False": "the source calls this identity false" if identity.is_false else None,
    }
    entity.add("description", text_value("\n".join(f"{label}: {value}" for label, value in said.items() if value)))
    entity.add("notes", text_value(identity.note))
    selected.cite(entity, identity.source_id, identity.locator)
    return entity
