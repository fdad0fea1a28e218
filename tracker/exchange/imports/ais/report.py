"""One AIS report as its publisher printed it, cleaned of what the system sends for "not available"."""

from __future__ import annotations

from typing import Final, NamedTuple

from tracker.domain.identifiers.mmsi import MmsiKind, mmsi_kind
from tracker.exchange.imports.model import LeftOut, Rejected

_NOT_SHIPS: Final = {
    MmsiKind.COAST: "base station",
    MmsiKind.AID_TO_NAVIGATION: "aid to navigation",
    MmsiKind.SAR_AIRCRAFT: "search-and-rescue aircraft",
}
"""Stations that are no vessels, with the words they are counted under."""


class StaticData(NamedTuple):
    """What a ship says of herself that does not change on a voyage; None where she says nothing."""

    name: str | None = None
    imo: str | None = None
    call_sign: str | None = None
    type: str | None = None
    length_m: float | None = None

    @property
    def names_a_ship(self) -> bool:
        """Whether it says more than the MMSI does."""
        return self.name is not None or self.imo is not None or self.call_sign is not None


class Report(NamedTuple):
    """One position or static report."""

    line: int
    mmsi: str
    moment: str | None
    """EDTF to the second, in UTC; None where the file gives no time."""
    lat: float | None
    lon: float | None
    speed_knots: float | None
    course_degrees: float | None
    static: StaticData
    activity: str | None
    destination: str | None
    details: str | None
    """A JSON object of what has no column of its own."""
    printed: str | None
    """A JSON object of columns of a sighting to what the file printed, where something else is stored."""
    key: str
    """What names the report within its publisher's data."""


Read = Report | Rejected | LeftOut
"""What a row of an AIS file is."""


def not_a_ship(mmsi: str) -> str | None:
    """Return the words under which a station that is no vessel is counted; None for all others."""
    return _NOT_SHIPS.get(mmsi_kind(mmsi))
