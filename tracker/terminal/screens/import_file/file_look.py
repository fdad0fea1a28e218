"""What a first look at a file tells: its format, and of a CSV its headers, first cells and how they might be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracker.exchange.imports.formats import IMPORT_FORMATS, recognise, sample_of
from tracker.exchange.imports.mapped_csv.headers import headers_of
from tracker.exchange.imports.mapped_csv.mapping import (
    ColumnMapping,
    guess_mapping,
    read_mapping,
    remembered_path,
)
from tracker.exchange.imports.mapped_csv.sample import first_cells
from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.store.reference import load_reference

MAPPED_FORMAT = "csv"
_CELLS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FileLook:
    """One file, looked at."""

    path: Path
    size: int
    format_name: str | None
    """None where the file begins like no format known."""
    is_recognised: bool
    """Whether the format is that of the file's beginning, not one named by the user."""
    headers: Sequence[str] = ()
    mapping: ColumnMapping | None = None
    mapping_from: str = ""
    """Where the mapping is from, as a clause."""
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The first cells of each column that differ, by header."""


def look_at(path: Path, named: str | None) -> FileLook:
    """Look at a file, taking it for the format `named` where one is named.

    Raises:
        ImportRefused: There is no such file, or it cannot be read as that format; the sentence does not repeat its
            name.
    """
    try:
        if path.is_dir():
            raise ImportRefused("is a folder. Name a file in it; Tab lists them.")
        if not path.exists():
            raise ImportRefused("There is no such file. Tab completes a name.")
        size = path.stat().st_size
        sample_of(path)
        format_name = named or _recognised(path)
        if format_name != MAPPED_FORMAT:
            return FileLook(path, size, format_name, named is None)
        headers = headers_of(path)
        mapping, mapping_from = _mapping_of(headers)
        cells = first_cells(path, ImportOptions(load_reference()), _CELLS_SHOWN)
    except (OSError, ValueError) as error:
        raise ImportRefused(f"cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    except ImportRefused as error:
        raise ImportRefused(str(error).removeprefix(f"{path}: ")) from error
    return FileLook(path, size, format_name, named is None, headers, mapping, mapping_from, cells)


def takes_thinning(format_name: str | None) -> bool:
    """Whether positions of a format may be thinned: AIS, of which every ship sends one every few seconds."""
    return format_name is not None and ".imports.ais." in IMPORT_FORMATS[format_name][0]


def _mapping_of(headers: Sequence[str]) -> tuple[ColumnMapping, str]:
    """Return the mapping used last for such a file, or a guess."""
    remembered = remembered_path(headers)
    if remembered.exists():
        try:
            return read_mapping(remembered), "as kept from the last such file"
        except ImportRefused as error:
            return guess_mapping(headers), f"guessed, because what was kept is of no use: {error}"
    return guess_mapping(headers), "what each column fills is guessed"


def _recognised(path: Path) -> str | None:
    try:
        return recognise(path).name
    except ImportRefused:
        return None
