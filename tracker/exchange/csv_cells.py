"""Cells of CSV: their text, and how a row of them is written; what a spreadsheet would run as a formula is defused."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TextIO

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
NUMBERS: Final = r"-[0-9]+(?:\.[0-9]+)?(?:; -?[0-9]+(?:\.[0-9]+)?)*"
"""Negative numbers, and lists of them, which no spreadsheet takes for formulas."""

_ONLY_NUMBERS = re.compile(NUMBERS).fullmatch


def cell_text(value: Any, *, raw: bool) -> str:
    """Return the text of one cell: lists joined by `; `, and an apostrophe before what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    text = "; ".join(str(item) for item in value if item is not None) if isinstance(value, list) else str(value)
    return f"'{text}" if not raw and text.startswith(FORMULA_STARTS) and not _ONLY_NUMBERS(text) else text


def list_text(json_text: str) -> str:
    """Return a JSON list joined by `; `; an empty text is none."""
    if '"' in json_text:
        return "; ".join(str(item) for item in json.loads(json_text) if item is not None)
    return "; ".join(item for item in json_text[1:-1].split(",") if item != "null")


def cell_writer(handle: TextIO) -> Callable[[Iterable[str]], None]:
    """Return what writes one row of cells to `handle`.

    Python's writer leaves a lone carriage return unquoted where lines end in a line feed; its reader, and every
    spreadsheet, takes one for the end of the row.
    """
    plain = csv.writer(handle, lineterminator="\n")
    quoted = csv.writer(handle, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(cells: Iterable[str]) -> None:
        row = list(cells)
        (quoted if any("\r" in cell for cell in row) else plain).writerow(row)

    return write
