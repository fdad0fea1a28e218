"""The properties of a case: where each stands in a sighting, how it is keyed, and how values compare."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.agreement import relations
from tracker.domain.agreement.relations import Compare
from tracker.domain.records import Sighting


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a case."""

    name: str
    """The column of `sighting`, or the name in its `details`."""
    label: str
    compare: Compare
    key: Callable[[str], str] = relations.plain_key
    in_details: bool = False

    def shown_by(self, sighting: Sighting) -> str | None:
        """Return the value as the sighting gives it."""
        if self.in_details:
            return details_of(sighting).get(self.name)
        value = getattr(sighting, self.name)
        return None if value in (None, "") else str(value)


def _as_it_stands(text: str) -> str:
    return text


COLUMN_PROPERTIES = (
    Property("date", "date", relations.dates, _as_it_stands),
    Property("place", "place", relations.places),
    Property("name_shown", "vessel name", relations.exact_at_one_time, relations.name_of_ship),
    Property("vessel_type", "vessel type", relations.ship_types),
    Property("imo_shown", "IMO number", relations.exact),
    Property("mmsi_shown", "MMSI", relations.exact_at_one_time),
    Property("call_sign_shown", "call sign", relations.exact_at_one_time),
    Property("flag_flown", "flag flown", relations.exact_at_one_time, _as_it_stands),
    Property("flag_registered", "flag registered", relations.exact_at_one_time, _as_it_stands),
    Property("flag_broadcast", "flag broadcast", relations.exact_at_one_time, _as_it_stands),
    Property("flag_documented", "flag documented", relations.exact_at_one_time, _as_it_stands),
    Property("flag_claimed", "flag claimed", relations.exact_at_one_time, _as_it_stands),
    Property("nationality_claimed", "nationality claimed", relations.exact_at_one_time, _as_it_stands),
    Property("origin", "origin", relations.route_ends),
    Property("destination", "destination", relations.route_ends),
    Property("cargo", "cargo", relations.cargoes),
    Property("activity", "activity", relations.narrative),
    Property("refusals", "refusals", relations.refusal_counts, relations.refusals_key),
    Property("outcome", "outcome", relations.narrative),
)


def properties_of(sightings: Sequence[Sighting]) -> Iterator[Property]:
    """Yield the properties of a case: every column's, then each name that the sightings' details use."""
    yield from COLUMN_PROPERTIES
    seen: dict[str, None] = {}
    for sighting in sightings:
        seen |= dict.fromkeys(details_of(sighting))
    for name in sorted(seen):
        yield Property(name, name, relations.exact, in_details=True)


def details_of(sighting: Sighting) -> dict[str, str]:
    """Return the further properties of a sighting by name."""
    if not sighting.details:
        return {}
    given = json.loads(sighting.details)
    return {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
