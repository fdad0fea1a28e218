"""The fields of each record table, in the order a form shows them."""

from __future__ import annotations

from typing import Final

from tracker.domain.fields.base import Field
from tracker.domain.vocabulary import (
    CREDIBILITIES,
    FLAG_ASPECTS,
    IDENTITY_ASPECTS,
    INCIDENT_KINDS,
    INCIDENT_STATUSES,
    PARTY_KINDS,
    RELIABILITIES,
    SOURCE_KINDS,
    STANCES,
)

_DATES = "such as 26 May 2011, late May 2011, about 2011, 2011-05-26T13:00Z"

_FLAG_HELP = {
    "flown": "Flag the ship was seen under or described as flying: a state, its code or demonym.",
    "registered": "Flag by a register or administration.",
    "broadcast": "Flag in AIS, or behind the MMSI.",
    "documented": "Flag in the ship's papers.",
    "claimed": "Flag that the master or owner claimed.",
}

_SIGHTING: Final = (
    Field(
        "source_id", "source", "Who says so", "reference",
        "The document that reports it.", required=True, completes="source",
    ),
    Field("incident_id", "incident", "Who says so", "reference", "The case it tells of.", completes="incident"),
    Field("vessel_id", "vessel", "Who says so", "reference", "The hull, if you know which.", completes="vessel"),
    Field("locator", "locator", "Who says so", "text", "Where in the source: a paragraph, page or short quote."),
    Field("date", "date", "When and where", "date", f"When, {_DATES}."),
    Field("place", "place", "When and where", "text", "The place as the source names it.", completes="place"),
    Field(
        "position", "position", "When and where", "position",
        "31-12N 122-30E, or 31.2, 122.5, with ±5 nm if approximate.",
    ),
    Field("activity", "activity", "When and where", "prose", "What the ship did or what was done to her."),
    Field("outcome", "outcome", "When and where", "prose", "How it ended."),
    Field("refusals", "refusals", "When and where", "text", "How often boarding was refused: 4, or repeatedly."),
    Field(
        "name_shown", "name shown", "Ship as shown", "text",
        "The name on the hull or in the report.", completes="vessel_name",
    ),
    Field(
        "imo_shown", "IMO shown", "Ship as shown", "imo",
        "Seven digits; a failing check digit is kept and marked.",
    ),
    Field("mmsi_shown", "MMSI shown", "Ship as shown", "mmsi", "Nine digits."),
    Field("call_sign_shown", "call sign", "Ship as shown", "call_sign", "Letters and digits, such as V3AB7."),
    Field(
        "vessel_type", "vessel type", "Ship as shown", "text",
        "The type as the source calls it.", completes="vessel_type",
    ),
    Field("length_m", "length, m", "Ship as shown", "number", "Length over all in metres."),
    Field("gross_tonnage", "gross tonnage", "Ship as shown", "number", "Gross tonnage."),
    *(
        Field(f"flag_{aspect}", label, "Flags", "flag", _FLAG_HELP[aspect], completes="flag")
        for aspect, label in FLAG_ASPECTS.items()
    ),
    Field(
        "nationality_claimed", "nationality", "Flags", "flag",
        "Nationality given without naming a flag or register.", completes="flag",
    ),
    Field("origin", "origin", "Voyage and cargo", "text", "Where she came from.", completes="place"),
    Field("destination", "destination", "Voyage and cargo", "text", "Where she was bound.", completes="place"),
    Field("cargo", "cargo", "Voyage and cargo", "text", "The cargo as the source names it."),
    Field("speed_knots", "speed, knots", "Voyage and cargo", "number", "Speed in knots."),
    Field("course_degrees", "course", "Voyage and cargo", "number", "Course in degrees, 0 to 360."),
    Field("observer", "observer", "Evidence", "text", "Who saw it."),
    Field("said_by", "said by", "Evidence", "text", "Who says it, where the source quotes somebody."),
    Field(
        "stance", "stance", "Evidence", "choice", "Whether it is asserted, denied, declined or only quoted.",
        choices=STANCES,
    ),
    Field("statement", "statement", "Evidence", "prose", "What was said, in short."),
    Field("hedge", "hedge", "Evidence", "text", "The source's own hedge, verbatim: believed, suspected."),
    Field(
        "credibility", "credibility", "Evidence", "credibility", "1 confirmed to 6 cannot be judged.",
        choices={str(digit): words for digit, words in CREDIBILITIES.items()},
    ),
    Field("details", "details", "Evidence", "details", "Further properties: crew = 22; heroin quantity = 125 kg."),
    Field("note", "note", "Evidence", "prose", "Anything else.", multiline=True),
)  # fmt: skip

