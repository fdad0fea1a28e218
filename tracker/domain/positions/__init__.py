"""Positions: read what people and documents write, write them back, and measure between them."""

from tracker.domain.positions.model import NM_IN_KM, Position, distance_nm, smallest_distance_nm
from tracker.domain.positions.typed import read_position
from tracker.domain.positions.written import format_position

__all__ = [
    "NM_IN_KM",
    "Position",
    "distance_nm",
    "format_position",
    "read_position",
    "smallest_distance_nm",
]
