"""The SQL of a filter."""
from __future__ import annotations
from tracker.store.filters.model import Filter
def where(chosen: Filter) -> tuple[str, tuple[str | int | float, ...]]:
    return ("finding.dismissed_at IS NULL" if chosen.target == "findings" else f"{chosen.target[:-1]}.retracted_at IS NULL"), ()
