"""The blocks of a dossier as HTML: lines as lists, tables, numbered items and drawings; all text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.exchange.documents.model import Line
from tracker.exchange.dossier.escape import html_lines, html_link, html_text, is_web_address
from tracker.exchange.dossier.model import Block, Cell, Drawing, Item, Table, TableRow


@dataclass(frozen=True, slots=True)
class Anchors:
    """Which records of one entry can be led to; a record may stand in several entries of a file."""

    entry_id: int
    record_ids: frozenset[int]

    def name(self, record_id: int) -> str:
        """Return the name of a record's place."""
        return f"e{self.entry_id}-r{record_id}"

    def attribute(self, record_id: int | None) -> str:
        """Return the ` id="…"` of a record's place, or nothing for none."""
        return f' id="{self.name(record_id)}"' if record_id is not None else ""


def blocks_html(blocks: Sequence[Block], anchors: Anchors) -> str:
    """Return the blocks one after another; neighbouring lines become one list."""
    return "\n".join(_runs(blocks, anchors))


def _runs(blocks: Sequence[Block], anchors: Anchors) -> Iterator[str]:
    for kind, run in groupby(blocks, key=type):
        for_kind = list(run)
        if kind is Line:
            yield lines_html([block for block in for_kind if isinstance(block, Line)], anchors)
        else:
            yield from (_block(block, anchors) for block in for_kind)


def _block(block: Block, anchors: Anchors) -> str:
    match block:
        case Table():
            return _table(block, anchors)
        case Item():
            return _item(block, anchors)
        case Drawing():
            caption = f"<figcaption>{html_text(block.caption)}</figcaption>"
            return f"<figure>\n{block.svg}\n{caption}\n</figure>"
        case Line():
            return lines_html([block], anchors)


def lines_html(lines: Sequence[Line], anchors: Anchors) -> str:
    """Return lines as HTML: labelled ones as a list of terms, others as paragraphs and indented lists."""
    parts = []
    for is_pair, run in groupby(lines, key=lambda line: bool(line.label) and line.depth == 0):
        shown = list(run)
        if is_pair:
            pairs = "\n".join(_pairs(shown, anchors))
            parts.append(f'<dl class="facts">\n{pairs}\n</dl>')
        else:
            parts.append("\n".join(_paragraph(line, anchors) for line in shown))
    return "\n".join(parts)


def _pairs(lines: Sequence[Line], anchors: Anchors) -> Iterator[str]:
    """Yield each label once, with the texts that follow each other under it."""
    for label, run in groupby(lines, key=lambda line: line.label):
        yield f"<dt>{html_text(label)}</dt>" + "".join(
            f"<dd{_class(line)}>{_linked(line, anchors)}</dd>" for line in run
        )


def _paragraph(line: Line, anchors: Anchors) -> str:
    label = f'<span class="label">{html_text(line.label)}</span> ' if line.label else ""
    return f"<p{_class(line, f'd{line.depth}')}>{label}{_linked(line, anchors)}</p>"


def _class(line: Line, more: str = "") -> str:
    names = " ".join(filter(None, (line.emphasis if line.emphasis != "plain" else "", more)))
    return f' class="{names}"' if names else ""


def _linked(line: Line, anchors: Anchors) -> str:
    """Return the text of a line, linked to its place in the entry or to the web."""
    text = line.text.removeprefix("• ")
    if line.record_id in anchors.record_ids and line.record_id is not None:
        return f'<a href="#{anchors.name(line.record_id)}">{html_lines(text)}</a>'
    if line.url and line.url == line.text:
        return html_link(line.url, text)
    if is_web_address(line.url):
        return f"{html_lines(text)} {html_link(line.url, line.url or '')}"
    return html_lines(text)


def _table(table: Table, anchors: Anchors) -> str:
    headings = "".join(f'<th scope="col">{html_text(heading)}</th>' for heading in table.headings)
    rows = "\n".join(_row(row, anchors) for row in table.rows)
    return f'<table class="{table.name}">\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>'


def _row(row: TableRow, anchors: Anchors) -> str:
    mark = f' class="{html_text(row.mark)}"' if row.mark else ""
    cells = "".join(f"<td>{_cell(cell, anchors)}</td>" for cell in row.cells)
    return f"<tr{mark}{anchors.attribute(row.record_id)}>{cells}</tr>"


def _cell(cell: Cell, anchors: Anchors) -> str:
    return " ".join(_paragraph(line, anchors) for line in cell.lines)


def _item(item: Item, anchors: Anchors) -> str:
    mark = f' <span class="mark">{html_text(item.mark)}</span>' if item.mark else ""
    return (
        f'<section class="item"{anchors.attribute(item.record_id)}>\n'
        f'<h3><span class="number">{html_text(item.number)}</span> {html_text(item.title)}{mark}</h3>\n'
        f"{lines_html(item.lines, anchors)}\n</section>"
    )
