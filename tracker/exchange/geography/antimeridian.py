"""Cut a line where it crosses the antimeridian, as RFC 7946 section 3.1.9 asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_HALF_TURN: Final = 180.0
_TURN: Final = 360.0


def cut_at_antimeridian(points: Sequence[Point]) -> list[list[Point]]:
    """Return the line through `points` as parts of which none crosses the antimeridian.

    Each leg goes the shorter way around the earth, straight in longitude and latitude; where it crosses, one part
    ends on 180° and the next begins on the other side at the same latitude. Of points that repeat, one is kept;
    parts of one point are left out.
    """
    parts: list[list[Point]] = [[]]
    for point in points:
        if parts[-1]:
            before = parts[-1][-1]
            if abs(point[0] - before[0]) > _HALF_TURN:
                side = _HALF_TURN if before[0] > point[0] else -_HALF_TURN
                lat = _crossing_latitude(before, point, side)
                _add(parts[-1], (side, lat))
                parts.append([(-side, lat)])
                _add(parts[-1], point)
                continue
        _add(parts[-1], point)
    return [part for part in parts if len(part) > 1]


def _add(part: list[Point], point: Point) -> None:
    """Add a point unless the part ends there already."""
    if not part or part[-1] != point:
        part.append(point)


def _crossing_latitude(before: Point, after: Point, side: float) -> float:
    whole = after[0] - before[0] + (_TURN if side > 0 else -_TURN)
    if whole == 0:  # both lie on the antimeridian, written on either side
        return before[1]
    # Of points a hair apart the rounding of `whole` can make the share more than all.
    share = min(1.0, (side - before[0]) / whole)
    return round(before[1] + share * (after[1] - before[1]), 6)
