"""Count the values of the current result: flags by aspect, kinds, years, types, publishers, grades, statuses.

Each count comes with the filter term that narrows the result to it, and is what that term then finds.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.domain.vocabulary import (
    FLAG_ASPECTS,
    INCIDENT_KINDS,
    INCIDENT_STATUSES,
    RELIABILITIES,
    SOURCE_KINDS,
)
from tracker.store.filters.lifts import LIVE
from tracker.store.filters.terms import EXACTLY, Operand, Term
from tracker.store.filters.toggles import has_term, toggled, with_term, without_term
from tracker.store.results import Query

if TYPE_CHECKING:
    from tracker.domain.reference import Reference

__all__ = [
    "FACETS",
    "Facet",
    "FacetCount",
    "facet_counts",
    "has_term",
    "toggled",
    "with_term",
    "without_term",
]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to divide a result."""

    name: str
    """The filter field whose terms it adds."""
    label: str
    own: str = ""
    """Column of the target's own table, where each row has one value."""
    key: str = ""
    """Column that leads to the table of `pairs`, where several rows share what they lead to."""
    pairs: str = ""
    """Query of `id, value`: the values of the row `id` of the target, or of what `key` leads to."""
    bounds: str = ""
    """Query of `id, earliest, latest` for years, where the target's own table has no dates."""


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


def facet_counts(
    connection: sqlite3.Connection,
    query: Query,
    facet: Facet | str,
    limit: int,
    reference: Reference | None = None,
) -> list[FacetCount]:
    """Return the `limit` most frequent values under the query's filter (years: the latest), with their counts."""
    chosen = (
        facet if isinstance(facet, Facet) else next(one for one in FACETS[query.target] if one.name == facet)
    )
    counted = (
        _years(connection, query, chosen, limit)
        if chosen.name == _YEARS
        else _values(connection, query, chosen, limit)
    )
    selected = {
        (term.field, operand) for term in query.filter.terms if not term.negated for operand in term.operands
    }
    found = []
    for value, count in counted:
        term = _term(chosen, value, reference)
        is_selected = (term.field, term.operands[0]) in selected
        found.append(FacetCount(value, _label(chosen, value, reference), count, term.text, is_selected))
    return found


def _values(connection: sqlite3.Connection, query: Query, facet: Facet, limit: int) -> list[tuple[str, int]]:
    if facet.own:
        selection, params = query.selection(f"{facet.own} AS value, count(*) AS n")
        statement = f"{selection} AND {facet.own} IS NOT NULL GROUP BY {facet.own}"
    elif facet.key:
        selection, params = query.selection(f"{facet.key} AS id, count(*) AS n")
        grouped = f"{selection} AND {facet.key} IS NOT NULL GROUP BY {facet.key}"
        statement = (
            f"SELECT value, sum(n) AS n FROM ({grouped}) JOIN ({facet.pairs}) USING (id) GROUP BY value"  # noqa: S608 - our own words
        )
    else:
        selection, params = query.selection()
        statement = (
            f"SELECT value, count(DISTINCT id) AS n FROM ({facet.pairs})"  # noqa: S608 - our own words
            f" WHERE id IN ({selection}) AND value IS NOT NULL GROUP BY value"
        )
    rows = connection.execute(f"{statement} ORDER BY n DESC, value LIMIT ?", (*params, limit))
    return [(str(row[0]), int(row[1])) for row in rows]


def _years(connection: sqlite3.Connection, query: Query, facet: Facet, limit: int) -> list[tuple[str, int]]:
    if facet.own:
        first, last = f"substr({facet.own}_earliest, 1, 4)", f"substr({facet.own}_latest, 1, 4)"
        selection, params = query.selection(f"{first}, {last}, count(*)")
        statement = f"{selection} AND {facet.own}_earliest IS NOT NULL GROUP BY 1, 2"
        return _latest(
            _spread((row[0], row[1], row[2]) for row in connection.execute(statement, params)), limit
        )
    selection, params = query.selection()
    spans = connection.execute(
        "SELECT DISTINCT id, substr(earliest, 1, 4), substr(latest, 1, 4)"
        f" FROM ({facet.bounds}) WHERE id IN ({selection}) AND earliest IS NOT NULL",
        params,
    ).fetchall()
    ends = _known_years((row[1], row[2]) for row in spans)
    found = {(row[0], year) for row in spans for year in ends if row[1] <= year <= row[2]}
    return _latest(Counter(year for _, year in found), limit)


def _spread(spans: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """Return, for each year that a span begins or ends in, how many spans can lie in it."""
    kept = list(spans)
    years = _known_years((first, last) for first, last, _ in kept)
    found: Counter[str] = Counter()
    for first, last, count in kept:
        for year in (first,) if first == last and first in years else years:
            if first <= year <= last:
                found[year] += count
    return found


def _known_years(spans: Iterable[tuple[str, str]]) -> set[str]:
    return {year for span in spans for year in span} - {"0001", "9999"}


def _latest(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), reverse=True)[:limit]


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
}


