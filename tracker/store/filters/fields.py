"""The filter language, one row a field: its name, how a value is read, where it is looked up, how it reads
in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.domain.vocabulary import (
    FLAG_ASPECTS,
    FLAG_COLUMNS,
    INCIDENT_KINDS,
    INCIDENT_STATUSES,
    SOURCE_KINDS,
    STANCES,
)
from tracker.store.filters import clauses, readers
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import (
    can_lie_in,
    contains,
    graded,
    graded_both,
    near,
    same,
    same_number,
    search,
    starts,
    within,
)
from tracker.store.filters.field import FilterField, Rule, own_reach
from tracker.store.filters.states import HAS, IS
from tracker.store.filters.terms import WORDS

_RECORDS: Final = ("incident", "sighting", "vessel", "source")
_VESSEL_WIDE: Final = ("incidents", "sightings", "vessels", "findings")
_KIND_WORDS: Final = {**INCIDENT_KINDS, **SOURCE_KINDS}


def _flag_fields() -> list[FilterField]:
    rows = [
        _flag(
            "flag",
            "Any flag it was given, whatever the aspect.",
            FLAG_COLUMNS,
            "identity.flag = ?",
            noun("flag", one_on=()),
        )
    ]
    for aspect, label in FLAG_ASPECTS.items():
        condition = f"identity.flag = ? AND identity.aspect = '{aspect}'"
        rows.append(_flag(f"flag.{aspect}", f"The {label}.", (f"flag_{aspect}",), condition, noun(label)))
    listed = within("identity.flag = ? AND identity.aspect = 'listed'")
    rows.append(
        FilterField(
            "flag.listed",
            "The flag a list gives it.",
            readers.read_flag,
            noun("flag listed", one_on=()),
            Rule({"identity": listed}, dict.fromkeys(_VESSEL_WIDE, ("identity",))),
            clauses.flag_name,
            "state",
        )
    )
    return rows


def _flag(name: str, help: str, columns: tuple[str, ...], identity: str, say: clauses.Say) -> FilterField:
    on = {"sighting": same(*(f"sighting.{column}" for column in columns)), "identity": within(identity)}
    return FilterField(name, help, readers.read_flag, say, Rule(on), clauses.flag_name, "state")


def _sighting_text(name: str, help: str, word: str, column: str = "", completes: str = "") -> FilterField:
    rule = Rule({"sighting": contains(f"sighting.{column or name}")})
    return FilterField(
        name, help, readers.read_text, noun(word, "contains"), rule, clauses.in_quotes, completes
    )


def _source_text(name: str, help: str, word: str, *columns: str, completes: str = "") -> FilterField:
    rule = Rule({"source": contains(*(f"source.{column}" for column in columns or (name,)))})
    say = noun(word, "contains", one_on=("sources", "sightings"))
    return FilterField(name, help, readers.read_text, say, rule, clauses.in_quotes, completes)


def _identifier(
    name: str, help: str, read: readers.Reader, word: str, length: int, column: str
) -> FilterField:
    on = {
        table: starts(f"{table}.{column if table == 'identity' else f'{column}_shown'}", length)
        for table in ("sighting", "identity")
    }
    if column == "imo":
        on["vessel"] = starts("vessel.imo", length)
    reach = dict.fromkeys(_VESSEL_WIDE, tuple(on))
    return FilterField(
        name, help, read, noun(word, one_on=()), Rule(on, reach), clauses.as_it_is, "vessel-number"
    )


def _word_of(
    name: str, help: str, words: Mapping[str, str], what: str, word: str, one_on: tuple[str, ...], rule: Rule
) -> FilterField:
    def label(value: str, reference: object) -> str:
        return words[value]

    return FilterField(
        name, help, readers.read_word_of(words, what), noun(word, one_on=one_on), rule, label, f"word:{name}"
    )


def _listing(sql: str) -> str:
    return (
        f"vessel.id IN (SELECT vessel_id FROM listing WHERE {sql}"  # noqa: S608 - our own words
        " AND vessel_id IS NOT NULL AND retracted_at IS NULL)"
    )


def _party(table: str) -> str:
    return (
        f"{table}.id IN (SELECT role.{table}_id FROM role JOIN party ON party.id = role.party_id WHERE {{}}"  # noqa: S608 - our own words
        f" AND role.{table}_id IS NOT NULL AND role.retracted_at IS NULL AND party.retracted_at IS NULL)"
    )


def _rule_fires(table: str) -> str:
    return (
        f"{table}.id IN (SELECT {table}_id FROM finding WHERE rule = ? AND outcome = 'fires'"  # noqa: S608 - our own words
        f" AND dismissed_at IS NULL AND {table}_id IS NOT NULL)"
    )


_FINDING_RULE: Final = Rule(
    {
        **{table: within(_rule_fires(table)) for table in ("incident", "sighting", "vessel")},
        "finding": within("finding.rule = ?"),
    },
    {
        "sightings": ("sighting",),
        "vessels": ("vessel", "sighting"),
        "sources": ("sighting",),
        "findings": ("finding",),
        "incidents": ("incident", "sighting", "vessel"),
    },
)

_VESSEL_NAMES: Final = {
    "vessel": contains("vessel.name", "vessel.slug"),
    "identity": contains("identity.name"),
    # A sighting that is tied to no vessel is known by the name it showed.
    "sighting": contains(
        "name_shown", template="sighting.id IN (SELECT id FROM sighting WHERE vessel_id IS NULL AND {})"
    ),
}

_SEARCHED: Final = {
    "incident": search("incident"),
    "sighting": search("sighting"),
    "source": search("source"),
    "vessel": search("vessel"),
    "identity": search("identity"),
    "party": search("party"),
    "sighting/name": search("sighting", "name_shown"),
    "finding": contains("finding.sentence", "finding.rule"),
}


def _states(name: str, help: str, words: Mapping[str, object], what: str, say: clauses.Say) -> FilterField:
    states = IS if name == "is" else HAS
    spellings = {word: state.english for word, state in states.items()}

    def label(value: str, reference: object) -> str:
        return spellings[value]

    return FilterField(
        name, help, readers.read_word_of(spellings, what), say,
        {word: state.rule for word, state in states.items()}, label, f"word:{name}",
    )  # fmt: skip


_FIELDS: Final = (
    *_flag_fields(),
    FilterField(
        "nationality", "The nationality it was given without naming a flag.", readers.read_flag, noun("nationality"),
        Rule({"sighting": same("sighting.nationality_claimed")}), clauses.flag_name, "state",
    ),
    FilterField(
        "date", "A date that can lie in it: a year, month, day, EDTF, or a span `2011-05..2011-07`.", readers.read_date,
        clauses.dated(),
        Rule(
            {"sighting": can_lie_in("sighting.date"), "source": can_lie_in("source.published")},
            {**dict.fromkeys(("incidents", "sightings", "vessels", "findings"), ("sighting",)), "sources": ("source",)},
        ),
        clauses.date_words, "date",
    ),
    FilterField(
        "published", "When its source was published.", readers.read_date, clauses.dated("published"),
        Rule({"source": can_lie_in("source.published")}), clauses.date_words, "date",
    ),
    FilterField(
        "kind", "Kind of incident; of sources, kind of document.", readers.read_word_of(INCIDENT_KINDS, "kind of incident"),
        noun("kind", one_on=("incidents", "sources")),
        Rule(
            {
                "incident": within("incident.id IN (SELECT incident_id FROM incident_kind WHERE kind = ?)"),
                "source": same("source.kind"),
            },
            {**dict.fromkeys(_VESSEL_WIDE, ("incident",)), "sources": ("source",)},
        ),
        lambda value, reference: _KIND_WORDS[value], "word:kind",
        {"sources": readers.read_word_of(SOURCE_KINDS, "kind of source"), "": readers.read_word_of(_KIND_WORDS, "kind")},
    ),
    _word_of(
        "status", "Open, assessed or closed.", INCIDENT_STATUSES, "status", "status", ("incidents", "sightings"),
        Rule({"incident": same("incident.status")}),
    ),
    FilterField(
        "vessel", "A vessel by any of its names.", readers.read_text, noun("vessel name", "contains", one_on=()),
        Rule(_VESSEL_NAMES, dict.fromkeys(_VESSEL_WIDE, ("vessel", "identity", "sighting"))), clauses.in_quotes, "vessel",
    ),
    FilterField(
        "name", "The name it showed; of vessels, any name it had.", readers.read_text, noun("name", "contains"),
        Rule(
            {"vessel": contains("vessel.name"), "identity": contains("identity.name"), "sighting": contains("sighting.name_shown")},
            {"vessels": ("vessel", "identity", "sighting"), **dict.fromkeys(("incidents", "sightings", "sources", "findings"), ("sighting",))},
        ),
        clauses.in_quotes, "vessel",
    ),
    _identifier("imo", "An IMO number, or how it begins.", readers.read_digits(7, ("IMO",), "IMO number"), "IMO number", 7, "imo"),
    _identifier("mmsi", "An MMSI, or how it begins.", readers.read_digits(9, ("MMSI",), "MMSI"), "MMSI", 9, "mmsi"),
    _identifier("callsign", "A call sign, or how it begins.", readers.read_call_sign, "call sign", 8, "call_sign"),
    FilterField(
        "type", "Type of ship.", readers.read_text, noun("type", "contains", one_on=("sightings", "vessels")),
        Rule(
            {"sighting": contains("sighting.vessel_type"), "vessel": contains("vessel.type")},
            {"sightings": ("sighting",), "vessels": ("vessel",), "findings": ("vessel",), "sources": ("sighting",)},
        ),
        clauses.in_quotes, "type",
    ),
    FilterField(
        "owner", "An owner or manager that an identity names.", readers.read_text, noun("owner or manager", "contains", one_on=()),
        Rule({"identity": contains("identity.owner", "identity.manager")}, dict.fromkeys(_VESSEL_WIDE, ("identity",))),
        clauses.in_quotes,
    ),
    FilterField(
        "list", "A sanctions or watch list that names the vessel.", readers.read_text, noun("list", "contains", one_on=()),
        Rule({"vessel": contains("list", template=_listing("{}"))}), clauses.in_quotes, "list",
    ),
    FilterField(
        "party", "A person, company or state body with a role in it.", readers.read_text, noun("party", "contains", one_on=()),
        Rule({table: contains("party.name", template=_party(table)) for table in ("incident", "vessel")}),
        clauses.in_quotes, "party",
    ),
    _source_text("source", "A source by slug, title or publisher.", "source", "title", "publisher", "slug", completes="publisher"),
    _source_text("publisher", "Who published the source.", "publisher", completes="publisher"),
    _source_text("author", "Who wrote the source.", "author"),
    _source_text("url", "Web address of the source, or of its archived copy.", "web address", "url", "archive_url"),
    _source_text("language", "Language of the source.", "language"),
    FilterField(
        "reliability", "Admiralty reliability of the source, A to F.", readers.read_reliability, clauses.graded("reliability"),
        Rule({"source": graded("source.reliability")}), clauses.as_it_is, "word:reliability",
    ),
    FilterField(
        "credibility", "Admiralty credibility of the sighting, 1 to 6.", readers.read_credibility, clauses.graded("credibility"),
        Rule({"sighting": graded("sighting.credibility")}), clauses.as_it_is, "word:credibility",
    ),
    FilterField(
        "grade", "Admiralty grade; `>=B2` asks that both halves are at least as good.", readers.read_grade, clauses.graded("graded"),
        Rule({"sighting": graded_both}), clauses.as_it_is, "grade",
    ),
    _sighting_text("place", "The place that the source names.", "place", completes="place"),
    FilterField(
        "near", "Within a distance of a point: `31.2,122.5,200nm`.", readers.read_near, clauses.near,
        Rule({"sighting": near}), clauses.distance, "near",
    ),
    FilterField(
        "incident", "An incident by title or slug.", readers.read_text, noun("incident", "contains", one_on=("sightings", "incidents")),
        Rule({"incident": contains("incident.title", "incident.slug")}), clauses.in_quotes, "incident",
    ),
    FilterField(
        "title", "Title of the incident or source.", readers.read_text, noun("title", "contains", one_on=("incidents", "sources")),
        Rule(
            {"incident": contains("incident.title"), "source": contains("source.title")},
            {**own_reach(()), "incidents": ("incident",), "sources": ("source",)},
        ),
        clauses.in_quotes,
    ),
    FilterField(
        "finding", "An indicator rule that fires, by its name.", readers.read_text, noun("finding", one_on=("findings",)),
        _FINDING_RULE, clauses.as_it_is, "rule",
    ),
    FilterField(
        "level", "Level of a finding: error, conflict, listing or pattern.",
        readers.read_word_of({word: word for word in ("error", "conflict", "listing", "pattern")}, "level"),
        noun("level", one_on=("findings",)), Rule({"finding": same("finding.level")}), clauses.as_it_is, "word:level",
    ),
    FilterField(
        "outcome", "How it ended; of findings, fires, clear or not-computable.", readers.read_text, noun("outcome", "contains", one_on=("sightings", "findings")),
        Rule(
            {"sighting": contains("sighting.outcome"), "finding": contains("finding.outcome")},
            {"findings": ("finding",)},
        ),
        clauses.in_quotes,
    ),
    _word_of(
        "stance", "Whether the source or speaker asserts, denies, declines to say, or quotes.", STANCES, "stance", "stance", ("sightings",),
        Rule({"sighting": same("sighting.stance")}),
    ),
    _sighting_text("said_by", "Who said it.", "speaker"),
    _sighting_text("observer", "Who saw it.", "observer"),
    _sighting_text("activity", "What the ship did.", "activity"),
    _sighting_text("cargo", "Cargo aboard or suspected.", "cargo"),
    _sighting_text("origin", "Where the voyage began.", "origin"),
    _sighting_text("destination", "Where the voyage was going.", "destination"),
    _sighting_text("hedge", "The source's own hedge.", "hedge"),
    _sighting_text("locator", "Where in the source it stands.", "locator"),
    FilterField(
        "note", "The analyst's note on the record.", readers.read_text, noun("note", "contains", one_on=("sightings", "vessels", "sources")),
        Rule(
            {table: contains(f"{table}.note") for table in _RECORDS},
            {**own_reach(_RECORDS), "incidents": ("incident", "sighting")},
        ),
        clauses.in_quotes,
    ),
    FilterField(
        "id", "The number of the record.", readers.read_number, noun("id", one_on=("incidents", "sightings", "vessels", "sources", "findings")),
        Rule({table: same_number(f"{table}.id") for table in (*_RECORDS, "finding")}, own_reach((*_RECORDS, "finding"))),
        clauses.as_it_is,
    ),
    _states("is", "A state it is in: contested, retracted, undated …", IS, "state", clauses.state),
    _states("has", "Something it has: a position, an IMO number, a note …", HAS, "thing a record has", clauses.possession),
    FilterField(
        WORDS, "Words anywhere in it.", readers.read_words, clauses.mention,
        Rule(
            _SEARCHED,
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
)  # fmt: skip

FIELDS: Final[Mapping[str, FilterField]] = {row.name: row for row in _FIELDS}

ALIASES: Final[Mapping[str, str]] = {
    "call_sign": "callsign",
    "flags": "flag",
    "on_list": "list",
    "rule": "finding",
    "place_name": "place",
    "vessel_type": "type",
    "flag_flown": "flag.flown",
    "flag_registered": "flag.registered",
    "flag_broadcast": "flag.broadcast",
    "flag_documented": "flag.documented",
    "flag_claimed": "flag.claimed",
    "nationality_claimed": "nationality",
    "name_shown": "name",
    "imo_shown": "imo",
    "mmsi_shown": "mmsi",
    "call_sign_shown": "callsign",
}
"""Other names of fields: those of the columns they look into, and what people type."""
