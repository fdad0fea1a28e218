"""Look for words that many rows have in the rows themselves, those first in order first."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from tracker.store.in_order import comes_in_order, ids_of, in_order
from tracker.store.statement import joined
from tracker.store.words_beside import has_words_elsewhere

if TYPE_CHECKING:
    from tracker.store.filters.terms import Operand, Sql, Term
    from tracker.store.query import Query

_LOOKED_AT: Final = 12_000
"""Rows whose words are looked at one by one."""
_AT_FIRST: Final = 300
"""Rows looked at before it is known how many rows have the words: two milliseconds."""
_MOST_AT_ONCE: Final = 4_000
COUNTED_UP_TO: Final = 40_000
"""How far the rows that have a word are counted: some milliseconds."""


def met(connection: sqlite3.Connection, term: Term) -> int:
    """Return how many sightings have one of the words of a term, as far as it is counted; of several, the most."""
    from tracker.store.filters.conditions import match_query

    counted = "SELECT count(*) FROM (SELECT 1 FROM sighting_search WHERE sighting_search MATCH ? LIMIT ?)"
    return max(
        int(connection.execute(counted, (match_query(operand), COUNTED_UP_TO)).fetchone()[0])
        for operand in term.operands
    )


def many(newest: int) -> int:
    """Return how many rows make a word common, in a store whose newest sighting has this number.

    With n of N rows having it, a screen of rows is met after about 40 N / n rows, each of which costs about four times
    what one of the n costs to be looked up and sorted.
    """
    return math.isqrt(150 * newest)


class Walk:
    """A walk over the rows that meet the other terms, in order, for those whose words are the ones asked for."""

    def __init__(self, connection: sqlite3.Connection, query: Query, words: tuple[Term, ...]) -> None:
        """Begin at the first row that meets the terms of `query` but for `words`."""
        others = tuple(term for term in query.filter.terms if term not in words)
        self._rest = replace(query, filter=replace(query.filter, terms=others))
        self._connection = connection
        self._query = query
        self._candidates = in_order(connection, self._rest)
        self._looked_at = 0
        self._is_over = False
        # Every word of the filter is asked of the rows looked at, those that lead to them too.
        every = [term for term in query.filter.terms if not term.field]
        self._words = [operand.text for term in every for operand in term.operands]
        self._sought = next((term.operands for term in words if not term.negated), ())
        """The words of a term of which a row must have one."""
        self.found: list[int] = []

    @cached_property
    def _is_in_rows_only(self) -> bool:
        """Whether a row must have one of the words sought itself: nothing it refers to has them."""
        term = next((term for term in self._query.filter.terms if term.operands == self._sought), None)
        return term is not None and not has_words_elsewhere(self._connection, self._query, term)

    @property
    def comes_in_order(self) -> bool:
        """Whether the rows are led to one after the other, so that the first come at once."""
        return not self._rest.filter or comes_in_order(self._connection, self._rest)

    def first(self, limit: int, share: float | None = None) -> list[int] | None:
        """Return the first `limit` ids, or all; None if so few rows have the words that another way is shorter.

        Args:
            limit: How many.
            share: What part of all rows has the words, as far as it is known; without it, only a few are looked at.
        """
        if share is None:
            self._look_at(_AT_FIRST)
            return self.found[:limit] if len(self.found) >= limit or self._is_over else None
        while len(self.found) < limit and not self._is_over:
            if self._looked_at >= _LOOKED_AT:
                return None
            # A few rows tell less than the count; a count that ended early tells less than many rows.
            met_so_far = max(share, len(self.found) / max(self._looked_at, _MOST_AT_ONCE))
            expected = int((limit - len(self.found)) / met_so_far)
            self._look_at(min(_MOST_AT_ONCE, _LOOKED_AT - self._looked_at, max(_AT_FIRST, expected)))
        return self.found[:limit]

    def _look_at(self, number: int) -> None:
        from tracker.store.filters.conditions import match_query
        from tracker.store.filters.sql import where_words_are
        from tracker.store.word_matching import WordMatcher

        ids = list(islice(self._candidates, number))
        self._is_over = len(ids) < number
        self._looked_at += len(ids)
        with WordMatcher(self._connection, self._words) as matcher:
            matcher.look_at(ids)

            def among(operand: Operand) -> Sql:
                having = matcher.having(match_query(operand))
                return "sighting.id IN (SELECT value FROM json_each(?))", (str(having),)

            condition, params = where_words_are(self._query.filter, among)
            if self._is_in_rows_only:
                # Any other row would be looked into for its source and ship.
                ids = sorted({row for operand in self._sought for row in matcher.having(match_query(operand))})
        statement = "SELECT sighting.id FROM sighting WHERE sighting.id IN (SELECT value FROM json_each(?)) AND"
        order = self._query.order()
        self.found += ids_of(self._connection, joined(statement, condition, order), (str(ids), *params))


def share_of(shares: Mapping[Term, float]) -> float:
    """Return what part of the rows meets all of these terms, where each is met by such a part of them."""
    return math.prod(share for term, share in shares.items() if not term.negated)
