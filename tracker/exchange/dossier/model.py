"""What a dossier is made of: entries of parts, each part a sequence of lines, tables and drawings; plain text only."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.exchange.documents.model import Line


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: lines under each other, of which `Line.record_id` leads to a place in the same entry."""

    lines: tuple[Line, ...]

    @classmethod
    def of(cls, *texts: str) -> Cell:
        """Return a cell of plain lines, empty texts left out."""
        return cls(tuple(Line(text) for text in texts if text))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `record_id` is the record it tells of, which references in the entry lead to."""

    cells: tuple[Cell, ...]
    record_id: int | None = None
    mark: str = ""
    """A word that says how the row stands out, such as a verdict."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `name` tells a renderer which table it is."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered block: what it is about in a line, then its particulars."""

    number: str
    title: str
    lines: tuple[Line, ...]
    record_id: int | None = None
    mark: str = ""
    """A word that says how the item stands out, such as the level of a finding."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as inline SVG, the same in characters for where no picture can stand, and what is to be known of it."""

    svg: str
    text: tuple[str, ...]
    caption: str


Block = Line | Table | Item | Drawing


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of an entry."""

    title: str
    blocks: tuple[Block, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record written out whole."""

    record_id: int
    kind: str
    """What it is, in a word: `Case`, `Vessel`."""
    title: str
    subtitle: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry as the table of contents names it."""

    record_id: int
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a dossier says of itself before its entries."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and text: from which store, when (UTC), by which program version, what was selected."""
    notices: tuple[str, ...]
    """How to read it, a paragraph each."""
    headings: tuple[Heading, ...] = field(default=())
