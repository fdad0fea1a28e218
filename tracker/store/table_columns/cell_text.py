"""How a few kinds of value read in a table cell: dates, spans of dates, positions, counts of
contradictions."""

from __future__ import annotations

from typing import Any

OPEN_START = "0001-01-01"
OPEN_END = "9999-12-31"
CONTESTED_SIGN = "≠"


def date_text(edtf: str | None) -> str:
    """Return an EDTF date with a blank before the time, as people read it: `2011-05-26 13:05`."""
    return (edtf or "").replace("T", " ").removesuffix("Z")


def moment_text(moment: str | None) -> str:
    """Return the day and minute of a UTC moment; nothing for the ends of an open span."""
    text = moment or ""
    if text.startswith((OPEN_START, OPEN_END)):
        return "open"
    return text[:10]


def span_text(bounds: list[str | None] | None) -> str:
    """Return the shortest text for a span of UTC moments: `2011`, `2011-05`, `2011-05-26`, `2011-05/07`,
    `2011/2013`."""
    if not bounds or not bounds[0] or not bounds[1]:
        return ""
    first, last = bounds[0][:10], bounds[1][:10]
    if first == OPEN_START or last == OPEN_END:
        return f"{'..' if first == OPEN_START else first[:7]}/{'..' if last == OPEN_END else last[:7]}"
    if first == last:
        return first
    if first[:4] != last[:4]:
        return f"{first[:4]}/{last[:4]}"
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    if first[:7] != last[:7]:
        return f"{first[:7]}/{last[5:7]}"
    return first[:7]


def position_text(position: list[float | None] | None) -> str:
    """Return a stored `[lat, lon, radius_km]` in degrees and minutes."""
    if not position or position[0] is None or position[1] is None:
        return ""
    from tracker.domain.positions import Position, format_position

    return format_position(Position(position[0], position[1], position[2]))


def contested_text(count: Any) -> str:
    """Return how many properties are contested, with a sign; nothing for none."""
    return f"{CONTESTED_SIGN} {count}" if count else ""


def count_text(count: Any) -> str:
    """Return a count; nothing for none."""
    return str(count) if count else ""
