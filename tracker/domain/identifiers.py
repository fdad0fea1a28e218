"""Ship identifiers: IMO numbers, MMSIs and call signs, as their issuing bodies define them."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.readings import Reading
from tracker.domain.reference import Reference

_SHIP_WEIGHTS: Final = (7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS: Final = (8, 6, 4, 2, 9, 7)
_SEVEN_DIGITS = re.compile(r"[0-9]{7}")
_NINE_DIGITS = re.compile(r"[0-9]{9}")
_CALL_SIGN = re.compile(r"[A-Z0-9]{3,10}")
_PLACEHOLDERS: Final = frozenset({"111111111", "123456789", "222222222", "999999999", "000000000"})


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
    OTHER = "none of the kinds defined"


def imo_check_digit_holds(digits: str) -> bool:
    """Whether seven digits are an IMO ship number: 7a+6b+5c+4d+3e+2f ends in the seventh (IMO A.1117(30))."""
    if not _SEVEN_DIGITS.fullmatch(digits) or digits == "0000000":
        return False
    return sum(int(d) * w for d, w in zip(digits[:6], _SHIP_WEIGHTS, strict=True)) % 10 == int(digits[6])


def company_check_digit_holds(digits: str) -> bool:
    """Whether seven digits are an IMO company or owner number (IMO MSC.160(78) scheme, modulus 11)."""
    if not _SEVEN_DIGITS.fullmatch(digits):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:6], _COMPANY_WEIGHTS, strict=True))
    return (11 - total % 11) % 10 == int(digits[6])


def expected_check_digit(digits: str) -> int:
    """Return the seventh digit that the first six of an IMO ship number ask for."""
    return sum(int(d) * w for d, w in zip(digits[:6], _SHIP_WEIGHTS, strict=True)) % 10


def read_imo(typed: str) -> Reading:
    """Read an IMO number, with or without "IMO" before it; the value is under `imo`.

    A number whose check digit fails is kept, with a warning: sources print wrong numbers, and ships wear them.

    Raises:
        FieldError: It is not seven digits.
    """
    digits = re.sub(r"[\s.\-:#]|^imo(?:\s*(?:no|number))?", "", typed.strip(), flags=re.IGNORECASE)
    digits = re.sub(r"^(?:imo|no|number)", "", digits, flags=re.IGNORECASE)
    if not _SEVEN_DIGITS.fullmatch(digits):
        raise FieldError("imo", typed, "is not an IMO number; write its seven digits, such as 9187629.")
    if imo_check_digit_holds(digits):
        return Reading({"imo": digits}, f"IMO {digits}, check digit holds")
    warning = f"The check digit fails: {digits[:6]} asks for {expected_check_digit(digits)}, not {digits[6]}."
    if company_check_digit_holds(digits):
        warning += " It fits a company number."
    return Reading({"imo": digits}, f"IMO {digits}, check digit fails", (f"{warning} Kept as printed.",))


def mmsi_kind(mmsi: str) -> MmsiKind:
    """Return the kind of station that a nine-digit MMSI is for, by its leading digits."""
    if not _NINE_DIGITS.fullmatch(mmsi):
        return MmsiKind.OTHER
    prefixes = (
        ("00", MmsiKind.COAST), ("0", MmsiKind.GROUP), ("111", MmsiKind.SAR_AIRCRAFT), ("8", MmsiKind.HANDHELD),
        ("98", MmsiKind.CRAFT), ("99", MmsiKind.AID_TO_NAVIGATION), ("970", MmsiKind.SART),
        ("972", MmsiKind.MAN_OVERBOARD), ("974", MmsiKind.EPIRB),
    )  # fmt: skip
    for prefix, kind in prefixes:
        if mmsi.startswith(prefix):
            return kind
    return MmsiKind.SHIP if mmsi[0] in "234567" else MmsiKind.OTHER


def mid_of(mmsi: str) -> str | None:
    """Return the three maritime identification digits of an MMSI; None where its form has none."""
    starts = {
        MmsiKind.SHIP: 0, MmsiKind.GROUP: 1, MmsiKind.COAST: 2, MmsiKind.SAR_AIRCRAFT: 3,
        MmsiKind.HANDHELD: 1, MmsiKind.CRAFT: 2, MmsiKind.AID_TO_NAVIGATION: 2,
    }  # fmt: skip
    start = starts.get(mmsi_kind(mmsi))
    return None if start is None else mmsi[start : start + 3]


def is_placeholder_mmsi(mmsi: str) -> bool:
    """Whether an MMSI is one that sets send before anybody has entered theirs (Global Fishing Watch's tests)."""
    kind = mmsi_kind(mmsi)
    if kind is MmsiKind.SHIP:
        return mmsi in _PLACEHOLDERS or mmsi.endswith("000000")
    # Coast stations and groups begin with zeros by rule; any other such small number was never assigned.
    return mmsi in _PLACEHOLDERS or (kind is MmsiKind.OTHER and int(mmsi) <= 100_000_000)


def read_mmsi(typed: str, reference: Reference) -> Reading:
    """Read an MMSI; the value is under `mmsi`, and the reading names the state its MID belongs to.

    Raises:
        FieldError: It is not nine digits.
    """
    digits = re.sub(r"^mmsi|[\s.\-:#]", "", typed.strip(), flags=re.IGNORECASE)
    if not _NINE_DIGITS.fullmatch(digits):
        raise FieldError("mmsi", typed, "is not an MMSI; write its nine digits, such as 312123000.")
    if is_placeholder_mmsi(digits):
        return Reading({"mmsi": digits}, f"MMSI {digits}", ("A placeholder that unset equipment sends.",))
    kind = mmsi_kind(digits)
    mid = mid_of(digits)
    if mid is None:
        problem = (
            f"The form is for: {kind.value}."
            if kind is not MmsiKind.OTHER
            else "No ship's MMSI begins with this digit."
        )
        return Reading({"mmsi": digits}, f"MMSI {digits}", (problem,))
    names = " or ".join(sorted(reference.name_of(code) for code in reference.states_of_mid(mid)))
    if not names:
        return Reading(
            {"mmsi": digits}, f"MID {mid} is not allotted", (f"MID {mid} is allotted to no state.",)
        )
    warnings = () if kind is MmsiKind.SHIP else (f"The form is for: {kind.value}.",)
    return Reading({"mmsi": digits}, f"MID {mid}: {names}", warnings)


def read_call_sign(typed: str, reference: Reference) -> Reading:
    """Read a call sign; the value is under `call_sign`, and the reading names the state of its series.

    Raises:
        FieldError: It is not three to ten letters and digits.
    """
    sign = re.sub(r"[\s\-./]", "", typed).upper()
    if not _CALL_SIGN.fullmatch(sign):
        raise FieldError(
            "call_sign", typed, "is not a call sign; write its letters and digits, such as V3AB7."
        )
    states = reference.states_of_call_sign(sign)
    if not states:
        return Reading(
            {"call_sign": sign}, f"Call sign {sign}", ("No state has a series that begins like this.",)
        )
    names = sorted(reference.name_of(code) for code in states)
    shown = " or ".join(names) if len(names) <= 5 else f"{_principal(states, reference)} and its territories"
    return Reading({"call_sign": sign}, f"Series of {shown}")


def _principal(states: frozenset[str], reference: Reference) -> str:
    """Name the state among a state and its territories."""
    for code in ("GB", "US", "FR", "NL", "DK", "CN", "AU", "NO"):
        if code in states:
            return reference.name_of(code)
    return reference.name_of(min(states))
