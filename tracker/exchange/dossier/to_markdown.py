"""A dossier as Markdown: the same entries and numbers as in HTML, drawings in characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tracker.domain.plain_text import visible, visible_lines
from tracker.exchange.documents.model import Line
from tracker.exchange.documents.to_markdown import escaped, list_item
from tracker.exchange.dossier.escape import is_web_address
from tracker.exchange.dossier.model import Block, Cell, Cover, Drawing, Entry, Item, Part, Table


def markdown_pages(cover: Cover, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the file piece by piece: cover, then each entry."""
    yield from _cover(cover)
    for entry in entries:
        yield f"\n# {_text(entry.kind)}: {_text(entry.title)}\n\n"
        if entry.subtitle:
            yield f"{_text(entry.subtitle)}\n\n"
        for part in entry.parts:
            yield _part(part)


def _cover(cover: Cover) -> Iterator[str]:
    yield f"# Dossier: {_text(cover.title)}\n\n"
    yield "".join(f"- **{_text(label)}:** {_text(text)}\n" for label, text in cover.facts)
    yield "\n## How to read it\n\n"
    yield "\n\n".join(_text(notice) for notice in cover.notices) + "\n"
    if len(cover.headings) > 1:
        yield "\n## Contents\n\n"
        yield "".join(f"{number}. {_text(heading.title)}\n" for number, heading in enumerate(cover.headings, 1))


def _part(part: Part) -> str:
    note = f" ({_text(part.note)})" if part.note else ""
    return f"## {_text(part.title)}{note}\n\n" + "\n".join(_blocks(part.blocks)) + "\n"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, run in groupby(blocks, key=type):
        shown = list(run)
        if kind is Line:
            yield "".join(f"{list_item(line)}\n" for line in shown if isinstance(line, Line))
        else:
            yield from (_block(block) for block in shown)


def _block(block: Block) -> str:
    match block:
        case Table():
            return _table(block)
        case Item():
            mark = f" ({_text(block.mark)})" if block.mark else ""
            lines = "".join(f"{list_item(line)}\n" for line in block.lines)
            return f"### {_text(block.number)}. {_text(block.title)}{mark}\n\n{lines}"
        case Drawing():
            # An indented code block keeps the drawing as it is, and nothing in it can end the block.
            drawn = "".join(f"    {visible(line)}".rstrip() + "\n" for line in block.text)
            return f"{drawn}\n{_text(block.caption)}\n"
        case Line():
            return f"{list_item(block)}\n"


def _table(table: Table) -> str:
    lines = [_table_row(map(_text, table.headings)), _table_row("---" for _ in table.headings)]
    lines += [_table_row(map(_cell, row.cells)) for row in table.rows]
    return "\n".join(lines) + "\n"


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_cell_line(line) for line in cell.lines)


def _cell_line(line: Line) -> str:
    if line.url and line.url == line.text and is_web_address(line.url) and "|" not in line.url:
        shown = f"<{line.url}>"
    else:
        shown = "<br>".join(escaped(part) for part in visible_lines(line.text).split("\n"))
    strong = "**" if line.emphasis in ("strong", "contested") and shown.strip() == shown and shown else ""
    label = f"{_text(line.label)}: " if line.label else ""
    return f"{label}{strong}{shown}{strong}"


def _text(text: str) -> str:
    return escaped(visible(text))
