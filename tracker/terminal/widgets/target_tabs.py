"""The line of tables on top: which one is shown, and how many rows each holds."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

TARGET_LABELS = {
    "incidents": "Incidents",
    "sightings": "Sightings",
    "vessels": "Vessels",
    "sources": "Sources",
    "findings": "Findings",
}


class TargetTabs(Widget):
    """Names the tables with their keys and counts; a click chooses one."""

    DEFAULT_CSS = """
    TargetTabs { height: 1; background: $surface; color: $text-muted; }
    """

    chosen: reactive[str] = reactive("incidents")
    """The table shown."""
    counts: reactive[dict[str, int]] = reactive({})
    """Rows of each table, as far as known."""
    store_name: reactive[str] = reactive("")
    """Name of the store file, shown at the right."""

    @dataclass
    class Chosen(Message):
        """A table was clicked."""

        target: str

    def __init__(self, *, id: str | None = None) -> None:
        """Start with no counts."""
        super().__init__(id=id)
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Draw the names, the chosen one in brackets and bold; where there is no room, only its count."""
        texts = self._texts(every_count=True)
        if sum(len(text) + 3 for text in texts.values()) + 1 > self.size.width:
            texts = self._texts(every_count=False)
        pieces: list[Content] = [Content(" ")]
        self._spans = []
        column = 1
        for target, words in texts.items():
            chosen = target == self.chosen
            text = f"[{words}]" if chosen else f" {words} "
            self._spans.append((column, column + len(text), target))
            column += len(text) + 1
            pieces += [Content.styled(text, "bold $text" if chosen else ""), Content(" ")]
        space = self.size.width - column - len(self.store_name) - 1
        if space > 0:
            pieces += [Content(" " * space), Content.styled(self.store_name, "dim")]
        return Content("").join(pieces)

    def _texts(self, *, every_count: bool) -> dict[str, str]:
        texts = {}
        for key, (target, label) in enumerate(TARGET_LABELS.items(), start=1):
            count = self.counts.get(target) if every_count or target == self.chosen else None
            texts[target] = f"{key} {label}" + ("" if count is None else f" {count:,}".replace(",", "\u202f"))
        return texts

    def on_click(self, event: Click) -> None:
        """Choose the table that was clicked."""
        for start, end, target in self._spans:
            if start <= event.x < end:
                self.post_message(self.Chosen(target))
