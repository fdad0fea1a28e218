"""Move the table's cursor by keys and mouse, and tell when it came to another row."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tracker.terminal.widgets.record_table.painting import HEADER, TablePainting


class TableMoving(TablePainting):
    """The part of the table that has a cursor."""

    _cursor_is_to_be_placed = False
    """Whether the cursor's record is not among the rows known so far."""
    _chosen_id: int | None = None
    """The record that the user moved to; None until one moves."""
    _goes_to_end = False
    """Whether the last row was asked for before it was known."""

    @dataclass
    class RowHighlighted(Message):
        """The cursor came to another row."""

        record_id: int | None
        table: TableMoving

        def can_replace(self, message: Message) -> bool:
            """Let a later move of the cursor take the place of an earlier one."""
            return isinstance(message, TableMoving.RowHighlighted)

    @dataclass
    class RowOpened(Message):
        """A row was opened with Enter or a double click."""

        record_id: int

    def _move_cursor(self, index: int) -> None:
        last = self.row_count - 1
        index = max(0, min(index, last))
        if index == self._cursor_row:
            return
        former, self._cursor_row = self._cursor_row, index
        self._cursor_is_to_be_placed = self._goes_to_end = False
        self._chosen_id = self.cursor_id
        for changed in (former, index):
            self._refresh_row(changed)
        self._scroll_cursor_into_view()
        self._announce_cursor()

    def _announce_cursor(self) -> None:
        self.post_message(self.RowHighlighted(self.cursor_id, self))

    @property
    def _visible_rows(self) -> int:
        return max(1, self.scrollable_content_region.height - HEADER)

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
        """Go to the last row, as soon as it is known."""
        self._show_last_rows()
        self._move_cursor(self.row_count - 1)
        self._goes_to_end = self._window is not None and not self._window.is_complete

    def _show_last_rows(self) -> None:
        """Have the last rows read where they are not known yet; the part of the table that reads can."""

    def action_open_row(self) -> None:
        """Open the row under the cursor."""
        if self.cursor_id is not None:
            self.post_message(self.RowOpened(self.cursor_id))

    def _column_at(self, x: int) -> int | None:
        for place, (_, start, width) in enumerate(self.layout_of_columns.fitted(self._inner_width)):
            if start <= x < start + width:
                return place
        return None
