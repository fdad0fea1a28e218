"""The records of one entry of the UN list: a ship that is listed, or a party and the ships its comments name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.domain.reference import Reference
from tracker.exchange.imports.listed_ship import ListedShip, Party, entry_of_ship, listing_key, party_record
from tracker.exchange.imports.model import Entry, FoundRecord, LeftOut
from tracker.exchange.imports.un_comments import SHIP_WORDS, NamedShip, ships_named
from tracker.exchange.imports.un_list import LIST, UnEntry
from tracker.exchange.imports.un_vessel import flag_of_ship, is_ship, name_of_ship, remarks_on_ship, type_of_ship

_SPEAKS_OF_SHIPS: Final = re.compile(rf"\b{SHIP_WORDS}(?i:s?)\b(?!-)")


def item_of(entry: UnEntry, reference: Reference) -> Entry | LeftOut:
    """Return what an entry gives: a ship if it calls itself one, else a party and the ships that its comments name."""
    if entry.is_person or not is_ship(entry.name, entry.comments):
        return _party(entry, reference)
    remarks = remarks_on_ship(entry.name, entry.comments)
    if not remarks.imos:
        # It is on the list all the same, so that an earlier version's listing has not ended.
        still = listing_key(entry.number, entry.programme)
        return LeftOut(entry.line, "called a vessel, but without an IMO number", listed=(still,))
    remarks.former_names.extend(entry.former_names)
    remarks.other_names.extend(entry.other_names)
    name = name_of_ship(entry.name)
    printed = json.loads(entry.listing["as_printed"] or "{}")
    if name != entry.name:
        printed["FIRST_NAME"] = entry.name
    ship = ListedShip(
        key=entry.number,
        name=name,
        list=LIST,
        measure=entry.programme,
        type=type_of_ship(entry.comments),
        flag=flag_of_ship(entry.comments),
        call_sign=remarks.call_signs.pop(0) if remarks.call_signs else "",
        deadweight="",
        gross_tonnage="",
        remarks=remarks,
        parties=(),
        listing={**entry.listing, "as_printed": json.dumps(printed, ensure_ascii=False) if printed else None},
        words=entry.words,
    )
    return entry_of_ship(entry.line, ship, reference)


def _party(entry: UnEntry, reference: Reference) -> Entry:
    party = Party(entry.name, "person" if entry.is_person else "company", entry.country or None, entry.number)
    ships = list(ships_named(entry.comments, entry.name))
    records = [
        party_record(party, reference),
        FoundRecord(
            "listing",
            listing_key(entry.number, entry.programme, entry.words),
            {"list": LIST, "measure": entry.programme or None, "reference": entry.number, **entry.listing},
            {"party_id": party.key},
        ),
    ]
    for ship in ships:
        records.extend(_named(ship, party))
    return Entry(entry.line, tuple(records), tuple(_marks(entry, ships)))


def _named(ship: NamedShip, party: Party) -> Iterator[FoundRecord]:
    """Yield a ship that is named in the comments on a party: she is not listed by that."""
    key = f"imo:{ship.imo}"
    is_sound = imo_check_digit_holds(ship.imo)
    printed = None if is_sound else json.dumps({"imo": ship.imo})
    yield FoundRecord("vessel", key, {"name": ship.name, "imo": ship.imo if is_sound else None, "as_printed": printed})
    yield FoundRecord(
        "identity",
        f"{party.key}/named/{ship.name}/{ship.imo}",
        {
            "aspect": "listed",
            "name": ship.name,
            "imo": ship.imo,
            "locator": f"entry {party.key}",
            "note": f"Named in the comments on {party.name}; not listed by that.",
        },
        {"vessel_id": key},
    )
    for role in ship.roles:
        yield FoundRecord(
            "role",
            f"{party.key}/{role}/{key}",
            {"role": role, "note": ship.sentence},
            {"party_id": party.key, "vessel_id": key},
        )


def _marks(entry: UnEntry, ships: list[NamedShip]) -> Iterator[str]:
    for ship in ships:
        yield f"{entry.number} names {ship.name} (IMO {ship.imo}) in its comments: {ship.sentence}"
        if not imo_check_digit_holds(ship.imo):
            yield f"IMO number {ship.imo}: the check digit fails. Kept as printed."
    if not ships and _SPEAKS_OF_SHIPS.search(entry.comments):
        words = entry.comments[:200]
        yield f"{entry.number} speaks of ships, but of none by name and IMO number; none was read: {words}"
