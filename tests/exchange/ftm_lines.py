"""Entities of FollowTheMoney as lines of a file, for the tests that import them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from tracker.exchange.imports.model import ImportOptions
from tracker.store.reference import load_reference

OPTIONS = ImportOptions(load_reference())
NO_SHIP = "no vessel, nor tied to one"


def entity(entity_id: str, schema: str, beside: dict[str, Any] | None = None, **properties: list[str]) -> str:
    return json.dumps({"id": entity_id, "schema": schema, "properties": properties, **(beside or {})})


def on(*datasets: str, seen: str = "2025-03-01T06:00:00") -> dict[str, Any]:
    return {"datasets": list(datasets), "first_seen": "2023-01-01", "last_seen": seen, "target": True}


SHIP = entity(
    "NK-1", "Vessel", {"caption": "ARTAVIL", **on("us_ofac_sdn")}, name=["SHONA", "ARTAVIL"], imoNumber=["IMO9187629"],
    mmsi=["572469210"], callSign=["T2EU4"], flag=["ir"], pastFlags=["mt", "tv"], previousName=["ALPHA"],
    alias=["ABADAN"], type=["Crude Oil Tanker"], buildDate=["1999"], grossRegisteredTonnage=["56,068"],
    deadweightTonnage=["99144"], topics=["sanction"], notes=["Seen off Kharg."],
)  # fmt: skip
OWNER = entity("NK-2", "Company", on("us_ofac_sdn"), name=["NITC"], country=["ir"], registrationNumber=["77"])
OWNS = entity("own-1", "Ownership", owner=["NK-2"], asset=["NK-1"], startDate=["2015-06"], percentage=["100"])
LISTED = entity(
    "ofac-1", "Sanction", on("us_ofac_sdn"), entity=["NK-1"], authority=["Office of Foreign Assets Control"],
    program=["IRAN"], listingDate=["2012-07-12"], recordId=["15036"], reason=["Blocked"],
)  # fmt: skip
OWNER_LISTED = entity("ofac-2", "Sanction", on("us_ofac_sdn"), entity=["NK-2"], program=["IRAN"])
STRANGER = entity("NK-3", "Person", on("us_ofac_sdn"), name=["Somebody Else"])
STRANGER_LISTED = entity("ofac-3", "Sanction", on("us_ofac_sdn"), entity=["NK-3"], program=["SDGT"])
DIRECTS = entity("dir-1", "Directorship", director=["NK-3"], organization=["NK-9"])
ADDRESS = entity("addr-1", "Address", full=["Tehran"])
FRAUD = {"fraudFlag": ["pa"], "fraudAlias": ["GRACE"], "fraudMmsi": ["370000001"], "fraudImoNumber": ["IMO9116412"]}


def a_file(folder: Path, *lines: str, name: str = "entities.ftm.json") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows(store: sqlite3.Connection, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.execute(statement)]


def one(store: sqlite3.Connection, statement: str) -> dict[str, Any]:
    (row,) = store.execute(statement).fetchall()
    return dict(row)
