"""The input of a dialog: what is typed behind a key that ends, leaves or deletes does not get in before it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tracker.terminal.widgets.own_keys import run_own_key


class DialogInput(Input):
    """An input of one line whose keys count in the order in which they were typed."""

    async def on_key(self, event: events.Key) -> None:
        """Deal with a key of the input's own, or one that leaves it, at once; hand on what came behind that."""
        if self.screen.focused is not self:
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key == "tab":
            self.screen.focus_next()
        elif event.key == "shift+tab":
            self.screen.focus_previous()
        else:
            await run_own_key(self, event)
            return
        event.stop()
        event.prevent_default()
