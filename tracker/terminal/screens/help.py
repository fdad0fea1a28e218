"""Help: what the focused part is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.terminal.actions import all_actions

_GROUPS_BY_WIDGET = {
    "RecordTable": ("table", "browse"),
    "DocumentView": ("document", "browse"),
    "FacetPanel": ("browse",),
    "FilterInput": ("browse",),
}
_GROUPS_BY_SCREEN = {
    "RecordScreen": ("document", "record"),
    "RecordForm": ("form", "field"),
    "ImportScreen": ("import", "field"),
    "ImportRunScreen": ("import_run",),
}

_ABOUT = {
    "RecordTable": "The table shows what the filter selects. Click a heading to sort, shift-click to add a key.",
    "DocumentView": "The record written out. A line marked › opens another record with Enter.",
    "FacetPanel": "Counts under the current filter. Enter or a click adds a value to the filter, or removes it.",
    "FilterInput": (
        "Terms are joined by and. flag:BZ  flag:BZ,KH  -flag:KP  flag.flown:belize  date:2011  date:2011-05..2011-07"
        '  date:>=2017  kind:false-flag  vessel:light  imo:9187629  source:dvb  grade:>=B2  place:"south china sea"'
        "  near:31.2,122.5,200nm  is:contested  has:position  words and “phrases” search all text."
    ),
    "RecordForm": "Each field shows below it how what you type was understood. ✗ must be mended, ! is worth a look.",
    "ImportScreen": (
        "Name a file: Tab completes a path, a name that begins with a dot lists hidden files, ~ is your own folder. Its"
        " format is recognised; what would become of it is shown at once, and nothing is written before Ctrl+S."
    ),
    "ImportRunScreen": "The import runs beside everything else. Rows that cannot be taken go to a file of their own.",
}
_KEY_NAMES = {
    "question_mark": "?", "slash": "/", "greater_than_sign": ">", "less_than_sign": "<", "minus": "-", "escape": "esc",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "pageup": "pgup", "pagedown": "pgdn", "delete": "del",
}  # fmt: skip


class HelpScreen(ModalScreen[None]):
    """The keys of one part of the application, read from the list of actions."""

    CSS_PATH = "dialog.tcss"
    CSS = "HelpScreen .dialog { width: 84; height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,question_mark,q", "dismiss", "Close")]

    def __init__(self, widget: str, screen: str, keymap: Mapping[str, str]) -> None:
        """Explain the widget and screen with these class names, with the user's own keys."""
        super().__init__()
        self._keymap = keymap
        self._widget = widget
        self._screen = screen

    def compose(self) -> ComposeResult:
        """Lay out the explanation and the keys."""
        groups = _GROUPS_BY_SCREEN.get(self._screen) or _GROUPS_BY_WIDGET.get(self._widget, ("browse",))
        about = _ABOUT.get(self._screen) or _ABOUT.get(self._widget, "")
        with VerticalScroll(classes="dialog"):
            if about:
                yield Static(Content(about), classes="dialog-text")
            for group in (*groups, "app"):
                yield Static(Content(self._keys_of(group)))
            yield Static(Content("Esc closes   Ctrl+P lists every command by name"), classes="dialog-keys")

    def _keys_of(self, group: str) -> str:
        lines = [group.upper()]
        for action in all_actions():
            if action.group == group:
                keys = self._keymap.get(action.id, action.keys)
                lines.append(f"  {key_names(keys):<18} {action.help}")
        return "\n".join(lines) + "\n"


def key_names(keys: str) -> str:
    """Return keys as a person reads them: `j / down`."""
    return " / ".join(_KEY_NAMES.get(key, key) for key in keys.split(","))
