"""The columns of the table of vessels; flags and names are those of its identities and of sightings of it."""

from __future__ import annotations

from typing import Final

from tracker.store.table_columns.cell_text import count_text, moment_text
from tracker.store.table_columns.column import Column, bookkeeping, computed, finding_count, stored

_SIGHTINGS = "FROM sighting WHERE sighting.vessel_id = vessel.id AND sighting.retracted_at IS NULL"
_IDENTITIES = "FROM identity WHERE identity.vessel_id = vessel.id AND identity.retracted_at IS NULL"
_ASPECTS = ("flown", "registered", "broadcast", "documented", "claimed")


def _ever(identity_column: str, sighting_columns: tuple[str, ...]) -> str:
    """Return the expression for the distinct values, as a JSON list, over identities and sightings."""
    parts = [f"SELECT {identity_column} AS value {_IDENTITIES}"]
    # A flag that is denied is no flag the ship had.
    asserted = " AND sighting.stance <> 'denies'" if identity_column == "flag" else ""
    parts += [f"SELECT {column} {_SIGHTINGS}{asserted}" for column in sighting_columns]
    values = " UNION ".join(parts)
    return (
        f"(SELECT json_group_array(value) FROM (SELECT value FROM ({values}) WHERE value IS NOT NULL ORDER BY value))"  # noqa: S608
    )


VESSEL_COLUMNS: Final[tuple[Column, ...]] = (
    stored("vessel", "name", "Vessel", 22, "Name the analyst knows the hull by.", default=True, prose=True),
    stored("vessel", "imo", "IMO", 8, "IMO number of the hull.", default=True),
    computed(
        "flags",
        "Flags ever",
        14,
        "Every flag that a source gives it.",
        _ever("flag", tuple(f"flag_{aspect}" for aspect in _ASPECTS)),
        default=True,
        is_json=True,
    ),
    stored("vessel", "type", "Type", 16, "Type of ship.", default=True, prose=True),
    computed(
        "sightings",
        "Sight.",
        6,
        "How many sightings it has.",
        f"(SELECT count(*) {_SIGHTINGS})",
        default=True,
        align="right",
        show=count_text,
    ),
    computed(
        "first_seen",
        "First seen",
        10,
        "The earliest moment a sighting of it can mean.",
        f"(SELECT min(date_earliest) {_SIGHTINGS})",
        default=True,
        show=moment_text,
    ),
    computed(
        "last_seen",
        "Last seen",
        10,
        "The latest moment a sighting of it can mean.",
        f"(SELECT max(date_latest) {_SIGHTINGS})",
        default=True,
        show=moment_text,
    ),
    computed(
        "listed",
        "Listed by",
        16,
        "The lists that name it and have not taken it off.",
        "(SELECT json_group_array(list) FROM (SELECT DISTINCT list FROM listing WHERE listing.vessel_id = vessel.id"
        " AND listing.retracted_at IS NULL AND delisted IS NULL ORDER BY list))",
        default=True,
        is_json=True,
    ),
    computed(
        "names",
        "Names ever",
        30,
        "Every name that a source gives it.",
        _ever("name", ("name_shown",)),
        default=True,
        is_json=True,
    ),
    stored("vessel", "built", "Built", 7, "When it was built."),
    stored("vessel", "gross_tonnage", "GT", 7, "Gross tonnage.", align="right"),
    stored("vessel", "length_m", "Metres", 6, "Length in metres.", align="right"),
    computed(
        "incidents",
        "Inc.",
        4,
        "How many incidents it is part of.",
        f"(SELECT count(DISTINCT incident_id) {_SIGHTINGS})",
        align="right",
        show=count_text,
    ),
    computed(
        "mmsis",
        "MMSI ever",
        20,
        "Every MMSI that a source gives it.",
        _ever("mmsi", ("mmsi_shown",)),
        is_json=True,
    ),
    computed(
        "call_signs",
        "Call signs ever",
        15,
        "Every call sign that a source gives it.",
        _ever("call_sign", ("call_sign_shown",)),
        is_json=True,
    ),
    computed(
        "findings",
        "Find.",
        5,
        "How many indicator rules fire on it.",
        finding_count("vessel"),
        align="right",
        show=count_text,
    ),
    stored("vessel", "note", "Note", 40, "The analyst's note.", prose=True),
    stored("vessel", "as_printed", "As printed", 40, "What a file printed where a value was read from it (JSON)."),
    *bookkeeping("vessel"),
)
