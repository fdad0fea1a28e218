"""The keys of the focused part at the bottom of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.screen import Screen


class KeyFooter(Footer):
    """A footer that is built anew only when its keys are others.

    Textual builds one anew whenever the focus moves, and when another screen comes on top or goes; with a widget for
    every key that takes longer than reading a record, and was done under the very screen that the record is shown on.
    """

    def __init__(self) -> None:
        """Show keys close together; the palette is one of them."""
        super().__init__(compact=True, show_command_palette=False)
        self._shown: list[tuple[Binding, bool, str]] = []

    def on_mount(self) -> None:
        """Show the keys at once: one that is mounted after the focus has come to rest is told of no change."""
        self.bindings_changed(self.screen)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Build the keys anew where they are others than those shown; a covered screen waits until it is not."""
        if screen is not self.app.screen:
            return
        keys = [
            (binding, enabled, tooltip)
            for _, binding, enabled, tooltip in screen.active_bindings.values()
            if binding.show
        ]
        if keys == self._shown:
            return
        if self.app.app_focus:
            self._shown = keys
        super().bindings_changed(screen)
