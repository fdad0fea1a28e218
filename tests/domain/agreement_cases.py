"""Sources and sightings for the tests of agreement, made in few words."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.agreement import PropertyAgreement, ValueGroup, agree
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.records import Judgement, Sighting, Source
from tracker.domain.reference import Reference, State

REFERENCE = Reference(
    {
        state.code: state
        for state in (
            State("BD", "Bangladesh", (), ("Bangladeshi",)),
            State("BZ", "Belize", (), ("Belizean",)),
            State("CN", "China", (), ("Chinese",)),
            State("KH", "Cambodia", (), ("Cambodian",)),
            State("KM", "Comoros", (), ("Comorian",)),
            State("KN", "Saint Kitts and Nevis", ("St Kitts and Nevis",)),
            State("KP", "North Korea", ("DPRK",), ("North Korean",)),
            State("KR", "South Korea", (), ("South Korean",)),
            State("MM", "Myanmar", ("Burma",), ("Burmese",)),
        )
    }
)
SHARED = Path(__file__).parents[3] / "shared" / "reference"


def source(source_id: int, derived_from: int | None = None, **values: Any) -> Source:
    """Make a source that retells another, or none."""
    values.setdefault("reliability", "B")
    return Source(
        id=source_id,
        uid=f"source-{source_id}",
        title=f"Source {source_id}",
        derived_from=derived_from,
        **values,
    )


def sighting(sighting_id: int, source_id: int, **values: Any) -> Sighting:
    """Make a sighting with the bounds of its date."""
    if values.get("date"):
        date = parse_edtf(values["date"])
        values |= {"date_earliest": date.earliest, "date_latest": date.latest}
    values.setdefault("credibility", 2)
    return Sighting(id=sighting_id, uid=f"sighting-{sighting_id}", source_id=source_id, **values)


def judgement(judgement_id: int, about: str, value: str | None, **values: Any) -> Judgement:
    """Make a judgement of one property."""
    return Judgement(
        id=judgement_id, uid=f"j{judgement_id}", incident_id=1, property=about, value=value,
        reasoning="Weighed.", analyst="A. Analyst", **values,
    )  # fmt: skip


def independent(*said: Mapping[str, Any]) -> tuple[list[Sighting], dict[int, Source]]:
    """Make one sighting of one independent source for each mapping of values."""
    numbered = list(enumerate(said, start=1))
    return [sighting(100 + n, n, **values) for n, values in numbered], {n: source(n) for n, _ in numbered}


def outcome(about: str, sightings: list[Sighting], sources: Mapping[int, Source], **more: Any) -> PropertyAgreement:
    """Return what is found of one property."""
    found = agree(sightings, sources, reference=REFERENCE, **more)
    return next(agreement for agreement in found if agreement.property == about)


def of(about: str, *said: Mapping[str, Any]) -> PropertyAgreement:
    """Return what independent sources come to on one property."""
    return outcome(about, *independent(*said))


def group(found: PropertyAgreement, value: str) -> ValueGroup:
    """Return the group of one value."""
    return next(values for values in found.values if value in (values.value, *values.shown))


_COLUMN_OF_CLAIM = {
    "date": "date", "place": "place", "vessel_kind": "vessel_type", "vessel_name": "name_shown",
    "flag_flown": "flag_flown", "flag_registered": "flag_registered",
    "nationality_claimed": "nationality_claimed",
    "nationality_reported": "nationality_claimed", "refusals": "refusals", "outcome": "outcome",
    "cargo": "cargo",
    "destination": "destination",
}  # fmt: skip
_ORIGIN_OF_SOURCE = {
    # New York Times, Pentagon, State Department, White House, Department of Defense 2013, NK News 2013.
    "C": 901, "D": 901, "K": 901, "E": 902, "H": 902, "J": 903, "F": 904, "G": 904, "A": 905, "B": 906,
}  # fmt: skip


_EDTF_OF_CLAIM = {"2011-05-2X": "2011-05-21/2011-05-31", "2011-05-2X~": "2011-05-27/2011-05-31"}
"""The claims that EDTF level 1 writes as intervals: "late May", and "a few days" after the 26th."""


def light_claims() -> tuple[list[Sighting], dict[int, Source]]:
    """Return the Light's claims as sightings, one a claim, each with the date that its source gives."""
    path = SHARED / "case_mv_light_2011_claims.csv"
    if not path.exists():
        pytest.skip("The claims of the Light case are not beside this checkout.")
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["source_key"] in _ORIGIN_OF_SOURCE]
    sources = {origin: source(origin, reliability="B") for origin in set(_ORIGIN_OF_SOURCE.values())}
    for key, origin in _ORIGIN_OF_SOURCE.items():
        sources[ord(key)] = source(ord(key), origin, reliability="C" if key == "B" else "B")
    dates = {r["source_key"]: _EDTF_OF_CLAIM.get(r["value"], r["value"]) for r in rows if r["property"] == "date"}
    return list(_claim_sightings(rows, dates)), sources


def _claim_sightings(rows: list[dict[str, str]], dates: Mapping[str, str]) -> Iterator[Sighting]:
    numbers = count(1)
    for row in rows:
        key, value = row["source_key"], _EDTF_OF_CLAIM.get(row["value"], row["value"]) or None
        declines = "declined" in row["as_said_or_note"]
        common = {"stance": "declines" if declines else "asserts", "credibility": 4 if key == "B" else 2}
        if row["property"] == "turned_back_date":
            yield sighting(next(numbers), ord(key), date=value, activity="turns back", **common)
        elif row["property"] == "date":
            yield sighting(next(numbers), ord(key), date=value, activity="intercepted", **common)
        elif row["property"] in _COLUMN_OF_CLAIM:
            given = {_COLUMN_OF_CLAIM[row["property"]]: value, "date": dates.get(key)}
            yield sighting(next(numbers), ord(key), activity="intercepted", **given, **common)
        elif value:
            yield sighting(next(numbers), ord(key), details=f'{{"{row["property"]}": "{value}"}}', **common)
