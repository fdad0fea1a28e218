"""Partial dates: EDTF (ISO 8601-2 level 1) with UTC times, and what people type instead of it."""

from __future__ import annotations

from tracker.domain.partial_dates.describe import describe
from tracker.domain.partial_dates.edtf import parse_edtf
from tracker.domain.partial_dates.model import OPEN_END, OPEN_START, PartialDate, gap_days

__all__ = ["OPEN_END", "OPEN_START", "PartialDate", "describe", "gap_days", "parse_edtf", "read_date"]


def __getattr__(name: str) -> object:
    # The grammar of typed dates is needed only once somebody types one.
    if name == "read_date":
        from tracker.domain.partial_dates.typed import read_date

        return read_date
    raise AttributeError(name)
