"""What of an entity has found a column, so that all the rest is kept beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from tracker.exchange.imports.ftm.entity import FtmEntity

_BETWEEN: Final = "; "


class Told:
    """Reads an entity and notes what it was asked for."""

    def __init__(self, entity: FtmEntity) -> None:
        """Begin with nothing asked for."""
        self.entity = entity
        self._told: set[tuple[str, str]] = set()

    def first(self, *names: str) -> str:
        """Return the first value of the first of these properties that has one, or an empty text."""
        for name in names:
            for value in self.entity.all(name):
                self.note(name, value)
                return value
        return ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a property."""
        values = self.entity.all(name)
        self._told.update((name, value) for value in values)
        return values

    def joined(self, *names: str, by: str = _BETWEEN) -> str | None:
        """Return all values of these properties as one text, or None where there is none."""
        return by.join(value for name in names for value in self.all(name)) or None

    def note(self, name: str, value: str) -> None:
        """Note that a value of a property has found a column."""
        self._told.add((name, value))

    def rest(self) -> dict[str, str]:
        """Return the values that nothing asked for, by property, and the keys beside the properties."""
        left = {
            name: _BETWEEN.join(value for value in values if (name, value) not in self._told)
            for name, values in self.entity.properties.items()
        }
        return {name: text for name, text in {**left, **_joined(self.entity.beside)}.items() if text}

    def as_printed(self, **read: str | None) -> str | None:
        """Return `rest` with what was printed where a column holds something else, as the column `as_printed`."""
        printed = {**{name: text for name, text in read.items() if text}, **self.rest()}
        return json.dumps(printed, ensure_ascii=False) if printed else None

    def note_text(self, *names: str) -> str | None:
        """Return these properties as a note, and below it what has no column, for a table without `as_printed`."""
        own = self.joined(*names, by="\n")
        rest = [f"{name}: {text}" for name, text in self.rest().items()]
        return "\n".join(filter(None, [own, *rest])) or None


def _joined(beside: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {name: _BETWEEN.join(values) for name, values in beside.items() if not name.startswith("fraud")}
