"""Short ways to write a ship's evidence in tests, over the project's own reference tables."""

from __future__ import annotations

import csv
import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tracker.domain.indicators import RULES, Evidence, Finding, IndicatorTables, KnownNumbers
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.records import Identity, Listing, Sighting, Source, Vessel
from tracker.store.reference import load_reference

REFERENCE_FOLDER = Path(__file__).parents[2] / "db" / "reference"
TODAY = datetime.date(2026, 11, 23)
NOBODY_ELSE = KnownNumbers()

_ids = count(1000)


@cache
def tables() -> IndicatorTables:
    """The reference tables as the project ships them."""
    return IndicatorTables.from_rows(
        load_reference(), _rows("performance_lists.csv"), _rows("landlocked_registries.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE_FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _bounded(values: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        if values.get(name):
            date = parse_edtf(values[name])
            values |= {f"{name}_earliest": date.earliest, f"{name}_latest": date.latest}
    return values


def sighting(date: str | None = None, **values: Any) -> Sighting:
    """A sighting of source 1 on an EDTF date."""
    number = next(_ids)
    return Sighting(**_bounded({"id": number, "uid": f"s{number}", "source_id": 1, "date": date} | values, "date"))


def identity(
    aspect: str = "registered", *, start: str | None = None, end: str | None = None, **values: Any
) -> Identity:
    """An identity of vessel 1 from `start` to `end`."""
    number = next(_ids)
    given = {
        "id": number,
        "uid": f"i{number}",
        "vessel_id": 1,
        "aspect": aspect,
        "valid_from": start,
        "valid_to": end,
    }
    return Identity(**_bounded(given | values, "valid_from", "valid_to"))


def listing(**values: Any) -> Listing:
    """A list entry of vessel 1."""
    number = next(_ids)
    return Listing(**_bounded({"id": number, "uid": f"l{number}", "vessel_id": 1} | values, "listed", "delisted"))


def vessel(number: int = 1, name: str = "Ship", **values: Any) -> Vessel:
    """A vessel, number 1 unless told."""
    return Vessel(id=number, uid=f"v{number}", name=name, **values)


def source(number: int = 1, **values: Any) -> Source:
    """A source, number 1 unless told."""
    return Source(**_bounded({"id": number, "uid": f"d{number}", "title": "A source"} | values, "published"))


def evidence(*records: Vessel | Identity | Sighting | Listing | Source, **more: Any) -> Evidence:
    """The evidence made of `records`; a vessel number 1 is added unless one is given or `vessel=None`."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(record for record in records if isinstance(record, kind))

    given = {
        "tables": tables(),
        "today": TODAY,
        "vessel": (of(Vessel) or (vessel(),))[0],
        "identities": of(Identity),
        "sightings": of(Sighting),
        "listings": of(Listing),
        "sources": {record.id: record for record in (source(), *of(Source))},
        "known": NOBODY_ELSE,
    }
    return Evidence(**(given | more))


def findings(rule: str, *records: Vessel | Identity | Sighting | Listing | Source, **more: Any) -> list[Finding]:
    """What one rule says of the records."""
    return RULES[rule].findings(evidence(*records, **more))


def outcome(rule: str, *records: Vessel | Identity | Sighting | Listing | Source, **more: Any) -> str:
    """The one outcome that the rule has for the records."""
    outcomes = {finding.outcome for finding in findings(rule, *records, **more)}
    assert len(outcomes) == 1, f"{rule} is both: {outcomes}"
    return outcomes.pop()
