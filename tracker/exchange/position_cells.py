"""The cells of positions, many at once: the three numbers as a list, then each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final

from tracker.exchange.sighting_line_sql import DOUBTFUL

_MOST_CHARACTERS: Final = 16
"""Of a number with at most fifteen digits, as many as SQLite writes into a list."""


def position_cells(
    lats: Sequence[float | None], lons: Sequence[float | None], radii: Sequence[float | None]
) -> list[str]:
    """Return the four cells of each position, joined; where SQLite would write a number in other words, the mark."""
    if None in lats or None in lons or None in radii:
        return list(map(_cells, lats, lons, radii))
    norths, easts, around = list(map(repr, lats)), list(map(repr, lons)), list(map(repr, radii))
    text = ",".join((*norths, *easts, ""))
    longest = max(map(len, chain(norths, easts, around)))
    if longest > _MOST_CHARACTERS or _is_odd(text) or ".0," in text or any(map(_is_odd, set(around))):
        return list(map(_cells, lats, lons, radii))
    return [
        f"{north}; {east}; {number},{north},{east},{number.removesuffix('.0')}"
        for north, east, number in zip(norths, easts, around, strict=True)
    ]


def _cells(lat: float | None, lon: float | None, radius: float | None) -> str:
    if lat is None or lon is None:
        return DOUBTFUL if radius is not None else ",,,"
    numbers = [repr(number) for number in (lat, lon, radius) if number is not None]
    listed = "; ".join(numbers)
    if max(map(len, numbers)) > _MOST_CHARACTERS or _is_odd(listed):
        return DOUBTFUL
    alone = ",".join(number.removesuffix(".0") for number in numbers)
    return f"{listed},{alone}{'' if radius is not None else ','}"


def _is_odd(numbers: str) -> bool:
    """Whether there is a very small or infinite number among them, or a nought below nought."""
    return "e" in numbers or "n" in numbers or "-0.0," in numbers or "-0.0;" in numbers or numbers.endswith("-0.0")
