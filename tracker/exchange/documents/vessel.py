"""A vessel written out: what she was called over time, listings, parties, sightings and history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.flags import describe_flag
from tracker.domain.records import Identity, Listing
from tracker.domain.reference import Reference
from tracker.exchange.documents.finding_lines import finding_lines
from tracker.exchange.documents.history_lines import history_section
from tracker.exchange.documents.identity_lines import timeline_section
from tracker.exchange.documents.model import TEXT_WIDTH, Document, Line, Section
from tracker.exchange.documents.phrases import (
    date_in_words,
    filled,
    flags_in_words,
    grade_of,
    shown_of,
    source_in_words,
)
from tracker.store.records import VesselFile, vessel_file
from tracker.store.reference import load_reference


def vessel_document(connection: sqlite3.Connection, vessel_id: int, width: int = TEXT_WIDTH) -> Document:
    """Write out the vessel `vessel_id`, her timeline `width` columns wide.

    Raises:
        NotFoundError: There is no such vessel.
    """
    reference = load_reference()
    found = vessel_file(connection, vessel_id)
    vessel = found.vessel
    about = (vessel.type, vessel.imo and f"IMO {vessel.imo}", vessel.retracted_at and "retracted")
    return Document(
        record_id=vessel.id,
        table="vessel",
        title=vessel.name,
        subtitle=", ".join(filter(None, about)),
        sections=(
            Section("Vessel", tuple(_vessel_lines(found))),
            replace(
                timeline_section(found.identities, found.sightings, found.sources, width),
                note=f"by the newest {len(found.sightings):,} of {found.sighting_count:,} sightings"
                if len(found.sightings) < found.sighting_count
                else "",
            ),
            Section(
                "Indicators that fire", tuple(finding_lines(connection, vessel.id)), "each a reason to look, no verdict"
            ),
            Section(
                "Identities over time",
                tuple(line for identity in found.identities for line in _identity_lines(identity, found, reference)),
                str(len(found.identities)),
            ),
            Section(
                "Listings",
                tuple(line for listing in found.listings for line in listing_lines(listing, found)),
            ),
            Section("Parties", tuple(_party_lines(found))),
            Section(
                "Sightings",
                tuple(_sighting_lines(found, reference)),
                shown_of(found.sightings, found.sighting_count, "newest"),
            ),
            Section("Incidents", tuple(Line(i.title, record_id=i.id) for i in found.incidents.values())),
            history_section(connection, vessel.id),
        ),
        drawn_width=width,
    )


def _vessel_lines(found: VesselFile) -> Iterator[Line]:
    vessel = found.vessel
    yield from filled(
        ("id", f"{vessel.id}  {vessel.slug or vessel.uid}"),
        ("built", vessel.built),
        ("gross tonnage", vessel.gross_tonnage),
        ("length, m", vessel.length_m),
        ("note", vessel.note),
    )


def _identity_lines(identity: Identity, found: VesselFile, reference: Reference) -> Iterator[Line]:
    names = filter(
        None,
        (
            identity.name,
            identity.flag and describe_flag(identity.flag, reference),
            identity.imo and f"IMO {identity.imo}",
            identity.mmsi and f"MMSI {identity.mmsi}",
            identity.call_sign and f"call sign {identity.call_sign}",
        ),
    )
    false_word = ", false by its source" if identity.is_false else ""
    yield Line(
        f"{span_in_words(identity)}  {', '.join(names)}",
        f"{identity.aspect}{false_word}",
        identity.id,
        emphasis="strong",
    )
    yield from filled(("owner", identity.owner), ("manager", identity.manager), ("note", identity.note), depth=1)
    if identity.source_id:
        source = found.sources.get(identity.source_id)
        yield Line(
            source_in_words(source), "source", identity.source_id, source.url if source else None, "dim", depth=1
        )


def span_in_words(identity: Identity) -> str:
    """Return from when to when an identity was reported."""
    if identity.valid_from and identity.valid_to:
        return f"{date_in_words(identity.valid_from)} to {date_in_words(identity.valid_to)}"
    if identity.valid_from:
        return f"from {date_in_words(identity.valid_from)}"
    return f"until {date_in_words(identity.valid_to)}" if identity.valid_to else "undated"


def listing_lines(listing: Listing, found: VesselFile) -> Iterator[Line]:
    """Yield one listing with its measure and its dates."""
    yield Line(
        ", ".join(filter(None, (listing.list, listing.measure))),
        date_in_words(listing.listed),
        listing.id,
        emphasis="strong",
    )
    yield from filled(
        ("in force", listing.in_force),
        ("announced", listing.announced),
        ("delisted", listing.delisted),
        ("note", listing.note),
        depth=1,
    )
    if listing.source_id:
        yield Line(
            source_in_words(found.sources.get(listing.source_id)), "source", listing.source_id, None, "dim", depth=1
        )


def _party_lines(found: VesselFile) -> Iterator[Line]:
    for role in found.roles:
        yield Line(found.parties[role.party_id].name, role.role, role.party_id)


def _sighting_lines(found: VesselFile, reference: Reference) -> Iterator[Line]:
    sources_in_words = {source_id: source_in_words(source) for source_id, source in found.sources.items()}
    for sighting in found.sightings:
        source = found.sources.get(sighting.source_id)
        words = sources_in_words.get(sighting.source_id) or source_in_words(None)
        parts = (sighting.place, flags_in_words(sighting, reference), sighting.activity)
        yield Line(
            f"{'; '.join(filter(None, parts))}  {grade_of(sighting, source)} {words}",
            date_in_words(sighting.date),
            sighting.id,
        )
