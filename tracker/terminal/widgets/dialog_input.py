"""The input of a dialog: what is typed behind Enter or a key that deletes does not get in before it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tracker.terminal.widgets.own_keys import run_own_key


class DialogInput(Input):
    """An input of one line whose keys count in the order in which they were typed."""

    async def on_key(self, event: events.Key) -> None:
        """Deal with a key of the input's own at once."""
        await run_own_key(self, event)
