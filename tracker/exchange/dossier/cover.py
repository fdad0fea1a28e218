"""The cover of a dossier: on which store, when and by which program it was made, and how it is to be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from tracker import __version__
from tracker.domain.errors import NotFoundError
from tracker.exchange.dossier.model import Cover, Heading
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.store.history import recent_changes
from tracker.store.migrate import schema_version
from tracker.store.results import Query

_TITLES: Final = {
    "incident": "title",
    "vessel": "name",
    "source": "title",
    "sighting": "coalesce(name_shown, 'unnamed vessel') || ', ' || coalesce(date, 'undated')",
    "finding": "sentence",
}
_COUNTED: Final = {
    "incident": ("case", "cases"),
    "vessel": ("vessel", "vessels"),
    "source": ("source", "sources"),
    "sighting": ("sighting", "sightings"),
    "finding": ("finding", "findings"),
}

_NOTICES: Final = tuple(
    """
This file sets out what sources say, each statement with the source that makes it. What a source says is not thereby
found to be so.

An indicator that fires is a reason to look and no verdict, neither on a ship nor on her flag, her owners or anybody
else. Each stands with its exact test, its public source and its innocent readings.

Retellings of one article count as one origin. A property is agreed where independent origins give one value, refined
where they differ only in how precise they are, contested where they cannot all be right, and of one origin where
nobody else says anything of it.

Grades are those of the Admiralty system: a letter from A (completely reliable) to F (cannot be judged) for the source,
and a figure from 1 (confirmed) to 6 (cannot be judged) for what it says.
""".strip()
    .replace("\n\n", "\0")
    .replace("\n", " ")
    .split("\0")
)
"""How a dossier is to be read, a paragraph each."""


def headings_of(connection: sqlite3.Connection, table: str, ids: Sequence[int]) -> tuple[Heading, ...]:
    """Return the titles of these records, in the order given.

    Raises:
        NotFoundError: One of them is not in the store.
    """
    titles = dict(
        connection.execute(
            f"SELECT id, {_TITLES[table]} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - our own names
            (str(list(ids)),),
        ).fetchall()
    )
    missing = next((record_id for record_id in ids if record_id not in titles), None)
    if missing is not None:
        raise NotFoundError(f"There is no {table} {missing} in this store.")
    return tuple(Heading(record_id, titles[record_id]) for record_id in ids)


def cover_of(
    connection: sqlite3.Connection, store_name: str, query: Query, headings: tuple[Heading, ...], made_at: str
) -> Cover:
    """Return the cover of a dossier on what `query` selects.

    Args:
        connection: The store.
        store_name: What the store's file is called.
        query: What was asked for.
        headings: The records that the dossier holds.
        made_at: The UTC second in which it is made, `YYYY-MM-DDTHH:MM:SSZ`.
    """
    table = query.table
    one, many = _COUNTED[table]
    title = headings[0].title if len(headings) == 1 else f"Dossier of {len(headings)} {many}"
    redacted = redaction_sentence(connection)
    facts = [
        ("Holds", f"{len(headings)} {one if len(headings) == 1 else many}"),
        ("Selected", _selected(query, is_redacted=redacted is not None)),
        ("Store", store_name),
        *_state(connection),
        ("Made", made_at.replace("T", " ").removesuffix("Z") + " UTC"),
        ("Made with", f"tracker {__version__}, store schema {schema_version()}"),
    ]
    notices = (redacted, *_NOTICES) if redacted else _NOTICES
    return Cover(title, tuple(facts), notices, headings)


def _selected(query: Query, *, is_redacted: bool) -> str:
    if not query.filter:
        return f"all {query.target}"
    # The filter may name what was left out.
    return f"{query.target} that match {'a filter' if is_redacted else query.filter.text}"


def _state(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    newest = recent_changes(connection, 1)
    if not newest:
        return []
    change = newest[0]
    when = change.made_at.replace("T", " ").removesuffix("Z")
    return [("State of the store", f"after change {change.id} of {when} UTC ({change.uid})")]
