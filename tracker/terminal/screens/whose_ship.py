"""The vessels that a sighting may be of, each with the reasons; choosing one gives the sighting its vessel."""

from __future__ import annotations

import sqlite3
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tracker.domain.identity.candidates import Candidate, Tie
from tracker.domain.plain_text import visible
from tracker.domain.records import Sighting
from tracker.store.candidates import candidates_for

TIES: Final = {
    Tie.IMO: "IMO number",
    Tie.MMSI: "MMSI and date",
    Tie.CALL_SIGN: "call sign and date",
    Tie.NAME_FLAG_DATE: "name, flag and date",
    Tie.WEAK: "weak",
}
"""What ties the sighting to the vessel, in the order of strength."""


class WhoseShipDialog(ModalScreen[Candidate | None]):
    """Gives the vessel chosen, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, connection: sqlite3.Connection, sighting: Sighting) -> None:
        """List candidates for a sighting of the store behind `connection`."""
        super().__init__()
        self._sighting = sighting
        self._candidates = candidates_for(connection, sighting.id)

    def compose(self) -> ComposeResult:
        """Lay out what was seen, then the candidates."""
        with Vertical(classes="dialog"):
            yield Static(Content("Whose ship?"), classes="dialog-title")
            yield Static(Content(visible(_seen(self._sighting))), classes="dialog-text")
            yield OptionList(*map(_option, self._candidates), markup=False)
            if not self._candidates:
                nothing = "No vessel shares its IMO number, MMSI, call sign or name. e edits the sighting."
                yield Static(Content(nothing), classes="dialog-text")
            keys = "Enter records the link   Esc leaves it open   u takes it back"
            yield Static(Content(keys if self._candidates else "Esc closes"), classes="dialog-keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the vessel under the cursor."""
        event.stop()
        self.dismiss(self._candidates[event.option_index])


def _option(candidate: Candidate) -> Option:
    """Return a candidate: its name and what ties it, then each reason on a line of its own."""
    reasons = "".join(f"\n  {visible(reason)}" for reason in candidate.reasons)
    return Option(Content.assemble((visible(candidate.name), "bold"), f"  {TIES[candidate.tie]}", (reasons, "dim")))


def _seen(sighting: Sighting) -> str:
    numbers = (
        sighting.name_shown,
        sighting.imo_shown and f"IMO {sighting.imo_shown}",
        sighting.mmsi_shown and f"MMSI {sighting.mmsi_shown}",
        sighting.call_sign_shown and f"call sign {sighting.call_sign_shown}",
        sighting.date,
        sighting.place,
    )
    return ", ".join(filter(None, numbers)) or "Nothing is shown that would tell one ship from another."
