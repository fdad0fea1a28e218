"""One labelled field with the line below it that says how it was understood, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from tracker.domain.fields import Field
from tracker.domain.plain_text import visible
from tracker.terminal.screens.record_form.hidden_characters import shown_text, taken_text
from tracker.terminal.screens.record_form.inputs import LineInput, ProseInput


@dataclass(frozen=True, slots=True)
class Shown:
    """What the line below a field says; an error leaves no room for the rest."""

    understood: str = ""
    warnings: tuple[str, ...] = ()
    error: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Return each line with the sign of its weight, and the colour that goes with it."""
        if self.error:
            return [(f"✗ {self.error}", "")]
        understood = [(f"✓ {self.understood}", "")] if self.understood else []
        return [*understood, *((f"! {warning}", "$text-warning") for warning in self.warnings)]


class FieldRow(Vertical):
    """A label, its input, and what the input was understood as."""

    @dataclass
    class Edited(Message):
        """Somebody typed."""

        name: str

    def __init__(self, field: Field, *, heading: str = "", placeholder: str = "") -> None:
        """Show an empty field below its group's `heading`; `placeholder` stands in it while it is empty."""
        super().__init__(id=f"row-{field.name}")
        self.field = field
        self._heading = heading
        self._stored = ""
        self._picked: tuple[int, str] | None = None
        self._shown = Shown()
        self._lines: list[tuple[str, str]] = []
        self.note = ""
        """A warning that stays, whatever is typed."""
        self._checks: tuple[str, ...] = ()
        self._is_prose = field.kind == "prose"
        self.control = (
            ProseInput("", several_lines=field.multiline) if self._is_prose else LineInput("", placeholder=placeholder)
        )

    def compose(self) -> ComposeResult:
        """Lay out label, input and the line below."""
        self.set_class(self.field.multiline, "-multiline")
        self.set_class(bool(self._heading), "-headed")
        yield self.control
        yield Static(classes="field-reading")

    def render(self) -> Content:
        """Draw heading and label beside the input; widgets of their own would make a long form slow to open."""
        label = self.field.label + (" *" if self.field.required else "")
        style = "bold $foreground" if self.has_class("-current") else ""
        drawn = Content.styled(label, style)
        if self._heading:
            drawn = Content.assemble((f"{self._heading.upper()}\n", "bold $accent"), drawn)
        return drawn

    # -- what it holds

    @property
    def typed(self) -> str:
        """The text as reading takes it: the id in digits of the record that was picked, else the text."""
        text = self.control.text
        if self._picked and text == self._picked[1]:
            return str(self._picked[0])
        return taken_text(text, self._stored, several_lines=self._is_prose)

    @property
    def text(self) -> str:
        """The text on the screen."""
        return self.control.text

    @property
    def record_id(self) -> int | None:
        """The record that was picked, if the text still names it."""
        return self._picked[0] if self._picked and self.control.text == self._picked[1] else None

    def fill(self, stored: str, typed: str) -> None:
        """Show `typed` in a field whose stored text is `stored`."""
        self._picked = None
        self._stored = stored
        self.control.fill(shown_text(typed, several_lines=self._is_prose))

    def pick(self, record_id: int, name: str) -> None:
        """Show the record `record_id` by its name."""
        shown = visible(name)
        self._picked = (record_id, shown)
        self.control.fill(shown)

    # -- what it says

    @property
    def has_error(self) -> bool:
        """Whether the line below says that the text cannot be taken."""
        return bool(self._shown.error)

    def say(self, shown: Shown) -> None:
        """Say below the field how it was understood."""
        self._shown = shown
        self._draw()

    def say_checks(self, sentences: tuple[str, ...]) -> None:
        """Say below the field what would fire because of it."""
        if sentences != self._checks:
            self._checks = sentences
            self._draw()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Explain the field, and keep its reading in sight too."""
        self.add_class("-current")
        self.refresh()
        self._draw()
        self.scroll_visible(animate=False)

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Leave only what was understood."""
        self.remove_class("-current")
        self.refresh()
        self._draw()

    def _draw(self) -> None:
        shown = self._shown
        beside = (*((self.note,) if self.note else ()), *self._checks)
        if beside:
            shown = Shown(shown.understood, (*shown.warnings, *beside), shown.error)
        self.set_class(bool(shown.error), "-error")
        lines = shown.lines()
        if not lines and self.control.has_focus:
            lines = [(self.field.help, "")]
        if lines == self._lines:
            return
        # Laying out a long form takes longer than drawing a letter, so it is done only when the height may change.
        width = self.query_one(".field-reading").content_size.width
        may_wrap = any(len(some) > 1 or len(some[0][0]) > width for some in (lines, self._lines) if some)
        self._lines = lines
        drawn = Content("\n").join(Content.styled(visible(line), style) for line, style in lines)
        self.query_one(".field-reading", Static).update(drawn, layout=may_wrap)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _on_changed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self.field.name))
