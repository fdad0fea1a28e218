"""What `is:` and `has:` ask: each word is a condition of its own, with how it reads in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.domain.vocabulary import FLAG_COLUMNS
from tracker.store.filters.conditions import fact
from tracker.store.filters.field import Rule, own_reach

_RECORDS: Final = ("incident", "sighting", "vessel", "source")


@dataclass(frozen=True, slots=True)
class State:
    """One word of `is:` or `has:`."""

    english: str
    rule: Rule


def _facts(**on: str) -> Rule:
    return Rule({table: fact(sql) for table, sql in on.items()})


def _own(**on: str) -> Rule:
    """Return the rule of a fact about the listed rows themselves, never about what belongs to them."""
    return Rule({table: fact(sql) for table, sql in on.items()}, own_reach(tuple(on)))


def _filled(column: str, tables: tuple[str, ...] = _RECORDS) -> Rule:
    return _own(**{table: f"{table}.{column} IS NOT NULL" for table in tables})


def _sighted(table: str, column: str, sense: str) -> str:
    """Return whether a row of `table` has (`IN`) or lacks (`NOT IN`) a standing sighting with `column`
    filled."""
    return (
        f"{table}.id {sense} (SELECT {table}_id FROM sighting WHERE {column} IS NOT NULL"  # noqa: S608
        f" AND {table}_id IS NOT NULL AND retracted_at IS NULL)"
    )


def about_finding(table: str, condition: str = "") -> str:
    """Return whether a finding that fires, is not set aside and meets `condition` is shown with a row of `table`."""
    also = f" AND {condition}" if condition else ""
    return (
        f"{table}.id IN (SELECT record_id FROM finding_about WHERE finding_id IN"  # noqa: S608
        f" (SELECT id FROM finding WHERE outcome = 'fires' AND dismissed_at IS NULL{also}))"
    )


IS: Final[Mapping[str, State]] = {
    "contested": State(
        "contested",
        _facts(incident="incident.id IN (SELECT incident_id FROM incident_verdict WHERE verdict = 'contested')"),
    ),
    "retracted": State("retracted", _filled("retracted_at")),
    "undated": State(
        "undated",
        _own(
            incident=_sighted("incident", "date_earliest", "NOT IN"),
            sighting="sighting.date_earliest IS NULL",
            vessel=_sighted("vessel", "date_earliest", "NOT IN"),
            source="source.published_earliest IS NULL",
        ),
    ),
    "judged": State(
        "judged by an analyst",
        _facts(incident="incident.id IN (SELECT incident_id FROM judgement WHERE retracted_at IS NULL)"),
    ),
    "listed": State(
        "on a list",
        _facts(
            vessel="vessel.id IN (SELECT vessel_id FROM listing"
            " WHERE vessel_id IS NOT NULL AND delisted IS NULL AND retracted_at IS NULL)"
        ),
    ),
    "retelling": State("a retelling", _facts(source="source.derived_from IS NOT NULL")),
    "false-identity": State(
        "reported with a false identity",
        _facts(vessel="vessel.id IN (SELECT vessel_id FROM identity WHERE is_false = 1 AND retracted_at IS NULL)"),
    ),
    "fires": State("firing", _own(finding="finding.outcome = 'fires'")),
    "dismissed": State("dismissed", _own(finding="finding.dismissed_at IS NOT NULL")),
}

HAS: Final[Mapping[str, State]] = {
    "date": State("a date", _facts(sighting="sighting.date_earliest IS NOT NULL")),
    "place": State("a place", _facts(sighting="sighting.place IS NOT NULL")),
    "position": State("a position", _facts(sighting="sighting.lat IS NOT NULL")),
    "name": State("a name shown", _facts(sighting="sighting.name_shown IS NOT NULL")),
    "imo": State("an IMO number", _facts(sighting="sighting.imo_shown IS NOT NULL", vessel="vessel.imo IS NOT NULL")),
    "mmsi": State("an MMSI", _facts(sighting="sighting.mmsi_shown IS NOT NULL", identity="identity.mmsi IS NOT NULL")),
    "callsign": State(
        "a call sign",
        _facts(sighting="sighting.call_sign_shown IS NOT NULL", identity="identity.call_sign IS NOT NULL"),
    ),
    "flag": State(
        "a flag",
        _facts(
            sighting=f"({' OR '.join(f'sighting.{column} IS NOT NULL' for column in FLAG_COLUMNS)})",
            identity="identity.flag IS NOT NULL",
        ),
    ),
    "vessel": State("a vessel", _facts(sighting="sighting.vessel_id IS NOT NULL")),
    "incident": State("an incident", _facts(sighting="sighting.incident_id IS NOT NULL")),
    "sighting": State(
        "a sighting",
        _own(
            incident=_sighted("incident", "id", "IN"),
            vessel=_sighted("vessel", "id", "IN"),
            source=_sighted("source", "id", "IN"),
        ),
    ),
    "cargo": State("a cargo", _facts(sighting="sighting.cargo IS NOT NULL")),
    "origin": State("a port of origin", _facts(sighting="sighting.origin IS NOT NULL")),
    "destination": State("a destination", _facts(sighting="sighting.destination IS NOT NULL")),
    "outcome": State("an outcome", _facts(sighting="sighting.outcome IS NOT NULL")),
    "said_by": State("a speaker", _facts(sighting="sighting.said_by IS NOT NULL")),
    "hedge": State("a hedge", _facts(sighting="sighting.hedge IS NOT NULL")),
    "locator": State("a locator", _facts(sighting="sighting.locator IS NOT NULL")),
    "url": State("a web address", _facts(source="source.url IS NOT NULL")),
    "archive": State("an archived copy", _facts(source="source.archive_url IS NOT NULL")),
    "text": State("its text kept", _facts(source="source.text IS NOT NULL")),
    "publisher": State("a publisher", _facts(source="source.publisher IS NOT NULL")),
    "note": State("a note", _filled("note")),
    "finding": State(
        "a finding",
        Rule(
            {table: fact(about_finding(table)) for table in ("incident", "sighting", "vessel")},
            {
                "sightings": ("sighting",),
                "vessels": ("vessel",),
                "incidents": ("incident",),
                "sources": ("sighting",),
                "findings": (),
            },
        ),
    ),
    "listing": State(
        "a listing",
        _facts(
            vessel="vessel.id IN (SELECT vessel_id FROM listing WHERE vessel_id IS NOT NULL AND retracted_at IS NULL)"
        ),
    ),
    "party": State(
        "a party",
        _facts(
            incident="incident.id IN (SELECT incident_id FROM role"
            " WHERE incident_id IS NOT NULL AND retracted_at IS NULL)",
            vessel="vessel.id IN (SELECT vessel_id FROM role WHERE vessel_id IS NOT NULL AND retracted_at IS NULL)",
        ),
    ),
}
