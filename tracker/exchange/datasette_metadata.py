"""What Datasette needs beside a store to show titles, facets, labels and a search box (docs.datasette.io/metadata).

Datasette has to be told which search index belongs to a table or view.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.writing import ExportError, taking_the_place_of
from tracker.store.columns import COLUMNS, TABLES
from tracker.store.connection import open_reader

_ENDING: Final = ".datasette.json"


def _shown(title: str, *facets: str, **more: Any) -> dict[str, Any]:
    return {"title": title, **({"facets": list(facets)} if facets else {}), **more}


_RECORDS: Final[dict[str, dict[str, Any]]] = {
    "incident": _shown("Incidents", "status", label_column="title"),
    "sighting": _shown("Sightings", "flag_flown", "flag_registered", "flag_broadcast", "stance", "vessel_type",
                       label_column="name_shown", sort_desc="date_earliest"),
    "vessel": _shown("Vessels", "type", label_column="name", sort="name"),
    "identity": _shown("Identities of vessels", "aspect", "flag", "is_false", label_column="name"),
    "source": _shown("Sources", "kind", "reliability", "publisher",
                     label_column="title", sort_desc="published_earliest"),
    "party": _shown("Persons, companies and state bodies", "kind", "country", label_column="name", sort="name"),
    "role": _shown("Roles of parties", "role", label_column="role"),
    "listing": _shown("Listings", "list", "measure", label_column="list", sort_desc="listed_earliest"),
    "judgement": _shown("Judgements", "property", "confidence", "analyst", label_column="property"),
    "dismissal": _shown("Findings set aside", "rule", "analyst", label_column="sentence"),
    "conflict": _shown("Values of two stores", "record_table", "property", "settled", label_column="property"),
    "finding": _shown("Findings of the indicator rules", "rule", "outcome", "level", label_column="sentence"),
    "incident_kind": _shown("Kinds of incidents", "kind"),
    "incident_verdict": _shown("What sources come to", "property", "verdict"),
    "change": _shown("History", "action", "made_by", label_column="summary", sort_desc="made_at"),
    "change_row": _shown("Rows changed", "table_name"),
    "state": _shown("States and territories", label_column="name", sort="name"),
}  # fmt: skip

_VIEWS: Final[dict[str, dict[str, Any]]] = {
    "incident_overview": _shown("Incidents at a glance", "status", fts_table="incident_search", fts_pk="incident_id"),
    "sighting_overview": _shown("Sightings at a glance", "flag_flown", "flag_registered", "stance", "grade",
                                fts_table="sighting_search", fts_pk="sighting_id", sort_desc="date"),
    "sighting_claims": _shown("Who says what", "property", "stance", "grade"),
    "vessel_identities": _shown("Names, numbers and flags of vessels", "aspect", "flag", "is_false"),
    "listing_overview": _shown("Listings at a glance", "list", "listed_as"),
    "party_roles": _shown("Who is tied to what", "role", "kind", "country"),
    "source_origins": _shown("Which source retells which", "reliability"),
    "change_log": _shown("History at a glance", "action", "made_by"),
}  # fmt: skip

_SEARCHED: Final = ("incident", "sighting", "vessel", "identity", "source", "party")

_FOR_THE_PROGRAM: Final = (
    "store_info", "record_number", "draft", "saved_view", "filter_history", "import_run", "finding_about",
    "finding_due", "incident_extent", "_sqlite_migrations",
)  # fmt: skip


def write_datasette_metadata(store: Path) -> Path:
    """Write the metadata for the exported `store` beside it and return its path.

    Raises:
        ExportError: The file cannot be written.
        StoreError: The store cannot be read.
    """
    path = store.with_name(store.stem + _ENDING)
    if path == store:
        raise ExportError(f"{store}: cannot be its own metadata. Name the SQLite file something else.")
    with closing(open_reader(store)) as connection:
        said = redaction_sentence(connection)
    with taking_the_place_of(path) as temporary:
        temporary.write_text(
            json.dumps(_metadata(store.stem, said), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    return path


def _metadata(database: str, redaction: str | None) -> dict[str, Any]:
    described = {table: {**shown, **_search_of(table), **_column_help(table)} for table, shown in _RECORDS.items()}
    hidden = {table: {"hidden": True} for table in _FOR_THE_PROGRAM}
    about = "Who said what about which ship on which day. Views ending in _overview put names in place of numbers."
    return {
        "title": "Maritime false-flag incidents",
        "description": f"{about} {redaction}" if redaction else about,
        "databases": {database: {"tables": {**_VIEWS, **described, **hidden}}},
    }


def _search_of(table: str) -> dict[str, str]:
    return {"fts_table": f"{table}_search", "fts_pk": "id"} if table in _SEARCHED else {}


def _column_help(table: str) -> dict[str, dict[str, str]]:
    """Return a sentence on each stored column of a table that the program lists."""
    for target, listed in TABLES.items():
        if listed == table:
            own = (column for column in COLUMNS[target].values() if column.sql == f"{table}.{column.name}")
            return {"columns": {column.name: column.help for column in own}}
    return {}
