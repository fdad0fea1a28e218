"""The tracker's own commands in the command palette: every action that works where the user is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from tracker.terminal.action import Action
from tracker.terminal.actions import all_actions


class ActionCommands(Provider):
    """Offers the actions whose keys work on the present screen."""

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for action, node in self._available():
            yield DiscoveryHit(action.label, partial(self._run, action, node), help=f"{action.help}  ({action.keys})")

    async def search(self, query: str) -> Hits:
        """Offer what matches the words typed."""
        matcher = self.matcher(query)
        for action, node in self._available():
            score = matcher.match(f"{action.label} {action.help}")
            if score > 0:
                yield Hit(score, matcher.highlight(action.label), partial(self._run, action, node), help=action.help)

    def _available(self) -> Iterator[tuple[Action, DOMNode]]:
        # The focused part first, so that an action of two parts goes to the one the user looks at.
        nodes: list[DOMNode] = [*([self.focused] if self.focused else []), self.screen, self.app]
        for action in all_actions():
            if action.id == "app.palette":
                continue
            name = action.action.partition("(")[0].rpartition(".")[2]
            for node in nodes:
                if hasattr(node, f"action_{name}"):
                    yield action, node
                    break

    async def _run(self, action: Action, node: DOMNode) -> None:
        app: App[object] = self.app
        await app.run_action(action.action.removeprefix("app."), node)
