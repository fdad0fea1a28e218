"""Read AIS reports from CSV by header name, whatever the order of the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from tracker.exchange.imports.ais.csv_rows import RowReader
from tracker.exchange.imports.ais.dialect import Dialect
from tracker.exchange.imports.ais.report import Read
from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.text_lines import text_lines

_ROWS_AT_ONCE: Final = 1_000


def reports(path: Path, options: ImportOptions, dialect: Dialect, *, whole: bool = True) -> Iterator[Read]:
    """Yield what each row of the file is.

    Args:
        path: The file.
        options: Whose progress is told.
        dialect: Its publisher's.
        whole: False for reports without key, details and printed text, for who wants to know the ships alone.

    Raises:
        ImportRefused: The file cannot be read, or lacks the columns for ship and time.
    """
    reader = csv.reader(text_lines(path, options))
    try:
        headers = [header.strip() for header in next(reader, [])]
        row_reader = RowReader(path, headers, dialect, whole=whole)
        rows = ((reader.line_num, row) for row in reader)
        while chunk := list(islice(rows, _ROWS_AT_ONCE)):
            yield from row_reader.read(chunk)
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error
