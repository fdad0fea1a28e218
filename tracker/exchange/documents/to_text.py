"""A record as plain text for a terminal or a file."""

from __future__ import annotations

import textwrap

from tracker.domain.plain_text import visible, visible_lines
from tracker.exchange.documents.model import Document, Line


def to_text(document: Document, width: int = 100) -> str:
    """Return the document as text folded to `width`, control characters shown."""
    parts = [visible(document.title)]
    if document.subtitle:
        parts.append(visible(document.subtitle))
    for section in document.sections:
        if not section.lines:
            continue
        note = f"  {section.note}" if section.note else ""
        parts += ["", visible(f"{section.title.upper()}{note}")]
        parts += [_folded(line, width) for line in section.lines]
    return "\n".join(parts) + "\n"


def _folded(line: Line, width: int) -> str:
    if line.is_drawn:
        return f"  {visible(line.text)}".rstrip()
    indent = "  " * (line.depth + 1)
    label = f"{visible(line.label)}: " if line.label else ""
    folded = []
    for place, paragraph in enumerate(visible_lines(line.text).split("\n")):
        folded += textwrap.wrap(
            paragraph,
            width,
            initial_indent=indent + label if place == 0 else indent + "  ",
            subsequent_indent=indent + "  ",
            break_on_hyphens=False,
        ) or [indent + label]
    return "\n".join(folded)
