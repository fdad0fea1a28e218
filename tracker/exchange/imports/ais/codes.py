"""Code numbers of AIS messages in words (ITU-R M.1371-5, tables 45 and 53)."""

from __future__ import annotations

from typing import Final

_STATUSES: Final = (
    "under way using engine", "at anchor", "not under command", "restricted manoeuvrability",
    "constrained by her draught", "moored", "aground", "engaged in fishing", "under way sailing",
)  # fmt: skip
_AIS_SART: Final = 14
_LONGEST_CODE: Final = 9
_TENS: Final = {2: "wing in ground", 4: "high-speed craft", 6: "passenger", 7: "cargo", 8: "tanker", 9: "other"}
_TYPES: Final = {
    30: "fishing", 31: "towing", 32: "towing, long or wide", 33: "dredging or underwater work", 34: "diving",
    35: "military", 36: "sailing", 37: "pleasure craft", 50: "pilot", 51: "search and rescue", 52: "tug",
    53: "port tender", 54: "anti-pollution", 55: "law enforcement", 58: "medical transport",
    59: "ship not party to an armed conflict",
}  # fmt: skip


def status_words(code: str) -> str | None:
    """Return the navigational status of a code in words; None for "not defined" and codes without a meaning."""
    number = _number(code)
    if number is None:
        return None
    if number == _AIS_SART:
        return "search-and-rescue transmitter active"
    return _STATUSES[number] if number < len(_STATUSES) else None


def ship_type_words(code: str) -> str | None:
    """Return the type of ship and cargo of a code in words; None for "not available" and codes without a meaning."""
    number = _number(code)
    if number is None or number > 99:
        return None
    return _TYPES.get(number) or _TENS.get(number // 10)


def _number(code: str) -> int | None:
    """Return the number of a code; None for what is none, or longer than any."""
    return int(code) if code.isdecimal() and len(code) <= _LONGEST_CODE else None
