"""The entities that give records, set aside on disk until all they refer to was met."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from types import TracebackType
from typing import Final, Self

from tracker.exchange.imports.ftm.entity import FtmEntity, read_entity
from tracker.exchange.imports.ftm.schemas import DOCUMENTS, EVENT, LINKS, NOTE, PARTY_KINDS, SANCTION, VESSEL
from tracker.exchange.imports.model import Rejected

_ORDER: Final = ("document", "party", "vessel", "note", "event", "link", "sanction")
"""The groups so that an entity comes after those it refers to."""

_GROUPS: Final = {
    VESSEL: "vessel",
    NOTE: "note",
    EVENT: "event",
    SANCTION: "sanction",
    **dict.fromkeys(DOCUMENTS, "document"),
    **dict.fromkeys(PARTY_KINDS, "party"),
    **dict.fromkeys(LINKS, "link"),
}
"""Schema to group."""


def group_of(entity: FtmEntity) -> str | None:
    """Return what the tracker takes an entity for, or None for what it has no place for."""
    return _GROUPS.get(entity.schema)


class Kept:
    """Entities by id and by group; a temporary file holds them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("PRAGMA cache_size = -8000")
        self._kept.execute(
            "CREATE TABLE kept (id TEXT PRIMARY KEY, line INTEGER, grouped TEXT, about TEXT, body TEXT,"
            " is_told INTEGER DEFAULT 0)"
        )
        self._kept.execute("CREATE INDEX in_group ON kept (grouped, line)")
        self._kept.execute("CREATE INDEX of_ship ON kept (about) WHERE about IS NOT NULL")
        self._kept.execute("BEGIN")
        self.get = lru_cache(maxsize=128)(self._get)
        """Return an entity by its id, or None where none is kept."""

    def __enter__(self) -> Self:
        """Begin with none."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the temporary file."""
        self._kept.close()

    def add(self, entity: FtmEntity, text: str) -> int | None:
        """Set an entity aside with the text of its line; return the line of one that has its id already."""
        about = entity.first("entity") if entity.schema == NOTE else None
        row = (entity.id, entity.line, group_of(entity), about, text)
        try:
            self._kept.execute("INSERT INTO kept (id, line, grouped, about, body) VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            first = self._kept.execute("SELECT line FROM kept WHERE id = ?", (entity.id,)).fetchone()
            return int(first[0])
        return None

    def all(self) -> Iterator[FtmEntity]:
        """Yield what is kept, group after group, but for what was told with another entity."""
        for group in _ORDER:
            for (entity_id,) in self._kept.execute("SELECT id FROM kept WHERE grouped = ? ORDER BY line", (group,)):
                entity = None if self._is_told(entity_id) else self.get(entity_id)
                if entity is not None:
                    yield entity

    def notes_on(self, ship: str) -> list[FtmEntity]:
        """Return the notes on a ship, in the order of the file."""
        rows = self._kept.execute("SELECT id FROM kept WHERE about = ? ORDER BY line", (ship,)).fetchall()
        return [entity for (entity_id,) in rows if (entity := self.get(entity_id)) is not None]

    def tell(self, entity: FtmEntity) -> bool:
        """Note that an entity is told with another one; False where it was already."""
        statement = "UPDATE kept SET is_told = 1 WHERE id = ? AND NOT is_told"
        return self._kept.execute(statement, (entity.id,)).rowcount == 1

    def _is_told(self, entity_id: str) -> bool:
        # Asked for each anew: the row before may have told this one, after the cursor had read it.
        return bool(self._kept.execute("SELECT is_told FROM kept WHERE id = ?", (entity_id,)).fetchone()[0])

    def _get(self, entity_id: str) -> FtmEntity | None:
        row = self._kept.execute("SELECT line, body FROM kept WHERE id = ?", (entity_id,)).fetchone()
        read = read_entity(row[0], row[1]) if row else None
        return None if isinstance(read, Rejected) else read
