"""Why the schema refuses a row, as a sentence that names the field and the value."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from tracker.domain.errors import FieldError, NotFoundError, TrackerError
from tracker.store.tables import COLUMNS, REFERENCES

_CONSTRAINT = re.compile(r"(?:UNIQUE|NOT NULL) constraint failed: \w+\.(?P<column>\w+)")
_WRONG_TYPE = re.compile(r"cannot store \w+ value in (?P<type>\w+) column \w+\.(?P<column>\w+)")
_CHECK = re.compile(r"CHECK constraint failed: (?P<rule>.*)", re.DOTALL)


def known_column(table: str, column: str) -> str:
    """Return `column` if `table` has it: column names reach SQL as text, so only the schema's may pass.

    Raises:
        NotFoundError: It has not.
    """
    if column not in COLUMNS[table]:
        raise NotFoundError(f"There is no field {column!r} in {table}.")
    return column


def refused_row(
    connection: sqlite3.Connection, table: str, row: Mapping[str, Any], error: sqlite3.IntegrityError
) -> TrackerError:
    """Return the error to raise for a row that a constraint of `table` refused."""
    text = str(error)
    if "FOREIGN KEY" in text:
        return _missing_reference(connection, table, row) or FieldError(table, "", text)
    if wrong := _WRONG_TYPE.search(text):
        kind = "whole number" if wrong["type"] == "INTEGER" else "number" if wrong["type"] == "REAL" else "text"
        return FieldError(wrong["column"], str(row.get(wrong["column"])), f"is not a {kind}.")
    if constraint := _CONSTRAINT.search(text):
        column = constraint["column"]
        if text.startswith("NOT NULL"):
            return FieldError(column, "", "is needed and may not be left empty.")
        return FieldError(column, str(row.get(column)), f"is taken by another {table} already; choose another.")
    if check := _CHECK.search(text):
        column = next((name for name in row if re.search(rf"\b{name}\b", check["rule"])), table)
        value = row.get(column)
        return FieldError(column, "" if value is None else str(value), f"breaks the rule that {check['rule'].strip()}.")
    return FieldError(table, "", text)


def _missing_reference(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> TrackerError | None:
    for column, target in REFERENCES.get(table, {}).items():
        wanted = row.get(column)
        if wanted is None:
            continue
        if not connection.execute(f'SELECT 1 FROM "{target}" WHERE id = ?', (wanted,)).fetchone():  # noqa: S608
            return NotFoundError(f"{column}: there is no {target} {wanted} in this store.")
    return None
