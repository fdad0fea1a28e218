"""The image of a row: all its columns at one moment, as history keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

_NOT_COMPARED = frozenset({"revision"})


def row_image(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Any] | None:
    """Return all columns of a record, with an incident's kinds; None if there is no such row."""
    found = connection.execute(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,)).fetchone()  # noqa: S608
    if found is None:
        return None
    image = dict(found)
    if table == "incident":
        kinds = connection.execute("SELECT kind FROM incident_kind WHERE incident_id = ? ORDER BY kind", (row_id,))
        image["kinds"] = [row["kind"] for row in kinds]
    return image


def same_values(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two images say the same, however often the row was changed in between."""
    if one is None or other is None:
        return one is other
    return all(one.get(name) == other.get(name) for name in {*one, *other} - _NOT_COMPARED)


def to_json(values: Mapping[str, Any]) -> str:
    """Return an image as history stores it."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
