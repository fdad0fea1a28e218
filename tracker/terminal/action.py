"""One action: what a key does, in words for footer, help and command palette."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do with a key."""

    id: str
    """Stable name, `group.verb`, used in the keymap of the settings file."""
    keys: str
    """Default keys, comma-separated, in Textual's names."""
    action: str
    """Textual action string."""
    label: str
    """Two or three words for footer and palette."""
    help: str
    """One sentence for the help screen and the palette."""
    shown: bool = False
    """Whether the footer lists it."""
    priority: bool = False
    """Whether it goes before the keys of whatever has the focus."""

    @property
    def group(self) -> str:
        """The part of the id before the dot: where the action applies."""
        return self.id.partition(".")[0]

    def binding(self) -> Binding:
        """Return the Textual binding for this action."""
        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.shown,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )
