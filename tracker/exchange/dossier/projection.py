"""The Mercator projection of a map's frame: degrees to picture units, and a frame that holds what must be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_NORTHERLY: Final = 82.0
"""Degrees of latitude beyond which Mercator stretches a map past use."""

_KM_IN_DEGREE: Final = 111.195
"""Kilometres in a degree of latitude on a sphere of 6 371 km."""

_SMALLEST_SPAN: Final = 5.0
"""Degrees of longitude that a map shows at least, so that some coast gives the place away."""

_MARGIN: Final = 0.18
_CIRCLE_POINTS: Final = 72


@dataclass(frozen=True, slots=True)
class Place:
    """A point with its uncertainty; a longitude beyond 180 lies past the antimeridian."""

    lat: float
    lon: float
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world that a map shows, `width` by `height` picture units."""

    west: float
    east: float
    south: float
    north: float
    width: float
    height: float

    def x(self, lon: float) -> float:
        """Return the distance from the left edge."""
        return (lon - self.west) / (self.east - self.west) * self.width

    def y(self, lat: float) -> float:
        """Return the distance from the top edge."""
        top, bottom = mercator(self.north), mercator(self.south)
        return (top - mercator(lat)) / (top - bottom) * self.height

    def units_of_km(self, kilometres: float, lat: float) -> float:
        """Return how long a distance is drawn at a latitude."""
        return degrees_of_lon(kilometres, lat) / (self.east - self.west) * self.width


def mercator(lat: float) -> float:
    """Return the Mercator ordinate of a latitude, in degrees of longitude at the equator."""
    held = max(-MOST_NORTHERLY, min(MOST_NORTHERLY, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(held) / 2)))


def latitude(ordinate: float) -> float:
    """Return the latitude of a Mercator ordinate."""
    return math.degrees(2 * math.atan(math.exp(math.radians(ordinate))) - math.pi / 2)


def degrees_of_lon(kilometres: float, lat: float) -> float:
    """Return the degrees of longitude that a distance spans at a latitude."""
    return kilometres / (_KM_IN_DEGREE * math.cos(math.radians(max(-MOST_NORTHERLY, min(MOST_NORTHERLY, lat)))))


def circle_around(place: Place) -> list[tuple[float, float]]:
    """Return longitudes and latitudes of the points at a place's radius from it, all round, along great circles.

    Mercator draws a wide circle larger on the side of the pole. No points if a pole lies within.
    """
    angle = place.radius_km / (_KM_IN_DEGREE * 180 / math.pi)
    if math.radians(90 - abs(place.lat)) <= angle:
        return []
    lat = math.radians(place.lat)
    points = []
    for step in range(_CIRCLE_POINTS):
        bearing = 2 * math.pi * step / _CIRCLE_POINTS
        sine = math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
        turn = math.atan2(math.sin(bearing) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * sine)
        points.append((place.lon + math.degrees(turn), math.degrees(math.asin(sine))))
    return points


def unwrapped(places: Sequence[Place]) -> list[Place]:
    """Return the places so that the widest empty stretch of longitudes lies outside them.

    Two places at 179° E and 179° W are then 2° apart, not 358°.
    """
    longitudes = sorted({place.lon for place in places})
    gaps = [(after - before, after) for before, after in pairwise(longitudes)]
    gaps.append((longitudes[0] + 360 - longitudes[-1], longitudes[0]))
    _, first = max(gaps)
    return [Place(place.lat, place.lon if place.lon >= first else place.lon + 360, place.radius_km) for place in places]


def frame_around(places: Sequence[Place], width: float, height: float) -> Frame:
    """Return a frame of the given size that shows every place with its radius and some sea around.

    Args:
        places: Unwrapped places, at least one.
        width: Picture units.
        height: Picture units.
    """
    west, east, south, north = math.inf, -math.inf, math.inf, -math.inf
    for place in places:
        across = min(degrees_of_lon(place.radius_km, place.lat), 180.0)
        up = place.radius_km / _KM_IN_DEGREE
        west, east = min(west, place.lon - across), max(east, place.lon + across)
        south, north = min(south, place.lat - up), max(north, place.lat + up)
    top, bottom = mercator(north), mercator(south)
    # Mercator ordinates are degrees of longitude, so one scale serves both ways.
    span = max((east - west) * (1 + 2 * _MARGIN), (top - bottom) * (1 + 2 * _MARGIN) * width / height, _SMALLEST_SPAN)
    span = min(span, 360.0)
    rise = span * height / width
    middle_x, middle_y = (west + east) / 2, (top + bottom) / 2
    limit = mercator(MOST_NORTHERLY) - rise / 2
    middle_y = max(-limit, min(limit, middle_y)) if limit > 0 else 0.0
    return Frame(
        west=middle_x - span / 2,
        east=middle_x + span / 2,
        south=latitude(middle_y - rise / 2),
        north=latitude(middle_y + rise / 2),
        width=width,
        height=height,
    )
