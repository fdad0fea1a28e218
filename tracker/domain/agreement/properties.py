"""The properties of a case: where each stands in a sighting, how it is read, and what a denial denies."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, Final

from tracker.domain.agreement.amounts import read_amount
from tracker.domain.agreement.cargoes import read_cargo
from tracker.domain.agreement.circles import position_of, read_circle
from tracker.domain.agreement.dates import date_of, read_extent
from tracker.domain.agreement.further import read_further, text_of
from tracker.domain.agreement.names import read_flag, read_name, read_number
from tracker.domain.agreement.place_text import read_place
from tracker.domain.agreement.relation import Form
from tracker.domain.agreement.text import read_account
from tracker.domain.agreement.vessel_types import read_vessel_type
from tracker.domain.records import Sighting
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import FLAG_ASPECTS

Read = Callable[[Any, Reference | None], Form | None]


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a case."""

    name: str
    """The column of `sighting` (`position` for latitude and longitude), or the name in its `details`."""
    label: str
    given: Callable[[Sighting], Hashable | None]
    """The value as a sighting stores it; None or empty if it gives none."""
    read: Read
    at_one_time: bool = False
    """Whether it may change in the course of a case, so that only values of one time can contradict."""
    is_narrative: bool = False
    """Whether two different values can always both hold, unless one of them is denied."""


def _text(column: str, label: str, read: Callable[[str], Form | None], *, at_one_time: bool = False) -> Property:
    return Property(column, label, attrgetter(column), lambda text, _: read(text), at_one_time)


def _place(column: str, label: str, *, at_one_time: bool = False) -> Property:
    return Property(column, label, attrgetter(column), read_place, at_one_time)


def _narrative(column: str, label: str) -> Property:
    return Property(column, label, attrgetter(column), lambda text, _: read_account(text), is_narrative=True)


def _flag(column: str, label: str) -> Property:
    return Property(column, label, attrgetter(column), read_flag, at_one_time=True)


DATE: Final = Property("date", "date", date_of, lambda date, _: read_extent(date))
PLACE: Final = _place("place", "place", at_one_time=True)
POSITION: Final = Property("position", "position", position_of, lambda given, _: read_circle(given), at_one_time=True)

COLUMN_PROPERTIES: Final = (
    DATE,
    PLACE,
    POSITION,
    _text("name_shown", "vessel name", read_name, at_one_time=True),
    _text("vessel_type", "vessel type", read_vessel_type),
    _text("imo_shown", "IMO number", read_number),
    _text("mmsi_shown", "MMSI", read_number, at_one_time=True),
    _text("call_sign_shown", "call sign", read_number, at_one_time=True),
    *(_flag(f"flag_{aspect}", label) for aspect, label in FLAG_ASPECTS.items()),
    _flag("nationality_claimed", "nationality claimed"),
    _place("origin", "origin"),
    _place("destination", "destination"),
    _text("cargo", "cargo", read_cargo),
    _narrative("activity", "activity"),
    _text("refusals", "refusals", read_amount),
    _narrative("outcome", "outcome"),
)

_WHICH_SHIP: Final = ("name_shown", "imo_shown", "mmsi_shown", "call_sign_shown")
_WHERE: Final = ("place", "position")
_SAID: Final = tuple(p.name for p in COLUMN_PROPERTIES if p.name not in (*_WHICH_SHIP, *_WHERE, "date"))


def denied_columns(sighting: Sighting) -> Collection[str]:
    """Return the columns whose values a denying sighting denies.

    A denial names its ship, place and day to say what it speaks of, and denies the rest: "the Light did
    not fly our flag" does not deny the Light. Where it gives nothing else, it denies the place, else the
    name or number, else the day; where it only has a statement, the statement is what is denied.
    """
    if sighting.details or any(getattr(sighting, column) for column in _SAID):
        return _SAID
    if sighting.statement:
        return ()
    if sighting.place or sighting.lat is not None:
        return _WHERE
    return _WHICH_SHIP if any(getattr(sighting, column) for column in _WHICH_SHIP) else ("date",)


def detail_properties(details: Iterable[Mapping[str, str]]) -> list[Property]:
    """Return a property for each name that the sightings' further details use, in alphabetical order."""
    names = sorted({name for given in details for name in given})
    columns = {found.name for found in COLUMN_PROPERTIES}
    return [
        Property(
            f"details.{name}" if name in columns else name,
            name,
            _detail(name),
            partial(read_further, name),
        )
        for name in names
    ]


def details_of(sighting: Sighting) -> Mapping[str, str]:
    """Return the further properties of a sighting by name."""
    return _object(sighting.details)


def printed_of(sighting: Sighting) -> Mapping[str, str]:
    """Return, by column name, what the source printed where another value is stored."""
    return _object(sighting.as_printed)


def _detail(name: str) -> Callable[[Sighting], Hashable | None]:
    return lambda sighting: details_of(sighting).get(name)


@lru_cache(maxsize=4096)
def _object(stored: str | None) -> Mapping[str, str]:
    given = json.loads(stored) if stored else None
    return {str(name): text_of(value) for name, value in given.items()} if isinstance(given, dict) else {}
