"""What a user asks to be left out: `source:ID` or `source:SLUG`, and `field:NAME`."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.domain.errors import FieldError, NotFoundError
from tracker.exchange.redaction.columns import FIELD_NAMES, REFUSED
from tracker.store.records import find


@dataclass(frozen=True, slots=True)
class Redaction:
    """Sources by id, and fields by name."""

    source_ids: frozenset[int] = field(default=frozenset())
    fields: frozenset[str] = field(default=frozenset())

    def __bool__(self) -> bool:
        """Whether anything is to be left out."""
        return bool(self.source_ids or self.fields)


def read_redaction(connection: sqlite3.Connection, asked: Iterable[str]) -> Redaction:
    """Return what is to be left out of a store.

    Args:
        connection: The store, in which sources are looked up.
        asked: Words such as `source:nyt-light` and `field:said_by`.

    Raises:
        FieldError: A word is neither, or names a field that cannot be left out.
        NotFoundError: No source answers to the name given.
    """
    sources: set[int] = set()
    fields: set[str] = set()
    for word in asked:
        kind, colon, name = word.partition(":")
        if not colon or kind not in ("source", "field") or not name.strip():
            raise FieldError("redact", word, "is neither source:ID, source:SLUG nor field:NAME.")
        if kind == "source":
            sources.add(_source(connection, name.strip()))
        else:
            fields.add(_field(connection, name.strip()))
    return Redaction(frozenset(sources), frozenset(fields))


def _source(connection: sqlite3.Connection, name: str) -> int:
    table, record_id = find(connection, name)
    if table != "source":
        raise NotFoundError(f"Record {name} is no source ({table}). `tracker list sources` has the sources.")
    return record_id


def _field(connection: sqlite3.Connection, name: str) -> str:
    if name in FIELD_NAMES or _is_detail(connection, name):
        return name
    if name in REFUSED:
        raise FieldError("redact", f"field:{name}", REFUSED[name])
    near = difflib.get_close_matches(name, FIELD_NAMES, 1)
    meant = f" Did you mean field:{near[0]}?" if near else ""
    raise FieldError("redact", f"field:{name}", f"names no field of a record.{meant}")


def _is_detail(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a sighting has a further property of this name."""
    found = connection.execute(
        "SELECT 1 FROM sighting, json_each(details) AS detail WHERE details IS NOT NULL AND detail.key = ? LIMIT 1",
        (name,),
    )
    return found.fetchone() is not None
