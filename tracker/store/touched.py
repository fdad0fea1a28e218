"""Which rows an act touched: single ids, and ranges of ids where there are too many to name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

NUMBER_COLUMNS: Final = {
    "vessel": ("imo",),
    "identity": ("imo", "mmsi", "call_sign"),
    "sighting": ("imo_shown", "mmsi_shown", "call_sign_shown"),
}
"""The columns by which ships can be mistaken for one another."""

_WEIGHED_OF_SOURCES: Final = ("kind", "published")


class Touched:
    """Ids and id ranges by table."""

    def __init__(self) -> None:
        """Start with nothing touched."""
        self._ids: dict[str, set[int]] = {}
        self._ranges: dict[str, list[range]] = {}
        self.weighed_sources: set[int] = set()
        """Sources of which something changed that indicator rules weigh."""
        self.numbers: dict[str, set[str]] = {}
        """Identification numbers that touched rows have or had, by kind: imo, mmsi, call_sign."""

    def __bool__(self) -> bool:
        """Whether anything was touched."""
        return bool(self._ids or self._ranges)

    def add(self, table: str, row_id: int) -> None:
        """Note one row."""
        self._ids.setdefault(table, set()).add(row_id)

    def note(self, table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Note one row with what it was before: what it belonged to then is touched as well."""
        self.add(table, after["id"])
        if before is not None:
            if table == "source" and any(before[column] != after[column] for column in _WEIGHED_OF_SOURCES):
                self.weighed_sources.add(after["id"])
            # A sighting moved to another incident or ship changes what is derived for the one it left.
            for column, owner in (("incident_id", "incident"), ("vessel_id", "vessel")):
                if before.get(column) is not None and before[column] != after[column]:
                    self.add(owner, before[column])
        for column in NUMBER_COLUMNS.get(table, ()):
            given = {image[column] for image in (before or {}, after) if image.get(column)}
            self.numbers.setdefault(column.removesuffix("_shown"), set()).update(given)

    def add_range(self, table: str, ids: range) -> None:
        """Note all rows from the first to the last of `ids`."""
        if ids:
            self._ranges.setdefault(table, []).append(ids)

    def ids(self, table: str) -> list[int]:
        """Return the rows noted one by one, in order."""
        return sorted(self._ids.get(table, ()))

    def ranges(self, table: str) -> list[range]:
        """Return the ranges noted."""
        return self._ranges.get(table, [])

    def spans(self, table: str) -> list[tuple[int, int]]:
        """Return everything noted as first and last ids, single rows too."""
        return [(row_id, row_id) for row_id in self.ids(table)] + [(ids[0], ids[-1]) for ids in self.ranges(table)]


def joined(spans: Iterable[range]) -> list[list[int]]:
    """Return ranges as `[first, last]` pairs, neighbours joined, as history keeps them."""
    found: list[list[int]] = []
    for ids in spans:
        if found and found[-1][1] + 1 == ids[0]:
            found[-1][1] = ids[-1]
        else:
            found.append([ids[0], ids[-1]])
    return found