_INCIDENT: Final = (
    Field("title", "title", "Case", "text", "A title that names the ship and the event.", required=True),
    Field("slug", "slug", "Case", "text", "Short name for commands and links, such as light-2011."),
    Field(
        "kinds",
        "kinds",
        "Case",
        "kinds",
        "One or several kinds, with commas between.",
        choices=INCIDENT_KINDS,
    ),
    Field("status", "status", "Case", "choice", "Open, assessed or closed.", choices=INCIDENT_STATUSES),
    Field("summary", "summary", "Case", "prose", "One to three sentences.", multiline=True),
    Field("legal_basis", "legal basis", "Case", "text", "Resolutions, laws or agreements relied on."),
    Field("keywords", "keywords", "Case", "text", "Words to find it by."),
    Field("note", "note", "Case", "prose", "Anything else.", multiline=True),
)

_VESSEL: Final = (
    Field("name", "name", "Vessel", "text", "The name she is best known by.", required=True),
    Field("slug", "slug", "Vessel", "text", "Short name for commands and links."),
    Field("imo", "IMO number", "Vessel", "imo", "Seven digits."),
    Field("type", "type", "Vessel", "text", "Type of ship.", completes="vessel_type"),
    Field("built", "built", "Vessel", "text", "Year of build."),
    Field("gross_tonnage", "gross tonnage", "Vessel", "number", "Gross tonnage."),
    Field("length_m", "length, m", "Vessel", "number", "Length over all in metres."),
    Field("note", "note", "Vessel", "prose", "Anything else.", multiline=True),
)

_SOURCE: Final = (
    Field("title", "title", "Source", "text", "Title of the document.", required=True),
    Field("slug", "slug", "Source", "text", "Short name for commands and links."),
    Field("publisher", "publisher", "Source", "text", "Who published it.", completes="publisher"),
    Field("author", "author", "Source", "text", "Who wrote it."),
    Field("kind", "kind", "Source", "choice", "What kind of document it is.", choices=SOURCE_KINDS),
    Field("published", "published", "Source", "date", f"When it was published, {_DATES}; never the crawl date."),
    Field("url", "web address", "Source", "text", "Where it can be read."),
    Field("archive_url", "archived at", "Source", "text", "Address of an archived copy."),
    Field("accessed", "accessed", "Source", "date", "When you read it."),
    Field("language", "language", "Source", "text", "Language code, such as en."),
    Field(
        "reliability",
        "reliability",
        "Source",
        "reliability",
        "A completely reliable to F cannot be judged.",
        choices=RELIABILITIES,
    ),
    Field(
        "derived_from",
        "retells",
        "Source",
        "reference",
        "The source that this one retells, if it does.",
        completes="source",
    ),
    Field(
        "text",
        "text",
        "Source",
        "prose",
        "The text itself, so that a quote can be checked offline.",
        multiline=True,
    ),
    Field("note", "note", "Source", "prose", "Anything else.", multiline=True),
)

