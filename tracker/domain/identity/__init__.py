"""Identity over time: what a ship was called when, as lanes, as a drawing, and for one day."""

from __future__ import annotations

from tracker.domain.identity.draw import draw_timeline
from tracker.domain.identity.lanes import lanes
from tracker.domain.identity.model import Days, Lane, Mark, Overlap, Span
from tracker.domain.identity.on_day import Answer, Basis, who_on

__all__ = ["Answer", "Basis", "Days", "Lane", "Mark", "Overlap", "Span", "draw_timeline", "lanes", "who_on"]
