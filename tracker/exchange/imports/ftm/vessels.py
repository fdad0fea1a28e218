"""Ships: the vessel itself with what the file says of her build, and the parties that her entity names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.identities import property_identities
from tracker.exchange.imports.ftm.identity_notes import ToldIdentity, told_identity
from tracker.exchange.imports.ftm.kept import Kept
from tracker.exchange.imports.ftm.parties import party_record
from tracker.exchange.imports.ftm.schemas import VESSEL_PARTIES
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_value
from tracker.exchange.imports.model import Entry, FoundRecord, ImportOptions, Rejected
from tracker.exchange.imports.printed_values import imo_or_printed, number_of

_INVALID_IMO: Final = "IMO number as recorded, which is no valid one: "
_LENGTH: Final = "Length "
_METRES: Final = " m"


def ship_name(entity: FtmEntity) -> str:
    """Return what to call a ship: the name the publisher chose, the first one, or else a number."""
    names = (*entity.all("name"), *entity.all("alias"), *entity.all("previousName"), *entity.all("weakAlias"))
    caption = entity.said("caption")
    if caption in names:
        return caption
    numbers = [
        f"{word} {number}" for word, name in (("IMO", "imoNumber"), ("MMSI", "mmsi")) for number in entity.all(name)
    ]
    return next(iter((*names, *(number.replace("IMO IMO", "IMO ") for number in numbers))), "")


def ship_item(entity: FtmEntity, kept: Kept, options: ImportOptions) -> Entry | Rejected:
    """Return a ship with what she is called, and the roles of the parties that her entity names."""
    name = ship_name(entity)
    if not name:
        return entity.refused("name", "", "is missing; a ship has a name, an IMO number or an MMSI.")
    marks: list[str] = []
    told = Told(entity)
    notes = [one for note in kept.notes_on(entity.id) if (one := told_identity(note, kept, options.reference))]
    values = _values(told, name, notes, marks)
    identities = list(property_identities(told, values, notes, options.reference, marks))
    roles = _roles(told, kept, options, marks)
    values["note"] = told.joined("notes", by="\n")
    values["as_printed"] = told.as_printed(**values.pop("printed"))
    vessel = FoundRecord("vessel", entity.id, values, uid=entity.uid)
    return Entry(entity.line, (vessel, *identities, *roles), tuple(dict.fromkeys(marks)))


def _values(told: Told, name: str, notes: Sequence[ToldIdentity], marks: list[str]) -> dict[str, Any]:
    entity = told.entity
    told.note("name", name)
    printed: dict[str, str] = {}
    built = dated(told, "buildDate", "Built ")
    undated = (text for text in entity.all("buildDate") if date_value(text) is None)
    marks.extend(f"buildDate {text!r} is no date; it is kept as printed." for text in undated)
    tonnage = "grossRegisteredTonnage" if entity.first("grossRegisteredTonnage") or not entity.uid else "tonnage"
    gross = number_of(entity.first(tonnage))
    if gross is not None:
        text = told.first(tonnage)
        if f"{gross:.15g}" != text:
            printed["gross_tonnage"] = text
    return {
        "name": name,
        "imo": _imo(told, notes),
        "type": told.first("type") or None,
        "built": built,
        "gross_tonnage": gross,
        "length_m": _length(told),
        "printed": printed,
    }


def _imo(told: Told, notes: Sequence[ToldIdentity]) -> str | None:
    """Return the ship's own number; one that cannot be right is hers only where our own export says so."""
    entity = told.entity
    recorded = [text for text in entity.all("summary") if text.startswith(_INVALID_IMO)]
    for text in recorded:
        told.note("summary", text)
    numbers = [imo_or_printed(number, []) for number in entity.all("imoNumber")]
    for text in recorded:
        number = text.removeprefix(_INVALID_IMO)
        if not numbers or not any(note.says("imo", number) for note in notes):
            return number
    return next((number for number in numbers[:1] if imo_check_digit_holds(number)), None)


def _length(told: Told) -> float | None:
    for text in told.entity.all("summary"):
        if text.startswith(_LENGTH) and text.endswith(_METRES):
            length = number_of(text.removeprefix(_LENGTH).removesuffix(_METRES))
            if length is not None:
                told.note("summary", text)
                return length
    return None


def _roles(told: Told, kept: Kept, options: ImportOptions, marks: list[str]) -> list[FoundRecord]:
    found: list[FoundRecord] = []
    for name, role in VESSEL_PARTIES.items():
        for party_id in told.entity.all(name):
            party = kept.get(party_id)
            record = party_record(party, options.reference) if party else None
            if record is None:
                marks.append(f"{name} {party_id!r} is the id of no party in this file; it is kept as printed.")
                continue
            told.note(name, party_id)
            references = {"party_id": record.key, "vessel_id": told.entity.id}
            found.append(FoundRecord("role", f"{told.entity.id}/{role}/{party_id}", {"role": role}, references))
    return found
