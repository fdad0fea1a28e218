"""What the two halves of a written position come to in decimal degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.positions.halves import Axis, Half, halves_of
from tracker.domain.positions.spelling import Token, UnreadableError

_MARKS: Final = "°'\""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Two coordinates in decimal degrees, unchecked against their range."""

    lat: float
    lon: float
    order_is_stated: bool
    """Whether hemispheres or labels say which of the two is the latitude."""


def coordinates_of(tokens: Sequence[Token]) -> Coordinates:
    """Return the two coordinates that the tokens write.

    Raises:
        UnreadableError: They do not write exactly one position.
    """
    first, second = halves_of(tokens)
    if first.axis == "LON":
        return Coordinates(_degrees(second), _degrees(first), order_is_stated=True)
    return Coordinates(_degrees(first), _degrees(second), order_is_stated=first.axis is not None)


def in_degrees(degrees: float, minutes: float, seconds: float = 0.0) -> float:
    """Return decimal degrees; 9 decimals (a tenth of a millimetre) where minutes or seconds are given."""
    return round(degrees + minutes / 60 + seconds / 3600, 9) if minutes or seconds else degrees


def _degrees(half: Half) -> float:
    """Return one coordinate in decimal degrees, south and west negative."""
    first, rest = half.numbers[0], half.numbers[1:]
    if len(rest) > 2:
        raise UnreadableError("has more than degrees, minutes and seconds in one coordinate")
    if any(number.sign for number in rest):
        raise UnreadableError("has a sign before minutes or seconds")
    if any(number.mark and number.mark != _MARKS[index] for index, number in enumerate(half.numbers)):
        raise UnreadableError("has degrees, minutes and seconds out of their order")
    if first.sign and half.letter and (first.sign == "-" or half.letter in "SW"):
        raise UnreadableError(f"has both the sign {first.sign} and {half.letter}; give one of them")
    if any("." in number.text for number in half.numbers[:-1]):
        raise UnreadableError("has decimals in a part that smaller parts follow; give one or the other")
    packed = not rest and not first.mark and len(first.text.partition(".")[0]) > 3
    parts = _unpacked(first.text, half.axis) if packed else [float(number.text) for number in half.numbers]
    degrees, minutes, seconds = [*parts, 0.0, 0.0][:3]
    if minutes >= 60 or seconds >= 60:
        raise UnreadableError("has 60 or more minutes or seconds; they run from 0 to under 60")
    size = in_degrees(degrees, minutes, seconds)
    return -size if half.letter in ("S", "W") or first.sign == "-" else size


def _unpacked(written: str, axis: Axis | None) -> list[float]:
    """Part `ddmm`, `dddmm`, `ddmmss` or `dddmmss`; the hemisphere tells how many digits are degrees."""
    if axis is None:
        raise UnreadableError("names no hemisphere; end each half with N or S, E or W")
    digits, _, decimals = written.partition(".")
    degree_digits = 2 if axis == "LAT" or len(digits) % 2 == 0 else 3
    after = digits[degree_digits:]
    if len(after) not in (2, 4):
        raise UnreadableError("has the wrong number of digits; write 3112N 12230E (degrees and minutes)")
    parts = [digits[:degree_digits], after[:2], after[2:]] if after[2:] else [digits[:degree_digits], after]
    if decimals:
        parts[-1] += f".{decimals}"
    return [float(part) for part in parts]
