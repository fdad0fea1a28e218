"""The filter fields that look into what follows from the records: contested properties, origins, findings."""

from __future__ import annotations

from typing import Final

from tracker.domain.vocabulary import CASE_PROPERTIES
from tracker.store.filters import clauses, readers
from tracker.store.filters.builders import VESSEL_WIDE, text_field, word_field
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import compared, contains, same, within
from tracker.store.filters.field import FilterField, Rule
from tracker.store.filters.states import about_finding

EVIDENCE_FIELDS: Final = (
    word_field(
        "contested",
        "A property that sources contradict each other on: contested:cargo.",
        CASE_PROPERTIES,
        "property of an incident",
        Rule(
            {
                "incident": within(
                    "incident.id IN (SELECT incident_id FROM incident_verdict"
                    " WHERE verdict = 'contested' AND property = ?)"
                )
            },
            dict.fromkeys(VESSEL_WIDE, ("incident",)),
        ),
        (),
    ),
    FilterField(
        "origins",
        "How many independent origins tell of the incident: origins:>=3.",
        readers.read_count,
        clauses.counted("independent origin"),
        Rule(
            {"incident": compared("incident.id IN (SELECT incident_id FROM incident_extent WHERE origin_count {} ?)")},
            dict.fromkeys(VESSEL_WIDE, ("incident",)),
        ),
        clauses.as_it_is,
    ),
    FilterField(
        "finding",
        "An indicator rule that fires, by its name.",
        readers.read_text,
        noun("finding", one_on=("findings",)),
        Rule(
            {
                **{table: within(about_finding(table, "rule = ?")) for table in ("incident", "sighting", "vessel")},
                "finding": within("finding.rule = ?"),
            },
            {
                "incidents": ("incident",),
                "sightings": ("sighting",),
                "vessels": ("vessel",),
                "sources": ("sighting",),
                "findings": ("finding",),
            },
        ),
        clauses.as_it_is,
        "rule",
    ),
    word_field(
        "level",
        "Level of a finding: error, conflict, listing or pattern.",
        {word: word for word in ("error", "conflict", "listing", "pattern")},
        "level",
        Rule({"finding": same("finding.level")}),
        ("findings",),
    ),
    text_field(
        "outcome",
        "How it ended; of findings, fires, clear or not-computable.",
        "outcome",
        Rule(
            {"sighting": contains("sighting.outcome"), "finding": contains("finding.outcome")},
            {"findings": ("finding",)},
        ),
        ("sightings", "findings"),
    ),
)
