"""Turns of phrase that the sentences of several rules share."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.statements import Statement

_ASPECT_WORDS = {
    "flown": "flag flown",
    "registered": "flag of registry",
    "broadcast": "flag broadcast",
    "documented": "flag in the papers",
    "claimed": "flag claimed",
    "listed": "flag in a list entry",
    "nationality": "nationality given",
}


def in_words(items: Iterable[str], joiner: str = "and") -> str:
    """Join `items` as English does: `a, b and c`."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {joiner} {last}" if first else last


def flag_words(evidence: Evidence, flag: Statement) -> str:
    """Name a flag, what it is the flag of, and when: `Belize (flag flown, 26 May 2011)`."""
    aspect = _ASPECT_WORDS.get(flag.aspect, "flag")
    time = flag.time_words().strip(" ()")
    return f"{evidence.flag_name(flag.value)} ({aspect}{', ' + time if time else ''})"


def state_names(evidence: Evidence, states: Iterable[str]) -> str:
    """Name states by their codes, in order of name: `Curaçao or Sint Maarten`."""
    return in_words(sorted(evidence.flag_name(state) for state in states), "or")


def counted(count: int, noun: str) -> str:
    """Return the count with its noun: `1 sighting`, `3 sightings`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
