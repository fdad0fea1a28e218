"""Parties, what ties them to vessels and incidents, and the listings of either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.domain.records import Listing, Party, Role
from tracker.exchange.ftm.entity import Entity
from tracker.exchange.ftm.selected import Selected, add_date, titled
from tracker.exchange.ftm.values import country_value, text_value

_SCHEMAS: Final = {"person": "Person", "company": "Company", "state-body": "PublicBody"}

_OWNING: Final = frozenset({"owner", "registered owner", "beneficial owner", "earlier owner", "later owner"})
"""The roles that say without a doubt that the party owns the ship; `likely shell owner` does not."""


def party_entities(selected: Selected) -> Iterator[Entity]:
    """Yield each party."""
    for party in selected.records(Party):
        entity = Entity(party.uid, _SCHEMAS[party.kind])
        entity.add("name", titled(party.name))
        entity.add("country", country_value(party.country, selected.reference))
        entity.add("notes", text_value(party.note))
        yield entity


def role_entities(selected: Selected) -> Iterator[Entity]:
    """Yield a link for each role: an ownership where the role is one, else a link named by the role."""
    for role in selected.records(Role):
        party = selected.uid("party", role.party_id)
        if party is None:
            continue
        vessel, incident = selected.uid("vessel", role.vessel_id), selected.uid("incident", role.incident_id)
        if vessel:
            is_owner = role.role.strip().lower() in _OWNING
            ends = ("Ownership", "owner", "asset") if is_owner else ("UnknownLink", "subject", "object")
            yield _link(selected, role, role.uid, party, vessel, ends)
        if incident:
            uid = f"{role.uid}-incident" if vessel else role.uid
            yield _link(selected, role, uid, party, incident, ("UnknownLink", "subject", "object"))


def _link(selected: Selected, role: Role, uid: str, party: str, other: str, ends: tuple[str, str, str]) -> Entity:
    schema, party_end, other_end = ends
    entity = Entity(uid, schema)
    entity.add(party_end, party)
    entity.add(other_end, other)
    entity.add("role", text_value(role.role))
    add_date(entity, "startDate", role.valid_from, "From")
    add_date(entity, "endDate", role.valid_to, "To")
    entity.add("description", text_value(role.note))
    selected.cite(entity, role.source_id)
    return entity


def listing_entities(selected: Selected) -> Iterator[Entity]:
    """Yield a sanction for each listing of a vessel or party."""
    for listing in selected.records(Listing):
        listed = [selected.uid("vessel", listing.vessel_id), selected.uid("party", listing.party_id)]
        if not any(listed):
            continue
        entity = Entity(listing.uid, "Sanction")
        entity.add("entity", *listed)
        entity.add("program", text_value(listing.list))
        entity.add("provisions", text_value(listing.measure))
        entity.add("recordId", text_value(listing.reference))
        add_date(entity, "listingDate", listing.listed, "Listed")
        add_date(entity, "startDate", listing.in_force, "In force")
        add_date(entity, "date", listing.announced, "Announced")
        add_date(entity, "endDate", listing.delisted, "Delisted")
        entity.add("description", text_value(listing.note))
        selected.cite(entity, listing.source_id)
        yield entity
