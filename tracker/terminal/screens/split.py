"""Ask which records of a vessel belong to another hull, and what that one is called."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from tracker.domain.plain_text import visible
from tracker.store.naming import named

_RECORDS = """
SELECT id, 'identity' AS kind, valid_from_earliest AS since,
       aspect || '  ' || coalesce(name, '') || '  ' || coalesce(flag, '') || '  ' || coalesce('IMO ' || imo, '')
           || '  ' || coalesce('MMSI ' || mmsi, '') AS words
FROM identity WHERE vessel_id = ?1 AND retracted_at IS NULL
UNION ALL
SELECT id, 'sighting', date_earliest,
       coalesce(date, 'undated') || '  ' || coalesce(name_shown, '') || '  ' || coalesce(place, '') || '  '
           || (SELECT coalesce(publisher, title) FROM source WHERE source.id = source_id)
FROM sighting WHERE vessel_id = ?1 AND retracted_at IS NULL
UNION ALL
SELECT id, 'listing', listed_earliest, list || '  ' || coalesce(listed, '') || '  ' || coalesce(measure, '')
FROM listing WHERE vessel_id = ?1 AND retracted_at IS NULL
UNION ALL
SELECT role.id, 'role', NULL, party.name || '  ' || role.role FROM role JOIN party ON party.id = party_id
WHERE vessel_id = ?1 AND role.retracted_at IS NULL
ORDER BY 2, 3, 1 LIMIT ?2
"""

_SHOWN = 2_000
"""Records offered; a ship with more is split with `tracker split`."""


@dataclass(frozen=True, slots=True)
class Split:
    """What goes to the new vessel, and her name where one was typed."""

    record_ids: tuple[int, ...]
    name: str | None


class SplitDialog(ModalScreen[Split | None]):
    """Gives the records chosen, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    CSS = """
    SplitDialog .dialog { width: 100; }
    SplitDialog SelectionList { height: auto; max-height: 18; border: none; background: $surface; padding: 0; }
    /* The mark of what is not chosen takes the colour behind it: only what is chosen shows one. */
    SplitDialog SelectionList > .selection-list--button { color: $panel; background: $panel; }
    SplitDialog SelectionList > .selection-list--button-highlighted { color: $panel; background: $panel; }
    SplitDialog SelectionList > .selection-list--button-selected { color: $foreground; background: $panel; }
    SplitDialog SelectionList > .selection-list--button-selected-highlighted {
        color: $foreground; background: $panel;
    }
    """
    AUTO_FOCUS = "SelectionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "split", "Split", priority=True),
    ]

    def __init__(self, connection: sqlite3.Connection, vessel_id: int) -> None:
        """Split the vessel `vessel_id` of the store behind `connection`."""
        super().__init__()
        self._connection = connection
        self._vessel_id = vessel_id

    def compose(self) -> ComposeResult:
        """Lay out the vessel's records, each to be chosen, and the new vessel's name."""
        vessel = named(self._connection, "vessel", self._vessel_id)
        with Vertical(classes="dialog"):
            yield Static(Content(visible(f"Split {vessel.name if vessel else ''} in two")), classes="dialog-title")
            yield Static(
                Content("Choose what belongs to the other ship. It moves to a new vessel."), classes="dialog-text"
            )
            yield SelectionList(*self._selections(), compact=True)
            yield Input(placeholder="Name of the new vessel; empty: as the records name her")
            yield Static(classes="dialog-problem")
            yield Static(
                Content("Space chooses   Tab to the name   Ctrl+S splits   Esc cancels   u takes it back"),
                classes="dialog-keys",
            )

    def _selections(self) -> Iterator[Selection[int]]:
        for row in self._connection.execute(_RECORDS, (self._vessel_id, _SHOWN)):
            words = " ".join((row["words"] or "").split())
            yield Selection(Content.assemble((f"{row['kind']:<9}", "dim"), visible(words)), row["id"])

    @on(Input.Submitted)
    def action_split(self) -> None:
        """Take what is chosen, if it is something and not everything."""
        choices = self.query_one(SelectionList)
        chosen = tuple(sorted(choices.selected))
        problem = (
            "Choose at least one record with Space."
            if not chosen
            else "Nothing would be left to her: choose fewer records, or edit the vessel instead."
            if len(chosen) == choices.option_count
            else ""
        )
        if problem:
            self.query_one(".dialog-problem", Static).update(Content(f"✗ {problem}"))
            self.query_one(".dialog-problem").add_class("-shown")
            return
        self.dismiss(Split(chosen, self.query_one(Input).value.strip() or None))
