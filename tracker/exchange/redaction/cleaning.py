"""Clean one row, or one image of a row in the history: the same rules for both, so that they go on to agree."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.exchange.redaction.columns import JSON_COLUMNS, TOKENS, emptied, holds_words
from tracker.exchange.redaction.terms import Terms


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is emptied, what is taken out of texts, and where references to what is gone lead instead."""

    fields: frozenset[str]
    terms: Terms
    gone: Collection[int]
    """The records that are left out."""
    origins: Mapping[int, int | None]
    """For a source that is left out, the one that what retells it goes back to now."""

    def cleaned(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the row as it may go out; keys and their order stay."""
        clean = dict(row)
        for column, value in emptied(table, self.fields).items():
            if clean.get(column) is not None:
                clean[column] = value
        for column, value in clean.items():
            if isinstance(value, str):
                clean[column] = self._text(column, value)
        if clean.get("derived_from") in self.origins:
            clean["derived_from"] = self.origins[clean["derived_from"]]
        return clean

    def _text(self, column: str, text: str) -> str | None:
        if column in JSON_COLUMNS:
            return self._further(text)
        if column == "considered":
            return json.dumps([row_id for row_id in json.loads(text) if row_id not in self.gone])
        if column in TOKENS:
            return text if self.terms.without(text) == text else None
        return self.terms.without(text) if holds_words(column) else text

    def _further(self, text: str) -> str | None:
        """Return a JSON object without the fields left out, or None if nothing stays."""
        values = json.loads(text)
        if not isinstance(values, dict):
            return self.terms.without(text)
        position = {"position", "lat", "lon"} & self.fields
        named = self.fields | ({"position", "lat", "lon", "radius_km"} if position else frozenset())
        kept = {name: self._value(value) for name, value in values.items() if name not in named}
        return json.dumps(kept, ensure_ascii=False) if kept else None

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.terms.without(value)
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return {name: self._value(item) for name, item in value.items()}
        return value
