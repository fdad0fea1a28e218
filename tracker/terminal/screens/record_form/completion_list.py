"""The drop-down of completions below the field being typed into."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tracker.domain.plain_text import visible
from tracker.store.offers import Offer

_LONGEST_TEXT = 60
_NARROWEST = 40


class CompletionList(OptionList, can_focus=False):
    """Offers below a field; the field keeps the focus and its keys move the mark."""

    OPEN = "-open"

    def __init__(self) -> None:
        """Begin closed."""
        super().__init__(markup=False, compact=True)
        self._offers: Sequence[Offer] = ()

    @property
    def is_open(self) -> bool:
        """Whether offers are on the screen."""
        return self.has_class(self.OPEN)

    @property
    def marked(self) -> Offer | None:
        """The offer under the mark."""
        if not self.is_open or self.highlighted is None:
            return None
        return self._offers[self.highlighted]

    def open(self, offers: Sequence[Offer], below: Widget, *, mark_first: bool) -> None:
        """Show offers below a widget; nothing to offer closes the list."""
        if self.is_open and list(offers) == list(self._offers):
            return
        self._offers = offers
        self.clear_options()
        self.set_class(bool(offers), self.OPEN)
        if not offers:
            return
        self.add_options(Option(_line(offer)) for offer in offers)
        self.styles.width = max(below.outer_size.width, _NARROWEST)
        self.absolute_offset = Offset(below.region.x, below.region.bottom)
        self.highlighted = 0 if mark_first else None

    def close(self) -> None:
        """Take the offers off the screen."""
        self.remove_class(self.OPEN)

    def move(self, step: int) -> None:
        """Move the mark; before the first offer it leaves the list."""
        if self.highlighted is None:
            self.highlighted = 0 if step > 0 else None
        else:
            place = self.highlighted + step
            self.highlighted = None if place < 0 else min(place, len(self._offers) - 1)

    def offer_at(self, place: int) -> Offer:
        """Return the offer that stands on one line."""
        return self._offers[place]


def _line(offer: Offer) -> Content:
    text = visible(offer.label or offer.text)
    if len(text) > _LONGEST_TEXT:
        text = text[: _LONGEST_TEXT - 1] + "…"
    if offer.creates:
        return Content(f"+ new {offer.creates} “{text}”")
    return Content.assemble(text, (f"  {visible(offer.hint)}" if offer.hint else "", "dim"))
