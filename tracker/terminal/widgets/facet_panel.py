"""The facets on the left: values of the current result with counts and small bars; Enter adds or removes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.terminal.widgets.record_table.drawing import fit
from tracker.terminal.widgets.scrolled_size import change_scrolled_size

if TYPE_CHECKING:
    from tracker.store.facets import FacetCount

_BAR_WIDTH = 4
_EIGHTHS = " ▏▎▍▌▋▊▉█"


@dataclass(frozen=True, slots=True)
class FacetLine:
    """One line: a heading, or a value that can be chosen."""

    heading: str = ""
    value: FacetCount | None = None
    share: float = 0.0
    """The count as a part of the facet's largest."""
    is_current: bool = True
    """False for a value of the result before, until it is counted anew."""


class FacetPanel(ScrollView, can_focus=True):
    """Counts by facet under the current filter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Page up", show=False),
        Binding("pagedown", "move(10)", "Page down", show=False),
        Binding("enter,space", "choose", "Add or remove", show=True),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facets--heading",
        "facets--bar",
        "facets--selected",
        "facets--cursor",
    }
    DEFAULT_CSS = """
    FacetPanel {
        width: 26;
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        border-right: solid $panel;
    }
    FacetPanel > .facets--heading { text-style: bold; color: $accent; }
    FacetPanel > .facets--bar { color: $secondary; }
    FacetPanel > .facets--selected { text-style: bold; }
    FacetPanel > .facets--cursor { background: $primary; text-style: bold; }
    """

    @dataclass
    class Toggled(Message):
        """A value was chosen: its term is to be added to the filter, or removed."""

        term: str

    def __init__(self, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._facets: list[tuple[str, list[FacetCount]]] = []
        self._lines: list[FacetLine] = []
        self._cursor = 1

    def show(self, facets: list[tuple[str, list[FacetCount]]], *, is_all: bool = True) -> None:
        """Show facets by heading; the cursor stays on its term.

        Until all are counted, those to come stand as they were, without their counts.
        """
        term = self._term_at(self._cursor)
        counted = {heading for heading, _ in facets}
        former = [] if is_all else [one for one in self._facets if one[0] not in counted]
        self._facets = [*facets, *former]
        self._lines = []
        for heading, counts in self._facets:
            if not counts:
                continue
            largest = max(count.count for count in counts)
            self._lines.append(FacetLine(heading=heading))
            self._lines += [
                FacetLine(value=count, share=count.count / largest, is_current=is_all or heading in counted)
                for count in counts
            ]
        places = [place for place, line in enumerate(self._lines) if line.value and line.value.term == term]
        self._cursor = places[0] if places else min(max(1, self._cursor), max(1, len(self._lines) - 1))
        change_scrolled_size(self, Size(self.scrollable_content_region.width, len(self._lines)))
        self.refresh()

    def leave_out_counts(self) -> None:
        """Show the values without their counts, which are not those of the store any more."""
        self.show([], is_all=False)

    def _term_at(self, place: int) -> str | None:
        value = self._lines[place].value if place < len(self._lines) else None
        return value.term if value else None

    def render_line(self, y: int) -> Strip:
        """Draw the facet line that stands on line `y`."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        if place >= len(self._lines) or width < 8:
            return Strip.blank(self.size.width, self.rich_style)
        line = self._lines[place]
        if line.value is None:
            style = self.rich_style + self.get_component_rich_style("facets--heading", partial=True)
            return Strip([Segment(fit(f" {line.heading}", width), style)]).extend_cell_length(self.size.width)
        style = self.rich_style
        if line.value.selected:
            style += self.get_component_rich_style("facets--selected", partial=True)
        bar_style = style + self.get_component_rich_style("facets--bar", partial=True)
        if place == self._cursor and self.has_focus:
            cursor = self.get_component_rich_style("facets--cursor", partial=True)
            style, bar_style = style + cursor, bar_style + cursor
        # A number that fills its place keeps a cell between it and the label.
        count = f" {line.value.count:>4}" if line.is_current else "    …"
        bar = f" {_bar(line.share)}" if line.is_current else " " * (_BAR_WIDTH + 1)
        mark = "✓" if line.value.selected else " "
        label = fit(f"{mark} {line.value.label}", width - _BAR_WIDTH - len(count) - 1)
        return Strip([Segment(label, style), Segment(count, style), Segment(bar, bar_style)]).extend_cell_length(
            self.size.width, style
        )

    def on_resize(self) -> None:
        """Draw to the new width."""
        change_scrolled_size(self, Size(self.scrollable_content_region.width, len(self._lines)))

    def watch_has_focus(self, _focused: bool) -> None:
        """Draw the cursor only while focused."""
        super().watch_has_focus(_focused)
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move the cursor to another value, passing over headings."""
        place = max(1, min(self._cursor + by, len(self._lines) - 1))
        step = 1 if by > 0 else -1
        while 0 < place < len(self._lines) and self._lines[place].value is None:
            place += step
        if 0 < place < len(self._lines):
            self._cursor = place
            top, height = self.scroll_offset.y, self.size.height
            if place < top + 1:
                self.scroll_to(y=max(0, place - 1), animate=False, immediate=True)
            elif place >= top + height:
                self.scroll_to(y=place - height + 1, animate=False, immediate=True)
            self.refresh()

    def action_choose(self) -> None:
        """Add the value under the cursor to the filter, or remove it."""
        term = self._term_at(self._cursor)
        if term:
            self.post_message(self.Toggled(term))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked value."""
        place = self.scroll_offset.y + event.y
        if place < len(self._lines) and self._lines[place].value:
            self._cursor = place
            self.action_choose()


def _bar(share: float) -> str:
    eighths = max(1, round(share * _BAR_WIDTH * 8))
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR_WIDTH)
