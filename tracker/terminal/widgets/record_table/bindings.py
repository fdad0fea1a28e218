"""The keys of the table."""

from __future__ import annotations

from typing import Final

from tracker.terminal.action import Action

TABLE_ACTIONS: Final = (
    Action("table.up", "up,k", "cursor_rows(-1)", "Up", "Move the cursor up one row."),
    Action("table.down", "down,j", "cursor_rows(1)", "Down", "Move the cursor down one row."),
    Action("table.page_up", "pageup,ctrl+b", "cursor_pages(-1)", "Page up", "Move the cursor up one screen."),
    Action(
        "table.page_down",
        "pagedown,ctrl+f",
        "cursor_pages(1)",
        "Page down",
        "Move the cursor down one screen.",
    ),
    Action("table.top", "home,g", "cursor_top", "First row", "Go to the first row."),
    Action("table.bottom", "end,G", "cursor_bottom", "Last row", "Go to the last row."),
    Action(
        "table.left",
        "left,h",
        "cursor_column(-1)",
        "Column left",
        "Move the cursor to the column on the left.",
    ),
    Action(
        "table.right",
        "right,l",
        "cursor_column(1)",
        "Column right",
        "Move the cursor to the column on the right.",
    ),
    Action("table.open", "enter", "open_row", "Open", "Open the row full-screen.", shown=True),
    Action(
        "table.sort",
        "s",
        "sort_column",
        "Sort",
        "Sort by the cursor's column; again turns the order round.",
        shown=True,
    ),
    Action(
        "table.sort_also",
        "S",
        "sort_column(True)",
        "Sort also by",
        "Add the cursor's column as a further sort key.",
    ),
    Action("table.wider", "greater_than_sign", "resize_column(2)", "Wider", "Make the cursor's column wider."),
    Action(
        "table.narrower",
        "less_than_sign",
        "resize_column(-2)",
        "Narrower",
        "Make the cursor's column narrower.",
    ),
    Action("table.hide", "minus", "hide_column", "Hide column", "Hide the cursor's column; `c` brings it back."),
    Action(
        "table.move_left",
        "left_curly_bracket",
        "move_column(-1)",
        "Move left",
        "Move the cursor's column left.",
    ),
    Action(
        "table.move_right",
        "right_curly_bracket",
        "move_column(1)",
        "Move right",
        "Move the cursor's column right.",
    ),
)
