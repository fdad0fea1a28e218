"""The filter language: every field by name, with those that look into all tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.store.filters import clauses, readers
from tracker.store.filters.builders import RECORDS, state_field, text_field
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import contains, same_number, search
from tracker.store.filters.evidence_fields import EVIDENCE_FIELDS
from tracker.store.filters.field import FilterField, Rule, own_reach
from tracker.store.filters.record_fields import INCIDENT_FIELDS, SOURCE_FIELDS, VESSEL_FIELDS
from tracker.store.filters.sighting_fields import FLAG_FIELDS, SIGHTING_FIELDS
from tracker.store.filters.states import HAS, IS
from tracker.store.filters.terms import WORDS

_COMMON_FIELDS: Final = (
    state_field(
        "is",
        "A state it is in: contested, retracted, undated …",
        {word: state.english for word, state in IS.items()},
        {word: state.rule for word, state in IS.items()},
        "state",
        clauses.state,
    ),
    state_field(
        "has",
        "Something it has: a position, an IMO number, a note …",
        {word: state.english for word, state in HAS.items()},
        {word: state.rule for word, state in HAS.items()},
        "thing that a record has",
        clauses.possession,
    ),
    text_field(
        "note",
        "The analyst's note on the record.",
        "note",
        Rule(
            {table: contains(f"{table}.note") for table in RECORDS},
            {**own_reach(RECORDS), "incidents": ("incident", "sighting")},
        ),
        ("sightings", "vessels", "sources"),
    ),
    FilterField(
        "id",
        "The number of the record.",
        readers.read_number,
        noun("id", one_on=("incidents", "sightings", "vessels", "sources", "findings")),
        Rule({table: same_number(f"{table}.id") for table in (*RECORDS, "finding")}, own_reach((*RECORDS, "finding"))),
        clauses.as_it_is,
    ),
    FilterField(
        WORDS,
        "Words anywhere in it.",
        readers.read_words,
        clauses.mention,
        Rule(
            {
                **{table: search(table) for table in (*RECORDS, "identity", "party")},
                "sighting/name": search("sighting", "name_shown"),
                "finding": contains("finding.sentence", "finding.rule"),
            },
            {
                "incidents": ("incident", "sighting", "source", "vessel", "identity", "party"),
                "sightings": ("sighting", "source", "vessel", "identity"),
                "vessels": ("vessel", "identity", "sighting/name", "party"),
                "sources": ("source",),
                "findings": ("finding", "vessel", "incident"),
            },
        ),
        clauses.in_quotes,
    ),
)

FIELDS: Final[Mapping[str, FilterField]] = {
    row.name: row
    for row in (
        *FLAG_FIELDS,
        *SIGHTING_FIELDS,
        *INCIDENT_FIELDS,
        *VESSEL_FIELDS,
        *SOURCE_FIELDS,
        *EVIDENCE_FIELDS,
        *_COMMON_FIELDS,
    )
}

ALIASES: Final[Mapping[str, str]] = {
    "call_sign": "callsign",
    "flags": "flag",
    "rule": "finding",
    "vessel_type": "type",
    **{f"flag_{aspect}": f"flag.{aspect}" for aspect in ("flown", "registered", "broadcast", "documented", "claimed")},
    "nationality_claimed": "nationality",
    "name_shown": "name",
    "imo_shown": "imo",
    "mmsi_shown": "mmsi",
    "call_sign_shown": "callsign",
}
"""Other names of fields: those of the columns they look into, and what people type."""
