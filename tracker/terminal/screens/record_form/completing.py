"""The form's completions: what is offered while typing, how an offer is taken, and new records made on the way."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from textual import on, work
from textual.events import DescendantFocus
from textual.message import Message
from textual.widgets import OptionList

from tracker.domain.errors import TrackerError
from tracker.store.offers import Offer
from tracker.terminal.reader import Superseded
from tracker.terminal.screens.record_form.completion_list import CompletionList
from tracker.terminal.screens.record_form.drafting import Drafting
from tracker.terminal.screens.record_form.field_offers import CHOSEN_KINDS, field_offers, has_offers
from tracker.terminal.screens.record_form.field_row import FieldRow
from tracker.terminal.screens.record_form.inputs import Stepped


class Completing(Drafting):
    """Completion lists of a form, and the keys that move between offers and fields."""

    _offered_for: tuple[str, str] | None = None
    """The field and text whose offers were shown last, whether or not they still are."""

    @dataclass
    class OffersRead(Message):
        """Completions of what one field held were found."""

        field_name: str
        text: str
        offers: list[Offer]

    @dataclass
    class OffersFailed(Message):
        """Completions could not be read."""

        sentence: str

    @dataclass
    class NewRecordAsked(Message):
        """A record that a field refers to has to be entered first."""

        field_name: str
        table: str
        name: str

    @property
    def offers(self) -> CompletionList:
        """The drop-down."""
        return self.query_one(CompletionList)

    def offer(self, row: FieldRow) -> None:
        """Look for what can complete a field; typing on makes an older look void."""
        if not has_offers(row.field) or row.record_id is not None:
            self.offers.close()
            return
        self._read_offers(row, row.text, self.tracker.reader.announce("offers"))

    @work(thread=True, exclusive=True, group="offers", exit_on_error=False)
    def _read_offers(self, row: FieldRow, text: str, number: int) -> None:
        def look(connection: sqlite3.Connection) -> list[Offer]:
            return field_offers(connection, self.reader.reference, row.field, text)

        try:
            found = self.tracker.reader.read("offers", number, look)
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.OffersFailed(str(error)))
            return
        self.post_message(self.OffersRead(row.field.name, text, found))

    @on(OffersRead)
    def _on_offers(self, event: OffersRead) -> None:
        row = self.rows[event.field_name]
        if row.control.has_focus and row.text == event.text:
            is_chosen = row.field.kind in CHOSEN_KINDS
            self._offered_for = (event.field_name, event.text)
            self.offers.open(event.offers, row.control, mark_first=is_chosen and bool(event.text.strip()))

    @on(OffersFailed)
    def _on_offers_failed(self, event: OffersFailed) -> None:
        self.notify(f"Completions could not be read: {event.sentence}", severity="warning", markup=False)

    @on(OptionList.OptionSelected)
    def _on_offer_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self.current_row
        if row is not None:
            row.control.focus()
            self._take(row, self.offers.offer_at(event.option_index))

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Close the offers of the field that was left."""
        self._offered_for = None
        self.offers.close()

    @on(Stepped)
    def _on_stepped(self, event: Stepped) -> None:
        event.stop()
        self.action_step(event.step)

    def action_step(self, step: int, key: str = "arrow") -> None:
        """Go to the field below (+1) or above (-1), or move the mark among the offers.

        Args:
            step: Which way.
            key: `enter` and `tab` take the marked offer first; only Enter begins a new record.
        """
        row = self.current_row
        if row is None:
            return
        if key == "arrow":
            self._step_by_arrow(row, step)
            return
        marked = self._marked(row)
        if marked is None or (key == "tab" and marked.creates):
            self.focus_beside(row, step)
            return
        self._take(row, marked)
        if not marked.creates:
            self.focus_beside(row, step)

    def _step_by_arrow(self, row: FieldRow, step: int) -> None:
        if self.offers.is_open:
            self.offers.move(step)
        elif step > 0 and not row.text and has_offers(row.field):
            self.offer(row)
        else:
            self.focus_beside(row, step)

    def _marked(self, row: FieldRow) -> Offer | None:
        """Return the offer that Enter takes; it does not depend on how fast the list was read."""
        if (row.field.name, row.text) == self._offered_for:
            return self.offers.marked
        if row.field.kind not in CHOSEN_KINDS or not row.text.strip() or row.record_id is not None:
            return None
        found = field_offers(self.tracker.connection, self.reader.reference, row.field, row.text)
        return found[0] if found else None

    def _take(self, row: FieldRow, offer: Offer) -> None:
        self.offers.close()
        if offer.creates:
            self.post_message(self.NewRecordAsked(row.field.name, offer.creates, offer.text))
        elif offer.record_id is not None:
            row.pick(offer.record_id, offer.text)
            self.edited(row)
        else:
            row.control.fill(offer.text)
            self.edited(row)
