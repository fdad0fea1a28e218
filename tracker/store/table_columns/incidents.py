"""The columns of the table of incidents; facts are those of its sightings that are not retracted."""

from __future__ import annotations

from typing import Final

from tracker.store.table_columns.cell_text import contested_text, count_text, moment_text, span_text
from tracker.store.table_columns.column import Column, bookkeeping, computed, finding_count, stored

_SIGHTINGS = "FROM sighting WHERE sighting.incident_id = incident.id AND sighting.retracted_at IS NULL"


def _extent(column: str) -> str:
    return f"(SELECT {column} FROM incident_extent WHERE incident_extent.incident_id = incident.id)"  # noqa: S608


def _flags(aspect: str) -> str:
    return f"SELECT flag_{aspect} AS flag {_SIGHTINGS} AND flag_{aspect} IS NOT NULL AND sighting.stance <> 'denies'"


_FLAGS = " UNION ".join(_flags(aspect) for aspect in ("flown", "registered", "broadcast", "documented", "claimed"))

INCIDENT_COLUMNS: Final[tuple[Column, ...]] = (
    computed(
        "date",
        "Date",
        10,
        "The span that its sightings' dates cover.",
        "(SELECT json_array(date_earliest, date_latest) FROM incident_extent"
        " WHERE incident_extent.incident_id = incident.id)",
        order=_extent("date_earliest"),
        default=True,
        show=span_text,
        is_json=True,
    ),
    stored("incident", "title", "Incident", 40, "Title of the case.", default=True, prose=True),
    computed(
        "contested",
        "≠",
        4,
        "How many properties independent sources contradict each other on.",
        "(SELECT count(*) FROM incident_verdict"
        " WHERE incident_verdict.incident_id = incident.id AND verdict = 'contested')",
        default=True,
        align="right",
        show=contested_text,
    ),
    computed(
        "flags",
        "Flags",
        11,
        "Every flag that a source gives, whichever way it was shown.",
        f"(SELECT json_group_array(flag) FROM (SELECT flag FROM ({_FLAGS}) ORDER BY flag))",  # noqa: S608
        default=True,
        is_json=True,
    ),
    computed(
        "sources",
        "Src",
        4,
        "How many sources tell of it.",
        _extent("source_count"),
        default=True,
        align="right",
        show=count_text,
    ),
    computed(
        "origins",
        "Orig",
        4,
        "How many independent origins its sources go back to.",
        _extent("origin_count"),
        align="right",
        show=count_text,
    ),
    computed(
        "judged",
        "Judged",
        6,
        "How many properties an analyst has judged.",
        "(SELECT count(DISTINCT property) FROM judgement WHERE judgement.incident_id = incident.id"
        " AND judgement.retracted_at IS NULL)",
        align="right",
        show=count_text,
    ),
    computed(
        "kinds",
        "Kinds",
        24,
        "Kinds of incident.",
        "(SELECT json_group_array(kind) FROM (SELECT kind FROM incident_kind"
        " WHERE incident_kind.incident_id = incident.id ORDER BY kind))",
        default=True,
        is_json=True,
    ),
    computed(
        "vessels",
        "Vessels",
        22,
        "The vessels in it, by the name of the vessel or the name shown.",
        "(SELECT json_group_array(name) FROM (SELECT DISTINCT coalesce((SELECT name FROM vessel"  # noqa: S608
        f" WHERE vessel.id = sighting.vessel_id), name_shown) AS name {_SIGHTINGS}"
        " AND coalesce(vessel_id, name_shown) IS NOT NULL ORDER BY name))",
        default=True,
        is_json=True,
    ),
    computed(
        "place",
        "Place",
        22,
        "The place that most of its sightings name.",
        f"(SELECT place {_SIGHTINGS} AND place IS NOT NULL GROUP BY place ORDER BY count(*) DESC, min(id) LIMIT 1)",
        default=True,
    ),
    stored("incident", "status", "Status", 8, "Open, assessed or closed.", default=True),
    computed(
        "sightings",
        "Sight.",
        6,
        "How many sightings it has.",
        _extent("sighting_count"),
        default=True,
        align="right",
        show=count_text,
    ),
    computed(
        "findings",
        "Find.",
        5,
        "How many indicator rules fire on it or its sightings.",
        finding_count("incident"),
        align="right",
        show=count_text,
    ),
    computed(
        "date_earliest",
        "From",
        10,
        "The earliest day its sightings can mean.",
        _extent("date_earliest"),
        show=moment_text,
    ),
    computed(
        "date_latest",
        "To",
        10,
        "The latest day its sightings can mean.",
        _extent("date_latest"),
        show=moment_text,
    ),
    stored("incident", "summary", "Summary", 60, "What happened, in short.", prose=True),
    stored("incident", "legal_basis", "Legal basis", 24, "On what ground anybody acted.", prose=True),
    stored("incident", "keywords", "Keywords", 24, "Words to find it by.", prose=True),
    stored("incident", "note", "Note", 40, "The analyst's note.", prose=True),
    *bookkeeping("incident"),
)
