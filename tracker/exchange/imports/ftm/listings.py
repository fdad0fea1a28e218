"""Sanctions as listings of ships and of parties."""

from __future__ import annotations

from typing import Any, Final

from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.parties import party_record
from tracker.exchange.imports.ftm.sources import cited
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.vessels import ship_name
from tracker.exchange.imports.model import Entry, FoundRecord, ImportOptions, Rejected

_WORDS: Final = ("list", "measure", "reference", "listed", "in_force", "announced", "delisted")
"""What a newer version of a list may say otherwise; it is then another listing."""
_NOT_NAMED: Final = "not named"


def listing_item(sanction: FtmEntity, kept: Kept, options: ImportOptions) -> Entry | Rejected:
    """Return the listings of the ships and parties that a sanction is on."""
    listed: dict[str, str] = {}
    for target in sanction.all("entity"):
        column = _column(kept.get(target), options)
        if column is not None:
            listed[target] = column
    if not listed:
        shown = ", ".join(sanction.all("entity"))
        return sanction.refused("entity", shown, "is the id of no ship or party with a name in this file.")
    told, values = _values(sanction)
    source = cited(told, kept)
    told.all("entity")
    values["as_printed"] = told.as_printed()
    if sanction.uid is not None and len(set(listed.values())) == len(listed):
        # Our own listing may be of a ship and a party at once.
        references = {column: target for target, column in listed.items()}
        record = FoundRecord("listing", sanction.id, values, {**references, **source}, sanction.uid)
        return Entry(sanction.line, (record,))
    return Entry(
        sanction.line,
        tuple(
            FoundRecord("listing", _key(sanction, target, values), values, {column: target, **source})
            for target, column in listed.items()
        ),
    )


def listing_keys(sanction: FtmEntity) -> tuple[str, ...]:
    """Return the keys of the listings that a sanction gives where it is asked for them."""
    _, values = _values(sanction)
    return tuple(_key(sanction, target, values) for target in sanction.all("entity"))


def _values(sanction: FtmEntity) -> tuple[Told, dict[str, Any]]:
    told = Told(sanction)
    # With an authority the programme says what is measured; our own export gives the list as the programme.
    authority = told.joined("authority")
    program = told.joined("program", "programId")
    provisions = told.joined("provisions")
    measure = "; ".join(filter(None, (program if authority else None, provisions)))
    values: dict[str, Any] = {
        "list": authority or program or "; ".join(sanction.beside.get("datasets", ())) or _NOT_NAMED,
        "measure": measure or None,
        "reference": told.first("recordId", "authorityId", "unscId") or None,
        "listed": dated(told, "listingDate", "Listed "),
        "in_force": dated(told, "startDate", "In force "),
        "announced": dated(told, "date", "Announced "),
        "delisted": dated(told, "endDate", "Delisted "),
        "note": told.joined("description", by="\n"),
    }
    return told, values


def _key(sanction: FtmEntity, target: str, values: dict[str, Any]) -> str:
    return "/".join([sanction.id, target, *(str(values[name] or "") for name in _WORDS)])


def _column(target: FtmEntity | None, options: ImportOptions) -> str | None:
    if target is None:
        return None
    if group_of(target) == "vessel":
        return "vessel_id" if ship_name(target) else None
    return "party_id" if party_record(target, options.reference) is not None else None
