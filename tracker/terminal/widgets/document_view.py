"""Draw a record written out: folded to the width, with a cursor that follows links and copies lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.domain.plain_text import visible, visible_lines
from tracker.terminal.actions import bindings
from tracker.terminal.messages import RecordRequested
from tracker.terminal.widgets.scrolled_size import change_scrolled_size

if TYPE_CHECKING:
    from tracker.exchange.documents.model import Document, Line

_LABEL_WIDTH = 13
_LINK_SIGN = " ›"


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line on the screen: its text, how it weighs, and which line of the document it belongs to."""

    text: str
    emphasis: str
    source: int | None


class DocumentView(ScrollView, can_focus=True):
    """A record written out whole; Enter opens what the cursor's line names."""

    BINDINGS: ClassVar = bindings("document")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document--title",
        "document--heading",
        "document--strong",
        "document--dim",
        "document--contested",
        "document--denied",
        "document--warning",
        "document--cursor",
    }
    DEFAULT_CSS = """
    DocumentView {
        background: $surface;
        color: $foreground;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-gutter: stable;
    }
    DocumentView > .document--title { text-style: bold; color: $foreground; }
    DocumentView > .document--heading { text-style: bold; color: $accent; }
    DocumentView > .document--strong { text-style: bold; }
    DocumentView > .document--dim { color: $text-muted; }
    DocumentView > .document--contested { color: $warning; text-style: bold; }
    DocumentView > .document--denied { text-style: strike; color: $text-muted; }
    DocumentView > .document--warning { color: $warning; }
    DocumentView > .document--cursor { background: $primary 50%; }
    """

    document: reactive[Document | None] = reactive(None, layout=False)
    """The record shown."""
    is_folded: reactive[bool] = reactive(False)
    """Whether lines of detail - who says what, what a change altered - are left out."""
    empty_text: reactive[str] = reactive("Nothing selected.")
    """What stands in place of a record when there is none."""

    @dataclass
    class Copied(Message):
        """A line, or the whole record as Markdown, was asked to be copied."""

        text: str
        what: str

    class DrawingOutgrown(Message):
        """The record shown has drawings that were made for another width."""

    @dataclass
    class JudgementAsked(Message):
        """The analyst wants to settle a property of an incident."""

        incident_id: int
        property: str

    @dataclass
    class DismissalAsked(Message):
        """The analyst wants to set a finding aside."""

        finding_id: int

    @dataclass
    class AddressOpened(Message):
        """A web address was asked to be opened."""

        url: str

    def __init__(self, *, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(id=id)
        self._drawn: list[DrawnLine] = []
        self._lines: tuple[Line, ...] = ()
        self._cursor = 0

    def watch_document(self, document: Document | None) -> None:
        """Fold the new record; another record begins at its top."""
        self._lines = self._kept_lines(document)
        self._cursor = min(self._cursor, max(0, len(self._lines) - 1))
        self._fold()

    def watch_is_folded(self) -> None:
        """Keep the cursor on its line, or on the one it belongs to, when lines come or go."""
        line = self.current_line
        self._lines = self._kept_lines(self.document)
        if line in self._lines:
            self._cursor = self._lines.index(line)
        self._cursor = min(self._cursor, max(0, len(self._lines) - 1))
        self._fold()
        self._move(self._cursor)

    def _kept_lines(self, document: Document | None) -> tuple[Line, ...]:
        if document is None:
            return ()
        return tuple(line for line in document.lines() if not (self.is_folded and line.detail))

    def show(self, document: Document | None) -> None:
        """Show a record; the same record read again keeps its place."""
        if document is None or self.document is None or document.record_id != self.document.record_id:
            self._cursor = 0
            self.scroll_to(y=0, animate=False, immediate=True)
        self.document = document
        self._ask_for_fitting_drawings()

    @property
    def text_width(self) -> int:
        """The columns that a line has; 0 before the view has a place on the screen."""
        return int(self.scrollable_content_region.width)

    def on_resize(self) -> None:
        """Fold to the new width, and ask for drawings that fit it."""
        self._fold()
        self._ask_for_fitting_drawings()

    def _ask_for_fitting_drawings(self) -> None:
        drawn_width = self.document.drawn_width if self.document else None
        if drawn_width is not None and self.text_width and drawn_width != self.text_width:
            self.post_message(self.DrawingOutgrown())

    def _fold(self) -> None:
        width = max(10, self.scrollable_content_region.width or self.size.width)
        self._drawn = self._folded(width)
        if self.document is None:
            # One line that never scrolls: as before the view had a place, so that nothing is laid out a second time.
            self.virtual_size = Size(0, 0)
        else:
            change_scrolled_size(self, Size(width, len(self._drawn)))
            # Left to the layout, the scrollbar would be found missing only after it, and all be laid out again.
            self.show_vertical_scrollbar = len(self._drawn) > self.size.height > 0
        self.refresh()

    def _folded(self, width: int) -> list[DrawnLine]:
        document = self.document
        if document is None:
            return [DrawnLine(self.empty_text, "dim", None)]
        drawn = [DrawnLine(text, "title", None) for text in fold(document.title, width)]
        drawn += [DrawnLine(text, "dim", None) for text in fold(document.subtitle, width) if document.subtitle]
        number = 0
        for section in document.sections:
            if not section.lines:
                continue
            note = f"  {section.note}" if section.note else ""
            drawn.append(DrawnLine("", "plain", None))
            drawn += [DrawnLine(text, "heading", None) for text in fold(f"{section.title.upper()}{note}", width)]
            for line in section.lines:
                if self.is_folded and line.detail:
                    continue
                drawn += [DrawnLine(text, line.emphasis, number) for text in fold_line(line, width)]
                number += 1
        return drawn

    def render_line(self, y: int) -> Strip:
        """Draw the line of the record that stands on line `y`."""
        width = self.size.width
        place = self.scroll_offset.y + y
        if place >= len(self._drawn):
            return Strip.blank(width, self.rich_style)
        drawn = self._drawn[place]
        style = self.rich_style
        if drawn.emphasis not in ("plain", "retracted"):
            style += self.get_component_rich_style(f"document--{drawn.emphasis}", partial=True)
        is_cursor = drawn.source is not None and drawn.source == self._cursor and self.has_focus
        if is_cursor:
            style += Style(bgcolor=self.get_component_rich_style("document--cursor").bgcolor)
        return Strip([Segment(drawn.text, style)]).extend_cell_length(width, style).crop(0, width)

    def watch_has_focus(self, _focused: bool) -> None:
        """Draw the cursor only while focused."""
        super().watch_has_focus(_focused)
        self.refresh()

    @property
    def current_line(self) -> Line | None:
        """The document's line under the cursor."""
        return self._lines[self._cursor] if self._cursor < len(self._lines) else None

    def _move(self, to: int) -> None:
        if not self._lines:
            return
        self._cursor = max(0, min(to, len(self._lines) - 1))
        places = [place for place, drawn in enumerate(self._drawn) if drawn.source == self._cursor]
        height = self.size.height
        top = self.scroll_offset.y
        first = 0 if self._cursor == 0 else places[0]
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif places[-1] >= top + height:
            self.scroll_to(y=places[-1] - height + 1, animate=False, immediate=True)
        self.refresh()

    def action_line(self, by: int) -> None:
        """Move the cursor by lines of the document."""
        self._move(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by about a screen."""
        self._move(self._cursor + by * max(1, self.size.height // 2))

    def action_first_line(self) -> None:
        """Go to the top."""
        self._move(0)

    def action_last_line(self) -> None:
        """Go to the bottom."""
        self._move(len(self._lines) - 1)

    def action_fold(self) -> None:
        """Show or hide the lines of detail."""
        self.is_folded = not self.is_folded

    def action_follow_link(self) -> None:
        """Open the record that the cursor's line names, or its address."""
        line = self.current_line
        if line is None:
            return
        if line.record_id is not None:
            self.post_message(RecordRequested(line.record_id))
        elif line.url:
            self.post_message(self.AddressOpened(line.url))

    def action_judge(self) -> None:
        """Ask to settle the property that the cursor's line is about."""
        line, document = self.current_line, self.document
        if document is None or document.table != "incident" or line is None or line.property is None:
            self.notify("Put the cursor on a property under “What sources say” of an incident.", markup=False)
            return
        self.post_message(self.JudgementAsked(document.record_id, line.property))

    def action_dismiss_finding(self) -> None:
        """Ask to set aside the finding that the cursor's line tells of."""
        line = self.current_line
        if line is None or line.finding_id is None:
            self.notify("Put the cursor on a finding under “Indicators that fire”.", markup=False)
            return
        self.post_message(self.DismissalAsked(line.finding_id))

    def action_open_url(self) -> None:
        """Open the web address of the cursor's line, or of the record's first line that has one."""
        lines = [self.current_line, *self._lines] if self.current_line else list(self._lines)
        url = next((line.url for line in lines if line and line.url), None)
        if url:
            self.post_message(self.AddressOpened(url))
        else:
            self.notify("This record names no web address.", severity="warning", markup=False)

    def action_copy_field(self) -> None:
        """Copy the text of the cursor's line."""
        if self.current_line:
            self.post_message(self.Copied(self.current_line.text, "line"))

    def action_copy_record(self) -> None:
        """Copy the whole record as Markdown."""
        if self.document:
            from tracker.exchange.documents.to_markdown import to_markdown

            self.post_message(self.Copied(to_markdown(self.document), "record as Markdown"))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the clicked line; a double click follows its link."""
        place = self.scroll_offset.y + event.y
        if place < len(self._drawn):
            source = self._drawn[place].source
            if source is not None:
                self._move(source)
                if event.chain == 2:
                    self.action_follow_link()


def fold_line(line: Line, width: int) -> list[str]:
    """Return the screen lines of one line: indented, label first, continued under its text."""
    if line.is_drawn:
        return [visible(line.text)]
    indent = "  " * line.depth
    sign = _LINK_SIGN if line.record_id is not None else ""
    label = f"{visible(line.label)}  " if line.label else ""
    if label and not line.depth:
        label = label.ljust(_LABEL_WIDTH)
    first = indent + label
    rest = " " * (_cells(first) + (2 if line.text.startswith("• ") else 0))
    if _cells(first) > width // 2:
        return [
            *fold(first.rstrip(), width),
            *fold_hanging(line.text + sign, indent + "  ", indent + "  ", width),
        ]
    return fold_hanging(line.text + sign, first, rest, width)


def fold_hanging(text: str, first: str, rest: str, width: int) -> list[str]:
    """Fold `text` behind `first`, later lines behind `rest`."""
    pieces = []
    for paragraph in visible_lines(text).split("\n"):
        pieces += fold(paragraph, max(4, width - max(_cells(first), _cells(rest))))
    return [(rest if place else first) + piece for place, piece in enumerate(pieces)]


def fold(text: str, width: int) -> list[str]:
    """Break one paragraph into lines of at most `width` cells, between words where there are any."""
    shown = visible(text)
    if _cells(shown) <= width:
        return [shown.lstrip(" ")]
    lines: list[str] = []
    line = ""
    for word in shown.split(" "):
        joined = f"{line} {word}" if line else word
        if _cells(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        # `chop_cells` makes nothing of what takes no cell, such as an accent that stands on no letter.
        *full, line = [word] if _cells(word) <= width else chop_cells(word, width)
        lines += full
    return [*lines, line]


def _cells(text: str) -> int:
    """Return how many screen cells visible text takes; most of it is plain letters, which need no table of widths."""
    return len(text) if text.isascii() else cell_len(text)
