"""The Consolidated List of the UN Security Council as XML, `consolidated.xml`.

It lists persons and entities; it has no element for ships. Those that the Committee of resolution 1718 (2006)
designates stand in a document of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tracker.exchange.imports.model import (
    FileSource,
    ImportOptions,
    ImportRefused,
    Item,
    Rejected,
    Sample,
)
from tracker.exchange.imports.un_list import SOURCE, day_of, read_entry
from tracker.exchange.imports.un_records import item_of
from tracker.exchange.imports.xml_elements import elements, opening

_ROOT_NAME: Final = "CONSOLIDATED_LIST"
_ROOT: Final = re.compile(rb"<(?:\w+:)?CONSOLIDATED_LIST[\s>]")
_ENTRIES: Final = frozenset({"INDIVIDUAL", "ENTITY"})


class _UnXml:
    name = "un-xml"
    title = "UN Security Council Consolidated List, XML"
    is_list = True

    def recognises(self, sample: Sample) -> bool:
        """Whether the file begins with the root element of the list."""
        return _ROOT.search(sample.head[:4096]) is not None

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the list as a source, dated as it says of itself."""
        del options
        root = opening(path)
        if root.name != _ROOT_NAME:
            raise ImportRefused(
                f"{path}: begins with <{root.name}>, and the UN list begins with <{_ROOT_NAME}>. Nothing was imported."
            )
        day = day_of(root.attributes.get("dateGenerated", ""))
        return FileSource({**SOURCE, "published": day}, dated=day)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the list entry after entry."""
        lines: dict[str, int] = {}
        is_empty = True
        for element in elements(path, options, _ENTRIES):
            is_empty = False
            entry = read_entry(element)
            if isinstance(entry, Rejected):
                yield entry
            elif entry.number in lines:
                first = lines[entry.number]
                reason = f"is that of the entry on line {first} too; an entry has a number of its own."
                yield Rejected(entry.line, "REFERENCE_NUMBER", entry.number, reason)
            else:
                lines[entry.number] = entry.line
                yield item_of(entry, options.reference)
        if is_empty:
            raise ImportRefused(f"{path}: holds no entry (INDIVIDUAL or ENTITY), so there is nothing to import.")


FORMAT = _UnXml()
