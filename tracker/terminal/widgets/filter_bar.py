"""The filter bar: an input whose words are completed, with the filter in English and its count below."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from tracker.domain.plain_text import visible
from tracker.terminal.widgets.own_keys import run_own_key

if TYPE_CHECKING:
    from tracker.store.filters.complete import Completion

_LAST_KEYS = ("enter", "escape")
"""Keys that lead back to the table."""
_KEPT_SECONDS = 0.3
"""How long what is typed behind them waits for the focus to be there."""

_SHOWN = 7
"""Completions offered at once."""


class FilterInput(Input):
    """The input line; up and down go through earlier filters, Tab completes."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The text's own size; the line is as wide as it is, so that nothing is laid out anew for a letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "Earlier filter", show=False),
        Binding("down", "newer", "Later filter", show=False),
        Binding("tab", "complete", "Complete", show=True),
        Binding("escape", "leave", "Back to table", show=True),
    ]

    @dataclass
    class HistoryAsked(Message):
        """An earlier (+1) or later (-1) filter was asked for."""

        step: int

    class CompletionAsked(Message):
        """Tab was pressed."""

    class Left(Message):
        """Escape was pressed."""

    _behind_last_key: list[events.Key] | None = None
    """Keys that came behind the one that leads back to the table, until the focus is there."""

    async def on_key(self, event: events.Key) -> None:
        """Edit in the order in which keys were typed, however fast."""
        if self._behind_last_key is not None:
            event.stop()
            event.prevent_default()
            self._behind_last_key.append(event)
        elif await run_own_key(self, event) and event.key in _LAST_KEYS:
            self._behind_last_key = []
            # Whatever keeps the focus here, no key is kept for longer.
            self.set_timer(_KEPT_SECONDS, self._hand_on)

    def on_blur(self) -> None:
        """Hand what was typed too soon to where the focus is now."""
        self._hand_on()

    def _hand_on(self) -> None:
        behind, self._behind_last_key = self._behind_last_key or [], None
        for key in behind:
            self.app.post_message(events.Key(key.key, key.character))

    def action_older(self) -> None:
        """Ask for the filter before."""
        self.post_message(self.HistoryAsked(1))

    def action_newer(self) -> None:
        """Ask for the filter after."""
        self.post_message(self.HistoryAsked(-1))

    def action_complete(self) -> None:
        """Complete the word under the cursor."""
        self.post_message(self.CompletionAsked())

    def action_leave(self) -> None:
        """Go back to the table."""
        self.post_message(self.Left())


class FilterBar(Vertical):
    """The filter as text, and below it what it means."""

    DEFAULT_CSS = """
    FilterBar { height: auto; background: $panel; }
    FilterBar #filter-line { height: 1; }
    FilterBar #filter-prompt { width: 3; color: $accent; text-style: bold; }
    FilterBar FilterInput, FilterBar FilterInput:focus { border: none; height: 1; padding: 0; background: $panel; }
    FilterBar FilterInput:focus { background: $boost; }
    FilterBar #filter-sentence { height: 1; padding: 0 0 0 3; color: $text-muted; }
    FilterBar #filter-sentence.-wrong { color: $text-error; }
    FilterBar #filter-completions { height: 1; padding: 0 0 0 3; color: $text-muted; display: none; }
    FilterBar #filter-completions.-offered { display: block; }
    """

    @dataclass
    class Typed(Message):
        """The filter's text changed."""

        text: str

        def can_replace(self, message: Message) -> bool:
            """Let what was typed on take the place of a filter that nobody has read the rows of yet."""
            return isinstance(message, FilterBar.Typed)

    @dataclass
    class Finished(Message):
        """The user is done with the bar: Enter keeps the filter in the history."""

        text: str
        keep: bool

    def __init__(self, connection: sqlite3.Connection, *, id: str | None = None) -> None:
        """Complete values from the store behind `connection`."""
        super().__init__(id=id)
        self._connection = connection
        self.target = "incidents"
        self._history: list[str] = []
        self._history_place = -1
        self._typed_before_history = ""

    def compose(self) -> ComposeResult:
        """Lay out prompt and input, sentence and completions."""
        with Horizontal(id="filter-line"):
            yield Static(" / ", id="filter-prompt", markup=False)
            yield FilterInput(
                placeholder='flag:belize date:2011 kind:false-flag "three mile"   (Tab completes)',
                id="filter-input",
                compact=True,
                select_on_focus=False,
            )
        yield Static(id="filter-sentence", markup=False)
        yield Static(id="filter-completions", markup=False)

    @property
    def input(self) -> FilterInput:
        """The input line."""
        return self.query_one("#filter-input", FilterInput)

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self.input.value

    @text.setter
    def text(self, value: str) -> None:
        self.input.value = value
        self.input.cursor_position = len(value)

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Show what the filter means, or what is wrong with it (marked by a sign as well as by colour)."""
        line = self.query_one("#filter-sentence", Static)
        line.set_class(wrong, "-wrong")
        # One line whatever it says: nothing has to be laid out anew.
        line.update(Content(visible(f"✗ {sentence}" if wrong else sentence)), layout=False)

    @on(Input.Changed, "#filter-input")
    def _on_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted, "#filter-input")
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._history_place = -1
        self.post_message(self.Finished(event.value, keep=True))

    @on(FilterInput.Left)
    def _on_left(self, event: FilterInput.Left) -> None:
        event.stop()
        self.post_message(self.Finished(self.text, keep=False))

    @on(FilterInput.HistoryAsked)
    def _on_history(self, event: FilterInput.HistoryAsked) -> None:
        event.stop()
        if self._history_place < 0:
            from tracker.store.filter_history import remembered_filters

            self._history = remembered_filters(self._connection)
            self._typed_before_history = self.text
        place = self._history_place + event.step
        if not -1 <= place < len(self._history):
            return
        self._history_place = place
        self.text = self._typed_before_history if place < 0 else self._history[place]

    @on(FilterInput.CompletionAsked)
    def _on_completion(self, event: FilterInput.CompletionAsked) -> None:
        event.stop()
        found = self._completions()
        if not found:
            return
        best = found[0]
        value, cursor = self.text, self.input.cursor_position
        self.input.value = value[: best.replaces_from] + best.text + value[cursor:]
        self.input.cursor_position = best.replaces_from + len(best.text)

    def on_descendant_blur(self) -> None:
        """Hide the completions when the focus leaves."""
        self.query_one("#filter-completions").remove_class("-offered")

    def _completions(self) -> list[Completion]:
        from tracker.store.filters.complete import completions

        return completions(self.text, self.input.cursor_position, self._connection, self.target)

    def _offer(self) -> None:
        line = self.query_one("#filter-completions", Static)
        found = self._completions() if self.input.has_focus and self.text else []
        line.set_class(bool(found), "-offered")
        if found:
            offers = "   ".join(visible(offer.label) for offer in found[:_SHOWN])
            more = " …" if len(found) > _SHOWN else ""
            line.update(Content(f"Tab: {offers}{more}"), layout=False)
