"""Words that only sightings have, and none by its source or ship: they are looked for in sightings alone, and beside
another term whose index leads to few rows they are asked last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.store.filters.lifts import HIDDEN
from tracker.store.in_order import steps_of
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.store.filters.terms import Operand, Sql, Term
    from tracker.store.query import Query


def narrowed(connection: sqlite3.Connection, query: Query) -> Query:
    """Return a query that selects the same rows sooner, if only sightings have its words and an index leads to whatever
    else is asked for.

    What it rests on holds for the moment that the connection's transaction sees.
    """
    terms = query.filter.terms
    words = [term for term in terms if not term.field]
    others = [term for term in terms if term.field]
    if query.table != "sighting" or not words or all(term.negated for term in others or words):
        return query
    beside = replace(query, words_in_rows_only=True)
    if others and not _goes_by_index(connection, beside):
        return query
    return query if any(has_words_elsewhere(connection, query, term) for term in words) else beside


def listed_by_word(query: Query) -> Sql | None:
    """Return the statement that gives the ids of a narrowed query by the search index alone, in the order in which the
    rows lie; None where something else than one word is asked for."""
    if not query.words_in_rows_only or len(query.filter.terms) > 1 or len(query.filter.terms[0].operands) > 1:
        return None
    from tracker.store.filters.conditions import match_query

    found = "SELECT rowid AS id FROM sighting_search WHERE sighting_search MATCH ?"
    statement = joined(found, "AND rowid NOT IN (SELECT id FROM sighting WHERE", HIDDEN["sighting"], ")")
    return statement, (match_query(query.filter.terms[0].operands[0]),)


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
