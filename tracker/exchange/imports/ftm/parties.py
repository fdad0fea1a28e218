"""Persons, companies and bodies of state as parties."""

from __future__ import annotations

from typing import Any, Final

from tracker.domain.reference import Reference
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.schemas import PARTY_KINDS
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.model import FoundRecord

_COUNTRIES: Final = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")
"""Properties that tie somebody to a state, the plainest first."""
_NAMES: Final = ("name", "alias", "previousName", "weakAlias")
_WITHOUT_SCHEMA: Final = frozenset({"Person", "Company", "PublicBody"})
"""Schemas of which nothing is lost: each is a kind of party."""


def party_record(entity: FtmEntity, reference: Reference) -> FoundRecord | None:
    """Return a party, or None for what is none, or has no name."""
    if entity.schema not in PARTY_KINDS:
        return None
    names = [name for group in _NAMES for name in entity.all(group)]
    caption = entity.said("caption")
    name = caption if caption in names else next(iter(names), "")
    if not name:
        return None
    told = Told(entity)
    told.note("name", name)
    read: dict[str, str] = {} if entity.schema in _WITHOUT_SCHEMA else {"schema": entity.schema}
    values: dict[str, Any] = {"name": name, "kind": PARTY_KINDS[entity.schema]}
    values["country"] = _country(told, reference)
    values["note"] = told.joined("notes", by="\n")
    values["as_printed"] = told.as_printed(**read)
    return FoundRecord("party", entity.id, values, uid=entity.uid)


def _country(told: Told, reference: Reference) -> str | None:
    for name in _COUNTRIES:
        for printed in told.entity.all(name):
            code = reference.find_state(printed)
            if code is not None:
                if printed.upper() == code:
                    told.note(name, printed)
                return code
    return None
