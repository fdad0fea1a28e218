"""JSON objects of texts, written by the column: for the details and the printed text of a million rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat
from json.encoder import encode_basestring


def json_objects(columns: Iterable[tuple[str, Sequence[str]]], count: int) -> Sequence[str | None]:
    """Return for each of `count` rows the object of its texts that are not empty; None where all are.

    Args:
        columns: Key and texts, one a row, in the order in which they are written.
        count: How many rows there are.
    """
    members = [_members(key, texts) for key, texts in columns]
    if not members:
        return list(repeat(None, count))
    return [f"{{{', '.join(filter(None, row))}}}" if any(row) else None for row in zip(*members, strict=True)]


def spread(texts: dict[int, str], count: int) -> list[str]:
    """Return the texts of a few of `count` rows as a column, empty where there is none."""
    return [texts.get(place, "") for place in range(count)]


def _members(key: str, texts: Sequence[str]) -> list[str]:
    start = encode_basestring(key) + ": "
    return [start + encode_basestring(text) if text else "" for text in texts]
