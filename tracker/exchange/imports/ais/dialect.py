"""How one publisher prints AIS reports in CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dialect:
    """The headers of a publisher's columns and the forms of their cells."""

    columns: Mapping[str, tuple[str, ...]]
    """What a column means (mmsi, time, latitude, ...) to the headers it may have, in lower case."""
    read_time: Callable[[str], str]
    """Printed time to EDTF in UTC; raises ValueError."""
    empty: frozenset[str] = frozenset({""})
    """Cells, in lower case, that say nothing."""
    unread: frozenset[str] = field(default_factory=frozenset)
    """Headers of columns that only repeat others."""


def has_columns(head: bytes, dialect: Dialect, needed: Sequence[str]) -> bool:
    """Whether the first line of a file has headers for all of `needed`."""
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip().lstrip("\ufeff")
    headers = {header.strip().casefold() for header in first.split(",")}
    return all(not headers.isdisjoint(dialect.columns[name]) for name in needed)
