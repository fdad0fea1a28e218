"""Piracy incidents of the International Maritime Bureau as published in CSV: one incident and one sighting a row."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates import parse_edtf
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    FoundRecord,
    ImportOptions,
    Item,
    Rejected,
    Sample,
)
from tracker.exchange.imports.rows_by_header import rows_by_header

_COLUMNS: Final = (
    "date", "time", "longitude", "latitude", "attack_type", "location_description", "nearest_country",
    "attack_description", "vessel_name", "vessel_type", "vessel_status",
)  # fmt: skip
_DETAILS: Final = ("time", "attack_type", "vessel_status", "nearest_country", "eez_country", "data_source")
"""What a sighting has no column for; the time is kept there because the file names no time zone."""


class _Imb:
    name = "imb"
    title = "IMB piracy incidents, CSV"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line names the columns of this file."""
        header = sample.head.split(b"\n", 1)[0].decode("ascii", "replace").strip().split(",")
        return {"attack_type", "location_description", "vessel_status"} <= set(header)

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file as an incident database."""
        del options
        return FileSource(
            {
                "title": f"IMB piracy incidents ({path.name})",
                "publisher": "International Maritime Bureau",
                "kind": "incident-database",
                "url": "https://icc-ccs.org/imb-piracy-reporting-centre/",
            }
        )

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read row after row; `NA` is no value."""
        met: Counter[str] = Counter()
        for line, row in rows_by_header(path, options, _COLUMNS, "IMB"):
            yield self._item(line, {name: value for name, value in row.items() if value not in ("", "NA")}, met)

    def _item(self, line: int, row: dict[str, str], met: Counter[str]) -> Item:
        try:
            parse_edtf(row.get("date", ""))
        except FieldError:
            return Rejected(line, "date", row.get("date", ""), "is no day such as 2019-05-26.")
        try:
            lat, lon = _place(row)
        except ValueError as error:
            return Rejected(line, "latitude", f"{row.get('latitude')}, {row.get('longitude')}", str(error))
        # The file numbers nothing, so a row is known by what it says, and by which of several equal ones it is.
        digest = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:32]
        met[digest] += 1
        key = f"{digest}/{met[digest]}"
        incident = FoundRecord("incident", key, {"title": _title(row), "status": "open", "kinds": ["other"]})
        sighting = FoundRecord(
            "sighting",
            key,
            {
                "date": row["date"],
                "place": row.get("location_description"),
                "lat": lat,
                "lon": lon,
                "name_shown": row.get("vessel_name"),
                "vessel_type": row.get("vessel_type"),
                "activity": row.get("attack_description") or row.get("attack_type"),
                "details": json.dumps(details, ensure_ascii=False) if (details := _details(row)) else None,
                "locator": f"line {line}",
            },
            {"incident_id": key},
        )
        return Entry(line, (incident, sighting))


def _place(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    if "latitude" not in row and "longitude" not in row:
        return None, None
    try:
        lat, lon = float(row["latitude"]), float(row["longitude"])
    except (KeyError, ValueError):
        raise ValueError("is no latitude with a longitude, in decimal degrees.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("lies outside 90 degrees of latitude or 180 of longitude.")
    return lat, lon


def _title(row: Mapping[str, str]) -> str:
    what = row.get("attack_type", "Attack")
    ship = row.get("vessel_name") or row.get("vessel_type") or "a ship"
    place = row.get("location_description") or row.get("nearest_country")
    return f"{what}: {ship}{f', {place}' if place else ''}, {row['date']}"


def _details(row: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", " "): row[name] for name in _DETAILS if name in row}


FORMAT = _Imb()
