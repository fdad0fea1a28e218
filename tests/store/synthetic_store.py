"""A small store of made-up records with gaps, retractions, odd text and dates of every precision."""

from __future__ import annotations

import importlib.util
import random
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

from tracker.domain.partial_dates import parse_edtf
from tracker.store.connection import open_store

FLAGS = ("BZ", "KP", "KH", "none", "unknown", "Matthew Island", None, None)
PLACES = ("East China Sea", "South China Sea", "100% Reef_A", "[/x] Bank", 'The "Gap"', None)
NAMES = ("LIGHT", "BOUQUET", "Ünlü", "M/V DREAM", None)
DATES = (
    "2011-05-26",
    "2011-05",
    "2011",
    "2011-05-21~/2011-05-31~",
    "2012?",
    "2010/2012",
    "2017/..",
    "../1999",
    "2011-05-26T13:05Z",
    None,
)
CARGOES = ("coal", "Coal, arms", "\\backslash", None)
TYPES = ("tanker", "oil tanker", "general cargo", None)
PUBLISHERS = ("DVB", "Salon / AP", 'The "Post"', None)
KINDS = ("false-flag", "stateless", "port-call")
STANCES = ("asserts", "denies", "declines", "quotes")


def generator() -> ModuleType:
    """The benchmarks' generator of stores of any size."""
    path = Path(__file__).parents[2] / "benchmarks" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("benchmarks_synthetic", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    """Insert a row as it is; records get a uid and a time of entry."""
    if table not in ("incident_kind", "incident_extent", "incident_verdict", "finding", "finding_about"):
        values = {"uid": f"{table}-{values['id']}", "created_at": "2020-01-01T00:00:00Z", **values}
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def bounds(column: str, edtf: str | None) -> dict[str, str | None]:
    """Return a partial date with its bounds, by column."""
    if edtf is None:
        return {column: None, f"{column}_earliest": None, f"{column}_latest": None}
    date = parse_edtf(edtf)
    return {column: edtf, f"{column}_earliest": date.earliest, f"{column}_latest": date.latest}


def make_store(path: Path, sightings: int = 150) -> sqlite3.Connection:
    """Return a new store with about `sightings` sightings; the same every time."""
    connection = open_store(path, create=True)
    chance = random.Random(2011)
    pick = chance.choice
    connection.execute("BEGIN")
    for number in range(1, 13):
        insert(
            connection,
            "source",
            id=number,
            slug=f"source-{number}",
            title=f"Report {number} on ships",
            publisher=pick(PUBLISHERS),
            reliability=pick("ABCDEF"),
            kind=pick(("news", "government")),
            derived_from=1 if number in (3, 4) else None,
            url="https://example.org/" if number % 2 else None,
            retracted_at="2021" if number == 12 else None,
            **bounds("published", pick(DATES)),
        )
    for number in range(101, 116):
        insert(
            connection,
            "vessel",
            id=number,
            slug=f"vessel-{number}",
            name=pick(NAMES[:4]),
            imo=pick(("9187629", "9074729", None)),
            type=pick(TYPES),
            note=pick(("seen often", None)),
            retracted_at="2021" if number == 115 else None,
        )
    for number in range(201, 231):
        insert(
            connection,
            "identity",
            id=number,
            vessel_id=pick(range(101, 116)),
            aspect=pick(("registered", "flown", "listed")),
            name=pick(NAMES),
            flag=pick(FLAGS),
            mmsi=pick(("312000123", "445000111", None)),
            owner=pick(("Acme Ltd", None)),
            is_false=pick((0, 0, 1)),
            retracted_at="2021" if number == 230 else None,
        )
    for number in range(301, 321):
        insert(
            connection,
            "incident",
            id=number,
            slug=f"incident-{number}",
            title=f"Case {number} of {pick(PLACES[:2])}",
            status=pick(("open", "assessed", "closed")),
            summary=pick(("boarded at dawn", None)),
            retracted_at="2021" if number == 320 else None,
        )
        for kind in sorted({pick(KINDS), pick(KINDS)}):
            insert(connection, "incident_kind", incident_id=number, kind=kind)
    for number in range(1001, 1001 + sightings):
        has_position = chance.random() < 0.7
        insert(
            connection,
            "sighting",
            id=number,
            source_id=pick(range(1, 13)),
            incident_id=pick((None, *range(301, 321))),
            vessel_id=pick((None, *range(101, 116))),
            place=pick(PLACES),
            name_shown=pick(NAMES),
            imo_shown=pick(("9187629", "1234567", None)),
            mmsi_shown=pick(("312000123", None)),
            call_sign_shown=pick(("V3RX2", None)),
            cargo=pick(CARGOES),
            vessel_type=pick(TYPES),
            lat=chance.uniform(-90, 90) if has_position else None,
            lon=chance.uniform(-180, 180) if has_position else None,
            radius_km=pick((None, None, 50.0, 400.0)) if has_position else None,
            stance=pick(STANCES),
            credibility=pick(range(1, 7)),
            note=pick(("zebra crossing", "two words", None)),
            said_by=pick(("the master", None)),
            retracted_at="2021" if chance.random() < 0.05 else None,
            **{
                f"flag_{aspect}": pick(FLAGS)
                for aspect in ("flown", "registered", "broadcast", "documented", "claimed")
            },
            **bounds("date", pick(DATES)),
        )
    connection.execute(
        "INSERT INTO incident_extent SELECT incident.id, min(date_earliest), max(date_latest), count(sighting.id),"
        " count(DISTINCT source_id), count(DISTINCT vessel_id), count(DISTINCT source_id) FROM incident"
        " LEFT JOIN sighting ON sighting.incident_id = incident.id AND sighting.retracted_at IS NULL"
        " GROUP BY incident.id"
    )
    for number in range(301, 306):
        insert(
            connection,
            "incident_verdict",
            incident_id=number,
            property="date",
            verdict=pick(("contested", "agreed")),
            origins=2,
        )
    insert(connection, "party", id=401, name="Front Company Ltd", kind="company")
    insert(connection, "role", id=411, party_id=401, vessel_id=101, role="owner")
    insert(connection, "role", id=412, party_id=401, incident_id=301, role="broker")
    insert(connection, "listing", id=421, vessel_id=102, list="OFAC SDN")
    insert(connection, "judgement", id=431, incident_id=302, property="date", reasoning="seen", analyst="me")
    for number, (rule, outcome) in enumerate((("mid-flag-mismatch", "fires"), ("age", "clear"), ("age", "fires")), 1):
        insert(
            connection,
            "finding",
            id=number,
            rule=rule,
            version=1,
            outcome=outcome,
            level="conflict",
            sentence=f"The rule {rule} speaks.",
            vessel_id=101 if number == 1 else None,
            sighting_id=1001 if number == 2 else None,
            incident_id=301 if number == 3 else None,
            rests_on="[]",
            computed_at="2020",
        )
        insert(connection, "finding_about", record_id={1: 101, 2: 1001, 3: 301}[number], finding_id=number)
    connection.execute("COMMIT")
    return connection
