"""Which entities of a file have to do with ships: known once all of it was read, and kept out of memory."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Final, Self

from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.schemas import EVENT, LINKS, NOTE, SANCTION, VESSEL, VESSEL_PARTIES

_SCHEMA: Final = """
CREATE TABLE ship (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE event (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE tie (one TEXT, other TEXT, link TEXT, PRIMARY KEY (one, other, link)) WITHOUT ROWID;
CREATE TABLE proof (of TEXT, document TEXT, PRIMARY KEY (of, document)) WITHOUT ROWID;
CREATE TABLE wanted (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_NEAR: Final = (
    "INSERT OR IGNORE INTO wanted SELECT id FROM ship",
    "INSERT OR IGNORE INTO wanted SELECT other FROM tie WHERE one IN (SELECT id FROM ship)",
    # Who took part in what happened to a ship is tied to her through the event.
    "INSERT OR IGNORE INTO wanted SELECT other FROM tie WHERE one IN (SELECT id FROM event JOIN wanted USING (id))",
    "INSERT OR IGNORE INTO wanted SELECT document FROM proof WHERE of IN (SELECT id FROM wanted)",
)


class Ties:
    """What the first reading of a file finds; a temporary file holds it, since a file may have millions of links."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._found = sqlite3.connect("", isolation_level=None)
        self._found.execute("PRAGMA journal_mode = OFF")
        self._found.execute("PRAGMA cache_size = -8000")
        self._found.executescript(_SCHEMA)
        self._found.execute("BEGIN")

    def __enter__(self) -> Self:
        """Begin with nothing found."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the temporary file."""
        self._found.close()

    def note(self, entity: FtmEntity) -> None:
        """Take note of a ship, an event, or of what ties two entities."""
        if entity.schema == VESSEL:
            self._found.execute("INSERT OR IGNORE INTO ship VALUES (?)", (entity.id,))
            for name in VESSEL_PARTIES:
                self._tie((entity.id,), entity.all(name), entity.id)
        elif entity.schema == EVENT:
            self._found.execute("INSERT OR IGNORE INTO event VALUES (?)", (entity.id,))
            if entity.uid is not None:
                self._found.execute("INSERT OR IGNORE INTO wanted VALUES (?)", (entity.id,))
        elif entity.schema in LINKS:
            self._tie(*ends_of(entity), entity.id)
        elif entity.schema not in (SANCTION, NOTE):
            return
        for of in {entity.id, *entity.all("entity"), *(end for ends in ends_of(entity) for end in ends)}:
            self._found.executemany("INSERT OR IGNORE INTO proof VALUES (?, ?)", ((of, p) for p in entity.all("proof")))

    def settle(self) -> None:
        """Find what has to do with ships; nothing is noted after this."""
        for statement in _NEAR:
            self._found.execute(statement)

    def is_wanted(self, entity_id: str) -> bool:
        """Whether an entity is a ship, somebody or something tied to one, or an event of our own."""
        return self._holds("wanted", entity_id)

    def is_ship(self, entity_id: str) -> bool:
        """Whether an entity is a ship."""
        return self._holds("ship", entity_id)

    def is_of_a_ship(self, link: FtmEntity) -> bool:
        """Whether one end of a link is a ship or an event that is wanted."""
        return any(
            self.is_ship(end) or (self._holds("event", end) and self.is_wanted(end))
            for ends in ends_of(link)
            for end in ends
        )

    def of(self, entity_id: str) -> list[tuple[str, str]]:
        """Return each entity tied to this one, with the link that ties it."""
        return self._found.execute("SELECT other, link FROM tie WHERE one = ? ORDER BY link", (entity_id,)).fetchall()

    def _tie(self, ones: tuple[str, ...], others: tuple[str, ...], link: str) -> None:
        pairs = [(one, other, link) for one in ones for other in others]
        self._found.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", pairs)
        self._found.executemany("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", ((b, a, c) for a, b, c in pairs))

    def _holds(self, table: str, entity_id: str) -> bool:
        statement = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - our own names
        return self._found.execute(statement, (entity_id,)).fetchone() is not None


def ends_of(link: FtmEntity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the entities at the two ends of a link; none where it is no link."""
    if link.schema not in LINKS:
        return (), ()
    one, other, _ = LINKS[link.schema]
    return link.all(one), link.all(other)
