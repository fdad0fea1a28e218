"""A format for one publisher's AIS reports in CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.exchange.imports.ais.csv_reports import reports
from tracker.exchange.imports.ais.dialect import Dialect, has_columns
from tracker.exchange.imports.ais.sightings import items
from tracker.exchange.imports.model import FileSource, ImportOptions, Item, Sample


@dataclass(frozen=True, slots=True)
class AisCsv:
    """An `ImportFormat` made of a dialect."""

    name: str
    title: str
    dialect: Dialect
    telling: tuple[str, ...]
    """What a file must have columns for to be recognised."""
    publisher: Mapping[str, Any]
    """Columns of the source record."""
    is_list: bool = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line names the columns of this publisher."""
        return has_columns(sample.head, self.dialect, self.telling)

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file under its publisher's name."""
        del options
        return FileSource({"title": f"{self.title} ({path.name})", "kind": "ais", **self.publisher})

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the file twice: what each ship broadcast of herself, then report after report."""
        ships = reports(path, options, self.dialect, whole=False)
        return items(ships, reports(path, options, self.dialect), options)
