"""The file of rejected rows: line, field, value and what would be right, for mending and importing again."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from tracker.exchange.csv_cells import cell_text
from tracker.exchange.imports.model import ImportRefused, Rejected

_COLUMNS = ("line", "field", "value", "reason")


class RejectsFile:
    """Writes rejected rows; the file is made at the first of them, and goes if the import is called off."""

    def __init__(self, path: Path | None) -> None:
        """Write to `path`; None keeps no file."""
        self.path = path
        self._handle: TextIO | None = None

    def __enter__(self) -> Self:
        """Begin with no file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; after an error there is none."""
        if self._handle is not None:
            self._handle.close()
            if error is not None and self.path is not None:
                self.path.unlink(missing_ok=True)

    @property
    def was_written(self) -> bool:
        """Whether there is a file."""
        return self._handle is not None

    def add(self, rejected: Rejected) -> None:
        """Write one row.

        Raises:
            ImportRefused: The file cannot be written.
        """
        if self.path is None:
            return
        try:
            if self._handle is None:
                self._handle = self.path.open("w", encoding="utf-8", newline="")
                csv.writer(self._handle).writerow(_COLUMNS)
            cells = (str(rejected.line), rejected.field, rejected.value, rejected.reason)
            csv.writer(self._handle).writerow([cell_text(cell, raw=False) for cell in cells])
        except OSError as error:
            raise ImportRefused(
                f"{self.path}: the rejected rows cannot be written there ({error.strerror or error})."
                " Nothing was imported; name another place with --rejects."
            ) from error
