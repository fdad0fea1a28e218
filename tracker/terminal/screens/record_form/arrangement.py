"""Where the fields of a form stand: groups in two columns of about the same height."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tracker.domain.errors import FieldError
from tracker.domain.fields import Field, ReadingContext, read_field, text_of

Column = list[tuple[str, Field]]
"""Fields from top to bottom, each with the heading that stands above it, if it is the first of its group."""


def columns_of(fields: Sequence[Field]) -> tuple[Column, Column]:
    """Return the fields of a form in two columns; read one after the other they keep their order.

    A form of several groups is cut between groups.
    """
    groups = [list(group) for _, group in groupby(fields, key=lambda field: field.group)]
    parts = groups if len(groups) > 1 else [[field] for field in fields]
    cut = _cut([sum(map(_lines, part)) for part in parts])
    first = {group[0].name for group in groups}

    def column(parts: Sequence[list[Field]]) -> Column:
        return [(field.group if field.name in first else "", field) for part in parts for field in part]

    return column(parts[:cut]), column(parts[cut:])


def placeholder_of(table: str, field: Field, context: ReadingContext) -> str:
    """Return what stands in an empty field: the value it gets when nothing is typed."""
    try:
        return text_of(table, field.name, read_field(table, field.name, "", context).values)
    except FieldError:
        return ""


def _lines(field: Field) -> int:
    return 4 if field.multiline else 2


def _cut(heights: Sequence[int]) -> int:
    """Return how many of the first items make the first column, so that the higher column is lowest."""
    return min(range(1, len(heights)), key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
