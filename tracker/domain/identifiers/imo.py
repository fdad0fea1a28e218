"""IMO numbers of ships and companies: their check digits, and reading them as typed or printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.readings import Reading

_SHIP_WEIGHTS: Final = (7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS: Final = (8, 6, 4, 2, 9, 7)
_SEVEN_DIGITS = re.compile(r"[0-9]{7}")
_BETWEEN_DIGITS = re.compile(r"[\s.\-:#/]")
_SAID_BEFORE = re.compile(r"^(?:lr)?imo(?:no|nr|number)?", re.IGNORECASE)


def imo_check_digit_holds(digits: str) -> bool:
    """Whether seven digits abcdefg are an IMO ship number: 7a+6b+5c+4d+3e+2f ends in g (IMO A.1117(30)).

    Seven zeros pass the sum but are nobody's number.
    """
    if not _SEVEN_DIGITS.fullmatch(digits) or digits == "0000000":
        return False
    return expected_check_digit(digits) == int(digits[6])


def expected_check_digit(digits: str) -> int:
    """Return the seventh digit that the first six of an IMO ship number ask for."""
    return _weighted_sum(digits, _SHIP_WEIGHTS) % 10


def company_check_digit_holds(digits: str) -> bool:
    """Whether seven digits are an IMO company or owner number.

    (11 - (8a+6b+4c+2d+9e+7f) mod 11) mod 10 = g, the scheme of IMO MSC.160(78).
    """
    if not _SEVEN_DIGITS.fullmatch(digits):
        return False
    return (11 - _weighted_sum(digits, _COMPANY_WEIGHTS) % 11) % 10 == int(digits[6])


def read_imo(typed: str) -> Reading:
    """Read an IMO number, with or without "IMO" before it; the value is under `imo`.

    A number whose check digit fails is kept, with a warning: sources print wrong numbers, and ships wear them.

    Raises:
        FieldError: It is not seven digits.
    """
    digits = _SAID_BEFORE.sub("", _BETWEEN_DIGITS.sub("", typed))
    if not _SEVEN_DIGITS.fullmatch(digits):
        raise FieldError("imo", typed, "is not an IMO number; write its seven digits, such as 9187629.")
    if imo_check_digit_holds(digits):
        return Reading({"imo": digits}, f"IMO {digits}, check digit holds")
    return Reading({"imo": digits}, f"IMO {digits}, check digit fails", (_why_it_fails(digits),))


def _why_it_fails(digits: str) -> str:
    if digits == "0000000":
        return "Seven zeros are no ship's number. Kept as printed."
    reason = f"The check digit fails: {digits[:6]} asks for {expected_check_digit(digits)}, not {digits[6]}."
    company = " It fits a company number." if company_check_digit_holds(digits) else ""
    return f"{reason}{company} Kept as printed."


def _weighted_sum(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
