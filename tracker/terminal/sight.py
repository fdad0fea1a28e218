"""Which screens can be seen: what nobody sees need not be read again whenever somebody writes."""

from __future__ import annotations

from typing import Any

from textual.screen import ModalScreen, Screen


def is_in_sight(screen: Screen[Any]) -> bool:
    """Whether a screen is open, and nothing but dialogs lies over it."""
    stack = screen.app.screen_stack
    return screen in stack and all(isinstance(above, ModalScreen) for above in stack[stack.index(screen) + 1 :])
