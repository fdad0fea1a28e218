"""What the OFAC SDN list is in every form it is published in: its source, and the entries that are no ships."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tracker.domain.reference import Reference
from tracker.exchange.imports.listed_ship import Party, listing_key, party_records
from tracker.exchange.imports.model import Entry, LeftOut

LIST: Final = "OFAC-SDN"
SOURCE: Final = {
    "title": "OFAC Specially Designated Nationals and Blocked Persons List (SDN)",
    "publisher": "US Department of the Treasury, OFAC",
    "kind": "list",
    "url": "https://sanctionslist.ofac.treas.gov/Home/SdnList",
}
"""Columns of the source record."""


def party_of(name: str, sdn_type: str = "", country: str | None = None, number: str = "") -> Party:
    """Return the party of an entry, or of a name that has none; `sdn_type` as printed, in any case."""
    return Party(name, "person" if sdn_type.casefold() == "individual" else "company", country, number)


@dataclass(slots=True)
class Others:
    """The entries that are no ships, and which of them ships are tied to: known once the whole list was read."""

    parties: dict[str, Party] = field(default_factory=dict)
    """By name."""
    tied: set[str] = field(default_factory=set)

    def party(self, name: str) -> Party:
        """Return the party that a ship's entry names."""
        return self.parties.get(name) or party_of(name)

    def item(self, line: int, own: Party, programmes: str, reference: Reference) -> Entry | LeftOut:
        """Return what an entry that is no ship gives: its party, if a ship is tied to it."""
        if own.name not in self.tied:
            return LeftOut(line, "no vessel, nor tied to one", listed=(listing_key(own.number, programmes),))
        return Entry(line, tuple(party_records(own, LIST, programmes, reference)))
