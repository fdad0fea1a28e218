"""Write positions so that reading them gives the same numbers again."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from tracker.domain.positions.coordinates import in_degrees
from tracker.domain.positions.model import Position

_DECIMALS: Final = 20
"""Enough for every coordinate of more than a thousandth of a degree to come back exactly."""


def format_position(position: Position) -> str:
    """Write a position as degrees and minutes where that is exact, else as decimals.

    `31-12.5N 122-30E ±10 km`; `read_position` gives the same position back.
    """
    lat = _degrees_minutes(position.lat, "NS", 2)
    lon = _degrees_minutes(position.lon, "EW", 3)
    text = f"{lat} {lon}" if lat and lon else f"{decimal(position.lat)}, {decimal(position.lon)}"
    return text if position.radius_km is None else f"{text} ±{decimal(position.radius_km)} km"


def decimal(number: float) -> str:
    """Return a number with the fewest decimals that read back the same, 20 at most and no exponent."""
    written = format(Decimal(repr(round(number, _DECIMALS))), "f")
    trimmed = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if trimmed == "-0" else trimmed


def _degrees_minutes(degrees: float, letters: str, width: int) -> str | None:
    """Return `31-12.5N`; None where minutes to three decimals do not hit the number exactly."""
    size = abs(degrees)
    whole = int(size)
    minutes = round((size - whole) * 60, 3)
    if minutes == 60:
        whole, minutes = whole + 1, 0.0
    if in_degrees(whole, minutes) != size:
        return None
    written = f"{minutes:06.3f}".rstrip("0").rstrip(".")
    return f"{whole:0{width}}-{written}{letters[0] if degrees >= 0 else letters[1]}"
