"""What was changed here and in an imported store: let one value stand, for one property or for all."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.domain.plain_text import visible
from tracker.store.conflicts import OpenConflict, open_conflicts, settle

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

_LONGEST_VALUE = 56
_KEYS = """\
h keeps the value here   o takes the offered one   H, O: all
Enter opens the record   u undoes   Esc closes"""


class ConflictsDialog(ModalScreen[None]):
    """Lists conflicts with both values; a key settles the one under the cursor, a capital all of them."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("h", "settle('kept')", "Keep the value here"),
        Binding("o", "settle('offered')", "Take the offered value"),
        Binding("H", "settle_all('kept')", "Keep all values here"),
        Binding("O", "settle_all('offered')", "Take all offered values"),
        Binding("u", "undo", "Undo"),
    ]

    def __init__(self, connection: sqlite3.Connection) -> None:
        """List the conflicts of the store behind `connection`."""
        super().__init__()
        self._connection = connection
        self._conflicts: list[OpenConflict] = []

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog"):
            yield Static(classes="dialog-title")
            yield Static(
                Content("Which value stands? Until you settle it, a record keeps the one here."),
                classes="dialog-text",
            )
            yield OptionList(markup=False)
            yield Static(
                Content(_KEYS),
                classes="dialog-keys",
            )

    def on_mount(self) -> None:
        """List what is open."""
        self._list()

    def _list(self) -> None:
        self._conflicts = open_conflicts(self._connection)
        count = len(self._conflicts)
        heading = f"{count} to settle, changed here and in another store" if count else "Nothing to settle"
        self.query_one(".dialog-title", Static).update(Content(heading))
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(conflict_text(conflict)) for conflict in self._conflicts)
        if self._conflicts:
            options.highlighted = min(place, count - 1)
        else:
            options.add_option(Option(Content("No two stores disagree on a record."), disabled=True))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the record."""
        event.stop()
        await self._tracker.open_record(self._conflicts[event.option_index].record_id)

    def action_settle(self, side: str) -> None:
        """Settle the conflict under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and highlighted < len(self._conflicts):
            self._settle([self._conflicts[highlighted]], side)

    def action_settle_all(self, side: str) -> None:
        """Settle all that are listed, as one change."""
        if self._conflicts:
            self._settle(self._conflicts, side)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._tracker.undo(then=self._list)

    def _settle(self, conflicts: list[OpenConflict], side: str) -> None:
        made_by = self._tracker.settings.made_by
        ids = [one.conflict.id for one in conflicts]
        record_id = conflicts[0].record_id

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            return f"{settle(connection, ids, side, by=made_by)}. u takes it back.", record_id

        self._tracker.write(act, then=self._list)

    @property
    def _tracker(self) -> TrackerApp:
        return cast("TrackerApp", self.app)


def conflict_text(one: OpenConflict) -> Content:
    """Return a conflict in three or four lines: record and property, what it is here, what is offered, what it was."""
    lines = [
        Content.assemble((visible(one.record_name), "bold"), ": ", visible(one.label.lower())),
        _side("here", one.now, ""),
        _side("offered", one.offered, one.conflict.offered_by),
    ]
    if one.before is not None:
        lines.append(_side("before", one.before, ""))
    return Content("\n").join(lines)


def _side(word: str, value: str, whose: str) -> Content:
    short = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
    return Content.assemble((f"  {word:<9}", "dim"), visible(short), (f"  by {visible(whose)}" if whose else "", "dim"))
