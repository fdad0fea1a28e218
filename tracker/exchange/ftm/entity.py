"""One FollowTheMoney entity: an id, a schema, and properties that each hold a list of text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass(slots=True)
class Entity:
    """An entity being filled; `beside` holds keys that are no properties of the schema, which tools hand on."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str | None) -> None:
        """Add what there is of `values` to a property, each once."""
        _add(self.properties, name, values)

    def add_beside(self, name: str, *values: str | None) -> None:
        """Add what there is of `values` to a key beside the properties, each once."""
        _add(self.beside, name, values)

    def line(self) -> str:
        """Return the entity as one line of JSON."""
        whole = {"id": self.id, "schema": self.schema, "properties": self.properties, **self.beside}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _add(kept: dict[str, list[str]], name: str, values: tuple[str | None, ...]) -> None:
    for value in values:
        if value is not None and value not in kept.get(name, ()):
            kept.setdefault(name, []).append(value)
