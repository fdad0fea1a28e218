"""Read the positions that people type and documents print."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.positions.coordinates import Coordinates, coordinates_of
from tracker.domain.positions.model import Position
from tracker.domain.positions.radius import without_radius
from tracker.domain.positions.spelling import UnreadableError, one_spelling, tokens_of
from tracker.domain.positions.written import decimal

_LONGEST: Final = 120
_TIGHT_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_ONLY_TIGHT_COMMAS = re.compile(r"[+-]?[0-9]+(?:,[0-9]+){1,3}")


def read_position(typed: str) -> Position:
    """Read latitude and longitude as decimals, degrees-minutes or degrees-minutes-seconds.

    Hemispheres may stand before or after, labels (`lat`, `lon`) before; with either, the longitude may come
    first. Decimals may have points or commas. A radius may be given: `±5 nm`, `within 20 km`.

    Raises:
        FieldError: Half a position, out of range, swapped, or to be read in two ways.
    """
    try:
        if len(typed) > _LONGEST:
            raise UnreadableError(f"is longer than a position can be ({_LONGEST} characters)")
        text, radius_km = without_radius(one_spelling(typed))
        coordinates = _coordinates(text)
        _check_range(coordinates)
    except UnreadableError as error:
        problem = str(error)
        advice = "" if "write" in problem else "; write it as 31-12N 122-30E or 31.2, 122.5"
        raise FieldError("position", typed, f"{problem}{advice}.") from error
    return Position(coordinates.lat, coordinates.lon, radius_km)


def _coordinates(text: str) -> Coordinates:
    """Read a comma between two digits as a decimal comma where that gives a position, else as a boundary."""
    if _ONLY_TIGHT_COMMAS.fullmatch(text):
        raise UnreadableError(_two_readings(text.split(",")))
    if "." in text or not _TIGHT_COMMA.search(text):
        return coordinates_of(tokens_of(text))
    try:
        return coordinates_of(tokens_of(_TIGHT_COMMA.sub(".", text)))
    except UnreadableError as as_decimals:
        try:
            return coordinates_of(tokens_of(text))
        except UnreadableError:
            raise as_decimals from None


def _two_readings(parts: list[str]) -> str:
    """Say how numbers with nothing but commas between them can be read."""
    first, *rest = parts
    if len(rest) == 1:
        readings = f"half a position, {first}.{rest[0]}, or as a whole one; write {first}, {rest[0]} (with a space)"
        return f"can be read as {readings} if it is whole"
    if len(rest) == 2:
        readings = f"{first}.{rest[0]}, {rest[1]} or {first}, {rest[0]}.{rest[1]}"
    else:
        readings = f"{first}.{rest[0]}, {rest[1]}.{rest[2]} or {first}-{rest[0]} {rest[1]}-{rest[2]}"
    return f"can be read in two ways; write {readings}"


def _check_range(coordinates: Coordinates) -> None:
    lat, lon = coordinates.lat, coordinates.lon
    if abs(lat) > 90:
        if not coordinates.order_is_stated and abs(lat) <= 180 and abs(lon) <= 90:
            raise UnreadableError(
                f"has latitude {decimal(lat)}, over 90: latitude and longitude look swapped; "
                f"write {decimal(lon)}, {decimal(lat)}"
            )
        raise UnreadableError(f"has latitude {decimal(lat)}; latitudes run from -90 to 90")
    if abs(lon) > 180:
        raise UnreadableError(f"has longitude {decimal(lon)}; longitudes run from -180 to 180")
