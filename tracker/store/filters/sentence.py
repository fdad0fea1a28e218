"""The English of a filter: one clause a term, after the count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store.filters.fields import FIELDS

if TYPE_CHECKING:
    from tracker.domain.reference import Reference
    from tracker.store.filters.model import Filter
    from tracker.store.filters.terms import Operand, Term


def sentence(chosen: Filter, count: int, total: int, reference: Reference) -> str:
    """Return the count and what was asked for: `3 of 63 incidents: any flag is Belize, dated within 2011`."""
    rows = chosen.target if total != 1 else chosen.target.removesuffix("s")
    counted = f"{total:,} {rows}" if not chosen.terms and count == total else f"{count:,} of {total:,} {rows}"
    return f"{counted}: {clauses_of(chosen, reference)}" if chosen.terms else counted


def clauses_of(chosen: Filter, reference: Reference) -> str:
    """Return what was asked for, without the count."""
    return ", ".join(clause(term, chosen.target, reference) for term in chosen.terms)


def clause(term: Term, target: str, reference: Reference) -> str:
    """Return one term in English."""
    row = FIELDS[term.field]

    def value(operand: Operand) -> str:
        return row.label(operand.text, reference)

    return row.say(target, term.operands, term.negated, value)
