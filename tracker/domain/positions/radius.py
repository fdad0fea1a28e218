"""The radius that a position may be off by, as written behind it or before it."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.positions.model import NM_IN_KM
from tracker.domain.positions.spelling import UnreadableError

_SIZE: Final = r"(?P<size>[0-9]+(?:[.,][0-9]+)?)\s*"
_UNIT: Final = r"(?P<unit>nm|nmi|nautical miles?|km|kilomet(?:re|er)s?|m|met(?:re|er)s?|mi|miles?|statute miles?)\b\.?"
_SPELLINGS: Final = (
    re.compile(rf"[\s,;]*(?:±|\+/?-|\bwithin|\bradius(?: of)?)\s*{_SIZE}{_UNIT}$", re.IGNORECASE),
    re.compile(rf"[\s,;]+{_SIZE}(?P<unit>nm|nmi|nautical miles?|km|kilomet(?:re|er)s?)\b\.?$", re.IGNORECASE),
    re.compile(rf"^within\s+{_SIZE}{_UNIT}\s+of\b", re.IGNORECASE),
)
_HALF_ROUND_THE_EARTH_KM: Final = 20_040


def without_radius(text: str) -> tuple[str, float | None]:
    """Return the text without its radius, and the radius in km; None where it gives none.

    Raises:
        UnreadableError: The radius can be read in two ways, or is larger than the Earth.
    """
    for spelling in _SPELLINGS:
        match = spelling.search(text)
        if match:
            rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
            return rest, _kilometres(match["size"], match["unit"])
    return text, None


def _kilometres(size: str, unit: str) -> float:
    if re.fullmatch(r"[0-9]{1,3},[0-9]{3}", size):
        raise UnreadableError(
            f"has a radius of {size} that can be read in two ways; "
            f"write {size.replace(',', '')} or {size.replace(',', '.')} {unit}"
        )
    number = float(size.replace(",", "."))
    word = unit.casefold()
    if unit == "M" or word in ("mi", "mile", "miles"):
        raise UnreadableError(
            f"has a radius in {unit}, which can be nautical miles or another unit; write {number:g} nm "
            f"({number * NM_IN_KM:.4g} km) or the size in km"
        )
    if word.startswith("k"):
        kilometres = number
    elif word.startswith("m"):
        kilometres = number / 1000
    else:
        kilometres = round(number * (1.609344 if word.startswith("s") else NM_IN_KM), 6)
    if kilometres > _HALF_ROUND_THE_EARTH_KM:
        raise UnreadableError(f"has a radius of {size} {unit}; half way round the Earth is 20 040 km")
    return kilometres
