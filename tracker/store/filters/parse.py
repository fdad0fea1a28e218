"""Read a filter's text into a Filter, or refuse it with one sentence and the nearest right term."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tracker.domain.errors import FilterError
from tracker.store.columns import TABLES
from tracker.store.filters.field import FilterField
from tracker.store.filters.fields import ALIASES, FIELDS
from tracker.store.filters.lexer import Token, Value, tokens
from tracker.store.filters.model import Filter
from tracker.store.filters.readers import Given
from tracker.store.filters.terms import EXACTLY, UNSPLIT, WORDS, Operand, Term

if TYPE_CHECKING:
    from tracker.domain.reference import Reference

_LONGEST: Final = 20_000
_MOST_VALUES: Final = 400
"""SQLite nests one expression a value, up to a depth of 1000."""


def parse_filter(text: str, target: str, reference: Reference | None = None) -> Filter:
    """Read `text` as a filter of `target`.

    Args:
        text: The filter as typed; empty selects everything.
        target: Incidents, sightings, vessels, sources or findings.
        reference: The states that flags are read by; by default those that come with the program.

    Raises:
        FilterError: A term means nothing here; the sentence names it and the nearest right one.
    """
    if target not in TABLES:
        raise FilterError(target, f"cannot be filtered; there are {', '.join(TABLES)}.")
    if len(text) > _LONGEST:
        raise FilterError("filter", f"is {len(text):,} characters long; {_LONGEST:,} are the most.")
    found = [read_token(token, target, reference) for token in tokens(text)]
    if sum(len(term.operands) for term in found) > _MOST_VALUES:
        raise FilterError("filter", f"has more than {_MOST_VALUES} values; ask for fewer at once.")
    return Filter(target, tuple(dict.fromkeys(found)))


def read_token(token: Token, target: str, reference: Reference | None = None) -> Term:
    """Read one token as a term; without a `target` it may be a term of any.

    Raises:
        FilterError: As `parse_filter`.
    """
    if any(value.is_open for value in token.values):
        raise FilterError(token.text, 'the quote is not closed; type " after the last word.')
    if token.field is None:
        return _words(token)
    row = field_named(token.field, token.text)
    _check_applies(row.name, row.targets(), token, target)
    operands = [_operand(value, row, token, target, reference) for value in _values(row, token)]
    for operand in operands:
        _check_applies(f"{row.name}:{operand.text}", row.rule_of(operand).targets(), token, target)
    return Term(row.name, tuple(dict.fromkeys(operands)), token.negated)


def field_named(name: str, term: str) -> FilterField:
    """Return the field called `name`, in any case, or by an alias.

    Raises:
        FilterError: There is none; the sentence names the nearest one.
    """
    wanted = name.lower().rstrip(".")
    wanted = ALIASES.get(wanted, wanted)
    if wanted in FIELDS and wanted != WORDS:
        return FIELDS[wanted]
    from difflib import get_close_matches

    known = [known for known in (*FIELDS, *ALIASES) if known]
    begun = [known_name for known_name in known if len(wanted) > 1 and known_name.startswith(wanted)]
    close = begun or get_close_matches(wanted, known, n=1, cutoff=0.6)
    if close:
        raise FilterError(term, f"there is no field {name!r}.", f"{close[0]}:")
    raise FilterError(term, f"there is no field {name!r}. Put the words in quotes to search for them as text.")


def _words(token: Token) -> Term:
    operands = []
    values = [value for value in token.values if value.text or value.is_quoted]
    for value in values or token.values[:1]:
        operator = EXACTLY if value.is_quoted else ""
        given = Given(token.text, WORDS, _clean(value.text), operator, _loader(None))
        operands.append(FIELDS[WORDS].read(given))
    return Term(WORDS, tuple(dict.fromkeys(operands)), token.negated)


def _values(row: FilterField, token: Token) -> tuple[Value, ...]:
    if row.name not in UNSPLIT or len(token.values) == 1:
        # A comma at the end is one being typed.
        kept = tuple(value for value in token.values if value.text or value.is_quoted or value.operator)
        return kept or token.values[:1]
    first, last = token.values[0], token.values[-1]
    joined = ",".join(value.text for value in token.values)
    return (Value(joined, first.start, last.end, first.operator),)


def _operand(value: Value, row: FilterField, token: Token, target: str, reference: Reference | None) -> Operand:
    given = Given(token.text, row.name, _clean(value.text), value.operator, _loader(reference))
    return row.reader_for(target)(given)


def _check_applies(what: str, applies_to: tuple[str, ...], token: Token, target: str) -> None:
    if target and target not in applies_to:
        raise FilterError(token.text, f"{what} does not apply to {target}; it applies to {_listed(applies_to)}.")


def _listed(names: tuple[str, ...]) -> str:
    *firsts, last = names
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _clean(text: str) -> str:
    """Return `text` without lone surrogates, which SQLite cannot be given."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _loader(reference: Reference | None) -> Callable[[], Reference]:
    def load() -> Reference:
        if reference is not None:
            return reference
        from tracker.store.reference import load_reference

        return load_reference()

    return load
