"""The inputs of a form: one line, or wrapped prose; what is pasted arrives without hidden characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tracker.domain.plain_text import visible, visible_lines
from tracker.terminal.actions import bindings
from tracker.terminal.widgets.own_keys import run_own_key


@dataclass
class Stepped(Message):
    """An arrow key led out of the text, to the field below (+1) or above (-1)."""

    step: int


async def lead_key(control: Widget, event: events.Key) -> bool:
    """Deal with a key of a field's own at once; return whether that was one.

    What was typed on behind a key that leads to another field has gone to the wrong one by the time it bubbled to the
    application, so these keys are not left to bubble, and what came too early is handed on.
    """
    focused = control.screen.focused
    if focused is not None and focused is not control and isinstance(focused, (LineInput, ProseInput)):
        event.stop()
        event.prevent_default()
        focused.post_message(events.Key(event.key, event.character))
        return True
    return await run_own_key(control, event)


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

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that lead to other fields or offers."""
        await lead_key(self, event)


class ProseInput(TextArea):
    """An input that wraps; Enter breaks the line only where the field takes several."""

    BINDINGS: ClassVar = bindings("field")

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

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that lead to other fields, unless they belong to the text."""
        is_of_text = event.key in ("up", "down") or (event.key == "enter" and self._several_lines)
        if not is_of_text or self.screen.focused is not self:
            await lead_key(self, event)

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
