"""What a filter is made of: terms, each one field with one or more operands, any of which may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

Params = tuple[str | int | float, ...]
Sql = tuple[str, Params]
"""A condition and what is bound to its question marks."""

FIELD: Final = re.compile(r"([A-Za-z_][A-Za-z_.]*):")
"""The beginning of a term that names its field."""

WORDS: Final = ""
"""Field name of a bare word or quoted phrase."""

EXACTLY: Final = "="
"""Operator of a value that has to be met whole, and of a phrase."""

UNSPLIT: Final = frozenset({"near"})
"""Fields whose value has commas of its own, so that it takes no alternatives."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One of the alternatives of a term, as read: two spellings of one value are one operand."""

    text: str
    """The value in its canonical spelling."""
    operator: str = ""
    """`=` (exactly), `>=`, `>`, `<=`, `<`, or nothing."""


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: any of `operands` holds for `field`, or, negated, none does."""

    field: str
    operands: tuple[Operand, ...]
    negated: bool = False

    @property
    def text(self) -> str:
        """The term as it is written in its canonical spelling."""
        values = ",".join(map(_word_text if self.field == WORDS else self._value_text, self.operands))
        if self.field:
            values = f"{self.field}:{values}"
        elif not self.negated and (values.startswith("-") or FIELD.match(values)):
            # A word that would be read as something else at the beginning of a term.
            values = ",".join(quoted(operand.text) for operand in self.operands)
        return f"-{values}" if self.negated else values

    def _value_text(self, operand: Operand) -> str:
        if self.field in UNSPLIT:
            return operand.text
        return operand.operator + value_text(operand.text)


def quoted(value: str) -> str:
    """Return `value` in quotes; a quote inside it is doubled."""
    return '"' + value.replace('"', '""') + '"'


def value_text(value: str) -> str:
    """Return `value` as it is written after a field's colon: in quotes where it needs them."""
    return value if _is_plain(value) else quoted(value)


def _word_text(operand: Operand) -> str:
    return quoted(operand.text) if operand.operator == EXACTLY else operand.text


def _is_plain(value: str) -> bool:
    return bool(value) and not any(c.isspace() or c in '",' for c in value) and value[0] not in "=<>"
