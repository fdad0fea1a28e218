"""What the free text on the victim of an anti-shipping incident says of a ship: type, name and flag.

A name wrongly read is worse than none, so a name is taken only where a type or `M/V` stands before it, or where it
alone is in capitals; everything else stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TYPES: Final = (
    "general cargo ship", "general cargo vessel", "refrigerated cargo ship", "refrigerated cargo vessel",
    "offshore supply vessel", "offshore support vessel", "supply vessel", "supply ship", "support vessel",
    "chemical tanker", "product tanker", "products tanker", "oil tanker", "crude oil tanker", "lpg tanker",
    "lng tanker", "lpg carrier", "lng carrier", "gas carrier", "asphalt tanker", "tanker vessel", "tanker",
    "bulk carrier", "ore carrier", "container ship", "container vessel", "vehicle carrier", "livestock carrier",
    "cargo ship", "cargo vessel", "general cargo", "cargo", "ro-ro", "research vessel", "survey vessel",
    "passenger vessel", "passenger ship", "cruise ship", "ferry", "fishing vessel", "fishing boat",
    "fishing trawler", "trawler", "sailing vessel", "sailing yacht", "sailboat", "catamaran", "yacht", "dhow",
    "tug boat", "tugboat", "tug", "barge", "merchant vessel", "merchant ship", "motor vessel", "naval vessel",
    "heavy lift vessel", "vessel", "ship",
)  # fmt: skip
_GENERIC: Final = frozenset({"vessel", "ship", "merchant vessel", "merchant ship", "motor vessel"})
"""Words for any ship: no type."""

_STATE: Final = r"(?:anchored|moored|berthed|underway|drifting|two|three|several)"
_FLAGGED: Final = re.compile(r"^(?P<flag>[A-Z][A-Za-z .-]*?)[- ]flagged\s+(?P<rest>.+)$", re.DOTALL)
_LEADING: Final = re.compile(rf"^{_STATE}\s+", re.IGNORECASE)
_TRAILING: Final = re.compile(rf"\s+{_STATE}$", re.IGNORECASE)
_TYPE: Final = re.compile(
    rf"^(?P<type>{'|'.join(map(re.escape, sorted(_TYPES, key=len, reverse=True)))})\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PREFIX: Final = re.compile(r"^(?:M/V|MV|M/T|MT|F/V|FV|S/Y|SY|MSV)\s+(?P<rest>.+)$")
_NAME: Final = re.compile(r"^[A-Z0-9][A-Z0-9 .'&/-]*$")
_NO_NAME: Final = frozenset({
    "AND", "OR", "WITH", "NEAR", "OFF", "AT", "IN", "ON", "OF", "UNDERWAY", "ANCHORED", "MOORED", "BERTHED",
    "DRIFTING", "BARGE", "BARGES", "CREW", "VESSEL", "VESSELS", "SHIP", "SHIPS", "BOAT", "BOATS", "TANKER", "TOW",
    "TOWING", "CARRIER", "UNKNOWN", "UNIDENTIFIED", "UNNAMED", "N/A", "TWO", "THREE", "FISHERMEN", "CONVOY",
})  # fmt: skip
"""Words that show that what follows the type is no name."""


@dataclass(frozen=True, slots=True)
class Victim:
    """What was read of the text; None where it does not say, or not plainly."""

    type: str | None = None
    name: str | None = None
    flag: str | None = None
    """The flag state as printed."""


def read_victim(text: str) -> Victim:
    """Read type, name and flag out of the text on a victim."""
    rest = " ".join(text.split())
    several = bool(re.match(r"^(two|three|several)\b", rest, re.IGNORECASE))
    rest = _LEADING.sub("", rest)
    flag = None
    if match := _FLAGGED.match(rest):
        flag, rest = match["flag"].strip(), _LEADING.sub("", match["rest"])
    rest = _TRAILING.sub("", rest)
    if match := _PREFIX.match(rest):
        return Victim(None, None if several else _name(match["rest"]), flag)
    match = _TYPE.match(rest)
    if match is None:
        return Victim(flag=flag)
    kind = match["type"].lower()
    kind = kind.replace("lpg", "LPG").replace("lng", "LNG")
    return Victim(None if kind in _GENERIC else kind, None if several else _name(match["rest"]), flag)


def _name(text: str) -> str | None:
    """Return the text if it is a name in capitals and nothing else."""
    name = text.strip(" ,;")
    words = name.split()
    if len(name) < 2 or not _NAME.match(name) or not any(c.isalpha() for c in name) or not _NO_NAME.isdisjoint(words):
        return None
    return name
