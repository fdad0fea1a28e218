"""KML: placemarks with their dates, tracks cut at the antimeridian, and text that XML can hold."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from contextlib import closing
from pathlib import Path

import pytest

from tracker.exchange.formats import export
from tracker.store.connection import open_store
from tracker.store.results import Query
from tracker.store.write import recorded

KML = "{http://www.opengis.net/kml/2.2}"
NAME = "<b>&\x1b[31m\ufffe]]>"


@pytest.fixture
def document(tmp_path: Path) -> ElementTree.Element:
    with (
        closing(open_store(tmp_path / "store.db", create=True)) as connection,
        recorded(connection, by="Ada", action="add", summary="Add") as change,
    ):
        source = change.insert("source", {"title": "Log"})
        vessel = change.insert("vessel", {"name": NAME})
        for date, lat, lon, stance in (
            ("2020-01-01", 0, 170, "asserts"),
            ("2020-01-05/2020-01-06", 20, -170, "asserts"),
            ("2020-01-03", 9, 90, "denies"),
            ("../2019", 5, 50, "asserts"),
            (None, 6, 60, "asserts"),
        ):
            change.insert("sighting", {"source_id": source, "vessel_id": vessel, "date": date, "lat": lat, "lon": lon,
                                       "radius_km": 9.26, "stance": stance})  # fmt: skip
    export(tmp_path / "store.db", tmp_path / "map.kml", Query("vessels"))
    return ElementTree.parse(tmp_path / "map.kml").getroot()


def placemarks(document: ElementTree.Element) -> list[ElementTree.Element]:
    return list(document.iter(f"{KML}Placemark"))


def test_every_position_is_a_placemark_on_the_time_axis(document: ElementTree.Element) -> None:
    points = [mark for mark in placemarks(document) if mark.find(f"{KML}Point") is not None]
    assert len(points) == 5
    times = [
        tuple((part.tag.removeprefix(KML), part.text) for part in time)
        for mark in points
        for time in (mark.find(f"{KML}TimeStamp"), mark.find(f"{KML}TimeSpan"))
        if time is not None
    ]
    assert times == [
        (("end", "2019-12-31T23:59:59Z"),),
        (("when", "2020-01-01"),),
        (("when", "2020-01-03"),),
        (("begin", "2020-01-05T00:00:00Z"), ("end", "2020-01-06T23:59:59Z")),
    ]
    assert points[1].findtext(f"{KML}Point/{KML}coordinates") == "170,0"


def test_a_track_over_the_antimeridian_is_cut_and_leaves_denials_out(document: ElementTree.Element) -> None:
    (track,) = [mark for mark in placemarks(document) if mark.find(f"{KML}Point") is None]
    lines = [line.text for line in track.iterfind(f"{KML}MultiGeometry/{KML}LineString/{KML}coordinates")]
    assert lines == ["170,0 180,10", "-180,10 -170,20"]


def test_a_denial_is_marked_and_uncertainty_is_said(document: ElementTree.Element) -> None:
    (denial,) = [mark for mark in placemarks(document) if "denies" in (mark.findtext(f"{KML}description") or "")]
    assert denial.findtext(f"{KML}styleUrl") == "#doubtful"
    said = {data.get("name"): data.findtext(f"{KML}value") for data in denial.iter(f"{KML}Data")}
    assert said["position_uncertainty"] == "within 9.26 km"
    assert said["radius_km"] == "9.26"


def test_ids_are_unique_names_and_hostile_text_is_spelled_out(document: ElementTree.Element) -> None:
    ids = [mark.get("id", "") for mark in placemarks(document)]
    assert len(set(ids)) == len(ids) == 6
    assert all(name[0].isalpha() for name in ids)
    assert {mark.findtext(f"{KML}name", "").split(",")[0] for mark in placemarks(document)} == {"<b>&␛[31m\ufffd]]>"}
