"""What a field is, what reading it needs to know, and what reading several gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tracker.domain.errors import FieldError
from tracker.domain.reference import Reference

FieldKind = Literal[
    "text",
    "prose",
    "date",
    "position",
    "flag",
    "imo",
    "mmsi",
    "call_sign",
    "number",
    "choice",
    "kinds",
    "reference",
    "reliability",
    "credibility",
    "details",
    "yes_no",
]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a person enters."""

    name: str
    """The column it fills, or the name of what fills several columns (`position`)."""
    label: str
    group: str
    """Heading it stands under in a form."""
    kind: FieldKind
    help: str
    """One sentence, with an example where one helps."""
    required: bool = False
    choices: Mapping[str, str] | None = None
    """Word stored to words shown."""
    completes: str | None = None
    """The table a reference names, or what else completes the field (`flag`, `place`, `publisher`)."""
    multiline: bool = False


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What reading a typed value may need."""

    reference: Reference
    today: date
    resolve: Callable[[str, str], int | None] | None = None
    """Table and typed text to the id of the record that the text names exactly; None without a store."""


@dataclass(slots=True)
class Readings:
    """What reading several typed values gave; a field is in `understood` or in `errors`, never both."""

    values: dict[str, Any] = field(default_factory=dict)
    """Column name to value."""
    understood: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    errors: dict[str, FieldError] = field(default_factory=dict)
