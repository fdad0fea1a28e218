"""Ask which vessel another one is, by typing a name, slug, number or id."""

from __future__ import annotations

import sqlite3
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tracker.domain.errors import FieldError
from tracker.domain.plain_text import visible
from tracker.store.naming import named, resolve
from tracker.store.offers import Offer, record_offers
from tracker.terminal.widgets.dialog_input import DialogInput


class MergeDialog(ModalScreen[int | None]):
    """Gives the id of the vessel to merge into, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down", "move(1)", "Down", priority=True),
        Binding("up", "move(-1)", "Up", priority=True),
    ]

    def __init__(self, connection: sqlite3.Connection, vessel_id: int) -> None:
        """Merge the vessel `vessel_id` of the store behind `connection`."""
        super().__init__()
        self._connection = connection
        self._vessel_id = vessel_id
        self._offers: list[Offer] = []

    def compose(self) -> ComposeResult:
        """Lay out the question, the input and the vessels that fit it."""
        vessel = named(self._connection, "vessel", self._vessel_id)
        name = vessel.name if vessel else ""
        with Vertical(classes="dialog"):
            yield Static(Content(visible(f"Merge {name} into which vessel?")), classes="dialog-title")
            text = f"Her sightings, identities, listings and roles go there; this record of {name} is retracted."
            yield Static(Content(visible(text)), classes="dialog-text")
            yield DialogInput(placeholder="Name, slug, IMO number or id")
            yield OptionList(markup=False, compact=True)
            yield Static(Content("✗ No vessel answers to that."), classes="dialog-problem")
            yield Static(Content("↑ ↓ choose   Enter merges   Esc cancels   u takes it back"), classes="dialog-keys")

    def on_mount(self) -> None:
        """Keep the focus in the input."""
        self.query_one(OptionList).can_focus = False
        self._offer("")

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        self.query_one(".dialog-problem").remove_class("-shown")
        offers = record_offers(self._connection, "vessel", typed) if typed.strip() else []
        exact = self._resolved(typed)
        if exact is not None and exact not in {offer.record_id for offer in offers}:
            vessel = named(self._connection, "vessel", exact)
            offers = [Offer(vessel.name, hint=vessel.hint, record_id=exact), *offers] if vessel else offers
        self._offers = [offer for offer in offers if offer.record_id != self._vessel_id]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(_line(offer)) for offer in self._offers)
        options.highlighted = 0 if self._offers else None

    def _resolved(self, typed: str) -> int | None:
        try:
            return resolve(self._connection, "vessel", typed)
        except FieldError:
            # A name that several bear is no one vessel; the list offers them all.
            return None

    def action_move(self, by: int) -> None:
        """Move the mark in the list while typing goes on."""
        options = self.query_one(OptionList)
        if self._offers:
            options.highlighted = max(0, min((options.highlighted or 0) + by, len(self._offers) - 1))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index)

    def _choose(self, place: int | None) -> None:
        if place is None or place >= len(self._offers):
            self.query_one(".dialog-problem").add_class("-shown")
            return
        self.dismiss(self._offers[place].record_id)


def _line(offer: Offer) -> Content:
    return Content.assemble(visible(offer.text), (f"  {visible(offer.hint)}" if offer.hint else "", "dim"))
