"""Maritime mobile service identities (MMSI): what kind of station sends one, and whose digits it begins with."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.readings import Reading
from tracker.domain.reference import Reference

_NINE_DIGITS = re.compile(r"[0-9]{9}")
_BETWEEN_DIGITS = re.compile(r"[\s.\-:#]")
_SAID_BEFORE = re.compile(r"^mmsi(?:no|nr|number)?", re.IGNORECASE)
_PLACEHOLDERS: Final = frozenset({"000000000", "111111111", "123456789", "222222222", "999999999"})


class MmsiKind(Enum):
    """What kind of station a nine-digit maritime identity is for (ITU-R M.585-9)."""

    SHIP = "ship"
    COAST = "coast station"
    GROUP = "group of ships"
    SAR_AIRCRAFT = "search-and-rescue aircraft"
    HANDHELD = "handheld radio"
    CRAFT = "craft of a parent ship"
    AID_TO_NAVIGATION = "aid to navigation"
    SART = "search-and-rescue transmitter"
    MAN_OVERBOARD = "man-overboard device"
    EPIRB = "emergency beacon"
    AUTONOMOUS_DEVICE = "autonomous radio device, such as a net beacon"
    OTHER = "none of the kinds defined"


_PREFIXES: Final = (
    ("00", MmsiKind.COAST),
    ("0", MmsiKind.GROUP),
    ("111", MmsiKind.SAR_AIRCRAFT),
    ("8", MmsiKind.HANDHELD),
    ("98", MmsiKind.CRAFT),
    ("99", MmsiKind.AID_TO_NAVIGATION),
    ("970", MmsiKind.SART),
    ("972", MmsiKind.MAN_OVERBOARD),
    ("974", MmsiKind.EPIRB),
    ("979", MmsiKind.AUTONOMOUS_DEVICE),
    *((digit, MmsiKind.SHIP) for digit in "234567"),
)
_KINDS: Final = {
    first: next((kind for prefix, kind in _PREFIXES if first.startswith(prefix)), MmsiKind.OTHER)
    for first in map("{:03}".format, range(1000))
}
"""The first three digits to what they stand for: imports ask a hundred thousand times."""
_MID_STARTS_AT: Final = {
    MmsiKind.SHIP: 0,
    MmsiKind.GROUP: 1,
    MmsiKind.COAST: 2,
    MmsiKind.SAR_AIRCRAFT: 3,
    MmsiKind.HANDHELD: 1,
    MmsiKind.CRAFT: 2,
    MmsiKind.AID_TO_NAVIGATION: 2,
}


def mmsi_kind(mmsi: str) -> MmsiKind:
    """Return the kind of station that a nine-digit MMSI is for, by its leading digits."""
    return _KINDS[mmsi[:3]] if _NINE_DIGITS.fullmatch(mmsi) else MmsiKind.OTHER


def mid_of(mmsi: str) -> str | None:
    """Return the three maritime identification digits of an MMSI; None where its form has none."""
    start = _MID_STARTS_AT.get(mmsi_kind(mmsi))
    return None if start is None else mmsi[start : start + 3]


def is_placeholder_mmsi(mmsi: str) -> bool:
    """Whether an MMSI is one that sets send before anybody has entered theirs (Global Fishing Watch's tests)."""
    kind = mmsi_kind(mmsi)
    if kind is MmsiKind.SHIP:
        return mmsi in _PLACEHOLDERS or mmsi.endswith("000000")
    # Coast stations and groups begin with zeros by rule; any other such small number was never assigned.
    # Numbers as long as a file's line come here too, longer than `int` takes.
    digits = mmsi.lstrip("0")
    return mmsi in _PLACEHOLDERS or (kind is MmsiKind.OTHER and (len(digits) < 9 or digits == "100000000"))


def read_mmsi(typed: str, reference: Reference) -> Reading:
    """Read an MMSI; the value is under `mmsi`, and the reading names the state its MID belongs to.

    Numbers that no ship should send are kept, with a warning: ships do send them.

    Raises:
        FieldError: It is not nine digits.
    """
    digits = _SAID_BEFORE.sub("", _BETWEEN_DIGITS.sub("", typed))
    if not _NINE_DIGITS.fullmatch(digits):
        raise FieldError("mmsi", typed, "is not an MMSI; write its nine digits, such as 312123000.")
    mid = mid_of(digits)
    return Reading({"mmsi": digits}, _owner_words(digits, mid, reference), _oddities(digits, mid, reference))


def _owner_words(digits: str, mid: str | None, reference: Reference) -> str:
    if mid is None:
        return f"MMSI {digits}"
    names = sorted(reference.name_of(code) for code in reference.states_of_mid(mid))
    return f"MID {mid}: {' or '.join(names)}" if names else f"MID {mid} is not allotted"


def _oddities(digits: str, mid: str | None, reference: Reference) -> tuple[str, ...]:
    if is_placeholder_mmsi(digits):
        return ("A placeholder that unset equipment sends.",)
    found: list[str] = []
    kind = mmsi_kind(digits)
    if kind is MmsiKind.OTHER:
        found.append(f"No ship's MMSI begins with {digits[0]}; a ship's begins with 2 to 7.")
    elif kind is not MmsiKind.SHIP:
        found.append(f"The form is for: {kind.value}.")
    if mid and not reference.states_of_mid(mid):
        found.append(f"MID {mid} is allotted to no state.")
    return tuple(found)
