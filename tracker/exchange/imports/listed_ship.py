"""A ship on a sanctions list as records: vessel, what she was called, the listing, and the parties tied to her."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.flags import read_flag
from tracker.domain.identifiers import imo_check_digit_holds
from tracker.domain.reference import Reference
from tracker.exchange.imports.model import Entry, FoundRecord
from tracker.exchange.imports.ofac_remarks import Remarks
from tracker.exchange.imports.printed_values import imo_or_printed, mmsi_or_printed, number_of

_NO_FLAG: Final = frozenset({"", "none identified"})


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company that the list ties to a ship; `number` is its own entry's, if it has one."""

    name: str
    kind: str
    country: str | None = None
    number: str = ""

    @property
    def key(self) -> str:
        """What names the party within the list."""
        return self.number or f"name:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedShip:
    """One entry of a list on a ship, each value as printed."""

    key: str
    name: str
    list: str
    measure: str
    type: str
    flag: str
    call_sign: str
    deadweight: str
    gross_tonnage: str
    remarks: Remarks
    parties: tuple[tuple[str, Party], ...]
    """Role and party."""
    listing: Mapping[str, Any] = field(default_factory=dict)
    """What else there is to say of the listing, column to value."""
    words: str = ""
    """What tells apart two versions of the entry that differ in their words alone."""


def entry_of_ship(line: int, ship: ListedShip, reference: Reference) -> Entry:
    """Return the records of one entry; what looks wrong is kept as printed and marked."""
    marks: list[str] = []
    imo = _first(ship.remarks.imos, lambda text: imo_or_printed(text, marks))
    records = [
        FoundRecord("vessel", ship.key, _vessel_values(ship, imo)),
        *_identities(ship, imo, reference, marks),
        FoundRecord(
            "listing",
            listing_key(ship.key, ship.measure, ship.words),
            {
                "list": ship.list,
                "measure": ship.measure or None,
                "reference": ship.key,
                "note": "; ".join(ship.remarks.rest) or None,
                **ship.listing,
            },
            {"vessel_id": ship.key},
        ),
    ]
    for role, party in ship.parties:
        records.append(party_record(party, reference))
        records.append(
            FoundRecord(
                "role",
                f"{ship.key}/{role}/{party.key}",
                {"role": role},
                {"party_id": party.key, "vessel_id": ship.key},
            )
        )
    return Entry(line, tuple(records), tuple(marks))


def listing_key(number: str, measure: str, words: str = "") -> str:
    """Return what names the listing of an entry under a measure within its list, in one version of its words."""
    return f"{number}/{measure}/{words}" if words else f"{number}/{measure}"


def party_records(party: Party, list_name: str, measure: str, reference: Reference) -> Iterator[FoundRecord]:
    """Yield a party that has an entry of its own, and its listing."""
    yield party_record(party, reference)
    yield FoundRecord(
        "listing",
        listing_key(party.number, measure),
        {"list": list_name, "measure": measure or None, "reference": party.number},
        {"party_id": party.key},
    )


def party_record(party: Party, reference: Reference) -> FoundRecord:
    """Return a party that a list names; a country that is none here is kept as printed."""
    country = reference.find_state(party.country) if party.country else None
    values = {"name": party.name, "kind": party.kind, "country": country}
    if party.country and party.country != country:
        values["as_printed"] = json.dumps({"country": party.country}, ensure_ascii=False)
    return FoundRecord("party", party.key, values)


def _vessel_values(ship: ListedShip, imo: str | None) -> dict[str, Any]:
    gross = number_of(ship.gross_tonnage)
    printed: dict[str, str] = {}
    if ship.gross_tonnage and (gross is None or f"{gross:.15g}" != ship.gross_tonnage):
        printed["gross_tonnage"] = ship.gross_tonnage
    if ship.remarks.imos and ship.remarks.imos[0] != imo:
        printed["imo"] = ship.remarks.imos[0]
    return {
        "name": ship.name,
        "imo": imo if imo and imo_check_digit_holds(imo) else None,
        "type": ship.type or None,
        "gross_tonnage": gross,
        "note": f"Tonnage as listed: {ship.deadweight}" if ship.deadweight else None,
        "as_printed": json.dumps(printed, ensure_ascii=False) if printed else None,
    }


def _identities(ship: ListedShip, imo: str | None, reference: Reference, marks: list[str]) -> Iterator[FoundRecord]:
    remarks = ship.remarks
    mmsi = _first(remarks.mmsis, lambda text: mmsi_or_printed(text, reference, marks))
    yield _identity(ship, "now", ship.name, ship.flag, reference, marks, imo=imo, mmsi=mmsi, call_sign=ship.call_sign)
    for text in remarks.imos[1:]:
        yield _identity(ship, "other number", ship.name, "", reference, marks, imo=imo_or_printed(text, marks))
    for text in remarks.mmsis[1:]:
        yield _identity(
            ship, "other number", ship.name, "", reference, marks, mmsi=mmsi_or_printed(text, reference, marks)
        )
    for text in remarks.call_signs:
        yield _identity(ship, "other call sign", ship.name, "", reference, marks, call_sign=text)
    for when, flags in (("former", remarks.former_flags), ("other", remarks.other_flags)):
        for flag in dict.fromkeys(flags):
            if flag.casefold() not in _NO_FLAG:
                yield _identity(ship, f"{when} flag", None, flag, reference, marks)
    for when, names in (("former", remarks.former_names), ("other", remarks.other_names)):
        for name in dict.fromkeys(filter(None, names)):
            yield _identity(ship, f"{when} name", name, "", reference, marks)


def _identity(
    ship: ListedShip,
    what: str,
    name: str | None,
    flag: str,
    reference: Reference,
    marks: list[str],
    *,
    imo: str | None = None,
    mmsi: str | None = None,
    call_sign: str | None = None,
) -> FoundRecord:
    code = _flag(flag, reference, marks)
    values = {
        "aspect": "listed",
        "name": name,
        "imo": imo,
        "mmsi": mmsi,
        "call_sign": call_sign or None,
        "flag": code,
        "locator": f"entry {ship.key}",
        "note": None if what == "now" else f"The list calls it a {what}, and gives no dates.",
        "as_printed": json.dumps({"flag": flag}, ensure_ascii=False) if code and code != flag else None,
    }
    if what.startswith("former"):
        # It ended at some time before the list said so; the list does not say when.
        values["valid_to"] = f"../{datetime.now(UTC).date().isoformat()}"
    words = "/".join(text or "" for text in (what, name, imo, mmsi, call_sign, code))
    return FoundRecord("identity", f"{ship.key}/{words}", values, {"vessel_id": ship.key})


def _flag(printed: str, reference: Reference, marks: list[str]) -> str | None:
    if printed.strip().casefold() in _NO_FLAG:
        return None
    try:
        reading = read_flag(printed, reference)
    except FieldError as error:
        marks.append(f"Flag {printed!r} {error.problem}")
        return printed
    marks.extend(reading.warnings)
    value = reading.values["flag"]
    return None if value is None else str(value)


def _first(printed: Iterable[str], read: Any) -> str | None:
    for text in printed:
        found: str | None = read(text)
        return found
    return None
