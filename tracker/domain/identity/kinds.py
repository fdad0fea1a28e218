"""The kinds of designation that have a lane of their own, and how their values are read and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.names import Designation, read_name, read_number
from tracker.domain.flags import describe_flag
from tracker.domain.records import Identity, Sighting
from tracker.domain.reference import Reference, name_key
from tracker.domain.vocabulary import FLAG_ASPECTS


@dataclass(frozen=True, slots=True)
class LaneKind:
    """One kind of designation; a flag is one kind for each aspect."""

    name: str
    """`name`, `flag`, `mmsi`, `call_sign`, `imo` or `owner`."""
    label: str
    short_label: str
    sighting_column: str | None
    aspect: str | None = None
    """The aspect of the identities it is taken from; None for all."""

    def of_identity(self, identity: Identity) -> str | None:
        """Return the value that an identity gives, if it has one of this kind."""
        if self.aspect is not None and identity.aspect != self.aspect:
            return None
        value: str | None = getattr(identity, self.name)
        return value or None

    def of_sighting(self, sighting: Sighting) -> str | None:
        """Return the value that a sighting gives, if it has one of this kind."""
        value: str | None = getattr(sighting, self.sighting_column) if self.sighting_column else None
        return value or None

    def key(self, value: str) -> str:
        """Return `value` as it is compared with others of this kind; empty if it says nothing."""
        if self.name == "flag":
            return value
        if self.name == "owner":
            return name_key(value)
        form = read_name(value) if self.name == "name" else read_number(value)
        return form.meaning.letters if form and isinstance(form.meaning, Designation) else ""

    def shown(self, value: str, reference: Reference) -> str:
        """Return `value` as a person reads it."""
        return describe_flag(value, reference) if self.name == "flag" else value


NAME: Final = LaneKind("name", "name", "name", "name_shown")
MMSI: Final = LaneKind("mmsi", "MMSI", "MMSI", "mmsi_shown")
CALL_SIGN: Final = LaneKind("call_sign", "call sign", "call sign", "call_sign_shown")
IMO: Final = LaneKind("imo", "IMO number", "IMO", "imo_shown")
OWNER: Final = LaneKind("owner", "owner", "owner", None)
FLAGS: Final = (
    *(LaneKind("flag", label, aspect, f"flag_{aspect}", aspect) for aspect, label in FLAG_ASPECTS.items()),
    LaneKind("flag", "flag listed", "listed", None, "listed"),
)

LANE_KINDS: Final = (NAME, *FLAGS, MMSI, CALL_SIGN, IMO, OWNER)
"""All kinds, in the order in which lanes are drawn."""
