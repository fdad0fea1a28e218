"""Ask for a judgement: the value or none, how likely, how sure, and why."""

from __future__ import annotations

import sqlite3
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.domain.agreement import PropertyAgreement
from tracker.domain.plain_text import visible
from tracker.domain.vocabulary import CONFIDENCES, LIKELIHOODS
from tracker.exchange.documents.agreement_lines import value_in_words
from tracker.store.judging import Answer, verdicts_of
from tracker.terminal.widgets.dialog_input import DialogInput

_LIKELIHOODS = [(Content(f"{word}  ({low}-{high} %)"), word) for word, (low, high) in LIKELIHOODS.items()]
_CONFIDENCES = [(Content(f"{word} confidence"), word) for word in CONFIDENCES]


class JudgementDialog(ModalScreen[Answer | None]):
    """Gives the answer entered, or None when it was called off."""

    CSS_PATH = "dialog.tcss"
    CSS = """
    JudgementDialog .dialog { padding: 0 2; }
    JudgementDialog #judged-said { height: auto; max-height: 25vh; margin-bottom: 1; }
    JudgementDialog .dialog .dialog-text { margin-bottom: 0; }
    JudgementDialog .dialog Input, JudgementDialog .dialog Input:focus {
        border: none; height: 1; background: $boost; margin-bottom: 1;
    }
    JudgementDialog Select { margin-bottom: 1; }
    """
    AUTO_FOCUS = "#judged-value"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("ctrl+s", "save", "Save", priority=True),
    ]

    def __init__(self, connection: sqlite3.Connection, incident_id: int, property_name: str) -> None:
        """Judge `property_name` of an incident; what sources say of it is shown above."""
        super().__init__()
        verdicts = verdicts_of(connection, incident_id)
        self._verdict = next(verdict for verdict in verdicts if verdict.property == property_name)

    def compose(self) -> ComposeResult:
        """Lay out what sources say, then the fields."""
        verdict = self._verdict
        best = verdict.best
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(Content(visible(f"Judge: {verdict.label}")), classes="dialog-title")
            with VerticalScroll(id="judged-said"):
                yield Static(Content(self._said(verdict)), classes="dialog-text")
            value = value_in_words(best.shown[0], verdict.property) if best and best.shown else ""
            yield DialogInput(value, placeholder="Your answer; empty leaves it undecided", id="judged-value")
            yield Select(_LIKELIHOODS, prompt="How likely? (ICD 203)", id="judged-likelihood", compact=True)
            yield Select(_CONFIDENCES, prompt="How sure of the evidence?", id="judged-confidence", compact=True)
            yield DialogInput(placeholder="Why? Somebody else has to be able to follow.", id="judged-reasoning")
            yield Static(Content("✗ Say why first."), classes="dialog-problem")
            yield Static(
                Content("Ctrl+S saves   Esc cancels   Kept under your name, beside what sources say"),
                classes="dialog-keys",
            )

    @staticmethod
    def _said(verdict: PropertyAgreement) -> str:
        lines = [f"Sources: {verdict.verdict}. {verdict.why}"]
        for group in verdict.values:
            shown = value_in_words(group.shown[0] if group.shown else group.value, verdict.property)
            lines.append(visible(f"• {shown}  ({group.origins} origin{'s' if group.origins != 1 else ''})"))
        return "\n".join(lines)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; from the last one, save."""
        if event.input.id == "judged-reasoning":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Give the answer, once there is a reason."""
        reasoning = self.query_one("#judged-reasoning", Input).value.strip()
        if not reasoning:
            self.query_one(".dialog-problem").add_class("-shown")
            self.query_one("#judged-reasoning").focus()
            return
        self.dismiss(
            Answer(
                property=self._verdict.property,
                value=self.query_one("#judged-value", Input).value.strip() or None,
                likelihood=self._chosen("#judged-likelihood"),
                confidence=self._chosen("#judged-confidence"),
                reasoning=reasoning,
            )
        )

    def _chosen(self, selector: str) -> str | None:
        value = self.query_one(selector, Select).value
        return value if isinstance(value, str) else None
