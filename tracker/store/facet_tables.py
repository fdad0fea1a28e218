"""The facets of each target: which values a result can be divided by, and where SQLite finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.vocabulary import FLAG_ASPECTS
from tracker.store.filters.lifts import LIVE


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


def _by_sighting(target: str, value: str, join: str = "") -> str:
    """Return the pairs of a target's rows and the values on their sightings."""
    return (
        f"SELECT sighting.{target}_id AS id, {value} AS value FROM sighting {join}"  # noqa: S608
        f" WHERE {value} IS NOT NULL AND sighting.{target}_id IS NOT NULL AND {LIVE['sighting']}"
    )


_JOIN_SOURCE: Final = "JOIN source ON source.id = sighting.source_id AND source.retracted_at IS NULL"
_JOIN_VESSEL: Final = "JOIN vessel ON vessel.id = sighting.vessel_id AND vessel.retracted_at IS NULL"
_KINDS_OF_VESSELS: Final = (
    # Few sightings belong to an incident: those are gone through, and not all that belong to a vessel.
    "SELECT sighting.vessel_id AS id, kind AS value FROM incident_kind"  # noqa: S608
    " CROSS JOIN sighting ON sighting.incident_id = incident_kind.incident_id"
    f" WHERE sighting.vessel_id IS NOT NULL AND {LIVE['sighting']}"
    " AND sighting.incident_id IN (SELECT id FROM incident WHERE retracted_at IS NULL)"
)
_PUBLISHERS_OF_VESSELS: Final = (
    "SELECT sighting.vessel_id AS id, publisher AS value FROM source"  # noqa: S608
    " CROSS JOIN sighting ON sighting.source_id = source.id"
    " WHERE publisher IS NOT NULL AND source.retracted_at IS NULL"
    f" AND sighting.vessel_id IS NOT NULL AND {LIVE['sighting']}"
)
_CONTESTED: Final = "SELECT incident_id AS id, property AS value FROM incident_verdict WHERE verdict = 'contested'"
_FINDINGS: Final = (
    "SELECT record_id AS id, rule AS value FROM finding_about JOIN finding ON finding.id = finding_id"
    " WHERE outcome = 'fires' AND dismissed_at IS NULL"
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
                " UNION ALL SELECT vessel_id, flag FROM identity"  # noqa: S608
                f" WHERE aspect = '{aspect}' AND flag IS NOT NULL AND {LIVE['identity']}"
            )
        found.append(Facet(name, heading, pairs=pairs))
    return tuple(found)


def _sighted_years(target: str) -> Facet:
    bounds = (
        f"SELECT sighting.{target}_id AS id, date_earliest AS earliest, date_latest AS latest FROM sighting"  # noqa: S608
        f" WHERE sighting.{target}_id IS NOT NULL AND {LIVE['sighting']}"
    )
    return Facet("date", "Year", bounds=bounds)


FACETS: Final[dict[str, tuple[Facet, ...]]] = {
    "incidents": (
        Facet("kind", "Kind", pairs="SELECT incident_id AS id, kind AS value FROM incident_kind"),
        *_flag_facets("incident"),
        _sighted_years("incident"),
        Facet("contested", "Contested", pairs=_CONTESTED),
        Facet("finding", "Finding", pairs=_FINDINGS),
        Facet(
            "origins",
            "Independent origins",
            pairs="SELECT incident_id AS id, origin_count AS value FROM incident_extent",
        ),
        Facet("status", "Status", own="incident.status"),
        Facet(
            "type",
            "Vessel type",
            pairs=f"{_by_sighting('incident', 'sighting.vessel_type')}"
            f" UNION ALL {_by_sighting('incident', 'vessel.type', _JOIN_VESSEL)}",
        ),
        Facet("publisher", "Publisher", pairs=_by_sighting("incident", "source.publisher", _JOIN_SOURCE)),
        Facet("reliability", "Reliability", pairs=_by_sighting("incident", "source.reliability", _JOIN_SOURCE)),
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
        Facet("finding", "Finding", pairs=_FINDINGS),
        _sighted_years("vessel"),
        Facet("kind", "Kind of incident", pairs=_KINDS_OF_VESSELS),
        Facet(
            "list",
            "Listed by",
            pairs="SELECT vessel_id AS id, list AS value FROM listing"
            " WHERE vessel_id IS NOT NULL AND retracted_at IS NULL",
        ),
        Facet("publisher", "Publisher", pairs=_PUBLISHERS_OF_VESSELS),
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
    ),
}
"""The facets of each target, in the order to show them."""
