"""Positions as circles on the sea: a circle inside another refines it, two apart contradict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.relation import Form, Relation
from tracker.domain.positions import NM_IN_KM, Position, distance_nm, format_position
from tracker.domain.records import Sighting

UNSTATED_RADIUS_KM: Final = NM_IN_KM
"""Radius of a position that states none: one nautical mile, the minute of arc to which most are printed."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a ship can have been: within a radius in km of a position."""

    position: Position

    @property
    def radius_km(self) -> float:
        """The stated radius, or that of a printed position."""
        stated = self.position.radius_km
        return UNSTATED_RADIUS_KM if stated is None else stated

    def relation_to(self, other: Circle) -> Relation:
        """Return how two circles nest, overlap or miss each other."""
        if self == other:
            return Relation.SAME
        apart_km = distance_nm(self.position, other.position) * NM_IN_KM
        if apart_km > self.radius_km + other.radius_km:
            return Relation.CONTRADICTS
        if self.radius_km < other.radius_km and apart_km + self.radius_km <= other.radius_km:
            return Relation.REFINES
        if other.radius_km < self.radius_km and apart_km + other.radius_km <= self.radius_km:
            return Relation.CONTAINS
        return Relation.COMPATIBLE

    def holds_centre_with(self, other: Circle) -> bool:
        """Whether the middle of one circle lies within the other."""
        apart_km = distance_nm(self.position, other.position) * NM_IN_KM
        return apart_km <= max(self.radius_km, other.radius_km)


def position_of(sighting: Sighting) -> tuple[float, float, float | None] | None:
    """Return latitude, longitude and radius in km as a sighting gives them."""
    if sighting.lat is None or sighting.lon is None:
        return None
    return sighting.lat, sighting.lon, sighting.radius_km


def circle_of(sighting: Sighting) -> Circle | None:
    """Return the circle of a sighting's position."""
    given = position_of(sighting)
    return None if given is None else Circle(Position(*given))


def read_circle(given: tuple[float, float, float | None]) -> Form:
    """Return the form of what `position_of` gives."""
    position = Position(*given)
    return Form(Circle(position), format_position(position))
