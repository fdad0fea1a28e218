"""Add terms to a filter's text, find them and take them out, whatever the spelling they are written in."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.errors import FilterError
from tracker.store.filters.lexer import Token, tokens
from tracker.store.filters.parse import read_token
from tracker.store.filters.terms import Term


def has_term(text: str, term: str, target: str = "") -> bool:
    """Whether the filter `text` asks for what `term` asks for: as a term of its own or one of a term's
    alternatives."""
    wanted = _single(term, target)
    return any(_holds(_read(token, target), wanted) for token in tokens(text))


def with_term(text: str, term: str, target: str = "") -> str:
    """Return `text` with `term` added at its end, unless it is there already."""
    if has_term(text, term, target):
        return text
    # A quote that is still open would swallow the term.
    is_open = any(value.is_open for token in tokens(text) for value in token.values)
    closed = text.rstrip() + ('"' if is_open else "")
    return f"{closed} {term}".lstrip()


def without_term(text: str, term: str, target: str = "") -> str:
    """Return `text` without `term`; other alternatives of the same term stay, everything else stays as
    written."""
    wanted = _single(term, target)
    kept: list[str] = []
    for token in tokens(text):
        found = _read(token, target)
        if found is None or not _holds(found, wanted):
            kept.append(token.text)
            continue
        others = tuple(operand for operand in found.operands if operand not in wanted.operands)
        if others:
            kept.append(replace(found, operands=others).text)
    return " ".join(kept)


def toggled(text: str, term: str, target: str = "") -> str:
    """Return `text` without `term` where it has it, else with it."""
    return without_term(text, term, target) if has_term(text, term, target) else with_term(text, term, target)


def _single(term: str, target: str) -> Term:
    return read_token(tokens(term)[0], target)


def _read(token: Token, target: str) -> Term | None:
    """Return the term; None for one that is still being typed, which asks for nothing."""
    try:
        return read_token(token, target)
    except FilterError:
        return None


def _holds(found: Term | None, wanted: Term) -> bool:
    return (
        found is not None
        and found.field == wanted.field
        and found.negated == wanted.negated
        and set(wanted.operands) <= set(found.operands)
    )
