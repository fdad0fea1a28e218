"""The inputs of a form: one line, or wrapped prose; what is pasted arrives without hidden characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from tracker.domain.plain_text import visible, visible_lines
from tracker.terminal.actions import bindings


@dataclass
class Stepped(Message):
    """A key that leads to the field below (+1) or above (-1) was pressed."""

    step: int
    key: Literal["arrow", "enter", "tab"] = "arrow"


class LineInput(Input):
    """An input of one line."""

    BINDINGS: ClassVar = bindings("field")

    def __init__(self, text: str, *, placeholder: str = "") -> None:
        """Begin with `text`, which must be safe to draw."""
        super().__init__(text, placeholder=placeholder, compact=True, select_on_focus=False)

    @property
    def text(self) -> str:
        """What it shows."""
        return self.value

    def fill(self, text: str) -> None:
        """Show `text`, which must be safe to draw, without saying that it was typed."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as one line with its hidden characters spelled out."""
        event.stop()
        event.prevent_default()
        self.replace(visible(" ".join(event.text.split())), *self.selection)

    def action_step(self, step: int) -> None:
        """Ask for another field, or another offer."""
        self.post_message(Stepped(step))

    async def action_submit(self) -> None:
        """Ask for the marked offer, or the next field."""
        self.post_message(Stepped(1, "enter"))

    def action_leave(self) -> None:
        """Ask for the marked offer and the next field."""
        self.post_message(Stepped(1, "tab"))


class ProseInput(TextArea):
    """An input that wraps; Enter breaks the line only where the field takes several."""

    def __init__(self, text: str, *, several_lines: bool) -> None:
        """Begin with `text`, which must be safe to draw."""
        super().__init__(
            text,
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            tab_behavior="focus",
        )
        self._several_lines = several_lines
        self.move_cursor(self.document.end)

    def fill(self, text: str) -> None:
        """Show `text`, which must be safe to draw, without saying that it was typed."""
        with self.prevent(TextArea.Changed):
            self.text = text
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Go to the next field on Enter, where the field holds one paragraph."""
        if event.key == "enter" and not self._several_lines:
            event.stop()
            event.prevent_default()
            self.post_message(Stepped(1, "enter"))

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text with its hidden characters spelled out."""
        event.stop()
        event.prevent_default()
        text = visible_lines(event.text) if self._several_lines else visible(" ".join(event.text.split()))
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, or to the field above."""
        if self.cursor_at_first_line and not select:
            self.post_message(Stepped(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, or to the field below."""
        if self.cursor_at_last_line and not select:
            self.post_message(Stepped(1))
        else:
            super().action_cursor_down(select)
