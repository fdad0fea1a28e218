"""The filter language: read once, it gives the SQL, the sentence and its own canonical text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store.filters.model import EVERYTHING, Filter
from tracker.store.filters.terms import Operand, Term

if TYPE_CHECKING:
    from tracker.store.filters.parse import parse_filter

__all__ = ["EVERYTHING", "Filter", "Operand", "Term", "parse_filter"]


def __getattr__(name: str) -> object:
    # The first rows are shown before anybody types a filter.
    if name == "parse_filter":
        from tracker.store.filters.parse import parse_filter

        return parse_filter
    raise AttributeError(name)
