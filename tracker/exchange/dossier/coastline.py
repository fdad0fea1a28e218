"""The land that a map shows, cut to its frame."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache

from tracker.exchange.dossier.projection import Frame
from tracker.store.resources import data_path

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_Inside = Callable[[Point], bool]
_Crossing = Callable[[Point, Point], Point]


@cache
def _rings() -> tuple[tuple[tuple[float, float, float, float], str], ...]:
    with (data_path("reference") / "coastline.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(
            ((float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])), row["ring"])
            for row in csv.DictReader(handle)
        )


def land_in(frame: Frame) -> Iterator[list[Point]]:
    """Yield the land of a frame as closed rings, cut at its edges; longitudes are those of the frame."""
    for (west, south, east, north), ring in _rings():
        if south > frame.north or north < frame.south:
            continue
        for turn in (-360.0, 0.0, 360.0):
            if west + turn > frame.east or east + turn < frame.west:
                continue
            cut = _cut([(lon + turn, lat) for lon, lat in _points(ring)], frame)
            if len(cut) > 2:
                yield cut


def _points(ring: str) -> Iterator[Point]:
    for pair in ring.split(" "):
        lon, _, lat = pair.partition(",")
        yield float(lon), float(lat)


def _cut(ring: list[Point], frame: Frame) -> list[Point]:
    """Return the ring cut to the frame edge by edge (Sutherland and Hodgman, 1974)."""
    edges: tuple[tuple[_Inside, _Crossing], ...] = (
        (lambda p: p[0] >= frame.west, lambda a, b: _at_lon(a, b, frame.west)),
        (lambda p: p[0] <= frame.east, lambda a, b: _at_lon(a, b, frame.east)),
        (lambda p: p[1] >= frame.south, lambda a, b: _at_lat(a, b, frame.south)),
        (lambda p: p[1] <= frame.north, lambda a, b: _at_lat(a, b, frame.north)),
    )
    for is_inside, crossing in edges:
        kept: list[Point] = []
        for before, point in zip([*ring[-1:], *ring], ring, strict=False):
            if is_inside(point) != is_inside(before):
                kept.append(crossing(before, point))
            if is_inside(point):
                kept.append(point)
        ring = kept
    return ring


def _at_lon(a: Point, b: Point, lon: float) -> Point:
    return lon, a[1] + (b[1] - a[1]) * (lon - a[0]) / (b[0] - a[0])


def _at_lat(a: Point, b: Point, lat: float) -> Point:
    return a[0] + (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]), lat
