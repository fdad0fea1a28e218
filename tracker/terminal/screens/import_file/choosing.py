"""The fields of the import screen: moving between them, choosing from lists that narrow, completing a path."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from textual import on
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import Screen
from textual.widgets import Input, OptionList

from tracker.store.offers import Offer
from tracker.terminal.screens.import_file.paths import common_beginning, completions
from tracker.terminal.screens.import_file.settings_rows import PATH, chosen, narrowed, value_of
from tracker.terminal.screens.record_form.completion_list import CompletionList
from tracker.terminal.screens.record_form.field_row import FieldRow, Shown

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp


class Choosing(Screen[None]):
    """A screen of rows; those with choices hold one of them, or say what is wrong."""

    CHECKED = "-checked"
    """Class of a row whose error is said aloud."""

    def __init__(self) -> None:
        """Begin without rows."""
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self.choices: dict[str, Sequence[Offer]] = {}
        """What may be chosen in each row that has choices."""
        self.settled: dict[str, str] = {}
        """What was chosen last in each row that has choices."""

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    @property
    def offers(self) -> CompletionList:
        """The drop-down."""
        return self.query_one(CompletionList)

    @property
    def current_row(self) -> FieldRow | None:
        """The row that has the focus."""
        return self._row_of(self.focused)

    def _row_of(self, control: object) -> FieldRow | None:
        return next((row for row in self.rows.values() if row.control is control), None)

    def settle(self, name: str, text: str) -> None:
        """Show what is chosen in a row."""
        self.settled[name] = text
        self.rows[name].fill(text, text)
        self.rows[name].remove_class(self.CHECKED)

    # -- what the screen above does about it

    def path_edited(self) -> None:
        """The text of the path is another."""

    def path_entered(self) -> None:
        """The path is said to be complete."""

    def option_edited(self, name: str) -> None:
        """The text of a row without choices is another."""

    def was_chosen(self, name: str) -> None:
        """Another choice was made in a row."""

    def leave_rows(self) -> None:
        """The last row was left downwards."""

    # -- keys

    @on(FieldRow.Edited)
    def _on_edited(self, event: FieldRow.Edited) -> None:
        event.stop()
        row = self.rows[event.name]
        row.remove_class(self.CHECKED)
        if event.name == PATH:
            if self.offers.is_open:
                self.offers.open(completions(row.typed), row.control, mark_first=False)
            self.path_edited()
        elif event.name in self.choices:
            self.offers.open(narrowed(self.choices[event.name], row.text), row.control, mark_first=bool(row.text))
        else:
            self.option_edited(event.name)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Select a choice, so that what is typed takes its place."""
        self.offers.close()
        row = self._row_of(event.widget)
        if row is not None and row.field.name in self.choices and isinstance(row.control, Input):
            row.control.action_select_all()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Hold what was left without Enter to the choices."""
        row = self._row_of(event.widget)
        if row is not None and row.field.name in self.choices:
            self._hold_to_choices(row)

    @on(OptionList.OptionSelected)
    def _on_offer_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.current_row
        if row is not None:
            self._take(row, self.offers.offer_at(event.option_index))

    def action_step(self, step: int, key: str = "arrow") -> None:
        """Move the mark among the offers, or go to the row below (+1) or above (-1).

        Args:
            step: Which way.
            key: `enter` and `tab` take the marked offer first; in the path, Tab completes.
        """
        row = self.current_row
        if row is None:
            return
        if key == "arrow":
            if self.offers.is_open:
                self.offers.move(step)
            else:
                self._go_beside(row, step)
            return
        marked = self.offers.marked
        if marked is not None:
            self._take(row, marked)
        elif row.field.name == PATH and key == "tab" and self._complete(row):
            return
        elif row.field.name == PATH:
            self.offers.close()
            self.path_entered()
            if key == "tab":
                self._go_beside(row, step)
        else:
            self._go_beside(row, step)

    def _take(self, row: FieldRow, offer: Offer) -> None:
        name = row.field.name
        self.offers.close()
        if name == PATH:
            row.fill(offer.text, offer.text)
            if offer.text.endswith("/"):
                self.offers.open(completions(row.typed), row.control, mark_first=False)
            self.path_edited()
            return
        changed = offer.text != self.settled.get(name)
        self.settle(name, offer.text)
        if changed:
            self.was_chosen(name)
        self._go_beside(row, 1)

    def _complete(self, row: FieldRow) -> bool:
        """Complete the path as far as it is certain, and list what it may be; return whether anything came of it."""
        typed = row.typed
        found = completions(typed)
        if not found or [offer.text for offer in found] == [typed]:
            return False
        begun = common_beginning(found)
        if len(found) == 1 or len(begun) > len(typed):
            row.fill(begun, begun)
            self.path_edited()
        if len(found) > 1:
            self.offers.open(found, row.control, mark_first=False)
        elif begun.endswith("/"):
            self.offers.open(completions(begun), row.control, mark_first=False)
        else:
            self.offers.close()
        return True

    def _hold_to_choices(self, row: FieldRow) -> None:
        name, text = row.field.name, row.text
        if not text.strip():
            self.settle(name, self.settled[name])
            return
        value = chosen(self.choices[name], text)
        if value is None:
            words = {offer.text: offer for offer in self.choices[name]}
            near = get_close_matches(text, words, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else " Backspace lists what there is."
            row.say(Shown(error=f"“{text}” is none of the choices.{hint}"))
            row.add_class(self.CHECKED)
            return
        words_of_value = next(offer.text for offer in self.choices[name] if value_of(offer) == value)
        if words_of_value != self.settled.get(name):
            self.settle(name, words_of_value)
            self.was_chosen(name)

    def _go_beside(self, row: FieldRow, step: int) -> None:
        rows = [one for one in self.rows.values() if one.display]
        place = rows.index(row) + step
        if place >= len(rows):
            self.leave_rows()
        elif place >= 0:
            # At once: `Widget.focus` waits its turn, and what is typed meanwhile goes to the row that was left.
            self.set_focus(rows[place].control)
