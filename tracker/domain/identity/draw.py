"""A vessel's lanes as lines of text: a time axis, a bar for each value, and a key of the signs used.

Nothing depends on colour: overlaps, gaps, open and uncertain ends each have a sign of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tracker.domain.identity.axis import Axis, axis_of
from tracker.domain.identity.bars import NOTHING_KNOWN, SIGNS, bars_of
from tracker.domain.identity.cells import cell_width, shortened
from tracker.domain.identity.model import Lane

NARROWEST: Final = 30
WIDEST: Final = 200
_WIDE_LABELS_FROM: Final = 72
_BETWEEN_BARS: Final = 2


def draw_timeline(lanes: Sequence[Lane], width: int) -> list[str]:
    """Return the lanes as lines of at most `width` cells; no lines if nothing in them is dated.

    Args:
        lanes: The lanes of one vessel.
        width: Screen cells to draw in; below 30 and above 200 it draws as for those.
    """
    width = max(NARROWEST, min(width, WIDEST))
    is_wide = width >= _WIDE_LABELS_FROM
    gutter = max((len(_label(lane, is_wide)) for lane in lanes if lane.spans or lane.marks), default=0) + 1
    axis = axis_of(lanes, width - gutter)
    if axis is None:
        return []
    lines = [" " * gutter + line for line in axis.drawn()]
    for lane in lanes:
        rows = _rows(lane, axis)
        labels = [_label(lane, is_wide), *[""] * len(rows)]
        lines += [label.ljust(gutter) + row for label, row in zip(labels, rows, strict=False)]
    lines += _key(lines, width)
    return [line.rstrip() for line in lines]


def _label(lane: Lane, is_wide: bool) -> str:
    return lane.kind.label if is_wide else lane.kind.short_label


def _rows(lane: Lane, axis: Axis) -> list[str]:
    """Return the rows of a lane: bars share a row where they do not meet."""
    rows: list[list[str]] = []
    for bar in bars_of(lane, axis):
        if bar.own_label_row is not None:
            rows += [bar.own_label_row, bar.row]
            continue
        first, last = bar.first, bar.last
        free = next((row for row in rows if _has_room(row, first, last)), None)
        if free is None:
            rows.append(bar.row)
        else:
            free[first : last + 1] = bar.row[first : last + 1]
    if rows:
        _dot_gaps(rows[0], rows[1:], lane, axis)
    return ["".join(row) for row in rows]


def _has_room(row: Sequence[str], first: int, last: int) -> bool:
    around = row[max(0, first - _BETWEEN_BARS) : last + 1 + _BETWEEN_BARS]
    return all(character == " " for character in around)


def _dot_gaps(row: list[str], others: Iterable[list[str]], lane: Lane, axis: Axis) -> None:
    for gap in lane.gaps:
        for place in range(axis.cell(gap.first) + 1, axis.cell(gap.last)):
            if row[place] == " " and all(other[place] == " " for other in others):
                row[place] = NOTHING_KNOWN


def _key(lines: Sequence[str], width: int) -> Iterator[str]:
    """Yield the meaning of each sign that the drawing uses."""
    drawn = "".join(lines)
    line = ""
    for sign, meaning in SIGNS.items():
        if sign not in drawn:
            continue
        part = f"{sign} {meaning}"
        joined = f"{line}   {part}" if line else part
        if cell_width(joined) > width and line:
            yield line
            joined = part
        line = joined
    if line:
        yield shortened(line, width)
