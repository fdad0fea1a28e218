"""Legs that no ship can have sailed: two positions too far apart for the time between them.

Every pair of positions is judged, not only neighbours in time, so that a vague date between two sharp ones
hides nothing and widening a date or radius can only take a leg away. Positions are taken in blocks, and two
blocks whose extremes are within reach are not looked into.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.indicators.statements import vague_days
from tracker.domain.positions import NM_IN_KM
from tracker.domain.records import Sighting

EARTH_RADIUS_NM: Final = 6371.0088 / NM_IN_KM
_BLOCK: Final = 16
_LONGEST_ARC_SQUARED: Final = (EARTH_RADIUS_NM * math.pi / 2) ** 2
"""An arc is at most half pi times its chord; the square spares most pairs the trigonometry."""
_SHORTEST_HOURS: Final = 1 / 60
"""Two sightings of one instant are given a minute, the finest a report is dated."""

Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Fix:
    """A dated position: its direction from the Earth's centre, its radius, and the hours it lies between."""

    sighting: Sighting
    direction: Vector
    radius_nm: float
    first_hour: float
    last_hour: float


@dataclass(frozen=True, slots=True)
class Leg:
    """Two fixes with the least distance and the longest time that their radii and dates allow."""

    before: Fix
    after: Fix
    distance_nm: float
    hours: float

    @property
    def knots(self) -> float:
        """The least speed at which the leg can have been sailed."""
        return self.distance_nm / self.hours


@dataclass(frozen=True, slots=True)
class _Block:
    fixes: Sequence[Fix]
    center: Vector
    reach_nm: float
    first_hour: float
    latest_start: float
    earliest_end: float


def fix_of(sighting: Sighting, default_radius_km: float) -> Fix | None:
    """Return the sighting as a fix, or None where it has no date or no position.

    Args:
        sighting: Any sighting.
        default_radius_km: Radius of a position that states none.
    """
    if sighting.lat is None or sighting.lon is None or not (sighting.date_earliest and sighting.date_latest):
        return None
    lat, lon = math.radians(sighting.lat), math.radians(sighting.lon)
    vague_hours = vague_days(sighting.date) * 24
    radius_km = default_radius_km if sighting.radius_km is None else sighting.radius_km
    return Fix(
        sighting,
        (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)),
        radius_km / NM_IN_KM,
        _hours(sighting.date_earliest) - vague_hours,
        _hours(sighting.date_latest) + vague_hours,
    )


def impossible_leg(fixes: Sequence[Fix], limit_knots: float) -> Leg | None:
    """Return the first leg found that needs more than `limit_knots`, by least distance over longest time."""
    blocks = _blocks(sorted(fixes, key=lambda fix: (fix.first_hour, fix.last_hour, fix.sighting.id)))
    longest_hours = math.pi * EARTH_RADIUS_NM / limit_knots
    for place, block in enumerate(blocks):
        for other in blocks[place:]:
            if other.first_hour - block.latest_start > longest_hours:
                break
            if _is_within_reach(block, other, limit_knots):
                continue
            leg = _first_leg(block, other, limit_knots)
            if leg:
                return leg
    return None


def _first_leg(block: _Block, other: _Block, limit_knots: float) -> Leg | None:
    for place, before in enumerate(block.fixes):
        bx, by, bz = before.direction
        for after in other.fixes if other is not block else block.fixes[place + 1 :]:
            hours = max(after.last_hour - before.first_hour, before.last_hour - after.first_hour, _SHORTEST_HOURS)
            allowed = limit_knots * hours + before.radius_nm + after.radius_nm
            x, y, z = after.direction
            chord_squared = (bx - x) * (bx - x) + (by - y) * (by - y) + (bz - z) * (bz - z)
            if chord_squared * _LONGEST_ARC_SQUARED <= allowed * allowed:
                continue
            distance = _angle(before.direction, after.direction) * EARTH_RADIUS_NM
            if distance > allowed:
                return Leg(before, after, distance - before.radius_nm - after.radius_nm, hours)
    return None


def _is_within_reach(block: _Block, other: _Block, limit_knots: float) -> bool:
    farthest = _angle(block.center, other.center) * EARTH_RADIUS_NM + block.reach_nm + other.reach_nm
    shortest = max(other.earliest_end - block.latest_start, _SHORTEST_HOURS)
    return farthest <= limit_knots * shortest


def _blocks(fixes: Sequence[Fix]) -> list[_Block]:
    blocks = []
    for start in range(0, len(fixes), _BLOCK):
        part = fixes[start : start + _BLOCK]
        center = part[len(part) // 2].direction
        blocks.append(
            _Block(
                part,
                center,
                max(_angle(center, fix.direction) for fix in part) * EARTH_RADIUS_NM,
                part[0].first_hour,
                max(fix.first_hour for fix in part),
                min(fix.last_hour for fix in part),
            )
        )
    return blocks


def _angle(one: Vector, other: Vector) -> float:
    dx, dy, dz = one[0] - other[0], one[1] - other[1], one[2] - other[2]
    return 2 * math.asin(min(1.0, math.sqrt(dx * dx + dy * dy + dz * dz) / 2))


def _hours(moment: str) -> float:
    at = datetime.datetime.fromisoformat(moment)
    return at.toordinal() * 24 + at.hour + at.minute / 60 + at.second / 3600