def _by_sighting(target: str, value: str, join: str = "") -> str:
    """Return the pairs of a target's rows and the values on their sightings."""
    return (
        f"SELECT sighting.{target}_id AS id, {value} AS value FROM sighting {join}"  # noqa: S608 - our own words
        f" WHERE {value} IS NOT NULL AND sighting.{target}_id IS NOT NULL AND {LIVE['sighting']}"
    )


_JOIN_SOURCE: Final = "JOIN source ON source.id = sighting.source_id AND source.retracted_at IS NULL"
_JOIN_VESSEL: Final = "JOIN vessel ON vessel.id = sighting.vessel_id AND vessel.retracted_at IS NULL"
_JOIN_KIND: Final = (
    "JOIN incident ON incident.id = sighting.incident_id AND incident.retracted_at IS NULL"
    " JOIN incident_kind ON incident_kind.incident_id = sighting.incident_id"
)
_STANDING: Final = "FROM {0} WHERE {0}.retracted_at IS NULL"


def _flag_facets(target: str) -> tuple[Facet, ...]:
    found = []
    for aspect, label in FLAG_ASPECTS.items():
        name, heading = f"flag.{aspect}", label.capitalize()
        if target == "sighting":
            found.append(Facet(name, heading, own=f"sighting.flag_{aspect}"))
            continue
        pairs = _by_sighting(target, f"sighting.flag_{aspect}")
        if target == "vessel":
            pairs += (
                " UNION ALL SELECT vessel_id, flag FROM identity"
                f" WHERE aspect = '{aspect}' AND flag IS NOT NULL AND {LIVE['identity']}"
            )
        found.append(Facet(name, heading, pairs=pairs))
    return tuple(found)


def _sighted_years(target: str) -> Facet:
    bounds = (
        f"SELECT sighting.{target}_id AS id, date_earliest AS earliest, date_latest AS latest FROM sighting"  # noqa: S608 - our own words
        f" WHERE sighting.{target}_id IS NOT NULL AND {LIVE['sighting']}"
    )
    return Facet("date", "Year", bounds=bounds)


FACETS: Final[dict[str, tuple[Facet, ...]]] = {
    "incidents": (
        Facet("kind", "Kind", pairs="SELECT incident_id AS id, kind AS value FROM incident_kind"),
        *_flag_facets("incident"),
        _sighted_years("incident"),
        Facet("status", "Status", own="incident.status"),
        Facet(
            "type",
            "Vessel type",
            pairs=f"{_by_sighting('incident', 'sighting.vessel_type')}"
            f" UNION ALL {_by_sighting('incident', 'vessel.type', _JOIN_VESSEL)}",
        ),
        Facet("publisher", "Publisher", pairs=_by_sighting("incident", "source.publisher", _JOIN_SOURCE)),
        Facet(
            "reliability", "Reliability", pairs=_by_sighting("incident", "source.reliability", _JOIN_SOURCE)
        ),
    ),
    "sightings": (
        *_flag_facets("sighting"),
        Facet("date", "Year", own="sighting.date"),
        Facet(
            "kind",
            "Kind of incident",
            key="sighting.incident_id",
            pairs="SELECT incident_id AS id, kind AS value FROM incident_kind"
            " JOIN incident ON incident.id = incident_id AND retracted_at IS NULL",
        ),
        Facet("type", "Vessel type", own="sighting.vessel_type"),
        Facet(
            "publisher",
            "Publisher",
            key="sighting.source_id",
            pairs=f"SELECT id, publisher AS value {_STANDING.format('source')} AND publisher IS NOT NULL",
        ),
        Facet(
            "reliability",
            "Reliability",
            key="sighting.source_id",
            pairs=f"SELECT id, reliability AS value {_STANDING.format('source')}",
        ),
        Facet(
            "status",
            "Status of incident",
            key="sighting.incident_id",
            pairs=f"SELECT id, status AS value {_STANDING.format('incident')}",
        ),
    ),
    "vessels": (
        *_flag_facets("vessel"),
        Facet("type", "Vessel type", own="vessel.type"),
        _sighted_years("vessel"),
        Facet("kind", "Kind of incident", pairs=_by_sighting("vessel", "incident_kind.kind", _JOIN_KIND)),
        Facet(
            "list",
            "Listed by",
            pairs="SELECT vessel_id AS id, list AS value FROM listing WHERE vessel_id IS NOT NULL AND retracted_at IS NULL",
        ),
        Facet("publisher", "Publisher", pairs=_by_sighting("vessel", "source.publisher", _JOIN_SOURCE)),
    ),
    "sources": (
        Facet("publisher", "Publisher", own="source.publisher"),
        Facet("kind", "Kind of source", own="source.kind"),
        Facet("reliability", "Reliability", own="source.reliability"),
        Facet("date", "Year", own="source.published"),
        Facet("language", "Language", own="source.language"),
    ),
    "findings": (
        Facet("finding", "Rule", own="finding.rule"),
        Facet("level", "Level", own="finding.level"),
        Facet("outcome", "Outcome", own="finding.outcome"),
    ),
}
"""The facets of each target, in the order to show them."""
