"""The entries that were left unfinished: open one, or throw it away."""

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

from tracker.domain.errors import TrackerError
from tracker.domain.fields import FIELDS
from tracker.domain.plain_text import visible
from tracker.store.drafts import Draft, drafts, drop_draft
from tracker.store.naming import named

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

_LONGEST_LINE = 60


class DraftsDialog(ModalScreen[None]):
    """Lists drafts; Enter opens one in its form, Delete throws one away."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close"),
        Binding("delete", "discard", "Throw away"),
    ]

    def __init__(self, connection: sqlite3.Connection) -> None:
        """List the drafts of the store behind `connection`."""
        super().__init__()
        self._connection = connection
        self._drafts: list[Draft] = []

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(classes="dialog"):
            yield Static(Content("Unfinished entries"), classes="dialog-title")
            yield OptionList(markup=False)
            yield Static(Content("Enter opens   Del throws away   Esc closes"), classes="dialog-keys")

    def on_mount(self) -> None:
        """List what is kept."""
        self._list()

    def _list(self) -> None:
        self._drafts = drafts(self._connection)
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(draft_line(self._connection, draft)) for draft in self._drafts)
        if self._drafts:
            options.highlighted = min(place, len(self._drafts) - 1)
        else:
            options.add_option(Option(Content("Nothing is unfinished."), disabled=True))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the draft in its form, in place of this list."""
        from tracker.terminal.screens.record_form.opening import draft_form

        event.stop()
        try:
            form = draft_form(cast("TrackerApp", self.app), self._drafts[event.option_index])
        except TrackerError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.switch_screen(form)

    def action_discard(self) -> None:
        """Throw away the draft under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is None or highlighted >= len(self._drafts):
            return
        draft_id = self._drafts[highlighted].id

        def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
            drop_draft(connection, draft_id)
            return "Draft thrown away.", None

        cast("TrackerApp", self.app).write(act, then=self._list)


def draft_line(connection: sqlite3.Connection, draft: Draft) -> Content:
    """Return a draft in two lines: what and when, and what was typed so far."""
    what = f"new {draft.form}" if draft.record_id is None else f"{draft.form} #{draft.record_id}"
    typed = " · ".join(_typed_values(connection, draft))
    if len(typed) > _LONGEST_LINE:
        typed = typed[: _LONGEST_LINE - 1] + "…"
    when = draft.updated_at.replace("T", " ").removesuffix("Z")[:16]
    return Content.assemble((what, "bold"), (f"  {when} UTC", "dim"), f"\n  {visible(typed) or 'nothing typed'}")


def _typed_values(connection: sqlite3.Connection, draft: Draft) -> list[str]:
    values = []
    for field in FIELDS.get(draft.form, ()):
        text = draft.payload.get(field.name, "")
        if field.kind == "reference" and text.isascii() and text.isdecimal() and len(text) < 19:
            record = named(connection, field.completes or "", int(text))
            text = record.name if record else text
        if text:
            values.append(text)
    return values
