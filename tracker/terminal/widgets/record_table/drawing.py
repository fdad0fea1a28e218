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
    if len(text) <= width and text.isascii() and text.isprintable():
        return text.rjust(width) if align == "right" else text.ljust(width)
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
    space = " " * GAP
    texts = [fit(text, width, align=align) for text, width, align in cells]
    length = MARKER_WIDTH + sum(width + GAP for _, width, _ in cells)
    if marked is None or marked >= len(texts):
        # One segment costs a sixteenth of sixteen, at every step from here to the terminal.
        return Strip([Segment(marker + space.join((*texts, "")), style)], length)
    before, after = "".join(text + space for text in texts[:marked]), space.join((*texts[marked + 1 :], ""))
    segments = [Segment(marker + before, style), Segment(texts[marked], marked_style), Segment(space + after, style)]
    return Strip(segments, length)
