"""What single columns of AIS reports hold: by the column where all cells have one form, else cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from math import isnan
from typing import Final

from tracker.exchange.imports.ais.codes import ship_type_words, status_words
from tracker.exchange.imports.ais.report import StaticData, not_a_ship
from tracker.exchange.imports.model import LeftOut, Rejected

_NOT_AVAILABLE: Final = {"speed": 102.3, "course": 360.0, "heading": 511.0}
"""What the system sends where it knows no speed (knots), course or heading (degrees) (ITU-R M.1371-5)."""
_NO_LATITUDE, _NO_LONGITUDE = 91.0, 181.0
_NO_IMO: Final = frozenset({"", "0", "0000000"})
_MARKED_KINDS: Final = {"base station": "base station", "aton": "aid to navigation"}
_LONGEST_SHIP: Final = 1_000


class Unusable(Exception):
    """Why a row is no report of a ship."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        """Name the field, its value, and what would be right."""
        super().__init__(field, value, reason)

    def at(self, line: int) -> Rejected:
        """Return the row as rejected."""
        return Rejected(line, *self.args)


class NoShip(Exception):
    """Whose report a row is, if not a ship's, in the words under which such rows are counted."""

    def at(self, line: int) -> LeftOut:
        """Return the row as left out."""
        return LeftOut(line, str(self))


Refusals = dict[int, Unusable | NoShip]
"""Place of a row among those read together to why it is no report of a ship; the first reason counts."""


def station(mmsi: str, kind: str) -> Unusable | NoShip | None:
    """Return why an MMSI, with what the publisher calls its sender, is no ship's; None if it is."""
    if not (mmsi.isascii() and mmsi.isdigit()):
        return Unusable("MMSI", mmsi, "is no number; a ship's MMSI has nine digits.")
    no_ship = _MARKED_KINDS.get(kind.casefold()) or not_a_ship(mmsi)
    return NoShip(no_ship) if no_ship else None


def read_positions(
    latitudes: Sequence[str], longitudes: Sequence[str], refusals: Refusals
) -> tuple[Sequence[float | None], Sequence[float | None]]:
    """Return latitudes and longitudes in degrees; None for both where there is no position."""
    try:
        lats, lons = list(map(float, latitudes)), list(map(float, longitudes))
    except ValueError:
        pass
    else:
        if _within(lats, 90) and _within(lons, 180):
            return lats, lons
    read: list[tuple[float | None, float | None]] = []
    for place, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
        try:
            read.append(_position(latitude, longitude))
        except Unusable as unusable:
            refusals.setdefault(place, unusable)
            read.append((None, None))
    return [lat for lat, _ in read], [lon for _, lon in read]


def read_measures(name: str, cells: Sequence[str], refusals: Refusals) -> Sequence[float | None]:
    """Return speeds in knots, or courses or headings in degrees; None for what is not available.

    Beyond what can be sent stands "not available", in whatever unit a publisher left it.
    """
    limit = _NOT_AVAILABLE[name]
    if not any(cells):
        return list(repeat(None, len(cells)))
    try:
        numbers = [float(cell) if cell else limit for cell in cells]
    except ValueError:
        numbers = list(_measures(name, cells, refusals))
    return [number if 0 <= number < limit else None for number in numbers]


def static_data(name: str, imo: str, call_sign: str, kind: str, length: str) -> StaticData:
    """Return what a ship says of herself, without what the system sends for "not available"."""
    digits = imo.upper().removeprefix("IMO").strip()
    try:
        length_m = float(length) or None if length else None
    except ValueError:
        length_m = None
    return StaticData(
        name.strip("@ ") or None,
        None if digits in _NO_IMO else digits,
        call_sign.strip("@ ") or None,
        ship_type_words(kind) or (None if kind == "0" else kind) or None,
        length_m if length_m is not None and 0 < length_m < _LONGEST_SHIP else None,
    )


def activity(status: str) -> str | None:
    """Return the navigational status, of a code or in a publisher's own words."""
    return (status_words(status) if status.isdecimal() else status) or None


def _within(degrees: Sequence[float], most: float) -> bool:
    return not isnan(sum(degrees)) and min(degrees) >= -most and max(degrees) <= most


def _position(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    if not latitude and not longitude:
        return None, None
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        raise Unusable("position", f"{latitude}, {longitude}", "is no position in decimal degrees.") from None
    if lat == _NO_LATITUDE or lon == _NO_LONGITUDE:
        return None, None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        reason = "lies outside 90 degrees of latitude or 180 of longitude."
        raise Unusable("position", f"{latitude}, {longitude}", reason)
    return lat, lon


def _measures(name: str, cells: Sequence[str], refusals: Refusals) -> Iterator[float]:
    for place, cell in enumerate(cells):
        try:
            yield float(cell) if cell else _NOT_AVAILABLE[name]
        except ValueError:
            refusals.setdefault(place, Unusable(name, cell, "is no number."))
            yield _NOT_AVAILABLE[name]
