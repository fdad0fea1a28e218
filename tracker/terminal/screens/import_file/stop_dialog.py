"""Ask plainly whether an import under way is to be stopped."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class StopDialog(ModalScreen[str | None]):
    """Gives `stop`, `leave` (it goes on while the user does something else), or None."""

    CSS_PATH = "../dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "dismiss('stop')", "Stop"),
        Binding("b", "go_on", "Leave it running"),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, question: str, *, may_go_on: bool) -> None:
        """Ask `question`; `may_go_on` offers to leave the import running."""
        super().__init__()
        self._question = question
        self._may_go_on = may_go_on

    def compose(self) -> ComposeResult:
        """Lay out the question and the answers."""
        lines = ["s    stop it: the store will be as it was before"]
        if self._may_go_on:
            lines.append("b    let it run in the background and go back to the tables")
        lines.append("Esc  leave everything as it is")
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content("\n".join(lines)), classes="dialog-keys")

    def action_go_on(self) -> None:
        """Let the import run."""
        if self._may_go_on:
            self.dismiss("leave")
