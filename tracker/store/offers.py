"""What a form offers to complete a field with: records by name, and values that other rows hold already."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from tracker.store.naming import HINTS, NAME_COLUMN

_LOOKED_THROUGH: Final = 300
"""Matches looked at to find the likeliest; more would only delay the list."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a completion list."""

    text: str
    """What the field takes; not yet safe to draw."""
    label: str = ""
    """What the list shows, where that is shorter than `text`."""
    hint: str = ""
    record_id: int | None = None
    """The record it stands for, where the field refers to one."""
    creates: str | None = None
    """The table in which taking the offer begins a new record."""


def record_offers(connection: sqlite3.Connection, table: str, typed: str, limit: int = 8) -> list[Offer]:
    """Return standing records whose name begins with, or whose text holds, what is typed; newest for nothing.

    A vessel is also found by the names and numbers of its identities.
    """
    words = re.findall(r"\w+", typed)
    if typed.strip() and not words:
        return []
    if not words:
        newest = f"SELECT id FROM {table} WHERE retracted_at IS NULL ORDER BY id DESC LIMIT ?"  # noqa: S608
        return _named(connection, table, newest, (limit,))
    phrase = " ".join(words)
    every_word = " ".join(f'"{word}"*' for word in words)
    found: dict[int, Offer] = {}
    for match in (f'{NAME_COLUMN[table]} : ^"{phrase}"*', every_word):
        ids = f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH ? LIMIT {_LOOKED_THROUGH}"  # noqa: S608
        for offer in _named(connection, table, ids, (match,)):
            found.setdefault(offer.record_id or 0, offer)
    if table == "vessel":
        for offer in _vessels_by_identity(connection, every_word, phrase, limit):
            found.setdefault(offer.record_id or 0, offer)
    return list(found.values())[:limit]


def value_offers(connection: sqlite3.Connection, kind: str, typed: str, limit: int = 8) -> list[Offer]:
    """Return values of one kind that begin with what is typed, the commonest first.

    Args:
        connection: The store.
        kind: `place`, `vessel_name`, `publisher` or `vessel_type`; any other kind has no offers.
        typed: What stands in the field; nothing is offered for nothing.
        limit: How many at most.
    """
    if kind not in _VALUES or not typed.strip():
        return []
    parameters = {
        "like": re.sub(r"([\\%_])", r"\\\1", typed.strip()) + "%",
        "match": 'place : "' + " ".join(re.findall(r"\w+", typed)) + '"*',
        "limit": limit,
    }
    rows = connection.execute(_VALUES[kind], parameters)
    return [Offer(str(row[0])) for row in rows if str(row[0]) != typed.strip()]


_VALUES: Final = {
    "place": f"""
        SELECT place FROM (
            SELECT rowid AS found FROM sighting_search WHERE sighting_search MATCH :match LIMIT {_LOOKED_THROUGH})
        JOIN sighting ON sighting.id = found WHERE retracted_at IS NULL
        GROUP BY place ORDER BY place LIKE :like ESCAPE '\\' DESC, count(*) DESC, place LIMIT :limit""",  # noqa: S608
    "vessel_name": """
        SELECT name FROM vessel WHERE name LIKE :like ESCAPE '\\' AND retracted_at IS NULL
        UNION SELECT name FROM identity WHERE name LIKE :like ESCAPE '\\' AND retracted_at IS NULL
        ORDER BY name LIMIT :limit""",
    "publisher": """
        SELECT publisher FROM source WHERE publisher LIKE :like ESCAPE '\\' AND retracted_at IS NULL
        GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT :limit""",
    "vessel_type": """
        SELECT kind FROM (
            SELECT vessel_type AS kind FROM sighting WHERE vessel_type LIKE :like ESCAPE '\\'
            UNION ALL SELECT type FROM vessel WHERE type LIKE :like ESCAPE '\\')
        GROUP BY kind ORDER BY count(*) DESC, kind LIMIT :limit""",
}


def _named(connection: sqlite3.Connection, table: str, ids: str, parameters: tuple[str | int, ...]) -> list[Offer]:
    name = NAME_COLUMN[table]
    rows = connection.execute(
        f"SELECT id, {name}, coalesce({HINTS[table]}, '') FROM {table}"  # noqa: S608
        f" WHERE id IN ({ids}) AND retracted_at IS NULL ORDER BY length({name}), {name}, id LIMIT {_LOOKED_THROUGH}",
        parameters,
    )
    return [Offer(row[1], hint=row[2], record_id=row[0]) for row in rows]


def _vessels_by_identity(connection: sqlite3.Connection, every_word: str, phrase: str, limit: int) -> list[Offer]:
    """Return vessels by a name or number of one of their identities, or by their own IMO number."""
    rows = connection.execute(
        f"""SELECT vessel.id, vessel.name, coalesce('also ' || identity.name, {HINTS["vessel"]}, '')
            FROM identity_search JOIN identity ON identity.id = identity_search.rowid
            JOIN vessel ON vessel.id = vessel_id
            WHERE identity_search MATCH ?1 AND identity.retracted_at IS NULL AND vessel.retracted_at IS NULL
            GROUP BY vessel.id LIMIT ?2""",  # noqa: S608
        (f"{{name imo mmsi call_sign}} : ({every_word.replace(' ', ' AND ')})", limit),
    ).fetchall()
    if phrase.isdecimal():
        rows += connection.execute(
            "SELECT id, name, 'IMO ' || imo FROM vessel WHERE imo GLOB ? AND retracted_at IS NULL LIMIT ?",
            (f"{phrase}*", limit),
        ).fetchall()
    return [Offer(row[1], hint=row[2], record_id=row[0]) for row in rows]
