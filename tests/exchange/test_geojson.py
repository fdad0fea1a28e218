"""GeoJSON: points with what each source says, and tracks that cross the antimeridian the short way."""

from __future__ import annotations

import itertools
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tracker.commands.root import cli
from tracker.exchange.formats import export
from tracker.exchange.geography.antimeridian import cut_at_antimeridian
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded

longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-80, 80, allow_nan=False)


def exported(store: sqlite3.Connection, folder: Path, text: str = "", target: str = "vessels") -> list[dict[str, Any]]:
    path = Path(store.execute("PRAGMA database_list").fetchone()["file"])
    export(path, folder / "map.geojson", Query(target, parse_filter(text, target)))
    collection = json.loads((folder / "map.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def ship_seen(store: sqlite3.Connection, *places: tuple[str | None, float, float, str]) -> int:
    with recorded(store, by="Ada", action="add", summary="Add") as change:
        source = change.insert("source", {"title": "Log"})
        vessel = change.insert("vessel", {"name": "[/x] Light"})
        for date, lat, lon, stance in places:
            values = {"source_id": source, "vessel_id": vessel, "date": date, "lat": lat, "lon": lon, "stance": stance}
            change.insert("sighting", {**values, "radius_km": 5.0})
    return vessel


def test_points_carry_what_their_source_says_and_how_far_off_they_may_be(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    ship_seen(store, ("2020-01-01", 1.5, 103.5, "asserts"))
    (point,) = exported(store, tmp_path)
    assert point["geometry"] == {"type": "Point", "coordinates": [103.5, 1.5]}
    told = point["properties"]
    assert (told["vessel"], told["radius_km"], told["date"], told["source"]) == ("[/x] Light", 5.0, "2020-01-01", "Log")
    assert "lat" not in told


def test_a_track_joins_dated_positions_in_time_and_leaves_denials_out(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    ship_seen(
        store,
        ("2020-01-03", 3, 30, "asserts"),
        ("2020-01-01", 1, 10, "asserts"),
        ("2020-01-02", 2, 20, "denies"),
        (None, 9, 90, "asserts"),
    )
    features = exported(store, tmp_path)
    (track,) = [feature for feature in features if feature["properties"]["feature"] == "track"]
    assert track["geometry"] == {"type": "LineString", "coordinates": [[10, 1], [30, 3]]}
    assert len(features) == 5


def test_a_track_over_the_antimeridian_is_cut_there(store: sqlite3.Connection, tmp_path: Path) -> None:
    ship_seen(store, ("2020-01-01", 0, 170, "asserts"), ("2020-01-02", 20, -170, "asserts"))
    track = exported(store, tmp_path)[-1]
    assert track["geometry"] == {
        "type": "MultiLineString",
        "coordinates": [[[170, 0], [180, 10]], [[-180, 10], [-170, 20]]],
    }


@given(st.lists(st.tuples(longitudes, latitudes), min_size=2, max_size=8))
def test_no_part_of_a_cut_line_goes_the_long_way_round(points: list[tuple[float, float]]) -> None:
    for part in cut_at_antimeridian(points):
        assert len(part) > 1
        for (lon, lat), (next_lon, next_lat) in itertools.pairwise(part):
            assert abs(next_lon - lon) <= 180
            assert -180 <= lon <= 180
            assert -80 <= lat <= 80
            assert -80 <= next_lat <= 80


@pytest.mark.parametrize("target", ["incidents", "sightings", "vessels", "sources", "findings"])
def test_every_table_can_be_put_on_a_map(store: sqlite3.Connection, tmp_path: Path, target: str) -> None:
    load_starter(store, by="starter cases")
    with_position = store.execute("SELECT count(*) FROM sighting WHERE lat IS NOT NULL").fetchone()[0]
    points = [feature for feature in exported(store, tmp_path, target=target) if feature["geometry"]["type"] == "Point"]
    assert len(points) <= with_position
    if target in ("sightings", "sources"):
        assert len(points) == with_position


def test_a_map_without_a_filter_has_every_sighting_with_a_position(store: sqlite3.Connection, tmp_path: Path) -> None:
    ship_seen(store, ("2020-01-01", 1.5, 103.5, "asserts"))
    path = store.execute("PRAGMA database_list").fetchone()["file"]
    assert CliRunner().invoke(cli, ["--store", path, "export", str(tmp_path / "map.geojson")]).exit_code == 0
    (point,) = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"]
    assert point["properties"]["position_uncertainty"] == "within 5 km"
