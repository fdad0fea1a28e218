"""Partial dates: EDTF (ISO 8601-2 level 1) with UTC times. What people type instead is read by `typed`."""

from __future__ import annotations

from tracker.domain.partial_dates.describe import describe
from tracker.domain.partial_dates.edtf import parse_edtf
from tracker.domain.partial_dates.model import OPEN_END, OPEN_START, PartialDate, gap_days

__all__ = ["OPEN_END", "OPEN_START", "PartialDate", "describe", "gap_days", "parse_edtf"]
