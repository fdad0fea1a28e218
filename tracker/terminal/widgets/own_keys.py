"""Keys dealt with in the order in which they were typed, also when they come all at once, as over a slow line."""

from __future__ import annotations

from textual import events
from textual.app import App
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


async def run_bound_key(app: App[None], event: events.Key) -> bool:
    """Run the binding that a key has where the focus is, before the next key is looked at; return whether it has one.

    Only for a focus that leaves all keys to bindings. A key that moves the focus would else do so only after the one
    behind it went to the old place: `/` and a letter typed in one go would run what the letter does in the table.
    """
    bound = app.screen.active_bindings.get(event.key)
    return bound is not None and bound.enabled and await app.run_action(bound.binding.action, bound.node)
