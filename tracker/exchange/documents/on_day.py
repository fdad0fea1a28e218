"""Who a vessel was on one day, as a document of its own and as plain data."""

from __future__ import annotations

import sqlite3
from typing import Any

from tracker.domain.identity import who_on
from tracker.domain.partial_dates import PartialDate
from tracker.exchange.documents.identity_lines import on_day_section
from tracker.exchange.documents.model import Document
from tracker.store.records import vessel_file
from tracker.store.reference import load_reference


def on_day_document(connection: sqlite3.Connection, vessel_id: int, day: PartialDate) -> Document:
    """Write out what the vessel was called on `day`, each answer with its sources.

    Raises:
        NotFoundError: There is no such vessel.
    """
    found = vessel_file(connection, vessel_id)
    return Document(
        record_id=vessel_id,
        table="vessel",
        title=found.vessel.name,
        subtitle=f"IMO {found.vessel.imo}" if found.vessel.imo else "",
        sections=(on_day_section(day, found.identities, found.sightings, found.sources),),
    )


def on_day_json(connection: sqlite3.Connection, vessel_id: int, day: PartialDate) -> dict[str, Any]:
    """Return the same as plain data; a flag is its code, `sure` is false where the dates are too loose to say.

    Raises:
        NotFoundError: There is no such vessel.
    """
    found = vessel_file(connection, vessel_id)
    answers = who_on(day, found.identities, found.sightings, load_reference(), found.sources)
    return {
        "vessel_id": vessel_id,
        "name": found.vessel.name,
        "on": day.edtf,
        "answers": [
            {
                "kind": answer.kind.name,
                "aspect": answer.kind.aspect,
                "value": answer.key if answer.kind.name == "flag" else answer.shown,
                "sure": answer.is_sure,
                "is_false": answer.is_false,
                "basis": [
                    {"table": b.table, "id": b.record_id, "source_id": b.source_id, "sure": b.is_sure}
                    for b in answer.basis
                ],
            }
            for answer in answers
        ],
    }
