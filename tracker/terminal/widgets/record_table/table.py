"""The table widget: cursor, scrolling, sorting and columns over a window of rows."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.domain.errors import TrackerError
from tracker.store.columns import COLUMNS, DEFAULT_SORT, SortKey
from tracker.store.results import Query, ordered_ids
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.record_table.bindings import TABLE_ACTIONS
from tracker.terminal.widgets.record_table.drawing import CURSOR_MARK, NO_MARK, draw_cells, fit
from tracker.terminal.widgets.record_table.layout import ColumnLayout
from tracker.terminal.widgets.record_table.window import RowWindow

_HEADER = 1


class RecordTable(ScrollView, can_focus=True):
    """A table over what a query selects; it reads only the rows that are on screen."""

    BINDINGS = [action.binding() for action in TABLE_ACTIONS]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--header",
        "record-table--header-cursor",
        "record-table--odd",
        "record-table--cursor",
        "record-table--cursor-cell",
        "record-table--empty",
    }
    DEFAULT_CSS = """
    RecordTable { background: $surface; color: $foreground; scrollbar-size-horizontal: 1; scrollbar-size-vertical: 1; }
    RecordTable > .record-table--header { background: $panel; color: $foreground; text-style: bold; }
    RecordTable > .record-table--header-cursor { background: $panel; color: $accent; text-style: bold underline; }
    RecordTable > .record-table--odd { background: $boost; }
    RecordTable > .record-table--cursor { background: $primary 40%; color: $foreground; }
    RecordTable:focus > .record-table--cursor { background: $primary; color: $foreground; text-style: bold; }
    RecordTable:focus > .record-table--cursor-cell {
        background: $primary;
        color: $foreground;
        text-style: bold underline;
    }
    RecordTable > .record-table--empty { color: $text-muted; }
    """

    empty_text: reactive[str] = reactive("Nothing here yet.")
    """What stands in place of rows when there are none."""

    @dataclass
    class RowHighlighted(Message):
        """The cursor came to another row."""

        record_id: int | None
        table: RecordTable

        def can_replace(self, message: Message) -> bool:
            """Let a later move of the cursor take the place of an earlier one."""
            return isinstance(message, RecordTable.RowHighlighted)

    @dataclass
    class RowOpened(Message):
        """A row was opened with Enter or a double click."""

        record_id: int

    @dataclass
    class SortChanged(Message):
        """The user asked for another order."""

        sort: tuple[SortKey, ...]

    @dataclass
    class Counted(Message):
        """All ids are known, and so is their number."""

        count: int

    @dataclass
    class _IdsGathered(Message):
        query: Query
        ids: array[int]

    @dataclass
    class ReadFailed(Message):
        """The rows could not be read."""

        sentence: str

    def __init__(self, connection: sqlite3.Connection, reader: BackgroundReader, *, id: str | None = None) -> None:
        """Read rows through `connection` on the screen's thread, and all ids through `reader`."""
        super().__init__(id=id)
        self._connection = connection
        self._reader = reader
        self._layouts: dict[str, ColumnLayout] = {}
        self._window: RowWindow | None = None
        self._cursor_row = 0
        self._cursor_column = 0
        self._lines: dict[tuple[object, ...], Strip] = {}
        self._wanted_ids: list[int] = []
        self._wanted_line = 0

    # -- what is shown

    @property
    def shown_query(self) -> Query | None:
        """The query shown."""
        return self._window.query if self._window else None

    @property
    def layout_of_columns(self) -> ColumnLayout:
        """The columns of the target shown."""
        target = self.shown_query.target if self.shown_query else "incidents"
        return self._layouts.setdefault(target, ColumnLayout(target))

    @property
    def cursor_id(self) -> int | None:
        """The id of the record under the cursor."""
        return self._window.id_at(self._cursor_row) if self._window else None

    @property
    def row_count(self) -> int:
        """The rows known so far."""
        return len(self._window) if self._window else 0

    @property
    def sort(self) -> tuple[SortKey, ...]:
        """The order shown."""
        query = self.shown_query
        return (query.sort or DEFAULT_SORT[query.target]) if query else ()

    def show(self, query: Query, *, cursor_id: int | None = None, keep_place: bool = True) -> None:
        """Show what `query` selects; the cursor stays on its record where that is still there.

        Args:
            query: What to show.
            cursor_id: The record to put the cursor on instead.
            keep_place: False to begin at the first row.
        """
        same_target = self.shown_query is not None and self.shown_query.target == query.target
        former = self.cursor_id if same_target and keep_place else None
        line = self._cursor_row - self.scroll_offset.y if same_target and keep_place else 0
        layout = self._layouts.setdefault(query.target, ColumnLayout(query.target))
        self._window = RowWindow(self._connection, query, layout.names)
        # A record just written may not be among the rows: then the cursor stays where it was.
        self._wanted_ids, self._wanted_line = [i for i in (cursor_id, former) if i is not None], line
        self._cursor_column = min(self._cursor_column, len(layout.names) - 1)
        self._redraw_all()
        self._place_cursor(keep_place=keep_place and same_target)
        if self._window.is_complete:
            self.post_message(self.Counted(len(self._window)))
        else:
            self._gather_ids(query, self._reader.announce("ids"))

    def refresh_rows(self) -> None:
        """Read the same query again, as after another process wrote."""
        if self.shown_query is not None:
            self.show(self.shown_query)

    def move_to(self, record_id: int) -> None:
        """Put the cursor on a record, if it is among the rows."""
        index = self._window.index_of(record_id) if self._window else None
        if index is not None:
            self._move_cursor(index)

    @work(thread=True, exclusive=True, group="ids", exit_on_error=False)
    def _gather_ids(self, query: Query, number: int) -> None:
        try:
            ids = self._reader.read("ids", number, lambda connection: ordered_ids(connection, query))
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadFailed(str(error)))
            return
        self.post_message(self._IdsGathered(query, ids))

    def on_record_table__ids_gathered(self, message: _IdsGathered) -> None:
        """Take the ids of the whole result, unless another query is shown by now."""
        message.stop()
        if self._window is None or message.query != self._window.query:
            return
        self._window.take_ids(message.ids)
        self._redraw_all()
        self._place_cursor(keep_place=True)
        self.post_message(self.Counted(len(self._window)))

    def _place_cursor(self, *, keep_place: bool) -> None:
        """Put the cursor back on its record and the record back on its line."""
        assert self._window is not None
        places = (self._window.index_of(wanted) for wanted in self._wanted_ids)
        index = next((place for place in places if place is not None), None)
        if index is not None:
            self._cursor_row = index
            self.scroll_to(y=max(0, index - self._wanted_line), animate=False, immediate=True)
            self._scroll_cursor_into_view()
        elif not keep_place:
            self._cursor_row = 0
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            self._cursor_row = max(0, min(self._cursor_row, len(self._window) - 1))
            self._scroll_cursor_into_view()
        self._announce_cursor()

    # -- drawing

    def _redraw_all(self) -> None:
        self._lines.clear()
        self.virtual_size = Size(self.layout_of_columns.total_width(self._inner_width), self.row_count + _HEADER)
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
        scroll_x, scroll_y = self.scroll_offset
        width = self.size.width
        if y == 0:
            strip = self._header()
        elif self.row_count == 0 and y == 2:
            style = self.get_component_rich_style("record-table--empty")
            strip = draw_cells(
                [(self.empty_text, max(1, width - 3), "left")],
                marker=NO_MARK,
                style=style,
                marked=None,
                marked_style=style,
            )
        else:
            strip = self._row_line(scroll_y + y - _HEADER)
        return strip.crop_extend(scroll_x, scroll_x + width, strip_style(strip) or self.rich_style)

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
        row = self._window.row(index) if self._window and index < self.row_count else None
        is_cursor = index == self._cursor_row and row is not None
        key: tuple[object, ...] = (
            index,
            is_cursor and (self._cursor_column, self.has_focus),
            self.size.width,
        )
        strip = self._lines.get(key)
        if strip is None:
            if len(self._lines) > 2000:
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

    # -- the cursor

    def _move_cursor(self, index: int) -> None:
        last = self.row_count - 1
        index = max(0, min(index, last))
        if index == self._cursor_row:
            return
        former, self._cursor_row = self._cursor_row, index
        self._wanted_ids = []
        for changed in (former, index):
            self._refresh_row(changed)
        self._scroll_cursor_into_view()
        self._announce_cursor()

    def _refresh_row(self, index: int) -> None:
        line = index - self.scroll_offset.y + _HEADER
        if _HEADER <= line < self.size.height:
            self.refresh(Region(0, line, self.size.width, 1))

    def _announce_cursor(self) -> None:
        self.post_message(self.RowHighlighted(self.cursor_id, self))

    @property
    def _visible_rows(self) -> int:
        return max(1, self.scrollable_content_region.height - _HEADER)

    def _scroll_cursor_into_view(self) -> None:
        top = self.scroll_offset.y
        if self._cursor_row < top:
            self.scroll_to(y=self._cursor_row, animate=False, immediate=True)
        elif self._cursor_row >= top + self._visible_rows:
            self.scroll_to(y=self._cursor_row - self._visible_rows + 1, animate=False, immediate=True)

    def action_cursor_rows(self, by: int) -> None:
        """Move the cursor by rows."""
        self._move_cursor(self._cursor_row + by)

    def action_cursor_pages(self, by: int) -> None:
        """Move the cursor by screens."""
        self._move_cursor(self._cursor_row + by * max(1, self._visible_rows - 1))

    def action_cursor_top(self) -> None:
        """Go to the first row."""
        self._move_cursor(0)

    def action_cursor_bottom(self) -> None:
        """Go to the last row."""
        self._move_cursor(self.row_count - 1)

    def action_open_row(self) -> None:
        """Open the row under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.RowOpened(self.cursor_id))

    def on_click(self, event: events.Click) -> None:
        """Sort by a clicked heading; move to a clicked row; open it on a double click."""
        self.focus()
        column = self._column_at(event.x + self.scroll_offset.x)
        if event.y == 0:
            if column is not None:
                self._cursor_column = column
                self.action_sort_column(event.shift or event.ctrl)
            return
        index = self.scroll_offset.y + event.y - _HEADER
        if index >= self.row_count:
            return
        if column is not None:
            self._cursor_column = column
        self._move_cursor(index)
        if event.chain == 2:
            self.action_open_row()

    def _column_at(self, x: int) -> int | None:
        for place, (_, start, width) in enumerate(self.layout_of_columns.fitted(self._inner_width)):
            if start <= x < start + width:
                return place
        return None

    # -- columns

    @property
    def cursor_column(self) -> str:
        """The name of the column under the cursor."""
        return self.layout_of_columns.names[self._cursor_column]

    def action_cursor_column(self, by: int) -> None:
        """Move the cursor by columns, scrolling sideways where needed."""
        self._cursor_column = max(0, min(self._cursor_column + by, len(self.layout_of_columns.names) - 1))
        _, start, width = self.layout_of_columns.fitted(self._inner_width)[self._cursor_column]
        left = self.scroll_offset.x
        if start + width > left + self._inner_width:
            self.scroll_to(x=start + width - self._inner_width, animate=False, immediate=True)
        elif start < left:
            self.scroll_to(x=0 if self._cursor_column == 0 else start, animate=False, immediate=True)
        self.refresh()

    def action_sort_column(self, add: bool = False) -> None:
        """Sort by the cursor's column, or turn its order round; with `add`, keep the other keys."""
        query = self.shown_query
        name = self.cursor_column
        if query is None or not COLUMNS[query.target][name].sortable:
            return
        former = next((key for key in self.sort if key.column == name), None)
        key = SortKey(name, descending=not former.descending if former else False)
        if add:
            kept = [key if k.column == name else k for k in self.sort]
            keys = tuple(kept) if former else (*kept, key)
        else:
            keys = (key,)
        self.post_message(self.SortChanged(keys))

    def action_resize_column(self, by: int) -> None:
        """Make the cursor's column wider or narrower."""
        self._change_columns(lambda layout, name: layout.resize(name, by))

    def action_hide_column(self) -> None:
        """Hide the cursor's column."""
        self._change_columns(lambda layout, name: layout.hide(name))

    def action_move_column(self, by: int) -> None:
        """Move the cursor's column left or right."""

        def move(layout: ColumnLayout, name: str) -> None:
            self._cursor_column = layout.move(name, by)

        self._change_columns(move)

    def choose_columns(self, names: list[str]) -> None:
        """Show exactly these columns."""
        self._change_columns(lambda layout, _: layout.choose(names))

    def _change_columns(self, change: Callable[[ColumnLayout, str], object]) -> None:
        change(self.layout_of_columns, self.cursor_column)
        self._cursor_column = min(self._cursor_column, len(self.layout_of_columns.names) - 1)
        self.refresh_rows()


def strip_style(strip: Strip) -> Style | None:
    """Return the style that a line ends in, to fill the rest of it."""
    segments = list(strip)
    return segments[-1].style if segments else None
