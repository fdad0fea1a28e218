"""Messages that workers and widgets post to whole screens; each carries ids and plain values only."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class RecordRequested(Message):
    """Somebody asked to open a record, wherever the link stood."""

    record_id: int
    """Id of the record; ids are unique over all tables."""


@dataclass
class FilterRequested(Message):
    """Somebody asked for a filter, from a facet, a saved view or a link."""

    filter_text: str
    """The whole new filter."""
    target: str | None = None
    """The table to show it on; None keeps the current one."""


@dataclass
class StoreWritten(Message):
    """This process changed the store: whatever is drawn must be read again."""

    record_id: int | None = None
    """The record to put the cursor on, if one was added or edited."""


class StoreChanged(Message):
    """Somebody changed the store since the last look, another process perhaps."""


@dataclass
class CheckEnded(Message):
    """The rules have looked at all that waited, or could not."""

    checked: int
    """Ships and sightings that were looked at."""


class ImportEnded(Message):
    """The import under way is over, well or badly."""
