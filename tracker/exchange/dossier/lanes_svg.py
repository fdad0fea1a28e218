"""A vessel's identity lanes as inline SVG: a row for each value, so that no label hides a bar.

As in the drawing of characters, nothing depends on colour: sure, possible, open and double spans differ in shape.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.identity import Lane, Mark, Span
from tracker.domain.identity.axis import Axis, axis_of, is_precise, middle_of
from tracker.domain.identity.cells import shortened
from tracker.exchange.dossier.escape import html_text

WIDTH: Final = 740.0
_PLOT_LEFT: Final = 272.0
_PLOT: Final = WIDTH - _PLOT_LEFT - 10
_VALUE_LEFT: Final = 108.0
_VALUE_CHARACTERS: Final = 27
_ROW: Final = 19.0
_TOP: Final = 26.0
_BETWEEN_LANES: Final = 7.0
_CHARACTER: Final = 5.8
"""Units that a character of an axis label is wide."""

_TICK_CELLS: Final = int(_PLOT / _CHARACTER)
"""Characters that the labels of the axis have room for."""

_KEY: Final = (
    ("sure", "borne"),
    ("possible", "perhaps"),
    ("double", "two at once"),
    ("open", "beginning or end not told"),
    ("seen", "sighting"),
    ("denied", "denial"),
)


@dataclass(slots=True)
class _Row:
    """One value of a lane."""

    label: str
    spans: list[Span]
    marks: list[Mark]

    def first_day(self) -> str:
        days = [span.possible.first for span in self.spans] + [mark.days.first for mark in self.marks if mark.days]
        return min(days)


def draw_lanes(lanes: Sequence[Lane], title: str) -> str:
    """Return the lanes as SVG, or an empty text if nothing in them is dated; `title` is read out in their place."""
    axis = axis_of(lanes, _TICK_CELLS)
    if axis is None:
        return ""
    drawn: list[str] = []
    y = _TOP + 6
    for lane in lanes:
        rows = _rows_of(lane)
        if not rows:
            continue
        drawn.append(f'<path class="lane-rule" d="M0,{y - 3:g}H{WIDTH:g}"/>')
        drawn.append(f'<text class="lane" x="0" y="{y + 13:g}">{html_text(lane.kind.label)}</text>')
        for row in rows:
            drawn += _row(row, lane, axis, y)
            y += _ROW
        y += _BETWEEN_LANES
    height = y + 22
    return "\n".join(
        (
            f'<svg class="lanes" viewBox="0 0 {WIDTH:g} {height:g}" role="img" xmlns="http://www.w3.org/2000/svg">',
            f"<title>{html_text(title)}</title>",
            *_axis(axis, y - _BETWEEN_LANES),
            *drawn,
            *_key(y + 12),
            "</svg>",
        )
    )


def _rows_of(lane: Lane) -> list[_Row]:
    rows: dict[tuple[str, bool], _Row] = {}
    for span in lane.spans:
        label = f"{span.shown}, false" if span.is_false else span.shown
        rows.setdefault((span.key, span.is_false), _Row(label, [], [])).spans.append(span)
    for mark in lane.marks:
        if mark.days and is_precise(mark.days):
            known = rows.get((mark.key, False)) or rows.get((mark.key, True))
            row = known or rows.setdefault((mark.key, False), _Row(mark.shown, [], []))
            row.marks.append(mark)
    return sorted(rows.values(), key=_Row.first_day)


def _x(axis: Axis, ordinal: int) -> float:
    share = (ordinal - axis.first) / (axis.last - axis.first + 1)
    return _PLOT_LEFT + max(0.0, min(1.0, share)) * _PLOT


def _start(axis: Axis, day: str) -> float:
    return _x(axis, datetime.date.fromisoformat(day).toordinal())


def _end(axis: Axis, day: str) -> float:
    # The day itself belongs to the span, so it ends where the next begins.
    date = datetime.date.fromisoformat(day)
    return _x(axis, min(date.toordinal() + 1, datetime.date.max.toordinal()))


def _axis(axis: Axis, bottom: float) -> Iterator[str]:
    for ordinal, label in axis.ticks():
        x = _x(axis, ordinal)
        yield f'<path class="tick" d="M{x:.1f},{_TOP - 6:g}V{bottom:g}"/>'
        # The ticks were chosen for labels that begin at them.
        left = min(x, WIDTH - len(label) * _CHARACTER)
        yield f'<text class="axis" x="{left:.1f}" y="{_TOP - 12:g}">{html_text(label)}</text>'


def _row(row: _Row, lane: Lane, axis: Axis, y: float) -> Iterator[str]:
    label = shortened(row.label, _VALUE_CHARACTERS)
    yield f'<text class="value" x="{_VALUE_LEFT:g}" y="{y + 13:g}">{html_text(label)}</text>'
    middle = y + 9
    for span in row.spans:
        yield from _span(span, lane, axis, middle)
    drawn: set[str] = set()
    for mark in row.marks:
        if mark.days:
            day = middle_of(mark.days)
            sign = _sign("denied" if mark.is_denial else "seen", (_start(axis, day) + _end(axis, day)) / 2, middle)
            if sign not in drawn:
                drawn.add(sign)
                yield sign


def _span(span: Span, lane: Lane, axis: Axis, y: float) -> Iterator[str]:
    left, right = _start(axis, span.possible.first), _end(axis, span.possible.last)
    yield _bar("possible", left, right, y)
    for days in span.sure:
        yield _bar("sure", _start(axis, days.first), _end(axis, days.last), y)
    for overlap in lane.overlaps:
        if span.shown in (overlap.first, overlap.second) and any(days.overlaps(overlap.days) for days in span.sure):
            yield _bar("double", _start(axis, overlap.days.first), _end(axis, overlap.days.last), y)
    if span.begins_open:
        yield f'<path class="open" d="M{left - 1:.1f},{y:g}l7,-4.5v9z"/>'
    if span.ends_open:
        yield f'<path class="open" d="M{right + 1:.1f},{y:g}l-7,-4.5v9z"/>'


def _bar(name: str, left: float, right: float, y: float) -> str:
    width = max(right - left, 2.0)
    if name == "double":
        return f'<rect class="double" x="{left:.1f}" y="{y - 1:g}" width="{width:.1f}" height="2"/>'
    height = 4 if name == "possible" else 8
    return f'<rect class="{name}" x="{left:.1f}" y="{y - height / 2:g}" width="{width:.1f}" height="{height}"/>'


def _sign(name: str, x: float, y: float) -> str:
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:g}" r="3.4"/>'


def _key(y: float) -> Iterator[str]:
    x = _VALUE_LEFT
    for name, meaning in _KEY:
        if name in ("seen", "denied"):
            yield _sign(name, x + 9, y - 4)
        elif name == "open":
            yield f'<path class="open" d="M{x + 14:g},{y - 4:g}l-7,-4.5v9z"/>'
        else:
            yield _bar("possible" if name == "possible" else "sure", x, x + 18, y - 4)
            if name == "double":
                yield _bar("double", x, x + 18, y - 4)
        yield f'<text class="axis" x="{x + 24:g}" y="{y:g}">{meaning}</text>'
        x += 24 + len(meaning) * 6.2 + 20
