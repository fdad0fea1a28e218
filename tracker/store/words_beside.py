"""Words beside other terms: where only sightings have them, another term's index leads and words are asked last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.store.in_order import steps_of
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.filters.terms import Operand, Sql, Term
    from tracker.store.query import Query


def narrowed(connection: sqlite3.Connection, query: Query) -> Query:
    """Return a query that selects the same rows sooner, if words stand in it beside a term that an index leads to.

    What it rests on holds for the moment that the connection's transaction sees.
    """
    terms = query.filter.terms
    words = [term for term in terms if not term.field]
    if query.table != "sighting" or not words or not any(term.field and not term.negated for term in terms):
        return query
    beside = replace(query, words_in_rows_only=True)
    if not _goes_by_index(connection, beside) or any(has_words_elsewhere(connection, query, term) for term in words):
        return query
    return beside


def has_words_elsewhere(connection: sqlite3.Connection, query: Query, term: Term) -> bool:
    """Whether a sighting has the words of a term by its source, ship or an identity of hers."""
    from tracker.store.filters.sql import where_words_are

    asked = replace(query.filter, terms=(replace(term, negated=False),))
    elsewhere, params = where_words_are(asked, _nowhere)
    statement = joined("SELECT 1 FROM sighting WHERE", elsewhere, "LIMIT 1")
    return connection.execute(statement, params).fetchone() is not None


def _goes_by_index(connection: sqlite3.Connection, query: Query) -> bool:
    selection, params = query.selection()
    return steps_of(connection, selection, params)[0].startswith("SEARCH sighting USING")


def _nowhere(operand: Operand) -> Sql:
    del operand
    # Written so that SQLite can still go by the indexes of the other alternatives.
    return "sighting.id = -1", ()
