"""The filter fields that look into incidents, vessels with their identities, and sources."""

from __future__ import annotations

from typing import Final

from tracker.domain.vocabulary import INCIDENT_KINDS, INCIDENT_STATUSES, SOURCE_KINDS
from tracker.store.filters import clauses, readers
from tracker.store.filters.builders import VESSEL_WIDE, identifier_field, source_text, text_field, word_field
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import contains, graded, same, within
from tracker.store.filters.dates import can_lie_in
from tracker.store.filters.field import FilterField, Rule, own_reach

_KIND_WORDS: Final = {**INCIDENT_KINDS, **SOURCE_KINDS}


def _kind_label(value: str, reference: object) -> str:
    return _KIND_WORDS[value]


def _party(table: str) -> str:
    """Return the template of the condition that a party has a standing role in a row of `table`."""
    roles = f"SELECT role.{table}_id FROM role JOIN party ON party.id = role.party_id"  # noqa: S608
    standing = f"role.{table}_id IS NOT NULL AND role.retracted_at IS NULL AND party.retracted_at IS NULL"
    return f"{table}.id IN ({roles} WHERE {{}} AND {standing})"


_LISTED: Final = (
    "vessel.id IN (SELECT vessel_id FROM listing WHERE {} AND vessel_id IS NOT NULL AND retracted_at IS NULL)"
)
_UNTIED: Final = "sighting.id IN (SELECT id FROM sighting WHERE vessel_id IS NULL AND {})"
"""A sighting that is tied to no vessel is known by the name it showed."""

INCIDENT_FIELDS: Final = (
    FilterField(
        "kind",
        "Kind of incident; of sources, kind of document.",
        readers.read_word_of(INCIDENT_KINDS, "kind of incident"),
        noun("kind", one_on=("incidents", "sources")),
        Rule(
            {
                "incident": within("incident.id IN (SELECT incident_id FROM incident_kind WHERE kind = ?)"),
                "source": same("source.kind"),
            },
            {**dict.fromkeys(VESSEL_WIDE, ("incident",)), "sources": ("source",)},
        ),
        _kind_label,
        "word:kind",
        {
            "sources": readers.read_word_of(SOURCE_KINDS, "kind of source"),
            "": readers.read_word_of(_KIND_WORDS, "kind"),
        },
    ),
    word_field(
        "status",
        "Open, assessed or closed.",
        INCIDENT_STATUSES,
        "status",
        Rule({"incident": same("incident.status")}),
        ("incidents", "sightings"),
    ),
    text_field(
        "incident",
        "An incident by title or slug.",
        "incident",
        Rule({"incident": contains("incident.title", "incident.slug")}),
        ("sightings", "incidents"),
        "incident",
    ),
    text_field(
        "title",
        "Title of the incident or source.",
        "title",
        Rule(
            {"incident": contains("incident.title"), "source": contains("source.title")},
            {**own_reach(()), "incidents": ("incident",), "sources": ("source",)},
        ),
        ("incidents", "sources"),
    ),
    text_field(
        "party",
        "A person, company or state body with a role in it.",
        "party",
        Rule({table: contains("party.name", template=_party(table)) for table in ("incident", "vessel")}),
        completes="party",
    ),
)

VESSEL_FIELDS: Final = (
    text_field(
        "vessel",
        "A vessel by any of its names.",
        "vessel name",
        Rule(
            {
                "vessel": contains("vessel.name", "vessel.slug"),
                "identity": contains("identity.name"),
                "sighting": contains("name_shown", template=_UNTIED),
            },
            dict.fromkeys(VESSEL_WIDE, ("vessel", "identity", "sighting")),
        ),
        completes="vessel",
    ),
    text_field(
        "name",
        "The name it showed; of vessels, any name it had.",
        "name",
        Rule(
            {
                "sighting": contains("sighting.name_shown"),
                "vessel": contains("vessel.name"),
                "identity": contains("identity.name"),
            },
            {
                **dict.fromkeys(("incidents", "sightings", "sources", "findings"), ("sighting",)),
                "vessels": ("vessel", "identity", "sighting"),
            },
        ),
        ("sightings",),
        "vessel",
    ),
    identifier_field(
        "imo",
        "An IMO number, or how it begins.",
        readers.read_digits(7, ("IMO",), "IMO number"),
        "IMO number",
        7,
        "imo",
    ),
    identifier_field(
        "mmsi", "An MMSI, or how it begins.", readers.read_digits(9, ("MMSI",), "MMSI"), "MMSI", 9, "mmsi"
    ),
    identifier_field("callsign", "A call sign, or how it begins.", readers.read_call_sign, "call sign", 8, "call_sign"),
    text_field(
        "type",
        "Type of ship.",
        "type",
        Rule(
            {"sighting": contains("sighting.vessel_type"), "vessel": contains("vessel.type")},
            {
                "sightings": ("sighting",),
                "vessels": ("vessel",),
                "findings": ("vessel",),
                "sources": ("sighting",),
            },
        ),
        ("sightings", "vessels"),
        "type",
    ),
    text_field(
        "owner",
        "An owner or manager that an identity names.",
        "owner or manager",
        Rule(
            {"identity": contains("identity.owner", "identity.manager")},
            dict.fromkeys(VESSEL_WIDE, ("identity",)),
        ),
    ),
    text_field(
        "list",
        "A sanctions or watch list that names the vessel.",
        "list",
        Rule({"vessel": contains("list", template=_LISTED)}),
        completes="list",
    ),
)

SOURCE_FIELDS: Final = (
    source_text(
        "source",
        "A source by slug, title or publisher.",
        "source",
        "title",
        "publisher",
        "slug",
        completes="publisher",
    ),
    source_text("publisher", "Who published the source.", "publisher", completes="publisher"),
    FilterField(
        "reliability",
        "Admiralty reliability of the source, A to F.",
        readers.read_reliability,
        clauses.graded("reliability"),
        Rule({"source": graded("source.reliability")}),
        clauses.as_it_is,
        "word:reliability",
    ),
    FilterField(
        "published",
        "When its source was published.",
        readers.read_date,
        clauses.dated("published"),
        Rule({"source": can_lie_in("source.published")}),
        clauses.date_words,
    ),
    source_text("author", "Who wrote the source.", "author"),
    source_text("language", "Language of the source.", "language"),
    source_text("url", "Web address of the source, or of its archived copy.", "web address", "url", "archive_url"),
)
