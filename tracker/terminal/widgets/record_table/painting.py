"""Draw the table: heading, rows, the cursor's row; every line is kept until something on it changes."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.store.columns import COLUMNS, DEFAULT_SORT, SortKey
from tracker.store.results import Query
from tracker.terminal.widgets.record_table.drawing import CURSOR_MARK, NO_MARK, draw_cells, fit
from tracker.terminal.widgets.record_table.layout import ColumnLayout
from tracker.terminal.widgets.record_table.window import RowWindow
from tracker.terminal.widgets.scrolled_size import change_scrolled_size

HEADER = 1
"""Lines of heading above the rows."""

_LINES_KEPT = 2000


class TablePainting(ScrollView, can_focus=True):
    """The part of the table that turns rows into lines."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--header-cursor",
        "record-table--odd",
        "record-table--cursor",
        "record-table--cursor-cell",
        "record-table--empty",
    }
    DEFAULT_CSS = """
    TablePainting {
        background: $surface;
        color: $foreground;
        scrollbar-size-horizontal: 1;
        scrollbar-size-vertical: 1;
    }
    TablePainting > .record-table--header { background: $panel; color: $foreground; text-style: bold; }
    TablePainting > .record-table--header-cursor { background: $panel; color: $accent; text-style: bold underline; }
    TablePainting > .record-table--odd { background: $boost; }
    TablePainting > .record-table--cursor { background: $primary 40%; color: $foreground; }
    TablePainting:focus > .record-table--cursor { background: $primary; color: $foreground; text-style: bold; }
    TablePainting:focus > .record-table--cursor-cell {
        background: $primary;
        color: $foreground;
        text-style: bold underline;
    }
    TablePainting > .record-table--empty { color: $text-muted; }
    """

    empty_text: reactive[str] = reactive("Nothing here yet.", repaint=False)
    """What stands in place of rows when there are none, from when rows are shown next."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start without rows."""
        super().__init__(id=id)
        self._layouts: dict[str, ColumnLayout] = {}
        self._window: RowWindow | None = None
        self._counted: tuple[Query, int] | None = None
        self._cursor_row = 0
        self._cursor_column = 0
        self._lines: dict[tuple[object, ...], Strip] = {}
        self._is_painted = False
        """Whether a line was drawn since all were to be drawn anew."""

    @property
    def shown_query(self) -> Query | None:
        """The query shown."""
        return self._window.query if self._window is not None else None

    @property
    def layout_of_columns(self) -> ColumnLayout:
        """The columns of the target shown."""
        target = self.shown_query.target if self.shown_query else "incidents"
        return self._layouts.setdefault(target, ColumnLayout(target))

    @property
    def cursor_id(self) -> int | None:
        """The id of the record under the cursor."""
        return self._window.id_at(self._cursor_row) if self._window is not None else None

    @property
    def row_count(self) -> int:
        """The rows known so far."""
        return len(self._window) if self._window is not None else 0

    @property
    def number(self) -> int | None:
        """How many rows the query shown selects; None until that is known."""
        if self._window is None:
            return None
        if self._counted is not None and self._counted[0] == self._window.query:
            return self._counted[1]
        return len(self._window) if self._window.is_complete else None

    @property
    def sort(self) -> tuple[SortKey, ...]:
        """The order shown."""
        query = self.shown_query
        return (query.sort or DEFAULT_SORT[query.target]) if query else ()

    def _redraw_all(self) -> None:
        self._lines.clear()
        self._is_painted = False
        width = self.layout_of_columns.total_width(self._inner_width)
        change_scrolled_size(self, Size(width, self.row_count + HEADER))
        self.refresh()

    @property
    def _inner_width(self) -> int:
        return max(10, self.scrollable_content_region.width or self.size.width)

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._redraw_all()
        self._scroll_cursor_into_view()

    def watch_has_focus(self, _focused: bool) -> None:
        """Draw the cursor as focused or not."""
        super().watch_has_focus(_focused)
        self._lines.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw again when the theme changes."""
        self._lines.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw the header, or the row that stands on line `y`."""
        self._is_painted = True
        scroll_x, scroll_y = self.scroll_offset
        width = self.size.width
        if y == 0:
            strip = self._header()
        elif self.row_count == 0 and y == 2:
            style = self.get_component_rich_style("record-table--empty")
            strip = draw_cells(
                [(self.empty_text if self.number == 0 else "Reading …", max(1, width - 3), "left")],
                marker=NO_MARK,
                style=style,
                marked=None,
                marked_style=style,
            )
        else:
            strip = self._row_line(scroll_y + y - HEADER)
        return strip.crop_extend(scroll_x, scroll_x + width, _last_style(strip) or self.rich_style)

    def _header(self) -> Strip:
        key: tuple[object, ...] = ("header", self._cursor_column, self.has_focus, self.size.width)
        if key not in self._lines:
            layout = self.layout_of_columns
            known = COLUMNS[layout.target]
            cells = [
                (self._heading(name, known[name].label), width, known[name].align)
                for name, _, width in layout.fitted(self._inner_width)
            ]
            self._lines[key] = draw_cells(
                cells,
                marker=NO_MARK,
                style=self.get_component_rich_style("record-table--header"),
                marked=self._cursor_column if self.has_focus else None,
                marked_style=self.get_component_rich_style("record-table--header-cursor"),
            )
        return self._lines[key]

    def _heading(self, name: str, label: str) -> str:
        for number, sort_key in enumerate(self.sort, 1):
            if sort_key.column == name:
                arrow = "▼" if sort_key.descending else "▲"
                return f"{label} {arrow}{number if len(self.sort) > 1 else ''}"
        return label

    def _row_line(self, index: int) -> Strip:
        row = self._window.row(index) if self._window is not None and index < self.row_count else None
        is_cursor = index == self._cursor_row and row is not None
        key: tuple[object, ...] = (
            index,
            is_cursor and (self._cursor_column, self.has_focus),
            self.size.width,
        )
        strip = self._lines.get(key)
        if strip is None:
            if len(self._lines) > _LINES_KEPT:
                self._lines.clear()
            strip = self._draw_row(index, row.cells if row else None, is_cursor=is_cursor)
            self._lines[key] = strip
        return strip

    def _draw_row(self, index: int, texts: tuple[str, ...] | None, *, is_cursor: bool) -> Strip:
        layout = self.layout_of_columns
        known = COLUMNS[layout.target]
        style = self._line_style(index, is_cursor=is_cursor)
        if texts is None:
            pending = fit("…" if index < self.row_count else "", self._inner_width)
            return Strip([Segment(pending, style)], self._inner_width)
        placed = layout.fitted(self._inner_width)
        cells = [(text, width, known[name].align) for text, (name, _, width) in zip(texts, placed, strict=False)]
        return draw_cells(
            cells,
            marker=CURSOR_MARK if is_cursor else NO_MARK,
            style=style,
            marked=self._cursor_column if is_cursor and self.has_focus else None,
            marked_style=self.get_component_rich_style("record-table--cursor-cell"),
        )

    def _line_style(self, index: int, *, is_cursor: bool) -> Style:
        if is_cursor:
            return self.get_component_rich_style("record-table--cursor")
        if index % 2 and index < self.row_count:
            return self.get_component_rich_style("record-table--odd")
        return self.rich_style

    def _refresh_row(self, index: int) -> None:
        line = index - self.scroll_offset.y + HEADER
        if HEADER <= line < self.size.height:
            self.refresh(Region(0, line, self.size.width, 1))

    def _scroll_cursor_into_view(self) -> None:
        """Scroll as little as shows the cursor; known once the cursor can move."""


def _last_style(strip: Strip) -> Style | None:
    """Return the style that a line ends in, to fill the rest of it."""
    segments = list(strip)
    return segments[-1].style if segments else None
