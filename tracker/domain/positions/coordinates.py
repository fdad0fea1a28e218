"""From tokens to latitude and longitude: which numbers belong together, and what they come to in degrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tracker.domain.positions.spelling import Token, UnreadableError

Axis = Literal["LAT", "LON"]

_AXIS_OF: Final[dict[str, Axis]] = {
    "N": "LAT",
    "S": "LAT",
    "E": "LON",
    "W": "LON",
    "LAT": "LAT",
    "LON": "LON",
}
_MARKS: Final = "°'\""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Two coordinates in decimal degrees, unchecked against their range."""

    lat: float
    lon: float
    order_is_stated: bool
    """Whether hemispheres or labels say which of the two is the latitude."""


@dataclass(frozen=True, slots=True)
class _Half:
    numbers: tuple[Token, ...]
    letter: str = ""
    axis: Axis | None = None


def coordinates_of(tokens: Sequence[Token]) -> Coordinates:
    """Return the two coordinates that the tokens write.

    Raises:
        UnreadableError: They do not write exactly one position.
    """
    if not any(token.kind == "number" for token in tokens):
        raise UnreadableError("gives no number" if tokens else "is empty")
    letters = [token for token in tokens if token.kind == "hemisphere"]
    axes = [token for token in tokens if token.kind == "axis"]
    if letters:
        first, second = _by_hemispheres(tokens, letters, axes)
    elif axes:
        first, second = _by_labels(tokens, axes)
    else:
        first, second = (_Half(numbers) for numbers in _apart(tokens))
    if first.axis and first.axis == second.axis:
        given = f"{first.letter} and {second.letter}: one" if first.letter else f"two {first.axis}s: one half"
        raise UnreadableError(f"names {given} must be a latitude, the other a longitude")
    if first.axis == "LON":
        return Coordinates(_degrees(second), _degrees(first), order_is_stated=True)
    return Coordinates(_degrees(first), _degrees(second), order_is_stated=first.axis is not None)


def in_degrees(degrees: float, minutes: float, seconds: float = 0.0) -> float:
    """Return decimal degrees; 9 decimals (a tenth of a millimetre) where minutes or seconds are given."""
    return round(degrees + minutes / 60 + seconds / 3600, 9) if minutes or seconds else degrees


def _by_hemispheres(
    tokens: Sequence[Token], letters: Sequence[Token], axes: Sequence[Token]
) -> tuple[_Half, _Half]:
    if len(letters) > 2:
        raise UnreadableError("names more than two hemispheres")
    written = [token for token in tokens if token.kind != "axis"]
    places = [index for index, token in enumerate(written) if token.kind == "hemisphere"]
    letters_lead = all(token.kind == "boundary" for token in written[: places[0]])
    cut = places[-1] if letters_lead else places[0] + 1
    halves = [_numbers(written[:cut]), _numbers(written[cut:])]
    if len(letters) == 1:
        whole = all(halves) if not letters_lead else len(_numbers(written)) > 3
        raise UnreadableError(
            "names only one hemisphere; name both (N or S, E or W)" if whole else "is only half a position"
        )
    if not all(halves) or (written[-1].kind == "number") is not letters_lead:
        raise UnreadableError("has a hemisphere without a number")
    named = [_AXIS_OF[letter.text] for letter in letters]
    if axes and [_AXIS_OF[axis.text] for axis in axes] != named:
        raise UnreadableError("has a label and a hemisphere that contradict each other")
    first, second = (
        _Half(numbers, letter.text, axis)
        for numbers, letter, axis in zip(halves, letters, named, strict=True)
    )
    return first, second


def _by_labels(tokens: Sequence[Token], axes: Sequence[Token]) -> tuple[_Half, _Half]:
    if tokens[0].kind != "axis" or len(axes) > 2:
        raise UnreadableError("has a label that stands before no number")
    first_axis = _AXIS_OF[axes[0].text]
    if len(axes) == 1:
        first, second = _apart(tokens[1:])
        second_axis: Axis = "LON" if first_axis == "LAT" else "LAT"
    else:
        cut = tokens.index(axes[1], 1)
        first, second = _numbers(tokens[1:cut]), _numbers(tokens[cut + 1 :])
        second_axis = _AXIS_OF[axes[1].text]
        if not first or not second:
            raise UnreadableError("is only half a position")
    return _Half(first, axis=first_axis), _Half(second, axis=second_axis)


def _apart(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Part the numbers of two coordinates that nothing names: by a comma, a sign, a mark or their count."""
    boundaries = [index for index, token in enumerate(tokens) if token.kind == "boundary"]
    if len(boundaries) > 1:
        raise UnreadableError("has more than two parts")
    if boundaries:
        first, second = _numbers(tokens[: boundaries[0]]), _numbers(tokens[boundaries[0] :])
        if not first or not second:
            raise UnreadableError("is only half a position")
        return first, second
    numbers = _numbers(tokens)
    if len(numbers) == 1:
        raise UnreadableError("is only half a position")
    signed = [index for index, number in enumerate(numbers) if number.sign and index]
    in_degrees_marked = [index for index, number in enumerate(numbers) if number.mark == "°" and index]
    loose = [index for index, number in enumerate(numbers) if not number.joined]
    if len(signed) == 1:
        cut = signed[0]
    elif len(in_degrees_marked) == 1:
        cut = in_degrees_marked[0]
    elif len(loose) == 2:
        cut = loose[1]
    elif len(loose) == len(numbers) and len(numbers) in (4, 6):
        cut = len(numbers) // 2
    elif len(loose) == 1:
        raise UnreadableError("is only half a position")
    else:
        raise UnreadableError(f"has {len(numbers)} numbers that do not make two coordinates")
    return numbers[:cut], numbers[cut:]


def _numbers(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return the number tokens, which no comma may part."""
    places = [index for index, token in enumerate(tokens) if token.kind == "number"]
    if places and any(token.kind == "boundary" for token in tokens[places[0] : places[-1]]):
        raise UnreadableError("has a comma inside one coordinate")
    return tuple(tokens[index] for index in places)


def _degrees(half: _Half) -> float:
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
