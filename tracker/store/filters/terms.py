"""What a filter is made of: terms, each one field with one or more operands, any of which may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
        values = ",".join(_operand_text(self.field, operand) for operand in self.operands)
        return f"{'-' if self.negated else ''}{self.field + ':' if self.field else ''}{values}"


def quoted(value: str) -> str:
    """Return `value` in quotes; a quote inside it is doubled."""
    return '"' + value.replace('"', '""') + '"'


def value_text(value: str) -> str:
    """Return `value` as it is written after a field's colon: in quotes where it needs them."""
    return value if _is_plain(value) else quoted(value)


def _operand_text(field: str, operand: Operand) -> str:
    if field == WORDS:
        is_phrase = operand.operator == EXACTLY or not _is_bare_word(operand.text)
        return quoted(operand.text) if is_phrase else operand.text
    if field in UNSPLIT:
        return operand.text
    return operand.operator + value_text(operand.text)


def _is_plain(value: str) -> bool:
    return bool(value) and not any(c.isspace() or c in '",' for c in value) and value[0] not in "=<>"


def _is_bare_word(value: str) -> bool:
    return bool(value) and not any(c.isspace() or c in '",:' for c in value) and value[0] != "-"
