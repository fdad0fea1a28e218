"""The yardstick: a Textual application that shows one word."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """One word on a screen."""

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Static("hello-yardstick")


if __name__ == "__main__":
    Hello().run()
