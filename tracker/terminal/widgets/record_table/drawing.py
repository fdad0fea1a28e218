"""Draw one line of the table as plain text: never markup, never a control character."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tracker.domain.plain_text import visible
from tracker.terminal.widgets.record_table.layout import GAP, MARKER_WIDTH

CURSOR_MARK = "▶ "
NO_MARK = "  "


def fit(text: str, width: int, *, align: str = "left") -> str:
    """Return `text` made safe, cut with an ellipsis or filled to `width` cells."""
    # Only what can be seen is worth making safe: a cell may hold ten thousand characters.
    safe = visible(text[: width * 4 + 8])
    length = cell_len(safe)
    if length > width:
        return set_cell_size(safe, width - 1) + "…"
    space = " " * (width - length)
    return space + safe if align == "right" else safe + space


def draw_cells(
    cells: Sequence[tuple[str, int, str]],
    *,
    marker: str,
    style: Style,
    marked: int | None,
    marked_style: Style,
) -> Strip:
    """Draw cells side by side.

    Args:
        cells: Text, width and alignment of each.
        marker: What stands at the left edge.
        style: The style of the line.
        marked: The place of the cell to set off, if any.
        marked_style: The style of that cell.
    """
    segments = [Segment(marker, style)]
    for place, (text, width, align) in enumerate(cells):
        segments.append(Segment(fit(text, width, align=align), marked_style if place == marked else style))
        segments.append(Segment(" " * GAP, style))
    return Strip(segments, MARKER_WIDTH + sum(width + GAP for _, width, _ in cells))
