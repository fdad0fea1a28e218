"""The first line of a CSV or TSV: its headers, and the sign that parts its cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tracker.exchange.imports.file_bytes import opened
from tracker.exchange.imports.model import ImportRefused
from tracker.exchange.imports.text_lines import encoding_of

_DELIMITERS: Final = ",;\t|"
_LONGEST_FIRST_LINE: Final = 1 << 16


def headers_of(path: Path) -> list[str]:
    """Return the headers of a file.

    Raises:
        ImportRefused: It cannot be read, has none, or has one twice.
    """
    headers = split([_first_line(path)])
    repeated = [header for header, count in Counter(headers).items() if count > 1]
    if not headers or repeated:
        problem = f"has the column {repeated[0]!r} twice" if repeated else "has no headers"
        raise ImportRefused(f"{path}: {problem}; give each column a name of its own in the first line.")
    return headers


def delimiter_of(path: Path) -> str:
    """Return the sign between cells: the one that the first line has most of.

    Raises:
        ImportRefused: The file cannot be read.
    """
    return _most_frequent_delimiter(_first_line(path))


def split(lines: Sequence[str]) -> list[str]:
    """Return the cells of the first of these lines; none where it is empty or no CSV."""
    if not lines or not lines[0].strip():
        return []
    try:
        row = next(csv.reader(lines[:1], delimiter=_most_frequent_delimiter(lines[0])), [])
    except csv.Error:
        return []
    return [header.strip().removeprefix("\ufeff") for header in row]


def _first_line(path: Path) -> str:
    try:
        with opened(path) as (stream, _):
            text = io.TextIOWrapper(stream, encoding_of(path), errors="replace", newline="")
            return text.readline(_LONGEST_FIRST_LINE)
    except UnicodeError as error:
        raise ImportRefused(f"{path}: its first line cannot be read as text.") from error


def _most_frequent_delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)
