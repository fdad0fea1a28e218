"""The records of the tracker as frozen dataclasses; attribute names are column names.

Partial dates are EDTF text with two computed bounds in UTC (`YYYY-MM-DDTHH:MM:SSZ`); flags are ISO 3166-1
alpha-2 codes, one of the words in `flags.FLAG_WORDS`, or printed text that is no state's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every history-kept row has."""

    id: int
    """Unique over all record tables of one store."""
    uid: str
    """UUIDv7 text that stays the same across files."""
    revision: int = 1
    """Counts the row's changes; an edit names the revision it was made on."""
    created_at: str = ""
    retracted_at: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Build the record from a row, ignoring columns it does not have."""
        available = row.keys()
        return cls(**{f.name: row[f.name] for f in fields(cls) if f.name in available})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A document; `derived_from` is the id of the source it retells."""

    slug: str | None = None
    title: str
    publisher: str | None = None
    author: str | None = None
    kind: str = "other"
    published: str | None = None
    published_earliest: str | None = None
    published_latest: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: str | None = None
    language: str | None = None
    reliability: str = "F"
    derived_from: int | None = None
    text: str | None = None
    sha256: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vessel(Record):
    """A physical hull as the analyst believes it to be; sizes in gross tonnage and metres."""

    slug: str | None = None
    name: str
    imo: str | None = None
    type: str | None = None
    built: str | None = None
    gross_tonnage: float | None = None
    length_m: float | None = None
    note: str | None = None
    as_printed: str | None = None
    """JSON object, column name to what the file printed, where a value was read from something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Record):
    """One source's word on what a vessel was called over a span."""

    vessel_id: int
    aspect: str
    name: str | None = None
    imo: str | None = None
    mmsi: str | None = None
    call_sign: str | None = None
    flag: str | None = None
    port_of_registry: str | None = None
    owner: str | None = None
    manager: str | None = None
    valid_from: str | None = None
    valid_from_earliest: str | None = None
    valid_from_latest: str | None = None
    valid_to: str | None = None
    valid_to_earliest: str | None = None
    valid_to_latest: str | None = None
    is_false: int = 0
    """1 where the source itself says that this identity was false (stolen, invented, painted over)."""
    source_id: int | None = None
    locator: str | None = None
    note: str | None = None
    as_printed: str | None = None
    """JSON object, column name to what the file printed, where a value was read from something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Record):
    """A case; the bounds and counts are derived from its sightings."""

    slug: str | None = None
    title: str
    summary: str | None = None
    status: str = "open"
    legal_basis: str | None = None
    keywords: str | None = None
    note: str | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Record):
    """What one source reports of one vessel at one time and place."""

    slug: str | None = None
    source_id: int
    incident_id: int | None = None
    vessel_id: int | None = None
    date: str | None = None
    date_earliest: str | None = None
    date_latest: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    name_shown: str | None = None
    imo_shown: str | None = None
    mmsi_shown: str | None = None
    call_sign_shown: str | None = None
    flag_flown: str | None = None
    flag_registered: str | None = None
    flag_broadcast: str | None = None
    flag_documented: str | None = None
    flag_claimed: str | None = None
    nationality_claimed: str | None = None
    """The nationality that the source, or someone in it, gives the ship without naming a flag or register."""
    vessel_type: str | None = None
    length_m: float | None = None
    gross_tonnage: float | None = None
    speed_knots: float | None = None
    course_degrees: float | None = None
    observer: str | None = None
    activity: str | None = None
    origin: str | None = None
    destination: str | None = None
    cargo: str | None = None
    refusals: str | None = None
    """How often boarding was refused, as the source says it: `4`, `repeatedly`."""
    outcome: str | None = None
    said_by: str | None = None
    stance: str = "asserts"
    statement: str | None = None
    """What was said, in short, where the sighting is somebody's words."""
    hedge: str | None = None
    """The source's own hedge, verbatim: `believed`, `suspected`."""
    credibility: int = 6
    details: str | None = None
    """JSON object of further properties that this source gives: `{"people aboard": "22"}`."""
    as_printed: str | None = None
    """JSON object, column name to what the source printed, where a value was read from something else."""
    locator: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Record):
    """A person, company or state body."""

    slug: str | None = None
    name: str
    kind: str
    country: str | None = None
    note: str | None = None
    as_printed: str | None = None
    """JSON object, column name to what the file printed, where a value was read from something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """Ties a party to a vessel or an incident."""

    party_id: int
    vessel_id: int | None = None
    incident_id: int | None = None
    role: str
    valid_from: str | None = None
    valid_to: str | None = None
    source_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Record):
    """A vessel or party on a sanctions or watch list; its three dates may differ."""

    vessel_id: int | None = None
    party_id: int | None = None
    list: str
    measure: str | None = None
    listed: str | None = None
    listed_earliest: str | None = None
    listed_latest: str | None = None
    in_force: str | None = None
    announced: str | None = None
    delisted: str | None = None
    delisted_earliest: str | None = None
    delisted_latest: str | None = None
    reference: str | None = None
    source_id: int | None = None
    note: str | None = None
    as_printed: str | None = None
    """JSON object, column name to what the file printed, where a value was read from something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """The analyst's settled answer for one property of one incident, apart from what sources say."""

    incident_id: int
    property: str
    value: str | None = None
    """None means judged and left undecided."""
    likelihood: str | None = None
    confidence: str | None = None
    reasoning: str
    analyst: str
    considered: str | None = None
    """JSON list of the sighting ids that were weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal(Record):
    """A finding that an analyst has set aside: what the rule said of which ship, and why it does not count."""

    rule: str
    version: int
    vessel_id: int | None = None
    sighting_id: int | None = None
    sentence: str
    """The finding word for word; one that later says something else is not set aside by this."""
    reasoning: str
    analyst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Record):
    """One property of one record to which two stores gave different values; both are kept until it is settled."""

    record_table: str
    record_uid: str
    property: str
    """A column of the record, or `position` for latitude, longitude and radius together."""
    kept: str
    """JSON value that the record held when the other one came; a record referred to is named by its uid."""
    offered: str
    """JSON value that the other store gives."""
    before: str | None = None
    """JSON value that both were changed from; None where it is not known."""
    offered_by: str
    """The file that holds the other value."""
    settled: str | None = None
    """`kept` or `offered` as an analyst decided, `agreed` where both stores came to say the same; None while open."""
    reasoning: str | None = None
    analyst: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One act of one person: the rows it touched, before and after, are in `rows`."""

    id: int
    uid: str
    made_at: str
    made_by: str
    action: str
    summary: str
    why: str | None = None
    undoes: int | None = None
    rows: tuple[ChangedRow, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """One row of a change; `before` is None for a new row."""

    table: str
    row_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
