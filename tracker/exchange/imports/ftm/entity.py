"""One line of a FollowTheMoney file: an id, a schema, and properties that each hold a list of text.

Layout and property types: https://followthemoney.tech/docs/entity/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tracker.exchange.imports.model import Rejected

_SHOWN: Final = 200
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ODD_ESCAPE: Final = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
"""How JSON writes halves of characters and NUL; the text of a file holds neither as it is."""
_OF_EVERY: Final = frozenset({"id", "schema", "properties"})
_OWN_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_MERGE: Final = "Merge the fragments of an entity into one line first (ftm aggregate)."


@dataclass(frozen=True, slots=True)
class FtmEntity:
    """An entity as its line gives it; every value is text."""

    line: int
    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]
    """Keys that are no properties: `caption`, `datasets`, `last_seen`, or what a schema has no property for."""

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a property."""
        return self.properties.get(name, ())

    def first(self, name: str) -> str:
        """Return the first value of a property, or an empty text."""
        return next(iter(self.all(name)), "")

    def said(self, name: str) -> str:
        """Return the first value of a key beside the properties, or an empty text."""
        return next(iter(self.beside.get(name, ())), "")

    @property
    def uid(self) -> str | None:
        """The uid of the record that our own export made this of: no one else's ids are UUIDv7."""
        return self.id if _OWN_ID.fullmatch(self.id) else None

    def refused(self, field: str, value: str, reason: str) -> Rejected:
        """Return the line as one that cannot be taken."""
        return Rejected(self.line, field, value[:_SHOWN], reason)


def is_entity(text: str) -> bool:
    """Whether a line is an entity: an object with a text as id and as schema, and properties by name."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return _has_shape(read)


def read_entity(line: int, text: str) -> FtmEntity | Rejected:
    """Return the entity of a line, or why it is none."""
    try:
        read = json.loads(text)
        if _ODD_ESCAPE.search(text):
            read = _clean(read)
    except (ValueError, RecursionError) as error:
        return Rejected(line, "line", text.strip()[:_SHOWN], f"is no JSON ({_reason(error)}); it may be cut short.")
    if not isinstance(read, dict):
        return Rejected(line, "line", text.strip()[:_SHOWN], "is no JSON object; each line holds one entity.")
    for name in ("id", "schema"):
        if not isinstance(read.get(name), str) or not read[name].strip():
            return Rejected(line, name, _shown(read.get(name)), "is no text; an entity has a text as id and as schema.")
    if not _has_shape(read):
        return Rejected(
            line, "properties", _shown(read.get("properties")), "is no object of properties, each a list of text."
        )
    properties: dict[str, tuple[str, ...]] = {}
    for name, given in read["properties"].items():
        values = _values(given)
        if values is None:
            return Rejected(
                line, name, _shown(given),
                "holds something else than text. Where entities stand within entities, take the file of plain"
                " entities instead (entities.ftm.json).",
            )  # fmt: skip
        properties[name] = values
    beside = {name: _beside(given) for name, given in read.items() if name not in _OF_EVERY}
    return FtmEntity(line, read["id"], read["schema"], properties, beside)


def told_before(entity: FtmEntity, first: int) -> Rejected:
    """Return a line whose id an earlier one has."""
    return entity.refused("id", entity.id, f"is the id of line {first} too. {_MERGE}")


def _has_shape(read: Any) -> bool:
    return (
        isinstance(read, dict)
        and isinstance(read.get("id"), str)
        and isinstance(read.get("schema"), str)
        and isinstance(read.get("properties"), dict)
    )


def _values(given: Any) -> tuple[str, ...] | None:
    """Return the values of a property as text, each once; None where one of them is none."""
    found: dict[str, None] = {}
    for value in given if isinstance(given, list) else [given]:
        if isinstance(value, str):
            found[value.strip()] = None
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            found[str(value)] = None
        elif value is not None:
            return None
    found.pop("", None)
    return tuple(found)


def _beside(given: Any) -> tuple[str, ...]:
    values = given if isinstance(given, list) else [given]
    return tuple(value if isinstance(value, str) else _shown(value) for value in values if value is not None)


def _clean(value: Any) -> Any:
    """Return JSON without what no store can hold: halves of characters, and NUL, which is shown."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value).replace("\0", "\u2400")
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return {_clean(key): _clean(one) for key, one in value.items()} if isinstance(value, dict) else value


def _shown(value: Any) -> str:
    try:
        return "" if value is None else json.dumps(value, ensure_ascii=False)[:_SHOWN]
    except RecursionError:
        return "…"


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "too large or too deep"
