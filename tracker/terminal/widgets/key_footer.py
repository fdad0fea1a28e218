"""The keys of the focused part at the bottom of a screen, drawn as one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tracker.domain.plain_text import visible


@dataclass(frozen=True, slots=True)
class FooterKey:
    """One key and what it does."""

    key: str
    """As the terminal names it."""
    shown: str
    description: str
    is_enabled: bool

    @property
    def width(self) -> int:
        """The cells it takes, with the one before the next key."""
        return cell_len(self.shown) + cell_len(self.description) + 2


class KeyFooter(Widget, can_focus=False):
    """Shows the keys that count where the focus is; a click presses one.

    A widget for every key, as Textual's own footer has, would be made anew whenever the focus moves: more work than
    reading a record, and garbage that stays for long.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-footer--key", "key-footer--description"}
    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; color: $footer-foreground; background: $footer-background; }
    KeyFooter > .key-footer--key {
        color: $footer-key-foreground;
        background: $footer-key-background;
        text-style: bold;
    }
    KeyFooter > .key-footer--description {
        color: $footer-description-foreground;
        background: $footer-description-background;
    }
    """

    def __init__(self) -> None:
        """Start without keys."""
        super().__init__()
        self.keys: tuple[FooterKey, ...] = ()
        """The keys shown, as far as there is room."""

    def on_mount(self) -> None:
        """Show the keys after what the screen is opened for."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.is_attached:
            self.screen.bindings_updated_signal.subscribe(self, self.take_keys)
            self.take_keys(self.screen)

    def take_keys(self, screen: Screen[object]) -> None:
        """Show the keys of the focused part; a covered screen waits until it is not."""
        if screen is not self.app.screen or not self.app.app_focus:
            return
        keys = tuple(self._keys_of(screen))
        if keys != self.keys:
            self.keys = keys
            self.refresh()

    def _keys_of(self, screen: Screen[object]) -> Iterator[FooterKey]:
        actions = set()
        for _, binding, enabled, _ in screen.active_bindings.values():
            # Several keys may do the same: the first is shown.
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                shown = self.app.get_key_display(binding)
                yield FooterKey(binding.key, visible(shown), visible(binding.description), enabled)

    def render_line(self, y: int) -> Strip:
        """Draw the keys, as many as there is room for."""
        width = self.size.width
        if y > 0:
            return Strip.blank(width, self.rich_style)
        key_style = self.get_component_rich_style("key-footer--key")
        description_style = self.get_component_rich_style("key-footer--description")
        dim = Style(dim=True)
        segments: list[Segment] = []
        for key, start in self._placed():
            faint = Style.null() if key.is_enabled else dim
            if start + key.width - 1 > width:
                segments.append(Segment("…", description_style))
                break
            segments.append(Segment(key.shown, key_style + faint))
            segments.append(Segment(f" {key.description} ", description_style + faint))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _placed(self) -> Iterator[tuple[FooterKey, int]]:
        start = 0
        for key in self.keys:
            yield key, start
            start += key.width

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        for key, start in self._placed():
            if start <= event.x < start + key.width - 1 and start + key.width - 1 <= self.size.width:
                if key.is_enabled:
                    self.app.simulate_key(key.key)
                else:
                    self.app.bell()
