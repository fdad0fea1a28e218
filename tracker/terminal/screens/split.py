"""Ask which records of a vessel belong to another hull, and what that one is called."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tracker.domain.plain_text import visible
from tracker.store.naming import named
from tracker.terminal.widgets.dialog_input import DialogInput

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
    SplitDialog .dialog { width: 100; padding: 0 2; }
    SplitDialog .dialog OptionList { max-height: 40vh; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "split", "Split", priority=True),
        Binding("space", "choose", "Choose"),
    ]

    def __init__(self, connection: sqlite3.Connection, vessel_id: int) -> None:
        """Split the vessel `vessel_id` of the store behind `connection`."""
        super().__init__()
        self._vessel = named(connection, "vessel", vessel_id)
        self._rows = connection.execute(_RECORDS, (vessel_id, _SHOWN)).fetchall()
        self._chosen: set[int] = set()

    def compose(self) -> ComposeResult:
        """Lay out the vessel's records, each to be chosen, and the new vessel's name."""
        name = self._vessel.name if self._vessel else ""
        with Vertical(classes="dialog"):
            yield Static(Content(visible(f"Split {name} in two")), classes="dialog-title")
            yield Static(
                Content("Choose what belongs to the other ship. It moves to a new vessel."), classes="dialog-text"
            )
            yield OptionList(*(self._line(row) for row in self._rows), markup=False, compact=True)
            yield DialogInput(placeholder="Name of the new vessel; empty: as the records name her")
            yield Static(classes="dialog-problem")
            yield Static(
                Content("Space chooses   Tab name   Ctrl+S splits   Esc cancels   u takes it back"),
                classes="dialog-keys",
            )

    def _line(self, row: sqlite3.Row) -> Content:
        mark = "[x]" if row["id"] in self._chosen else "[ ]"
        words = " ".join((row["words"] or "").split())
        return Content.assemble(mark, (f" {row['kind']:<9}", "dim"), visible(words))

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Choose the record under the cursor, or take it back."""
        records = self.query_one(OptionList)
        place = records.highlighted
        if place is None:
            return
        self._chosen ^= {self._rows[place]["id"]}
        records.replace_option_prompt_at_index(place, self._line(self._rows[place]))

    @on(Input.Submitted)
    def action_split(self) -> None:
        """Take what is chosen, if it is something and not everything."""
        problem = (
            "Choose at least one record with Space."
            if not self._chosen
            else "Nothing would be left to her: choose fewer records, or edit the vessel instead."
            if len(self._chosen) == len(self._rows)
            else ""
        )
        if problem:
            self.query_one(".dialog-problem", Static).update(Content(f"✗ {problem}"))
            self.query_one(".dialog-problem").add_class("-shown")
            return
        self.dismiss(Split(tuple(sorted(self._chosen)), self.query_one(Input).value.strip() or None))
