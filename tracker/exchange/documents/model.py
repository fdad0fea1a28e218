"""The neutral form of a record written out: sections of lines, some of which lead to another record.

A document holds plain text only. What draws it decides on colour, folding and markup; nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Emphasis = Literal["plain", "strong", "dim", "contested", "denied", "retracted", "warning"]
"""How a line weighs; whoever draws it adds a word or sign, so that colour never carries the meaning alone."""

TEXT_WIDTH: Final = 100
"""Columns that drawings are made for where nothing says otherwise."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: a label, a text, and what it leads to."""

    text: str
    label: str = ""
    record_id: int | None = None
    """The record this line opens, if any."""
    url: str | None = None
    """The address this line opens, if any."""
    emphasis: Emphasis = "plain"
    property: str | None = None
    """The property of an incident that this line is about, which an analyst may judge."""
    finding_id: int | None = None
    """The finding that this line tells of, which an analyst may dismiss."""
    depth: int = 0
    """Levels of indentation: 1 for what supports the line above."""
    detail: bool = False
    """True for a line that a narrow or folded view leaves out."""
    is_drawn: bool = False
    """True for a line of a drawing, made for the document's width: shown as it stands, never folded."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of lines."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    """A few words beside the title, such as a count."""


@dataclass(frozen=True, slots=True)
class Document:
    """One record written out whole."""

    record_id: int
    table: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    drawn_width: int | None = None
    """The columns that its drawings were made for, where it has any."""

    def lines(self) -> Iterator[Line]:
        """Yield the lines of every section in order."""
        for section in self.sections:
            yield from section.lines
