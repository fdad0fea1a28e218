"""What a filter is made of: terms, each one field with one or more operands, any of which may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WORDS: Final = ""
"""Field name of a bare word or quoted phrase."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One of the alternatives of a term, as read: two spellings of one value are one operand."""

    text: str
    """The value in its canonical spelling."""
    operator: str = ""
    """`=` (exactly), `>=`, `>`, `<=`, `<`, or nothing."""
    params: tuple[str | int | float, ...] = ()
    """What is bound into the SQL; follows from `text` and `operator`."""


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


def _operand_text(field: str, operand: Operand) -> str:
    if field == WORDS:
        return quoted(operand.text) if operand.operator == "=" or not _is_bare_word(operand.text) else operand.text
    # A position is the one value that has commas of its own.
    plain = _is_plain(operand.text) or (field == "near" and _is_plain(operand.text.replace(",", "")))
    return operand.operator + (operand.text if plain else quoted(operand.text))


def _is_plain(value: str) -> bool:
    return bool(value) and not any(c.isspace() or c in '",' for c in value) and value[0] not in "=<>"


def _is_bare_word(value: str) -> bool:
    return _is_plain(value) and ":" not in value and value[0] != "-"
