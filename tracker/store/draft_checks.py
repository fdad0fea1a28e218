"""Check a record that is still being typed: what would fire because of it, what it may repeat, whose ship it may be.

Nothing is written. The rules run once without the draft and once with it; what only the second says is the draft's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from tracker.domain.identity.candidates import Candidate, candidates
from tracker.domain.indicators import Evidence, run_rules
from tracker.domain.indicators.registry import RULES
from tracker.domain.records import Identity, Sighting, Vessel
from tracker.domain.vocabulary import FLAG_COLUMNS
from tracker.store.candidates import known_vessels
from tracker.store.evidence import indicator_tables, numbers_of_others
from tracker.store.records import sources_with_origins, vessel_file
from tracker.store.reference import load_reference
from tracker.store.repeats import repeats_of
from tracker.store.rows import read
from tracker.store.tables import with_bounds

DRAFT_ID: Final = 0
"""The id of a record that has none yet."""

CHECKED_TABLES: Final = ("sighting", "vessel", "identity", "incident")
_NEIGHBOURS: Final = 60
"""Sightings of the vessel before and after the draft's day that the rules look at."""
_CANDIDATES: Final = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing worth a look before saving; never a reason to refuse."""

    sentence: str
    field: str | None = None
    """The field it concerns, where it is one."""
    rule: str | None = None
    """The indicator that would fire, if it is one."""


@dataclass(frozen=True, slots=True)
class DraftChecks:
    """What was found about a draft."""

    checks: tuple[Check, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """Vessels that a sighting which names none may be of, the strongest tie first."""


def check_draft(
    connection: sqlite3.Connection, table: str, values: Mapping[str, Any], record_id: int | None = None
) -> DraftChecks:
    """Check what was read from the fields of a form.

    Args:
        connection: The store.
        table: The table of the draft.
        values: Column to value as it would be saved; fields that cannot be read are left out.
        record_id: The record being edited; None for a new one.
    """
    if table not in CHECKED_TABLES:
        return DraftChecks()
    repeated = tuple(Check(sentence, field) for field, sentence in repeats_of(connection, table, values, record_id))
    if table == "incident":
        return DraftChecks(repeated)
    fired = tuple(_fired(connection, table, values, record_id))
    return DraftChecks((*fired, *repeated), _candidates(connection, table, values))


def _fired(
    connection: sqlite3.Connection, table: str, values: Mapping[str, Any], record_id: int | None
) -> Iterator[Check]:
    number = DRAFT_ID if record_id is None else record_id
    known = _evidence(connection, table, values, number)
    drafted = _with_draft(connection, known, table, values, number)
    if drafted is None:
        return
    said = {finding.sentence for finding in run_rules(known, RULES) if finding.outcome == "fires"}
    for finding in run_rules(drafted, RULES):
        if finding.outcome == "fires" and (table, number) in finding.rests_on and finding.sentence not in said:
            yield Check(finding.sentence, _field_of(finding.rule, table, values), finding.rule)


def _evidence(connection: sqlite3.Connection, table: str, values: Mapping[str, Any], number: int) -> Evidence:
    """Return what is known of the ship without the record of the draft."""
    vessel_id = number if table == "vessel" else values.get("vessel_id")
    common: dict[str, Any] = {
        "tables": indicator_tables(),
        "today": datetime.now(UTC).date(),
        "known": numbers_of_others(connection, vessel_id or DRAFT_ID),
    }
    if not vessel_id:
        return Evidence(**common)
    found = vessel_file(connection, vessel_id, sighting_limit=1)
    sightings = tuple(s for s in _neighbours(connection, vessel_id, values) if (table, number) != ("sighting", s.id))
    return Evidence(
        **common,
        vessel=None if table == "vessel" else found.vessel,
        identities=tuple(i for i in found.identities if (table, number) != ("identity", i.id)),
        sightings=sightings,
        listings=found.listings,
        sources={**found.sources, **sources_with_origins(connection, {s.source_id for s in sightings})},
    )


def _neighbours(connection: sqlite3.Connection, vessel_id: int, values: Mapping[str, Any]) -> list[Sighting]:
    """Return the vessel's sightings next to the draft's day, which alone can be too far away for the time between."""
    day = with_bounds("sighting", {"date": values.get("date")})["date_earliest"] or "9999"
    standing = "vessel_id = ? AND retracted_at IS NULL AND date_earliest"
    before = read(
        connection, Sighting, f"{standing} <= ? ORDER BY date_earliest DESC LIMIT {_NEIGHBOURS}", (vessel_id, day)
    )
    after = read(connection, Sighting, f"{standing} > ? ORDER BY date_earliest LIMIT {_NEIGHBOURS}", (vessel_id, day))
    return [*reversed(before), *after]


def _with_draft(
    connection: sqlite3.Connection, known: Evidence, table: str, values: Mapping[str, Any], number: int
) -> Evidence | None:
    """Return the evidence with the draft in it; None while too little of the draft is typed."""
    row = {**with_bounds(table, dict(values)), "id": number, "uid": ""}
    if table == "vessel":
        return replace(known, vessel=Vessel.from_row({"name": "", **_given(row)}))
    if table == "identity":
        if not values.get("vessel_id") or not values.get("aspect"):
            return None
        return replace(known, identities=(*known.identities, Identity.from_row(_given(row))))
    sighting = _sighting(row)
    sources = {**known.sources, **sources_with_origins(connection, (sighting.source_id or None,))}
    return replace(known, sightings=(*known.sightings, sighting), sources=sources)


def _sighting(row: Mapping[str, Any]) -> Sighting:
    return Sighting.from_row({"source_id": 0, **_given(row)})


def _given(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _candidates(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> tuple[Candidate, ...]:
    if table != "sighting" or values.get("vessel_id"):
        return ()
    row = {**with_bounds(table, dict(values)), "id": DRAFT_ID, "uid": ""}
    sighting = _sighting(row)
    if not any((sighting.imo_shown, sighting.mmsi_shown, sighting.call_sign_shown, sighting.name_shown)):
        return ()
    return tuple(candidates(sighting, list(known_vessels(connection, sighting)), load_reference())[:_CANDIDATES])


_FIELD_OF_FAMILY: Final = {
    "imo": {"sighting": "imo_shown", "vessel": "imo", "identity": "imo"},
    "mmsi": {"sighting": "mmsi_shown", "identity": "mmsi"},
    "mid": {"sighting": "mmsi_shown", "identity": "mmsi"},
    "call": {"sighting": "call_sign_shown", "identity": "call_sign"},
    "implausible": {"sighting": "position"},
    "dimensions": {"sighting": "length_m", "vessel": "length_m"},
    "rename": {"sighting": "name_shown", "identity": "name"},
    "age": {"vessel": "built", "sighting": "date"},
}
"""The field that a rule concerns, by the first word of the rule and the table."""


def _field_of(rule: str, table: str, values: Mapping[str, Any]) -> str | None:
    family = _FIELD_OF_FAMILY.get(rule.partition("-")[0])
    if family is not None:
        return family.get(table)
    if table == "identity":
        return "flag" if values.get("flag") else None
    return next((column for column in FLAG_COLUMNS if values.get(column)), None)
