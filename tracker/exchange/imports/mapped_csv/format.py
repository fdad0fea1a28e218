"""The format of a CSV or TSV that no other format knows: each row one record, through a mapping."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tracker.domain.fields import ReadingContext
from tracker.exchange.imports.mapped_csv.headers import delimiter_of, headers_of, split
from tracker.exchange.imports.mapped_csv.mapping import ColumnMapping, guess_mapping, read_mapping, remembered_path
from tracker.exchange.imports.mapped_csv.record_rows import record_items
from tracker.exchange.imports.mapped_csv.sighting_rows import SightingReader
from tracker.exchange.imports.model import FileSource, ImportOptions, ImportRefused, Item, Sample
from tracker.exchange.imports.text_lines import text_lines

__all__ = ["FORMAT", "headers_of", "mapping_of"]


class _MappedCsv:
    name = "csv"
    title = "CSV or TSV, through a mapping"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line looks like headers of which one at least is understood as a ship, day or place."""
        if b"\0" in sample.head:
            return False
        headers = split(sample.head.decode("utf-8", "replace").splitlines()[:1])
        return len(headers) > 1 and len(guess_mapping(headers).columns) > 1

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file under its own name."""
        del options
        return FileSource({"title": path.name, "kind": "other"})

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read row after row through the mapping given, the one used last for such a file, or a guess."""
        mapping = mapping_of(path, options)
        headers = headers_of(path)
        missing = [header for header in mapping.columns if header not in headers]
        if missing:
            raise ImportRefused(f"{path}: has no column {', '.join(map(repr, missing))}, which the mapping names.")
        context = ReadingContext(options.reference, datetime.now(UTC).date())
        rows = _rows(path, options)
        if mapping.table == "sighting":
            yield from SightingReader(headers, mapping, context).items(rows)
        else:
            yield from record_items(rows, headers, mapping, context)


def mapping_of(path: Path, options: ImportOptions) -> ColumnMapping:
    """Return the mapping to read a file by: the one given, else the one used last for its headers, else a guess.

    Raises:
        ImportRefused: The mapping named is wrong, or no column of the file is understood.
    """
    if isinstance(options.mapping, ColumnMapping):
        return options.mapping
    if options.mapping is not None:
        return read_mapping(options.mapping)
    headers = headers_of(path)
    remembered = remembered_path(headers)
    if remembered.exists():
        return read_mapping(remembered)
    guessed = guess_mapping(headers)
    if not guessed.columns:
        raise ImportRefused(f"{path}: no column is understood. Say with --map FILE what each fills.")
    return guessed


def _rows(path: Path, options: ImportOptions) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text_lines(path, options), delimiter=delimiter_of(path))
    try:
        next(reader, None)
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error


FORMAT = _MappedCsv()
