"""Count the values of the current result: flags by aspect, kinds, years, types, publishers, grades, statuses.

Each count comes with the filter term that narrows the result to it, and is what that term then finds.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.domain.vocabulary import CASE_PROPERTIES, INCIDENT_KINDS, INCIDENT_STATUSES, RELIABILITIES, SOURCE_KINDS
from tracker.store.facet_pass import counts_in_one_pass, greatest, led_to
from tracker.store.facet_tables import FACETS, Facet
from tracker.store.facet_years import year_counts
from tracker.store.filters.lifts import HIDDEN
from tracker.store.filters.terms import EXACTLY, Operand, Sql, Term
from tracker.store.filters.toggles import has_term, toggled, with_term, without_term
from tracker.store.query import Query
from tracker.store.same_moment import same_moment
from tracker.store.side_by_side import Together, side_by_side
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
    connection: sqlite3.Connection,
    query: Query,
    limit: int,
    reference: Reference | None = None,
    beside: Sequence[sqlite3.Connection] = (),
    ids: Sequence[int] | None = None,
) -> Iterator[tuple[Facet, list[FacetCount]]]:
    """Yield each facet of the query's target with its `limit` most frequent values (years: the latest), as they
    are counted; connections `beside` this one share the work.

    Where the `ids` of the result are known already, what the filter selects need not be looked for once more.
    """
    facets = FACETS[query.target]
    with same_moment(connection, beside) as together:
        if query.filter and all(facet.own or facet.key for facet in facets):
            counts = counts_in_one_pass(together, query, facets, limit, ids)
            for facet in facets:
                yield facet, _as_terms(query, facet, counts[facet.name], reference)
            return
        for facet, counted in _counted_one_by_one(together, query, limit):
            yield facet, _as_terms(query, facet, counted, reference)


def _counted_one_by_one(together: Together, query: Query, limit: int) -> Iterator[tuple[Facet, list[tuple[str, int]]]]:
    """Yield each facet with its values, in order; a column that leads to several is counted once."""
    selected = _selected(together[0], query)

    def count(connection: sqlite3.Connection, group: list[Facet]) -> dict[str, list[tuple[str, int]]]:
        if not group[0].key:
            return {facet.name: _counted(connection, query, facet, limit, selected) for facet in group}
        keys = Counter[int](dict(connection.execute(*_grouped(query, group[0].key)).fetchall()))
        return {facet.name: greatest(led_to(connection, facet, keys), limit) for facet in group}

    groups: dict[str, list[Facet]] = {}
    for facet in FACETS[query.target]:
        groups.setdefault(facet.key or facet.name, []).append(facet)
    answers = side_by_side(together, count, groups.values())
    counts: dict[str, list[tuple[str, int]]] = {}
    for facet in FACETS[query.target]:
        while facet.name not in counts:
            counts |= next(answers)
        yield facet, counts[facet.name]


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
