"""A place on the sea, how sure it is, and the distance between two of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

NM_IN_KM: Final = 1.852
"""One nautical mile in kilometres."""

_EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in decimal degrees, north and east positive, with the radius in km it may be off by."""

    lat: float
    lon: float
    radius_km: float | None = None


def distance_nm(first: Position, second: Position) -> float:
    """Return the great-circle distance in nautical miles (haversine; at most 0.5 % off), radii ignored."""
    lat_1, lat_2 = math.radians(first.lat), math.radians(second.lat)
    half_lat = (lat_2 - lat_1) / 2
    half_lon = math.radians(second.lon - first.lon) / 2
    half_chord_squared = math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half_chord_squared))) / NM_IN_KM


def smallest_distance_nm(first: Position, second: Position) -> float:
    """Return the distance between the closest ends of two uncertain positions, in nautical miles."""
    radii_nm = ((first.radius_km or 0.0) + (second.radius_km or 0.0)) / NM_IN_KM
    return max(0.0, distance_nm(first, second) - radii_nm)
