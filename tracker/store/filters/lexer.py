"""Cut a filter's text into tokens with their places, so that parsing, completion and toggling agree on the
grammar.

A term is `[-][field:]value[,value…]`; a value is a run without blanks and commas, or quoted text in
which a quote is doubled. After a colon a value may begin with `>=`, `<=`, `>`, `<` or `=`, and be made
of several such parts: `date:"May 2011"..2011-07`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.store.filters.terms import FIELD

_OPERATOR = re.compile(r">=|<=|>|<|=")
_WORD = re.compile(r"[^\s,]*")
_RUN = re.compile(r"[^\s,\"]+")
_QUOTED = re.compile(r'"((?:[^"]|"")*)("?)')
_BLANKS = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a token; `start` and `end` frame it in the text, its operator included."""

    text: str
    start: int
    end: int
    operator: str = ""
    is_quoted: bool = False
    is_open: bool = False
    """Whether its closing quote is missing."""


@dataclass(frozen=True, slots=True)
class Token:
    """One term as written; `field` is None for words."""

    text: str
    start: int
    end: int
    negated: bool
    field: str | None
    values: tuple[Value, ...]

    @property
    def values_start(self) -> int:
        """Where the first value begins in the filter's text."""
        return self.values[0].start


def tokens(text: str) -> list[Token]:
    """Return the tokens of a filter's text; nothing is refused here."""
    found: list[Token] = []
    place = _skip_blanks(text, 0)
    while place < len(text):
        token = _token(text, place)
        found.append(token)
        place = _skip_blanks(text, token.end)
    return found


def _skip_blanks(text: str, place: int) -> int:
    match = _BLANKS.match(text, place)
    return match.end() if match else place


def _token(text: str, start: int) -> Token:
    place = start
    negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
    if negated:
        place += 1
    named = FIELD.match(text, place)
    field = named[1] if named else None
    if named:
        place = named.end()
    values = [_value(text, place, with_operator=named is not None)]
    while values[-1].end < len(text) and text[values[-1].end] == ",":
        values.append(_value(text, values[-1].end + 1, with_operator=named is not None))
    end = values[-1].end
    return Token(text[start:end], start, end, negated, field, tuple(values))


def _value(text: str, start: int, *, with_operator: bool) -> Value:
    if not with_operator:
        return _phrase(text, start) or _word(text, start)
    operator = _OPERATOR.match(text, start)
    place = operator.end() if operator else start
    parts: list[str] = []
    is_quoted = is_open = False
    while True:
        if (quote := _QUOTED.match(text, place)) is not None:
            is_quoted, is_open = True, not quote[2]
            parts.append(quote[1].replace('""', '"'))
            place = quote.end()
        elif (run := _RUN.match(text, place)) is not None:
            parts.append(run[0])
            place = run.end()
        else:
            break
    return Value("".join(parts), start, place, operator[0] if operator else "", is_quoted, is_open)


def _phrase(text: str, start: int) -> Value | None:
    match = _QUOTED.match(text, start)
    return Value(match[1].replace('""', '"'), start, match.end(), "", True, not match[2]) if match else None


def _word(text: str, start: int) -> Value:
    match = _WORD.match(text, start)
    end = match.end() if match else start
    return Value(text[start:end], start, end)
