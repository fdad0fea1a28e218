"""The rows of a CSV file with known headers, cell by header."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.text_lines import text_lines


def rows_by_header(
    path: Path, options: ImportOptions, needed: Sequence[str], what: str
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line of each row with its cells by header, blanks around them taken off; a cell not there is empty.

    Args:
        path: The file.
        options: Whose progress is told.
        needed: Headers that the file must have.
        what: What a file with them is called, for the refusal.

    Raises:
        ImportRefused: A header is missing, or the file cannot be read as CSV.
    """
    reader = csv.DictReader(text_lines(path, options))
    try:
        missing = [name for name in needed if name not in (reader.fieldnames or ())]
        if missing:
            raise ImportRefused(f"{path}: has no column {', '.join(missing)}, so it is no {what} file.")
        for row in reader:
            # Cells beyond the headers stand under None, as a list.
            yield reader.line_num, {name: (row[name] or "").strip() for name in reader.fieldnames or () if name}
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error
