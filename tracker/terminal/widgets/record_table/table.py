"""The table widget: what a query selects, kept in place while it is read again; sorting and columns."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from textual import events, work
from textual.message import Message

from tracker.domain.errors import TrackerError
from tracker.store.columns import COLUMNS, SortKey
from tracker.store.results import Query, ordered_ids
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.record_table.bindings import TABLE_ACTIONS
from tracker.terminal.widgets.record_table.layout import ColumnLayout
from tracker.terminal.widgets.record_table.moving import TableMoving
from tracker.terminal.widgets.record_table.painting import HEADER
from tracker.terminal.widgets.record_table.window import RowWindow


class RecordTable(TableMoving):
    """A table over what a query selects; it reads only the rows that are on screen."""

    BINDINGS = [action.binding() for action in TABLE_ACTIONS]

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
        self._wanted_ids: list[int] = []
        self._wanted_line = 0

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

    def on_click(self, event: events.Click) -> None:
        """Sort by a clicked heading; move to a clicked row; open it on a double click."""
        self.focus()
        column = self._column_at(event.x + self.scroll_offset.x)
        if event.y == 0:
            if column is not None:
                self._cursor_column = column
                self.action_sort_column(event.shift or event.ctrl)
            return
        index = self.scroll_offset.y + event.y - HEADER
        if index >= self.row_count:
            return
        if column is not None:
            self._cursor_column = column
        self._move_cursor(index)
        if event.chain == 2:
            self.action_open_row()

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
