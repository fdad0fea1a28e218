"""Ask for a reason before something is retracted or set aside."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.domain.plain_text import visible
from tracker.terminal.widgets.dialog_input import DialogInput


class ReasonDialog(ModalScreen[str | None]):
    """Gives the reason typed, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, question: str, about: str, enter_does: str = "Enter retracts") -> None:
        """Ask `question` about the record or finding `about`."""
        super().__init__()
        self._question = question
        self._about = about
        self._enter_does = enter_does

    def compose(self) -> ComposeResult:
        """Lay out the question and the input."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content(visible(self._about)), classes="dialog-text")
            yield DialogInput(placeholder="Why? It goes into the history.")
            yield Static(Content("Give a reason first."), classes="dialog-problem")
            yield Static(
                Content(f"{self._enter_does}   Esc cancels   Nothing is deleted; u takes it back."),
                classes="dialog-keys",
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the reason, unless it is empty."""
        reason = event.value.strip()
        if reason:
            self.dismiss(reason)
        else:
            self.query_one(".dialog-problem").add_class("-shown")
