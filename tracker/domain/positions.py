"""Positions: read what people and documents write, write them back, and measure between them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

from tracker.domain.errors import FieldError

NM_IN_KM: Final = 1.852
"""One nautical mile in kilometres."""

_EARTH_RADIUS_KM: Final = 6371.0088
_LONGEST = 120

_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]+)?"
_DEGREE, _MINUTE, _SECOND = r"[°ºd˚]", r"['′’]", r"(?:[\"″”]|''|′′)"
_COORDINATE = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[+\-])?(?:"
    rf"(?P<packed>[0-9]{{4,7}})(?P<packed_rest>[.,][0-9]+)?(?![0-9°])"
    rf"|(?P<degrees>{_NUMBER})\s*{_DEGREE}?"
    rf"(?:[\s\-:]*(?P<minutes>[0-9]{{1,2}}(?:[.,][0-9]+)?)\s*{_MINUTE}?"
    rf"(?:[\s\-:]*(?P<seconds>[0-9]{{1,2}}(?:[.,][0-9]+)?)\s*{_SECOND}?)?)?"
    rf")(?(before)|\s*(?P<after>[NSEW])?)",
    re.IGNORECASE,
)
_RADIUS = re.compile(
    r"[,;]?\s*(?:±|\+/-|\+-|within|radius)\s*(?P<size>[0-9]+(?:[.,][0-9]+)?)\s*(?P<unit>nm|nmi|km|m|nautical miles?|miles?)\b\.?\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*(?P<lat>[+\-]?{_NUMBER})(?P<gap>\s*[;/]\s*|\s*,\s+|\s+|,)(?P<lon>[+\-]?{_NUMBER})\s*")


@dataclass(frozen=True, slots=True)
class Position:
    """A place on the sea in decimal degrees, north and east positive, with the radius it may be off by."""

    lat: float
    lon: float
    radius_km: float | None = None


def read_position(typed: str) -> Position:
    """Read latitude and longitude as decimals, degrees-minutes or degrees-minutes-seconds.

    Hemispheres may stand before or after; with hemispheres the longitude may come first. A radius may
    follow: `±5 nm`, `within 20 km`.

    Raises:
        FieldError: Half a position, out of range, swapped, or to be read in two ways.
    """
    if len(typed) > _LONGEST:
        raise _refused(typed, "is too long for a position")
    text, radius_km = _split_radius(_normalised(typed))
    bare = _bare_decimals(text, typed)
    lat, lon = bare or _with_hemispheres(text, typed)
    if abs(lat) > 90:
        if bare and abs(lon) <= 90 and abs(lat) <= 180:
            raise _refused(typed, f"has latitude {lat:g}, over 90: latitude and longitude look swapped; write {lon:g}, {lat:g}")
        raise _refused(typed, f"has latitude {lat:g}; latitudes run from -90 to 90")
    if abs(lon) > 180:
        raise _refused(typed, f"has longitude {lon:g}; longitudes run from -180 to 180")
    return Position(lat, lon, radius_km)


def format_position(position: Position) -> str:
    """Write a position as degrees and minutes where that is exact, else as decimals; reads back the same."""
    text = f"{_degrees_minutes(position.lat, 'NS', 2)} {_degrees_minutes(position.lon, 'EW', 3)}"
    back = read_position(text)
    if (back.lat, back.lon) != (position.lat, position.lon):
        text = f"{_decimal(position.lat)}, {_decimal(position.lon)}"
    if position.radius_km is not None:
        text += f" ±{_decimal(position.radius_km)} km"
    return text


def distance_nm(first: Position, second: Position) -> float:
    """Return the great-circle distance in nautical miles (haversine; at most 0.5 % off), radii ignored."""
    lat_1, lat_2 = math.radians(first.lat), math.radians(second.lat)
    half_lat = (lat_2 - lat_1) / 2
    half_lon = math.radians(second.lon - first.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_1) * math.cos(lat_2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord))) / NM_IN_KM


def smallest_distance_nm(first: Position, second: Position) -> float:
    """Return the distance between the closest ends of two uncertain positions, in nautical miles."""
    radii_nm = ((first.radius_km or 0.0) + (second.radius_km or 0.0)) / NM_IN_KM
    return max(0.0, distance_nm(first, second) - radii_nm)


def _refused(typed: str, problem: str) -> FieldError:
    advice = "" if "write" in problem else "; write it as 31-12N 122-30E or 31.2, 122.5"
    return FieldError("position", typed, f"{problem}{advice}.")


def _normalised(typed: str) -> str:
    text = typed.replace("−", "-").replace("–", "-").replace("\u00a0", " ")
    text = re.sub(r"\b(?:lat(?:itude)?|lon(?:g(?:itude)?)?|position|pos)\b\.?:?", " ", text, flags=re.IGNORECASE)
    for word, letter in (("north", "N"), ("south", "S"), ("east", "E"), ("west", "W")):
        text = re.sub(rf"\b{word}\b", letter, text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _split_radius(text: str) -> tuple[str, float | None]:
    match = _RADIUS.search(text)
    if match is None:
        return text, None
    size = float(match["size"].replace(",", "."))
    unit = match["unit"].casefold()
    if unit == "km":
        kilometres = size
    elif unit == "m":
        kilometres = size / 1000
    else:
        kilometres = size * NM_IN_KM
    return text[: match.start()].strip(), round(kilometres, 6)


def _bare_decimals(text: str, typed: str) -> tuple[float, float] | None:
    if re.fullmatch(r"[+\-]?\d{1,3},\d+,[+\-]?\d{1,3}(?:,\d+)?", text):
        parts = text.split(",")
        raise _refused(typed, f"can be read in two ways; use points for decimals: write {parts[0]}.{parts[1]}, {'.'.join(parts[2:])}")
    match = _BARE.fullmatch(text)
    if match is None:
        return None
    if match["gap"] == "," and "." not in match["lat"] + match["lon"]:
        lat, lon = match["lat"], match["lon"]
        if "," in lat or "," in lon:
            raise _refused(typed, f"can be read in two ways; write {lat.replace(',', '.')}, {lon.replace(',', '.')}")
        if len(lon.lstrip("+-")) == 1 and len(lat.lstrip("+-")) <= 3:
            raise _refused(typed, f"can be read as half a position ({lat}.{lon}) or as a whole one; write {lat}.0, {lon}.0 if it is whole")
    return _float(match["lat"]), _float(match["lon"])


def _with_hemispheres(text: str, typed: str) -> tuple[float, float]:
    coordinates: list[tuple[float, str]] = []
    place = 0
    while place < len(text):
        gap = re.compile(r"[\s,;/]*").match(text, place)
        place = gap.end() if gap else place
        if place >= len(text):
            break
        match = _COORDINATE.match(text, place)
        if match is None or match.end() == place or len(coordinates) == 2:
            raise _refused(typed, "is not understood as a position")
        coordinates.append(_coordinate(match, typed))
        place = match.end()
    if len(coordinates) < 2:
        raise _refused(typed, "is only half a position" if coordinates else "is empty")
    (first, first_letter), (second, second_letter) = coordinates
    if not first_letter and not second_letter:
        return first, second
    if not (first_letter and second_letter):
        raise _refused(typed, "names only one hemisphere; name both (N or S, E or W)")
    if first_letter in "NS" and second_letter in "EW":
        return first, second
    if first_letter in "EW" and second_letter in "NS":
        return second, first
    raise _refused(typed, f"names {first_letter} and {second_letter}: one must be N or S, the other E or W")


def _coordinate(match: re.Match[str], typed: str) -> tuple[float, str]:
    before, after = (match["before"] or "").upper(), (match["after"] or "").upper()
    if before and after:
        raise _refused(typed, f"names the hemisphere twice ({before} and {after})")
    letter = before or after
    if match["packed"]:
        degrees, minutes, seconds = _unpacked(match["packed"], match["packed_rest"] or "", letter, typed)
    else:
        degrees = _float(match["degrees"])
        minutes = _float(match["minutes"] or "0")
        seconds = _float(match["seconds"] or "0")
        if match["minutes"] and degrees != int(degrees):
            raise _refused(typed, "gives minutes behind decimal degrees; give one or the other")
        if match["seconds"] and minutes != int(minutes):
            raise _refused(typed, "gives seconds behind decimal minutes; give one or the other")
    if minutes >= 60 or seconds >= 60:
        raise _refused(typed, "has 60 or more minutes or seconds; they run from 0 to under 60")
    size = degrees + minutes / 60 + seconds / 3600
    if minutes or seconds:
        size = round(size, 9)
    if match["sign"] == "-":
        if letter:
            raise _refused(typed, f"has both a minus sign and {letter}; give one of them")
        return -size, ""
    return (-size if letter in ("S", "W") else size), letter


def _unpacked(digits: str, rest: str, letter: str, typed: str) -> tuple[float, float, float]:
    """Read `ddmm`, `dddmm`, `ddmmss` or `dddmmss`; the hemisphere tells how many digits are degrees."""
    if not letter:
        raise _refused(typed, "names no hemisphere; end each half with N or S, E or W")
    degree_digits = 2 if letter in "NS" else 3
    if letter in "EW" and len(digits) in (4, 6):
        degree_digits = 2
    after_degrees = digits[degree_digits:]
    if len(after_degrees) not in (2, 4):
        raise _refused(typed, "has the wrong number of digits; write 3112N 12230E (degrees and minutes)")
    degrees, minutes = int(digits[:degree_digits]), after_degrees[:2]
    fraction = rest.replace(",", ".")
    if len(after_degrees) == 2:
        return float(degrees), float(minutes + fraction), 0.0
    return float(degrees), float(minutes), float(after_degrees[2:] + fraction)


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _decimal(value: float) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    if float(text) == value:
        return "0" if text == "-0" else text
    return format(value, ".17g") if "e" not in format(value, ".17g") else f"{value:.17f}"


def _degrees_minutes(value: float, letters: str, width: int) -> str:
    letter = letters[0] if value >= 0 else letters[1]
    minutes_total = round(abs(value) * 60, 7)
    degrees = int(minutes_total // 60)
    minutes = round(minutes_total - degrees * 60, 3)
    if minutes >= 60:
        degrees, minutes = degrees + 1, 0.0
    whole = f"{minutes:06.3f}".rstrip("0").rstrip(".")
    return f"{degrees:0{width}}-{whole}{letter}"
