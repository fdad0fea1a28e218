"""One value of a lane as characters: its bar, its sightings, its name inside the bar or beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.identity.axis import Axis, is_precise, middle_of
from tracker.domain.identity.cells import cell_width, put, shortened
from tracker.domain.identity.model import Lane, Mark, Span
from tracker.domain.plain_text import visible

SURE, UNSURE, AT_ONCE = "━", "╌", "═"
BEGINS, ENDS, ONE_CELL = "┝", "┥", "┃"
OPEN_BEGIN, OPEN_END = "◄", "►"
SEEN, DENIED, NOTHING_KNOWN = "●", "○", "·"

SIGNS: Final = {
    SURE: "borne",
    UNSURE: "perhaps",
    AT_ONCE: "two at once",
    OPEN_BEGIN: "beginning not told",
    OPEN_END: "end not told",
    NOTHING_KNOWN: "nothing known",
    SEEN: "sighting",
    DENIED: "denial",
}
"""What each sign of a drawing means, in the order in which a key lists them."""

_LEAST_LABEL: Final = 4


@dataclass(slots=True)
class Bar:
    """One value drawn; `row` has a blank where nothing is."""

    label: str
    row: list[str]
    begins: int
    """The cell in which the bar or its first sighting stands, the label left out."""
    own_label_row: list[str] | None = None
    """A row of its own for the label, where the bar has no room for it."""

    @property
    def first(self) -> int:
        """The first cell drawn."""
        return next(place for place, character in enumerate(self.row) if character != " ")

    @property
    def last(self) -> int:
        """The last cell drawn."""
        return len(self.row) - 1 - next(place for place, c in enumerate(reversed(self.row)) if c != " ")


def bars_of(lane: Lane, axis: Axis) -> list[Bar]:
    """Return a bar for each value of the lane that has a place on the axis, in order of time."""
    at_once = _cells_at_once(lane, axis)
    spans: dict[tuple[str, bool], list[Span]] = {}
    for span in lane.spans:
        spans.setdefault((span.key, span.is_false), []).append(span)
    marks: dict[str, list[Mark]] = {}
    for mark in lane.marks:
        if mark.days and is_precise(mark.days):
            marks.setdefault(mark.key, []).append(mark)
    bars = []
    for (key, is_false), borne in spans.items():
        row = [" "] * axis.cells
        for span in borne:
            _draw_span(row, span, axis, at_once.get(key, frozenset()))
        _draw_marks(row, marks.pop(key, ()), axis)
        bars.append(_labelled(row, borne[0].shown + (", false" if is_false else "")))
    for seen in marks.values():
        row = [" "] * axis.cells
        _draw_marks(row, seen, axis)
        bars.append(_labelled(row, seen[0].shown))
    return sorted(bars, key=lambda bar: bar.begins)


def _cells_at_once(lane: Lane, axis: Axis) -> dict[str, frozenset[int]]:
    """Return, by value, the cells in which another value was surely borne as well."""
    key_of = {span.shown: span.key for span in lane.spans}
    cells: dict[str, set[int]] = {}
    for overlap in lane.overlaps:
        both = range(axis.cell(overlap.days.first), axis.cell(overlap.days.last) + 1)
        for shown in (overlap.first, overlap.second):
            cells.setdefault(key_of[shown], set()).update(both)
    return {key: frozenset(found) for key, found in cells.items()}


def _draw_span(row: list[str], span: Span, axis: Axis, at_once: Iterable[int]) -> None:
    first, last = axis.cell(span.possible.first), axis.cell(span.possible.last)
    row[first : last + 1] = [UNSURE] * (last + 1 - first)
    for days in span.sure:
        for place in range(axis.cell(days.first), axis.cell(days.last) + 1):
            row[place] = AT_ONCE if place in at_once else SURE
    begins = not span.begins_open and bool(span.sure) and span.sure[0].first == span.possible.first
    ends = not span.ends_open and not span.is_followed and bool(span.sure) and span.sure[-1].last == span.possible.last
    if first == last:
        if not span.begins_open and not span.ends_open and row[first] == SURE:
            row[first] = ONE_CELL
        return
    if begins:
        row[first] = BEGINS
    if ends:
        row[last] = ENDS
    if span.begins_open:
        row[first] = OPEN_BEGIN
    if span.ends_open:
        row[last] = OPEN_END


def _draw_marks(row: list[str], marks: Iterable[Mark], axis: Axis) -> None:
    for mark in marks:
        if mark.days:
            place = axis.cell(middle_of(mark.days))
            if not mark.is_denial or row[place] != SEEN:
                row[place] = DENIED if mark.is_denial else SEEN


def _labelled(row: list[str], label: str) -> Bar:
    """Put the label inside the bar, else to its right, to its left, or on a row of its own."""
    begins = next(place for place, character in enumerate(row) if character != " ")
    bar = Bar(shortened(visible(label), max(_LEAST_LABEL, len(row) * 2 // 3)), row, begins)
    width = cell_width(bar.label)
    place = _room_inside(row, width + 2)
    if place is not None:
        put(row, place, f" {bar.label} ")
    elif bar.last + 1 + width < len(row):
        put(row, bar.last + 2, bar.label)
    elif bar.first - 1 - width >= 0:
        put(row, bar.first - 1 - width, bar.label)
    else:
        bar.own_label_row = [" "] * len(row)
        put(bar.own_label_row, min(bar.first, len(row) - width), bar.label)
    return bar


def _room_inside(row: Sequence[str], width: int) -> int | None:
    """Return where inside the bar `width` cells of one sign are free, with one more of it at each side."""
    run = 0
    for place, character in enumerate(row):
        is_longer = character in (SURE, UNSURE, AT_ONCE) and place > 0 and character == row[place - 1]
        run = run + 1 if is_longer else 1
        if run >= width + 2 and character != " ":
            return place - width
    return None
