"""A person, company or state body written out: roles, listings and history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import cast

from tracker.domain.records import Party
from tracker.domain.vocabulary import PARTY_KINDS
from tracker.exchange.documents.history_lines import history_section
from tracker.exchange.documents.model import Document, Line, Section
from tracker.exchange.documents.phrases import date_in_words, filled
from tracker.store.records import get
from tracker.store.reference import load_reference

_ROLES = """
SELECT role.role, role.vessel_id, role.incident_id, role.source_id, vessel.name AS vessel,
       incident.title AS incident, source.title AS source
FROM role
LEFT JOIN vessel ON vessel.id = role.vessel_id
LEFT JOIN incident ON incident.id = role.incident_id
LEFT JOIN source ON source.id = role.source_id
WHERE role.party_id = ? AND role.retracted_at IS NULL ORDER BY role.id
"""

_LISTINGS = """
SELECT listing.*, source.title AS source FROM listing LEFT JOIN source ON source.id = listing.source_id
WHERE party_id = ? AND listing.retracted_at IS NULL ORDER BY listed_earliest
"""


def party_document(connection: sqlite3.Connection, party_id: int) -> Document:
    """Write out the party `party_id`.

    Raises:
        NotFoundError: There is no such party.
    """
    party = cast("Party", get(connection, "party", party_id))
    country = load_reference().name_of(party.country) if party.country else ""
    return Document(
        record_id=party.id,
        table="party",
        title=party.name,
        subtitle=", ".join(filter(None, (PARTY_KINDS[party.kind], country, party.retracted_at and "retracted"))),
        sections=(
            Section("Party", tuple(filled(("id", f"{party.id}  {party.slug or party.uid}"), ("note", party.note)))),
            Section("Roles", tuple(_role_lines(connection, party_id))),
            Section("Listings", tuple(_listing_lines(connection, party_id))),
            history_section(connection, party.id),
        ),
    )


def _role_lines(connection: sqlite3.Connection, party_id: int) -> Iterator[Line]:
    for row in connection.execute(_ROLES, (party_id,)):
        owner = row["incident_id"] or row["vessel_id"]
        yield Line(row["incident"] or row["vessel"] or "in general", row["role"], owner)
        if row["source_id"]:
            yield Line(row["source"], "source", row["source_id"], depth=1, emphasis="dim")


def _listing_lines(connection: sqlite3.Connection, party_id: int) -> Iterator[Line]:
    for row in connection.execute(_LISTINGS, (party_id,)):
        yield Line(", ".join(filter(None, (row["list"], row["measure"]))), date_in_words(row["listed"]))
        if row["source_id"]:
            yield Line(row["source"], "source", row["source_id"], depth=1, emphasis="dim")
