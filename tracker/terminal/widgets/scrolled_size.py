"""Change how much a view scrolls over without laying out the screen anew, which paints every scroll bar again."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def change_scrolled_size(view: ScrollView, size: Size) -> None:
    """Let `view` scroll over `size` cells; the screen is laid out anew only where a scroll bar comes or goes."""
    if size == view.virtual_size:
        return
    if not _keeps_scrollbars(view, size):
        view.virtual_size = size
        return
    view.set_reactive(Widget.virtual_size, size)
    if view.show_vertical_scrollbar:
        view.vertical_scrollbar.window_virtual_size = size.height
    if view.show_horizontal_scrollbar:
        view.horizontal_scrollbar.window_virtual_size = size.width
    # What was scrolled to may lie beyond the end now.
    view.scroll_x = view.validate_scroll_x(view.scroll_x)
    view.scroll_y = view.validate_scroll_y(view.scroll_y)


def _keeps_scrollbars(view: ScrollView, size: Size) -> bool:
    """Whether `size` needs the scroll bars that are shown, and no others."""
    if not view.is_attached or not view.container_size:
        return False
    width, height = view.container_size
    is_wider = size.width > width - view.scrollbar_size_vertical
    is_taller = size.height > height - view.scrollbar_size_horizontal
    return (is_taller, is_wider) == view.scrollbars_enabled
