"""What the entities set aside give, one after another, each after those it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.events import event_items
from tracker.exchange.imports.ftm.identity_notes import told_identity
from tracker.exchange.imports.ftm.kept import Kept, group_of
from tracker.exchange.imports.ftm.links import link_item
from tracker.exchange.imports.ftm.listings import listing_item
from tracker.exchange.imports.ftm.parties import party_record
from tracker.exchange.imports.ftm.sources import source_items
from tracker.exchange.imports.ftm.ties import Ties
from tracker.exchange.imports.ftm.vessels import ship_item, ship_name
from tracker.exchange.imports.model import Entry, ImportOptions, Item, LeftOut

_OTHER_NOTE: Final = "note that tells no identity of a ship"


def items_of(kept: Kept, ties: Ties, options: ImportOptions) -> Iterator[Item]:
    """Yield what all entities give."""
    for entity in kept.all():
        group = group_of(entity)
        if group == "document":
            yield from source_items(entity, kept)
        elif group == "event":
            yield from event_items(entity, kept, ties, options)
        elif group == "party":
            yield _party(entity, options)
        elif group == "vessel":
            yield ship_item(entity, kept, options)
        elif group == "note":
            yield _note(entity, kept, options)
        elif group == "link":
            yield link_item(entity, kept, options)
        else:
            yield listing_item(entity, kept, options)


def _party(entity: FtmEntity, options: ImportOptions) -> Item:
    record = party_record(entity, options.reference)
    if record is None:
        return entity.refused("name", "", "is missing; a party has a name.")
    return Entry(entity.line, (record,))


def _note(entity: FtmEntity, kept: Kept, options: ImportOptions) -> Item:
    identity = told_identity(entity, kept, options.reference)
    if identity is None:
        return LeftOut(entity.line, _OTHER_NOTE)
    ship = kept.get(entity.first("entity"))
    if ship is None or group_of(ship) != "vessel" or not ship_name(ship):
        return entity.refused("entity", entity.first("entity"), "is the id of no ship with a name in this file.")
    return Entry(entity.line, (identity.record,))
