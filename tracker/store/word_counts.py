"""Count the sightings that have a word by the search index alone, where nothing but the index decides."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from tracker.store.words_beside import has_words_elsewhere

if TYPE_CHECKING:
    from tracker.store.query import Query

_RETRACTED_LOOKED_AT: Final = 1_000


def count_by_words(connection: sqlite3.Connection, query: Query) -> int | None:
    """Return how many sightings a filter of one word selects; None where the index alone does not tell.

    The index counts a hundred thousand matches in some milliseconds, while a statement that also asks for the words of
    sources and ships goes through all of them.
    """
    terms = query.filter.terms
    if query.table != "sighting" or len(terms) != 1 or terms[0].field or terms[0].negated or len(terms[0].operands) > 1:
        return None
    from tracker.store.filters.conditions import match_query
    from tracker.store.word_matching import WordMatcher

    retracted = [
        row[0]
        for row in connection.execute(
            "SELECT id FROM sighting WHERE retracted_at IS NOT NULL LIMIT ?", (_RETRACTED_LOOKED_AT + 1,)
        )
    ]
    if len(retracted) > _RETRACTED_LOOKED_AT or has_words_elsewhere(connection, query, terms[0]):
        return None
    match = match_query(terms[0].operands[0])
    counted = "SELECT count(*) FROM sighting_search WHERE sighting_search MATCH ?"
    number = int(connection.execute(counted, (match,)).fetchone()[0])
    if retracted:
        with WordMatcher(connection, [terms[0].operands[0].text]) as matcher:
            matcher.look_at(retracted)
            number -= len(matcher.having(match))
    return number
