"""A table of rows as plain text for a terminal or a pipe."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Sequence

import click

from tracker.domain.plain_text import visible
from tracker.store.columns import COLUMNS
from tracker.store.reference import load_reference
from tracker.store.results import Query, count, ordered_ids, rows_by_id

_WIDEST = 44


def print_table(connection: sqlite3.Connection, query: Query, columns: Sequence[str], limit: int | None) -> None:
    """Print rows under headings, and on stderr the filter in English with its count."""
    known = COLUMNS[query.target]
    ids = ordered_ids(connection, query)
    total = count(connection, Query(query.target))
    shown_ids = ids[:limit] if limit is not None else ids
    found = rows_by_id(connection, query.target, shown_ids, ("id", *columns))
    rows = [[visible(cell) for cell in found[row_id].cells] for row_id in shown_ids if row_id in found]
    heads = [known["id"].label, *(known[name].label for name in columns)]
    aligned = ["right", *(known[name].align for name in columns)]
    widths = [min(_WIDEST, max(map(cells, column))) for column in zip(heads, *rows, strict=True)]
    click.echo(_line(heads, widths, aligned))
    click.echo("  ".join("─" * width for width in widths))
    for row in rows:
        click.echo(_line(row, widths, aligned))
    click.echo(query.filter.sentence(len(ids), total, load_reference()), err=True)


def _line(texts: Sequence[str], widths: Sequence[int], aligned: Sequence[str]) -> str:
    return "  ".join(
        fitted(text, width, align) for text, width, align in zip(texts, widths, aligned, strict=True)
    ).rstrip()


def cells(text: str) -> int:
    """Return how many terminal cells a text takes; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fitted(text: str, width: int, align: str) -> str:
    """Return the text cut with an ellipsis or filled to `width` cells."""
    if cells(text) > width:
        kept = ""
        for character in text:
            if cells(kept + character) > width - 1:
                break
            kept += character
        text = kept + "…"
    space = " " * (width - cells(text))
    return space + text if align == "right" else text + space
