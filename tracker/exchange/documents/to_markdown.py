"""A record as Markdown, for pasting into a report; what the store holds is escaped, never interpreted."""

from __future__ import annotations

import re
from itertools import groupby

from tracker.domain.plain_text import visible, visible_lines
from tracker.exchange.documents.model import Document, Line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_markdown(document: Document) -> str:
    """Return the document as Markdown text with headings and nested lists."""
    parts = [f"# {escaped(visible(document.title))}", ""]
    if document.subtitle:
        parts += [escaped(visible(document.subtitle)), ""]
    for section in document.sections:
        if not section.lines:
            continue
        note = f" ({escaped(section.note)})" if section.note else ""
        parts += [f"## {escaped(section.title)}{note}", ""]
        for is_drawn, lines in groupby(section.lines, key=lambda line: line.is_drawn):
            if is_drawn:
                # An indented code block keeps the drawing as it is, and nothing in it can end the block.
                parts += [*(f"    {visible(line.text)}".rstrip() for line in lines), ""]
            else:
                parts += [list_item(line) for line in lines]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def list_item(line: Line) -> str:
    """Return a line as an item of a nested list."""
    label = f"**{escaped(visible(line.label))}:** " if line.label else ""
    text = "  \n".join(escaped(part) for part in visible_lines(line.text.removeprefix("• ")).split("\n"))
    link = (
        f" <{line.url}>" if line.url and re.fullmatch(r"https?://[^\s<>]+", line.url) and line.url != line.text else ""
    )
    indent = "    " * line.depth
    return f"{indent}- {label}{text}{link}".replace("\n", f"\n{indent}  ")


def escaped(text: str) -> str:
    """Return text with every character that Markdown would read as markup escaped."""
    return _SPECIAL.sub(r"\\\1", text)
