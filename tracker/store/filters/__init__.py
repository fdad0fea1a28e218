"""The filter language: read once, it gives the SQL, the sentence and its own canonical text."""

from __future__ import annotations

from tracker.store.filters.model import EVERYTHING, Filter
from tracker.store.filters.parse import parse_filter
from tracker.store.filters.terms import Operand, Term

__all__ = ["EVERYTHING", "Filter", "Operand", "Term", "parse_filter"]
