"""Numbers and flags as a file prints them: what can be read is read, the rest is kept as printed and marked."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from tracker.domain.errors import FieldError
from tracker.domain.flags import read_flag
from tracker.domain.identifiers import read_imo, read_mmsi
from tracker.domain.readings import Reading
from tracker.domain.reference import Reference


def imo_or_printed(printed: str, marks: list[str]) -> str:
    """Return the seven digits of an IMO number, or what was printed where there are none."""
    return _read_or_printed("IMO number", printed, read_imo, marks)


def mmsi_or_printed(printed: str, reference: Reference, marks: list[str]) -> str:
    """Return the nine digits of an MMSI, or what was printed where there are none."""
    return _read_or_printed("MMSI", printed, lambda text: read_mmsi(text, reference), marks)


def flag_or_printed(printed: str, reference: Reference, marks: list[str]) -> str:
    """Return a state's code, or what was printed where it is no state's."""
    return _read_or_printed("flag", printed, lambda text: read_flag(text, reference), marks)


def number_of(printed: str) -> float | None:
    """Return a finite number, with or without commas between its thousands, or None for what is none."""
    try:
        number = float(printed.replace(",", "").strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def _read_or_printed(what: str, printed: str, read: Callable[[str], Reading], marks: list[str]) -> str:
    try:
        reading = read(printed)
    except FieldError as error:
        marks.append(f"{what} {printed!r} {error.problem}")
        return printed
    marks.extend(f"{what} {printed}: {warning}" for warning in reading.warnings)
    return str(next(iter(reading.values.values())))
