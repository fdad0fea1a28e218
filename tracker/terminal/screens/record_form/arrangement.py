"""Where the fields of a form stand: groups in two columns of about the same height."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tracker.domain.errors import FieldError
from tracker.domain.fields import Field, ReadingContext, read_field, text_of

Group = tuple[str, list[Field]]
"""A heading and the fields below it."""


def columns_of(fields: Sequence[Field]) -> tuple[list[Group], list[Group]]:
    """Return the groups of a form in two columns; read one after the other they keep the fields' order."""
    groups = [(heading, list(group)) for heading, group in groupby(fields, key=lambda field: field.group)]
    if len(groups) == 1:
        heading, group = groups[0]
        cut = _cut([_lines(field) for field in group])
        return [(heading, group[:cut])], [("", group[cut:])]
    cut = _cut([1 + sum(map(_lines, group)) for _, group in groups])
    return groups[:cut], groups[cut:]


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
