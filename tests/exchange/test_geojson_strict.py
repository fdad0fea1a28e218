"""GeoJSON read by a strict reader: whatever is in a store, the file is as RFC 7946 has it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from geojson_reader import NotGeoJson, read_strictly
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.formats import export
from tracker.store.connection import open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded

POINT = '{"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {}}'
LINE = (
    '{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[179, 1], [180, 2]]}, "properties": null}'
)


def collection(*features: str, more: str = "") -> str:
    return f'{{"type": "FeatureCollection", {more}"features": [{", ".join(features)}]}}'


def written(folder: Path, text: str) -> Path:
    path = folder / "map.geojson"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("strict") / "cases.db"
    with closing(open_store(path, create=True)) as connection:
        load_starter(connection, by="starter cases")
    return path


@pytest.mark.parametrize("target", ["incidents", "sightings", "vessels", "sources", "findings"])
def test_the_documented_cases_are_read_from_every_table(cases: Path, tmp_path: Path, target: str) -> None:
    counts = export(cases, tmp_path / "map.geojson", Query(target, parse_filter("", target))).counts
    features = read_strictly(tmp_path / "map.geojson")
    kinds = [feature["properties"]["feature"] for feature in features]
    assert (kinds.count("sighting"), kinds.count("track")) == (counts["sightings"], counts["tracks"])


LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, -0.0, 179.9999999])
PLACES = st.tuples(st.dates().map(str), st.floats(-90, 90) | st.sampled_from([-90.0, 90.0]), LONGITUDES)
TEXTS = st.text(max_size=12) | st.sampled_from(['"', "\\", "</script>", "\u2028", "🚢", "NaN"])


@given(places=st.lists(PLACES, max_size=6), name=TEXTS, radius=st.none() | st.floats(0, allow_infinity=False))
@settings(max_examples=60, deadline=None)
def test_whatever_places_and_texts_there_are_the_file_keeps_to_the_standard(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[str, float, float]], name: str, radius: float | None
) -> None:
    folder = tmp_path_factory.mktemp("places")
    with (
        closing(open_store(folder / "store.db", create=True)) as connection,
        recorded(connection, by="Ada", action="add", summary="Add") as change,
    ):
        ids = {"source_id": change.insert("source", {"title": "Log"})}
        ids["vessel_id"] = change.insert("vessel", {"name": f"A{name}"})
        for date, lat, lon in places:
            said = {"date": date, "lat": lat, "lon": lon, "radius_km": radius, "note": name}
            change.insert("sighting", {**ids, **said, "details": json.dumps({name: name})})
    export(folder / "store.db", folder / "map.geojson", Query("vessels", parse_filter("", "vessels")))
    points = [f for f in read_strictly(folder / "map.geojson") if f["properties"]["feature"] == "sighting"]
    found = sorted(tuple(point["geometry"]["coordinates"]) for point in points)
    assert found == sorted((lon, lat) for _, lat, lon in places)


def test_the_reader_takes_what_is_right(tmp_path: Path) -> None:
    whole = written(tmp_path, collection(POINT, LINE, more='"bbox": [170, -10, -170, 10], '))
    assert len(read_strictly(whole)) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "no FeatureCollection"),
        ("\ufeff" + collection(), "byte order mark"),
        (collection(POINT, more='"crs": {}, '), "has one of crs"),
        (collection(POINT, POINT), "an id to two features"),
        (collection(POINT.replace('"a"', "[]")), "neither text nor number"),
        (collection(POINT.replace('"properties": {}', '"title": 1')), "without properties"),
        (collection(POINT.replace("Point", "Place")), "of type 'Place'"),
        (collection(POINT.replace("[1, 2]", "[1, 91]")), "off the earth"),
        (collection(POINT.replace("[1, 2]", "[181, 2]")), "off the earth"),
        (collection(POINT.replace("[1, 2]", '["1", 2]')), "of words"),
        (collection(POINT.replace("[1, 2]", "[1]")), "two or three numbers"),
        (collection(POINT.replace("[1, 2]", "[NaN, 2]")), "NaN"),
        (collection(POINT.replace('"properties"', '"id": "b", "properties"')), "one name twice"),
        (collection(LINE.replace(", [180, 2]", "")), "fewer than 2 positions"),
        (collection(LINE.replace("[180, 2]", "[-179, 2]")), "antimeridian"),
        (collection(LINE.replace("[180, 2]", "[179, 1]")), "stays where it is"),
        (collection(more='"bbox": [1, 10, 2, -10], '), "south is north"),
        (collection(more='"bbox": [1, 2, 3], '), "four or six numbers"),
    ],
)
def test_the_reader_refuses_what_is_against_the_standard(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(NotGeoJson, match=why):
        read_strictly(written(tmp_path, text))
