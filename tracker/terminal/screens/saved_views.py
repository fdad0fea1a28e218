"""Open, save or delete views: a filter, sort and columns under a name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tracker.domain.errors import FieldError
from tracker.domain.plain_text import visible
from tracker.store.columns import COLUMNS, SortKey, parse_sort, sort_text
from tracker.store.saved_views import SavedView, drop_view, save_view, saved_views
from tracker.terminal.widgets.dialog_input import DialogInput

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """What the browse screen is to show."""

    target: str
    filter: str
    sort: tuple[SortKey, ...]
    columns: tuple[str, ...]


class SavedViewsDialog(ModalScreen[ViewChoice | None]):
    """Gives the view to open, or None; a name typed above saves what is shown now."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("delete,ctrl+d", "drop", "Delete view"),
        Binding("s", "name", "Save"),
    ]

    def __init__(self, connection: sqlite3.Connection, current: ViewChoice) -> None:
        """List the views of the store; `current` is what a save keeps."""
        super().__init__()
        self._connection = connection
        self._current = current
        self._views = saved_views(connection)

    def compose(self) -> ComposeResult:
        """Lay out the name to save under and the views kept."""
        with Vertical(classes="dialog"):
            yield Static(Content("Saved views"), classes="dialog-title")
            yield DialogInput(placeholder="Name to save the present view under; Enter saves", id="view-name")
            yield OptionList(*self._options(), markup=False)
            yield Static(
                Content("Enter opens   s names and saves the present view   Del deletes   Esc closes"),
                classes="dialog-keys",
            )

    def _options(self) -> list[Option]:
        if not self._views:
            return [Option(Content("No views yet. Press s, type a name and Enter."), disabled=True)]
        return [Option(Content(visible(f"{v.name:<24} {v.target}: {v.filter or 'everything'}"))) for v in self._views]

    def action_name(self) -> None:
        """Go to the name."""
        self.query_one("#view-name", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save what is shown under the name typed."""
        view = SavedView(
            name=event.value.strip(),
            target=self._current.target,
            filter=self._current.filter,
            sort=sort_text(self._current.sort),
            columns=",".join(self._current.columns),
        )
        if not view.name:
            self.notify("Type a name for the view first.", severity="warning", markup=False)
            return

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            save_view(connection, view)
            return f"Saved the view {view.name}.", None

        cast("TrackerApp", self.app).write(act, self._reload)

    def action_drop(self) -> None:
        """Delete the view under the cursor."""
        place = self.query_one(OptionList).highlighted
        if place is None or not self._views:
            return
        name = self._views[place].name

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            drop_view(connection, name)
            return f"Deleted the view {name}.", None

        cast("TrackerApp", self.app).write(act, self._reload)

    def _reload(self) -> None:
        self._views = saved_views(self._connection)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(self._options())
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the view chosen."""
        view = self._views[event.option_index]
        try:
            sort = parse_sort(view.sort, view.target)
        except FieldError:
            # A view saved by another version may sort by a column that is gone; its filter still serves.
            sort = ()
        columns = tuple(name for name in view.columns.split(",") if name in COLUMNS[view.target])
        self.dismiss(ViewChoice(view.target, view.filter, sort, columns))
