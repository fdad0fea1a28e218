"""Choose which columns the table shows, and in which order."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.store.columns import COLUMNS, DEFAULT_COLUMNS


class ColumnsDialog(ModalScreen[list[str] | None]):
    """Gives the columns chosen, in order, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "show_or_hide", "Show or hide"),
        Binding("left_curly_bracket,K", "move(-1)", "Earlier"),
        Binding("right_curly_bracket,J", "move(1)", "Later"),
        Binding("ctrl+d", "usual", "Usual columns"),
        Binding("escape", "dismiss(None)", "Cancel"),
    ]

    def __init__(self, target: str, names: list[str]) -> None:
        """Begin with the columns `names` of `target` shown."""
        super().__init__()
        self._target = target
        self._shown = list(names)
        self._order = [*names, *(name for name in COLUMNS[target] if name not in names)]

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(f"Columns of {self._target}"), classes="dialog-title")
            yield OptionList(*self._options(), markup=False)
            yield Static(
                Content("Space shows or hides   { } move   Ctrl+D usual columns   Enter takes   Esc cancels"),
                classes="dialog-keys",
            )

    def _options(self) -> list[Option]:
        known = COLUMNS[self._target]
        return [
            Option(Content(f"{'[x]' if name in self._shown else '[ ]'} {known[name].label:<14} {known[name].help}"))
            for name in self._order
        ]

    def _redraw(self, highlighted: int) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._options())
        options.highlighted = highlighted

    def action_show_or_hide(self) -> None:
        """Show or hide the column under the cursor; one always stays."""
        place = self.query_one(OptionList).highlighted
        if place is None:
            return
        name = self._order[place]
        if name not in self._shown:
            self._shown.append(name)
        elif len(self._shown) > 1:
            self._shown.remove(name)
        self._redraw(place)

    def action_move(self, by: int) -> None:
        """Move the column under the cursor earlier or later."""
        place = self.query_one(OptionList).highlighted
        if place is None or not 0 <= place + by < len(self._order):
            return
        self._order.insert(place + by, self._order.pop(place))
        self._redraw(place + by)

    def action_usual(self) -> None:
        """Go back to the usual columns."""
        self._shown = list(DEFAULT_COLUMNS[self._target])
        self._order = [*self._shown, *(name for name in COLUMNS[self._target] if name not in self._shown)]
        self._redraw(0)

    def on_option_list_option_selected(self) -> None:
        """Take the columns shown, in their order."""
        self.dismiss([name for name in self._order if name in self._shown])
