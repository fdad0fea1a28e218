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
        self.offers.close()

    @on(Stepped)
    def _on_stepped(self, event: Stepped) -> None:
        event.stop()
        row = self.current_row
        if row is None:
            return
        marked = self.offers.marked
        if event.key == "arrow" and self.offers.is_open:
            self.offers.move(event.step)
        elif event.key == "arrow" and event.step > 0 and not row.text and has_offers(row.field):
            self.offer(row)
        elif event.key != "arrow" and marked and not (event.key == "tab" and marked.creates):
            self._take(row, marked)
            if not marked.creates:
                self.focus_beside(row, 1)
        else:
            self.focus_beside(row, event.step)

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
