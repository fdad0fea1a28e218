"""The OFAC SDN list in its legacy CSV form: `sdn.csv`, with `alt.csv` and `add.csv` beside it where they are.

The columns have no header; they are those of https://ofac.treasury.gov/media/29976/download ("-0-" is empty).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tracker.exchange.imports.listed_ship import ListedShip, Party, entry_of_ship
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    ImportOptions,
    ImportRefused,
    Item,
    Rejected,
    Sample,
)
from tracker.exchange.imports.ofac_list import LIST, SOURCE, Others, party_of
from tracker.exchange.imports.ofac_remarks import read_remarks
from tracker.exchange.imports.text_lines import text_lines

_CELLS: Final = 12
_EMPTY: Final = "-0-"
_END_OF_FILE: Final = "\x1a"
_ALIAS_KINDS: Final = {"fka": "former", "aka": "other", "nka": "other"}


@dataclass(slots=True)
class _Beside:
    """What the whole list says that an entry on one ship needs."""

    aliases: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    others: Others = field(default_factory=Others)


class _OfacCsv:
    name = "ofac-csv"
    title = "OFAC SDN list, legacy CSV"
    is_list = True

    def recognises(self, sample: Sample) -> bool:
        """Whether the first rows have the twelve cells of the list, a number first and the empty mark among them."""
        lines = sample.head.decode("latin-1").replace(_END_OF_FILE, "").replace("\0", "").splitlines()[:5]
        try:
            rows = list(csv.reader(lines))
        except csv.Error:
            return False
        return bool(rows) and all(
            len(row) == _CELLS and row[0].isdecimal() and any(cell.strip() == _EMPTY for cell in row) for row in rows
        )

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the list as a source; the file states no day of its own."""
        del path, options
        return FileSource(SOURCE)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the list twice: what the ships are linked to, then entry after entry."""
        beside = self._beside(path, options)
        for line, row in _rows(path, options):
            if len(row) != _CELLS or not row[0].isdecimal():
                yield Rejected(line, "row", ",".join(row)[:200], f"has {len(row)} cells; an entry has {_CELLS}.")
            elif not row[1]:
                yield Rejected(line, "name", "", "is missing; an entry has a number and a name.")
            elif row[2] == "vessel":
                yield _ship(line, row, beside, options)
            else:
                yield beside.others.item(line, _party(row, beside.countries), row[3], options.reference)

    def _beside(self, path: Path, options: ImportOptions) -> _Beside:
        found = _Beside()
        for _, row in _rows(path.with_name("alt.csv"), options, optional=True):
            if len(row) >= 4:
                found.aliases.setdefault(row[0], []).append((_ALIAS_KINDS.get(row[2], "other"), row[3]))
        for _, row in _rows(path.with_name("add.csv"), options, optional=True):
            if len(row) >= 5 and row[4]:
                found.countries.setdefault(row[0], row[4])
        for _, row in _rows(path, options):
            if len(row) != _CELLS:
                continue
            if row[2] == "vessel":
                found.others.tied.update(read_remarks(row[11]).linked_to, filter(None, [row[10]]))
            else:
                found.others.parties[row[1]] = _party(row, found.countries)
        return found


def _rows(path: Path, options: ImportOptions, *, optional: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of each row, empty marks as empty text; a file that may be missing gives none."""
    if optional and not path.exists():
        return
    reader = csv.reader(text_lines(path, options))
    try:
        for row in reader:
            if row and row[0].strip(_END_OF_FILE):
                yield reader.line_num, [_filled(cell) for cell in row]
    except csv.Error as error:
        raise ImportRefused(f"{path}: line {reader.line_num} cannot be read as CSV ({error}).") from error


def _filled(cell: str) -> str:
    text = cell.strip()
    return "" if text == _EMPTY else text


def _ship(line: int, row: list[str], beside: _Beside, options: ImportOptions) -> Entry:
    number, name, _, programme, _, call_sign, kind, tonnage, gross, flag, owner, text = row
    remarks = read_remarks(text)
    for when, alias in beside.aliases.get(number, ()):
        (remarks.former_names if when == "former" else remarks.other_names).append(alias)
    parties = [("owner", owner)] if owner else []
    parties += [("linked to", tied) for tied in remarks.linked_to]
    return entry_of_ship(
        line,
        ListedShip(
            key=number,
            name=name,
            list=LIST,
            measure=programme,
            type=kind,
            flag=flag,
            call_sign=call_sign,
            deadweight=tonnage,
            gross_tonnage=gross,
            remarks=remarks,
            parties=tuple((role, beside.others.party(tied)) for role, tied in parties),
        ),
        options.reference,
    )


def _party(row: list[str], countries: Mapping[str, str]) -> Party:
    return party_of(row[1], row[2], countries.get(row[0]), row[0])


FORMAT = _OfacCsv()
