"""Which rows an act touched: single ids, and ranges of ids where there are too many to name."""

from __future__ import annotations

from collections.abc import Iterable


class Touched:
    """Ids and id ranges by table."""

    def __init__(self) -> None:
        """Start with nothing touched."""
        self._ids: dict[str, set[int]] = {}
        self._ranges: dict[str, list[range]] = {}

    def __bool__(self) -> bool:
        """Whether anything was touched."""
        return bool(self._ids or self._ranges)

    def add(self, table: str, row_id: int) -> None:
        """Note one row."""
        self._ids.setdefault(table, set()).add(row_id)

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
