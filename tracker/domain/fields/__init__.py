"""The fields of every record: one list drives forms, command line, imports and tests."""

from __future__ import annotations

from tracker.domain.fields.base import Field, ReadingContext, Readings
from tracker.domain.fields.lists import FIELDS
from tracker.domain.fields.read import read_field, read_fields, text_of

__all__ = ["FIELDS", "Field", "ReadingContext", "Readings", "read_field", "read_fields", "text_of"]