_IDENTITY: Final = (
    Field("vessel_id", "vessel", "Identity", "reference", "The hull.", required=True, completes="vessel"),
    Field(
        "aspect",
        "aspect",
        "Identity",
        "choice",
        "In what sense she was called so.",
        required=True,
        choices=IDENTITY_ASPECTS,
    ),
    Field("name", "name", "Identity", "text", "The name.", completes="vessel_name"),
    Field("imo", "IMO number", "Identity", "imo", "Seven digits."),
    Field("mmsi", "MMSI", "Identity", "mmsi", "Nine digits."),
    Field("call_sign", "call sign", "Identity", "call_sign", "Letters and digits."),
    Field("flag", "flag", "Identity", "flag", "A state, its code or demonym.", completes="flag"),
    Field(
        "port_of_registry",
        "port of registry",
        "Identity",
        "text",
        "The port painted or registered.",
        completes="place",
    ),
    Field("owner", "owner", "Identity", "text", "Owner over that span."),
    Field("manager", "manager", "Identity", "text", "Manager over that span."),
    Field("valid_from", "from", "Identity", "date", f"From when, {_DATES}."),
    Field("valid_to", "to", "Identity", "date", "Until when."),
    Field("is_false", "false", "Identity", "yes_no", "Whether the source itself says that it was false."),
    Field("source_id", "source", "Identity", "reference", "Who says so.", completes="source"),
    Field("locator", "locator", "Identity", "text", "Where in the source."),
    Field("note", "note", "Identity", "prose", "Anything else.", multiline=True),
)

_PARTY: Final = (
    Field("name", "name", "Party", "text", "Name of the person, company or body.", required=True),
    Field("slug", "slug", "Party", "text", "Short name for commands and links."),
    Field(
        "kind",
        "kind",
        "Party",
        "choice",
        "Person, company or state body.",
        required=True,
        choices=PARTY_KINDS,
    ),
    Field("country", "country", "Party", "flag", "State it belongs to.", completes="flag"),
    Field("note", "note", "Party", "prose", "Anything else.", multiline=True),
)

_ROLE: Final = (
    Field("party_id", "party", "Role", "reference", "Who.", required=True, completes="party"),
    Field("role", "role", "Role", "text", "Owner, manager, front company, official quoted.", required=True),
    Field("vessel_id", "vessel", "Role", "reference", "Of which vessel.", completes="vessel"),
    Field("incident_id", "incident", "Role", "reference", "In which case.", completes="incident"),
    Field("valid_from", "from", "Role", "date", "From when."),
    Field("valid_to", "to", "Role", "date", "Until when."),
    Field("source_id", "source", "Role", "reference", "Who says so.", completes="source"),
    Field("note", "note", "Role", "prose", "Anything else.", multiline=True),
)

_LISTING: Final = (
    Field("vessel_id", "vessel", "Listing", "reference", "The vessel listed.", completes="vessel"),
    Field("party_id", "party", "Listing", "reference", "The party listed.", completes="party"),
    Field("list", "list", "Listing", "text", "Name of the list, such as OFAC-SDN.", required=True),
    Field("measure", "measure", "Listing", "text", "What it imposes: asset freeze, port ban."),
    Field("listed", "listed", "Listing", "date", "When it was decided."),
    Field("in_force", "in force", "Listing", "date", "From when it binds."),
    Field("announced", "announced", "Listing", "date", "When it was published."),
    Field("delisted", "delisted", "Listing", "date", "When it was taken off."),
    Field("reference", "reference", "Listing", "text", "Number or resolution."),
    Field("source_id", "source", "Listing", "reference", "Who says so.", completes="source"),
    Field("note", "note", "Listing", "prose", "Anything else.", multiline=True),
)

FIELDS: Final[dict[str, tuple[Field, ...]]] = {
    "sighting": _SIGHTING,
    "incident": _INCIDENT,
    "vessel": _VESSEL,
    "source": _SOURCE,
    "identity": _IDENTITY,
    "party": _PARTY,
    "role": _ROLE,
    "listing": _LISTING,
}
"""The fields of each table; every other column is filled by the store."""
