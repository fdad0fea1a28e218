"""Sightings as points and vessel tracks as lines in GeoJSON (RFC 7946): WGS 84, longitude before latitude."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.exchange.geography.placed import Placed, placed_sightings
from tracker.exchange.geography.tracks import Track, tracks
from tracker.exchange.redaction.sentence import KEY as REDACTED
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.results import Query


def export_geojson(
    connection: sqlite3.Connection, path: Path, query: Query, progress: Progress = no_progress
) -> Exported:
    """Write the positioned sightings that belong to what `query` selects, and their tracks, to `path`.

    Raises:
        ExportError: The file cannot be written.
    """
    counts = {"sightings": 0, "tracks": 0}
    with (
        taking_the_place_of(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n", errors="surrogateescape") as handle,
    ):
        redacted = redaction_sentence(connection)
        said = f'"{REDACTED}": {_text(redacted)}, ' if redacted else ""
        handle.write(f'{{"type": "FeatureCollection", {said}"features": [')
        for number, (kind, feature) in enumerate(_features(connection, query)):
            counts[kind] += 1
            handle.write(f"{',' if number else ''}\n{_text(feature)}")
            if number % 500 == 0:
                progress(number, None)
        handle.write("\n]}\n")
    return Exported(path, counts)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _features(connection: sqlite3.Connection, query: Query) -> Iterator[tuple[str, dict[str, Any]]]:
    for placed in placed_sightings(connection, query):
        yield "sightings", _point(placed)
    for track in tracks(connection, query):
        yield "tracks", _line(track)


def _point(placed: Placed) -> dict[str, Any]:
    properties = {"feature": "sighting", "title": placed.title, **placed.values}
    properties["position_uncertainty"] = placed.uncertainty
    if placed.caution:
        properties["caution"] = placed.caution
    for name in ("details", "as_printed"):
        if name in properties:
            properties[name] = json.loads(properties[name])
    return {
        "type": "Feature",
        "id": f"sighting/{placed.uid}",
        "geometry": {"type": "Point", "coordinates": [placed.lon, placed.lat]},
        "properties": properties,
    }


def _line(track: Track) -> dict[str, Any]:
    is_whole = len(track.parts) == 1
    return {
        "type": "Feature",
        "id": f"track/{track.uid}",
        "geometry": {
            "type": "LineString" if is_whole else "MultiLineString",
            "coordinates": track.parts[0] if is_whole else track.parts,
        },
        "properties": {
            "feature": "track",
            "title": track.vessel,
            **track.values,
            "dates": [point.values["date"] for point in track.points],
            "sightings": [point.uid for point in track.points],
        },
    }
