"""Admiralty grades: a letter for the source's reliability, a digit for the credibility of what it says.

The two are judged independently (NATO AJP-2.1; https://en.wikipedia.org/wiki/Admiralty_code).
"""

from __future__ import annotations

import re

from tracker.domain.errors import FieldError
from tracker.domain.vocabulary import CREDIBILITIES, RELIABILITIES

_GRADE = re.compile(r"([A-Fa-f])\s*[-/]?\s*([1-6])")


def read_grade(typed: str) -> tuple[str, int]:
    """Return reliability and credibility of a grade such as `B2`.

    Raises:
        FieldError: It is not a letter A to F and a digit 1 to 6.
    """
    match = _GRADE.fullmatch(typed.strip())
    if match is None:
        raise FieldError(
            "grade", typed, "is not an Admiralty grade; write a letter A to F and a digit 1 to 6, such as B2."
        )
    return match[1].upper(), int(match[2])


def read_reliability(typed: str) -> str:
    """Return the reliability letter meant by `b` or `B`.

    Raises:
        FieldError: It is not a letter A to F.
    """
    letter = typed.strip().upper()
    if letter not in RELIABILITIES:
        raise FieldError(
            "reliability",
            typed,
            "is not a reliability; write a letter from A (completely reliable) to F (cannot be judged).",
        )
    return letter


def read_credibility(typed: str) -> int:
    """Return the credibility digit.

    Raises:
        FieldError: It is not a digit 1 to 6.
    """
    digit = typed.strip()
    if digit not in {"1", "2", "3", "4", "5", "6"}:
        raise FieldError(
            "credibility",
            typed,
            "is not a credibility; write a digit from 1 (confirmed) to 6 (cannot be judged).",
        )
    return int(digit)


def grade_text(reliability: str, credibility: int) -> str:
    """Return the two parts written together: `B2`."""
    return f"{reliability}{credibility}"


def describe_grade(reliability: str, credibility: int) -> str:
    """Return the grade in words: "usually reliable source; probably true"."""
    return f"source {RELIABILITIES[reliability]}; {CREDIBILITIES[credibility]}"
