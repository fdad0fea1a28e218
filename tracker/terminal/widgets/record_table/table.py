"""The table widget: what a query selects, kept in place while it is read again; sorting and columns."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace

from textual import events, on
from textual.message import Message

from tracker.store.columns import COLUMNS, SortKey
from tracker.store.results import Query, Row
from tracker.terminal.widgets.record_table.bindings import TABLE_ACTIONS
from tracker.terminal.widgets.record_table.layout import ColumnLayout
from tracker.terminal.widgets.record_table.painting import HEADER
from tracker.terminal.widgets.record_table.reading import LEAST_FIRST_ROWS, Asked, TableReading
from tracker.terminal.widgets.record_table.window import RowWindow


class RecordTable(TableReading):
    """A table over what a query selects; it reads only the rows that are on screen."""

    BINDINGS = [action.binding() for action in TABLE_ACTIONS]

    @dataclass
    class SortChanged(Message):
        """The user asked for another order."""

        sort: tuple[SortKey, ...]

    def show(self, query: Query, *, cursor_id: int | None = None, keep_place: bool = True) -> None:
        """Show what `query` selects; the cursor stays on the record that was chosen where that is still there.

        What is shown stays until the first rows are read. A record is chosen by moving to it; where it is not among
        the rows of another filter, the cursor is on the first row.

        Args:
            query: What to show.
            cursor_id: The record to put the cursor on instead.
            keep_place: False to begin at the first row.
        """
        same_target = self.shown_query is not None and self.shown_query.target == query.target
        same_filter = same_target and self.shown_query is not None and self.shown_query.filter == query.filter
        keep_place = keep_place and same_target
        layout = self._layouts.setdefault(query.target, ColumnLayout(query.target))
        if not keep_place:
            self._chosen_id = None
        asked = Asked(
            query,
            tuple(layout.names),
            max(LEAST_FIRST_ROWS, self.size.height),
            # A record just written may not be among the rows: then the cursor stays where it was.
            tuple(wanted for wanted in (cursor_id, self._chosen_id) if wanted is not None),
            self._cursor_row - self.scroll_offset.y if keep_place else 0,
            keep_place and same_filter,
        )
        rows = self._begin(asked)
        if rows is not None:
            self._take_first(asked, rows)
        elif not same_target:
            self._window = RowWindow(self._connection, asked.query, asked.columns, [], is_all=False)
            self._cursor_column = min(self._cursor_column, len(asked.columns) - 1)
            self._redraw_all()

    def refresh_rows(self) -> None:
        """Read the same query again, as after another process wrote."""
        if self.shown_query is not None:
            self.show(self.shown_query)

    def move_to(self, record_id: int) -> None:
        """Put the cursor on a record, if it is among the rows."""
        index = self._window.index_of(record_id, self._cursor_row) if self._window is not None else None
        if index is not None:
            self._move_cursor(index)

    @on(TableReading._FirstRead)
    def _on_first_read(self, message: TableReading._FirstRead) -> None:
        """Show the first rows, unless something else is asked for by now."""
        message.stop()
        if message.asked is self._asked:
            self._take_first(message.asked, message.rows, message.ids)

    def _take_first(self, asked: Asked, rows: list[Row], ids: array[int] | None = None) -> None:
        self._answered = asked
        is_all = len(rows) < asked.limit
        same = self._window is not None and (self._window.query, self._window.columns) == (asked.query, asked.columns)
        if same and self._window is not None and self._window.is_complete and not is_all:
            # The ids stand until they are gathered anew, so that the place in a long table is kept.
            self._window.renew(rows)
        else:
            self._window = RowWindow(self._connection, asked.query, asked.columns, rows, is_all=is_all)
        if is_all or ids is not None:
            self._stop_gathering()
        if ids is not None and self._window is not None:
            self._window.take_ids(ids)
        self._cursor_column = min(self._cursor_column, len(asked.columns) - 1)
        self._redraw_all()
        self._place_cursor(asked)
        if is_all or ids is not None:
            number = len(rows) if ids is None else len(ids)
            self._counted = (asked.query, number)
            self._numbered = asked
            self.post_message(self.Counted(number))
        # Whatever else is read would only hold up the painting of the rows.
        self.call_after_refresh(self._go_on_reading, asked)

    def _go_on_reading(self, asked: Asked, *, was_put_off: bool = False) -> None:
        if asked is not self._asked or self._window is None:
            return
        if not self._is_painted and not was_put_off:
            # The screen was refreshed for something else just before the rows were due.
            self.call_after_refresh(self._go_on_reading, asked, was_put_off=True)
            return
        if self._numbered is asked and self._window.is_complete:
            self.post_message(self.FirstRowsShown())
        elif self._numbered is asked:
            self._read_the_rest(asked.query)
        elif self._numbering is not asked:
            self._count(asked)

    def _read_the_rest(self, query: Query) -> None:
        """Read what takes the interpreter for long, once the number is known."""
        self._gather(query)
        self.post_message(self.FirstRowsShown())

    @on(TableReading._NumberRead)
    def _on_number_read(self, message: TableReading._NumberRead) -> None:
        """Take the number of rows, which is known before all their ids are."""
        message.stop()
        if message.asked is not self._asked:
            return
        self._numbered = message.asked
        if message.number is not None:
            self._counted = (message.asked.query, message.number)
            self.post_message(self.Counted(message.number))
        if self._window is not None and self._window.query == message.asked.query:
            self._read_the_rest(message.asked.query)

    @on(TableReading._IdsGathered)
    def _on_ids_gathered(self, message: TableReading._IdsGathered) -> None:
        """Take the ids of the whole result, unless another query is shown by now."""
        message.stop()
        if message.query == self._gathered:
            self._gathering.ended()
        if self._window is None or self._asked is None or message.query != self._window.query or message.ids is None:
            return
        chosen = self._chosen_id
        wanted = self._asked.wanted_ids if self._cursor_is_to_be_placed else () if chosen is None else (chosen,)
        self._window.take_ids(message.ids)
        if self._numbered is not self._asked:
            self._counted = (message.query, len(message.ids))
        self._redraw_all()
        line = self._asked.line if self._cursor_is_to_be_placed else self._cursor_row - self.scroll_offset.y
        self._place_cursor(replace(self._asked, wanted_ids=wanted, line=line, keep_place=True))
        if self._goes_to_end:
            self.action_cursor_bottom()
        if self.number is not None:
            self.post_message(self.Counted(self.number))

    def _place_cursor(self, asked: Asked) -> None:
        """Put the cursor back on its record and the record back on its line."""
        assert self._window is not None
        places = (self._window.index_of(wanted, self._cursor_row) for wanted in asked.wanted_ids)
        index = next((place for place in places if place is not None), None)
        self._cursor_is_to_be_placed = index is None and bool(asked.wanted_ids) and not self._window.is_complete
        if index is not None:
            self._cursor_row = index
            self.scroll_to(y=max(0, index - asked.line), animate=False, immediate=True)
            self._scroll_cursor_into_view()
        elif not asked.keep_place:
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
