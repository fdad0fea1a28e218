"""Which tokens of a written position belong to its first half and which to its second."""

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


@dataclass(frozen=True, slots=True)
class Half:
    """The numbers of one coordinate, with the hemisphere or label that names it."""

    numbers: tuple[Token, ...]
    """Degrees, then minutes and seconds where given."""
    letter: str = ""
    axis: Axis | None = None
    """What the half is said to be; None where nothing says it."""


def halves_of(tokens: Sequence[Token]) -> tuple[Half, Half]:
    """Return the two halves in the order written.

    Raises:
        UnreadableError: There are not exactly two, or both are named as the same.
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
        first, second = (Half(numbers) for numbers in _apart(tokens))
    if first.axis and first.axis == second.axis:
        given = f"{first.letter} and {second.letter}" if first.letter else "two halves of one kind"
        raise UnreadableError(f"names {given}: one must be a latitude (N or S), the other a longitude (E or W)")
    return first, second


def _by_hemispheres(tokens: Sequence[Token], letters: Sequence[Token], axes: Sequence[Token]) -> tuple[Half, Half]:
    if len(letters) > 2:
        raise UnreadableError("names more than two hemispheres")
    written = [token for token in tokens if token.kind != "axis"]
    places = [index for index, token in enumerate(written) if token.kind == "hemisphere"]
    if len(letters) == 1:
        raise UnreadableError("is only half a position, or names only one hemisphere; name both halves")
    letters_lead = all(token.kind == "boundary" for token in written[: places[0]])
    cut = places[1] if letters_lead else places[0] + 1
    halves = [_numbers(written[:cut]), _numbers(written[cut:])]
    if not all(halves) or (written[-1].kind == "number") is not letters_lead:
        raise UnreadableError("has a hemisphere without a number")
    named = [_AXIS_OF[letter.text] for letter in letters]
    if axes and [_AXIS_OF[axis.text] for axis in axes] != named:
        raise UnreadableError("has a label and a hemisphere that contradict each other")
    first, second = (
        Half(numbers, letter.text, axis) for numbers, letter, axis in zip(halves, letters, named, strict=True)
    )
    return first, second


def _by_labels(tokens: Sequence[Token], axes: Sequence[Token]) -> tuple[Half, Half]:
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
    return Half(first, axis=first_axis), Half(second, axis=second_axis)


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
