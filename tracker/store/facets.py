"""Count the values of the current result: flags by aspect, kinds, years, types, publishers, grades, statuses.

Each count comes with the filter term that narrows the result to it, and is what that term then finds.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.domain.vocabulary import CASE_PROPERTIES, INCIDENT_KINDS, INCIDENT_STATUSES, RELIABILITIES, SOURCE_KINDS
from tracker.store.facet_pass import counts_in_one_pass, greatest, led_to
from tracker.store.facet_tables import FACETS, Facet
from tracker.store.facet_years import year_counts
from tracker.store.filters.lifts import HIDDEN
from tracker.store.filters.terms import EXACTLY, Operand, Sql, Term
from tracker.store.filters.toggles import has_term, toggled, with_term, without_term
from tracker.store.results import Query
from tracker.store.statement import joined

if TYPE_CHECKING:
    from tracker.domain.reference import Reference

__all__ = [
    "FACETS",
    "Facet",
    "FacetCount",
    "facets_of",
    "has_term",
    "toggled",
    "with_term",
    "without_term",
]


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One value of a facet."""

    value: str
    label: str
    """How it reads; not yet safe to draw."""
    count: int
    term: str
    """The filter text that adds it: `flag.flown:BZ`."""
    selected: bool = False
    """Whether the query's filter asks for it."""


def facets_of(
    connection: sqlite3.Connection, query: Query, limit: int, reference: Reference | None = None
) -> Iterator[tuple[Facet, list[FacetCount]]]:
    """Yield each facet of the query's target with its `limit` most frequent values (years: the latest), as they
    are counted."""
    facets = FACETS[query.target]
    if query.filter and all(facet.own or facet.key for facet in facets):
        counts = counts_in_one_pass(connection, query, facets, limit)
        for facet in facets:
            yield facet, _as_terms(query, facet, counts[facet.name], reference)
        return
    selected = _selected(connection, query)
    by_key: dict[str, Counter[int]] = {}
    for facet in facets:
        if facet.key:
            if facet.key not in by_key:
                by_key[facet.key] = Counter(dict(connection.execute(*_grouped(query, facet.key)).fetchall()))
            counted = greatest(led_to(connection, facet, by_key[facet.key]), limit)
        else:
            counted = _counted(connection, query, facet, limit, selected)
        yield facet, _as_terms(query, facet, counted, reference)


def _selected(connection: sqlite3.Connection, query: Query) -> Sql:
    """Return the statement that gives the ids of the result, which a filter is met for once."""
    if not query.filter:
        return query.selection()
    selection, params = query.selection()
    ids = [row[0] for row in connection.execute(selection, params)]
    return "SELECT value FROM json_each(?)", (str(ids),)


def _as_terms(
    query: Query, facet: Facet, counted: list[tuple[str, int]], reference: Reference | None
) -> list[FacetCount]:
    selected = {(term.field, operand) for term in query.filter.terms if not term.negated for operand in term.operands}
    found = []
    for value, count in counted:
        term = _term(facet, value, reference)
        is_selected = (term.field, term.operands[0]) in selected
        found.append(FacetCount(value, _label(facet, value, reference), count, term.text, is_selected))
    return found


def _counted(
    connection: sqlite3.Connection, query: Query, facet: Facet, limit: int, selected: Sql
) -> list[tuple[str, int]]:
    if facet.name == _YEARS:
        return year_counts(connection, query, facet, limit, selected)
    params: tuple[str | int | float, ...] = ()
    if facet.own:
        statement, params = _grouped(query, facet.own)
    else:
        selection, params = selected
        statement = joined("SELECT value, count(DISTINCT id) AS n FROM (", facet.pairs, ") WHERE id IN (", selection)
        statement += ") AND value IS NOT NULL GROUP BY value"
    rows = connection.execute(f"{statement} ORDER BY n DESC, 1 LIMIT ?", (*params, limit + 1))
    return [(str(value), int(number)) for value, number in rows if value is not None][:limit]


def _grouped(query: Query, column: str) -> tuple[str, tuple[str | int | float, ...]]:
    """Return the query of `id, n`: how many rows hold each value of `column`."""
    if query.filter:
        # The plus keeps SQLite from walking the column's index past rows that the filter left out.
        selection, params = query.selection(f"{column} AS id, count(*) AS n")
        return f"{selection} GROUP BY +{column}", params
    # Counting all and taking away the few hidden ones needs the column's index only.
    every = joined("SELECT", column, "AS id, count(*) AS n FROM", query.table, "WHERE", column, "IS NOT NULL")
    hidden = joined("SELECT", column, ", -count(*) FROM", query.table, "WHERE", HIDDEN[query.table])
    # The plus has SQLite find the hidden rows first, and not walk the column's index to look into every row.
    parts = joined(every, "GROUP BY", column, "UNION ALL", hidden, "GROUP BY +", column)
    return joined("SELECT id, sum(n) AS n FROM (", parts, ") GROUP BY id HAVING sum(n) > 0"), ()


def _term(facet: Facet, value: str, reference: Reference | None) -> Term:
    is_printed = facet.name in _TEXT_FACETS
    if facet.name.startswith("flag"):
        from tracker.domain.flags import FLAG_WORDS

        is_printed = value not in FLAG_WORDS and (reference or _reference()).state(value) is None
    return Term(facet.name, (Operand(value, EXACTLY if is_printed else ""),))


def _label(facet: Facet, value: str, reference: Reference | None) -> str:
    if facet.name.startswith("flag"):
        from tracker.domain.flags import describe_flag

        return describe_flag(value, reference or _reference())
    if facet.name == "reliability":
        return f"{value} {RELIABILITIES.get(value, '')}"
    return _ENGLISH.get(facet.name, {}).get(value, value)


def _reference() -> Reference:
    from tracker.store.reference import load_reference

    return load_reference()


_YEARS: Final = "date"
"""The facet that counts a row for every year it can lie in."""
_TEXT_FACETS: Final = frozenset({"type", "publisher", "list", "language", "outcome"})
_ENGLISH: Final[dict[str, dict[str, str]]] = {
    "kind": {**INCIDENT_KINDS, **SOURCE_KINDS},
    "status": dict(INCIDENT_STATUSES),
    "contested": dict(CASE_PROPERTIES),
}
