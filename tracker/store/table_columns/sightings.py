"""The columns of the table of sightings; the source, incident and vessel it belongs to are looked up by
key."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tracker.store.table_columns.cell_text import date_text, moment_text, position_text
from tracker.store.table_columns.column import Column, bookkeeping, computed, stored


def _of_source(column: str) -> str:
    return f"(SELECT {column} FROM source WHERE source.id = sighting.source_id)"  # noqa: S608


def _flag(aspect: str, label: str, help: str, *, default: bool = False) -> Column:
    column = stored("sighting", f"flag_{aspect}", label, max(5, len(label)), help, default=default)
    # A flag that is denied must not look like one that was shown.
    denied = f"CASE WHEN sighting.stance = 'denies' THEN 'not ' || {column.sql} ELSE {column.sql} END"
    return replace(column, cell_sql=denied)


SIGHTING_COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "date",
        "Date",
        16,
        default=True,
        help="Date that the source gives (EDTF, UTC).",
        sql="sighting.date",
        order="sighting.date_earliest",
        show=date_text,
    ),
    computed(
        "vessel",
        "Vessel",
        18,
        "The vessel's name, or the name shown where it is tied to no vessel.",
        "coalesce((SELECT name FROM vessel WHERE vessel.id = sighting.vessel_id), sighting.name_shown)",
        default=True,
    ),
    _flag("flown", "Flown", "Flag seen flying.", default=True),
    _flag("registered", "Reg.", "Flag in a register.", default=True),
    _flag("broadcast", "AIS", "Flag in AIS or behind the MMSI.", default=True),
    _flag("claimed", "Said", "Flag that somebody claimed.", default=True),
    stored("sighting", "place", "Place", 22, "Place that the source names.", default=True, prose=True),
    computed("publisher", "Publisher", 16, "Who published the source.", _of_source("publisher"), default=True),
    computed(
        "grade",
        "Grade",
        5,
        "Admiralty grade: the source's reliability and the sighting's credibility.",
        f"{_of_source('reliability')} || sighting.credibility",
        default=True,
    ),
    stored("sighting", "activity", "Activity", 24, "What the ship did.", default=True, prose=True),
    computed(
        "incident",
        "Incident",
        30,
        "Title of the case it tells of.",
        "(SELECT title FROM incident WHERE incident.id = sighting.incident_id)",
        default=True,
    ),
    _flag("documented", "Papers", "Flag in the ship's papers."),
    stored(
        "sighting",
        "nationality_claimed",
        "Nationality",
        11,
        "Nationality given without naming a flag or register.",
    ),
    stored("sighting", "name_shown", "Name shown", 18, "Name on the hull or in the report.", prose=True),
    stored("sighting", "imo_shown", "IMO", 8, "IMO number shown."),
    stored("sighting", "mmsi_shown", "MMSI", 9, "MMSI broadcast or reported."),
    stored("sighting", "call_sign_shown", "Call sign", 9, "Call sign shown."),
    computed(
        "position",
        "Position",
        24,
        "Position in degrees and minutes, with its uncertainty.",
        "CASE WHEN sighting.lat IS NOT NULL THEN json_array(sighting.lat, sighting.lon, sighting.radius_km) END",
        order="sighting.lat",
        show=position_text,
        is_json=True,
    ),
    stored("sighting", "lat", "Lat.", 10, "Latitude in degrees, north positive.", align="right"),
    stored("sighting", "lon", "Lon.", 10, "Longitude in degrees, east positive.", align="right"),
    stored("sighting", "radius_km", "± km", 6, "Uncertainty of the position in km.", align="right"),
    stored("sighting", "vessel_type", "Type", 16, "Type of ship that the source names.", prose=True),
    stored("sighting", "stance", "Stance", 8, "Asserts, denies, declines to say, or quotes."),
    stored("sighting", "said_by", "Said by", 18, "Who said it.", prose=True),
    stored("sighting", "statement", "Statement", 40, "What was said, in short.", prose=True),
    stored("sighting", "hedge", "Hedge", 14, "The source's own hedge, verbatim.", prose=True),
    stored("sighting", "observer", "Observer", 18, "Who saw it.", prose=True),
    stored("sighting", "cargo", "Cargo", 20, "Cargo aboard or suspected.", prose=True),
    stored("sighting", "origin", "From", 16, "Where the voyage began.", prose=True),
    stored("sighting", "destination", "To", 16, "Where the voyage was going.", prose=True),
    stored("sighting", "outcome", "Outcome", 24, "How it ended.", prose=True),
    stored("sighting", "refusals", "Refusals", 8, "How often boarding was refused."),
    stored("sighting", "speed_knots", "Knots", 6, "Speed in knots.", align="right"),
    stored("sighting", "course_degrees", "Course", 6, "Course over ground in degrees.", align="right"),
    stored("sighting", "length_m", "Metres", 6, "Length in metres.", align="right"),
    stored("sighting", "gross_tonnage", "GT", 7, "Gross tonnage.", align="right"),
    computed("source", "Source", 36, "Title of the source.", _of_source("title")),
    computed("reliability", "Rel.", 4, "Admiralty reliability of the source.", _of_source("reliability")),
    stored("sighting", "credibility", "Cred.", 5, "Admiralty credibility of the sighting.", align="right"),
    stored("sighting", "locator", "Locator", 20, "Where in the source it stands.", prose=True),
    stored("sighting", "note", "Note", 40, "The analyst's note.", prose=True),
    stored("sighting", "date_earliest", "Earliest", 10, "Earliest moment the date can mean.", show=moment_text),
    stored("sighting", "date_latest", "Latest", 10, "Latest moment the date can mean.", show=moment_text),
    stored("sighting", "source_id", "Source id", 9, "Number of the source.", align="right"),
    stored("sighting", "incident_id", "Incident id", 11, "Number of the incident.", align="right"),
    stored("sighting", "vessel_id", "Vessel id", 9, "Number of the vessel.", align="right"),
    stored("sighting", "details", "Details", 40, "Further properties that the source gives (JSON)."),
    stored(
        "sighting",
        "as_printed",
        "As printed",
        40,
        "What the source printed where a value was read from it (JSON).",
    ),
    *bookkeeping("sighting"),
)
