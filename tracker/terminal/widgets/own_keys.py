"""Keys of an input's own, dealt with in the order in which they were typed."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


async def run_own_key(control: Widget, event: events.Key) -> bool:
    """Run the binding that a control has for a key at once; return whether it has one.

    Bindings are looked up only after a key has bubbled to the application. A letter typed right behind it has gone into
    the text by then: what is deleted would be the wrong one.
    """
    if event.is_printable:
        return False
    bound = control.screen.active_bindings.get(event.key)
    if bound is None or bound.node is not control:
        return False
    event.stop()
    event.prevent_default()
    await control.run_action(bound.binding.action)
    return True
