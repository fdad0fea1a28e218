"""What a format reads from a file: records with keys of their own, rows in bulk, rejects and rows left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tracker.domain.errors import TrackerError
from tracker.domain.reference import Reference

if TYPE_CHECKING:
    from tracker.exchange.imports.mapped_csv.mapping import ColumnMapping


class ImportRefused(TrackerError):
    """The file as a whole cannot be imported; nothing was written."""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record that the file tells of.

    `key` names the record within the publisher's data ("36/identity/flag/KP") and is the same in every version
    of the file, so that the store can tell a record it holds from a new one. What a list says in other words
    in a newer version gets another key: put into the key whatever may change.
    """

    table: str
    key: str
    values: Mapping[str, Any]
    """Column name to value; an incident may carry `kinds`. `source_id` is filled in where the table has one."""
    references: Mapping[str, str] = field(default_factory=dict)
    """Column name to the key of another record of this file, given in the same or an earlier entry."""
    uid: str | None = None
    """The uid that the record has in every store, where the file gives one; else it follows from the key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row (or element, or message) of the file that was read, with all the records it gives.

    `marks` are sentences on what was kept as printed but looks wrong ("IMO number 1234567: check digit fails").
    """

    line: int
    records: tuple[FoundRecord, ...]
    marks: tuple[str, ...] = ()
    is_row: bool = True
    """False for records that follow from many rows, each of which is an item of its own."""
    rows: int = 1
    """Rows of the file that together gave these records; no other item counts them."""


@dataclass(frozen=True, slots=True)
class SightingRows:
    """Many rows of the file that each give one sighting, for files of a million rows.

    `columns` name what each of `rows` gives; a `vessel_id` among them holds the key of a vessel given before, or
    None. The date's bounds must be among the columns. Give about a thousand rows at a time: what they need of memory is
    needed at once; they are written in several transactions, so that others can save meanwhile.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    keys: Sequence[str]
    """What names each row within the publisher's data, as in `FoundRecord`; a key met before is the same row."""
    marks: Sequence[tuple[int, str]] = ()
    """Line and sentence of what was kept as printed but looks wrong."""


@dataclass(frozen=True, slots=True)
class StoreRecord:
    """One record of another store, which has its uid in every store; it comes after those it refers to.

    A format gives these and nothing but rejects beside.
    """

    line: int
    table: str
    uid: str
    row: Mapping[str, Any]
    """Portable: a record referred to is named by its uid (see `tracker.exchange.portable`)."""
    earlier: Sequence[Mapping[str, Any]] | None = ()
    """What it said before, the newest first, each as the columns that were otherwise; None if that is not known."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that cannot be taken: where it stands, which field, its value as printed, and what would be right."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are sound but not wanted, such as positions of base stations."""

    line: int
    why: str
    """The same few words for all such rows, so that they can be counted: "base station"."""
    count: int = 1
    listed: tuple[str, ...] = ()
    """Keys of listings that the file holds all the same: what is left out has not ended."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a file of lists turned out to hold, known once it was read; given last."""

    lists: frozenset[str]
    """The lists that it holds whole; only what files of these lists alone brought can have ended."""
    dated: str | None = None
    """The day the file is of (EDTF), for ends of what its lists no longer hold."""


Item = Entry | SightingRows | StoreRecord | Rejected | LeftOut | Edition


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, for telling its format."""

    path: Path
    head: bytes
    """The first 64 KiB, or all of a smaller file."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person who imports may settle."""

    reference: Reference
    thin_seconds: int = 0
    """Keep at most one position of a ship in this many seconds; 0 keeps all (AIS files)."""
    mapping: Path | ColumnMapping | None = None
    """A mapping, or the file of one, for a CSV of no known format."""
    progress: Callable[[int], None] | None = None
    """Called now and then with the bytes of the file read so far."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """What the source record of an import says of the file; title and kind at least."""

    values: Mapping[str, Any] | None
    """None where the file's records bring sources of their own."""
    dated: str | None = None
    """The day the file states as its own (EDTF), for ends of what a list no longer holds."""


class ImportFormat(Protocol):
    """One format: a module-level object `FORMAT` in its module."""

    name: str
    """As `--as` names it: `ofac-csv`."""
    title: str
    """As a person reads it: "OFAC SDN list, legacy CSV"."""
    is_list: bool
    """Whether the file is a whole list: what a newer version no longer holds has ended."""

    def recognises(self, sample: Sample) -> bool:
        """Whether this is the format of a file that begins so; certain ones only, a guess is False."""
        ...

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return what the source record is to say.

        Raises:
            ImportRefused: The file is not of this format after all.
        """
        ...

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the file from its beginning, one item after another, in bounded memory.

        Raises:
            ImportRefused: The file is not of this format, or is damaged beyond a bad row.
        """
        ...
