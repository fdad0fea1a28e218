"""What reading one typed value gives: the columns it fills, how it was understood, and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | float | None
"""What a column of the store may hold."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed value that was understood."""

    values: Mapping[str, Value]
    """Column name to value."""
    understood: str = ""
    """How the program read it, in words, to show under the field while typing."""
    warnings: tuple[str, ...] = ()
    """What is odd about the value; a warning never keeps it from being saved."""
