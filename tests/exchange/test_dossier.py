"""The dossier: one file that loads nothing, says what it is, and shows stored text as text."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dossier_page import POLICY, Page, what_loads
from hypothesis import given
from hypothesis import strategies as st

from tracker import __version__
from tracker.domain.positions import NM_IN_KM, Position, distance_nm
from tracker.exchange.dossier.compose import SIGHTINGS_SHOWN
from tracker.exchange.dossier.escape import html_lines, html_link, is_web_address
from tracker.exchange.dossier.map_svg import Spot, draw_map, in_runs
from tracker.exchange.dossier.projection import Place, circle_around, frame_around, latitude, mercator, unwrapped
from tracker.exchange.dossier.write import export_dossier
from tracker.exchange.formats import export
from tracker.store.connection import open_reader, open_store
from tracker.store.dismissing import dismiss
from tracker.store.filters.parse import parse_filter
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded

HOSTILE = (
    "<script>alert(1)</script> <img src=http://x.example/i.png onerror=alert(1)> \x1b[31m\u202e \"'& ]]> <!-- </style>"
)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "cases.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    mark_if_rules_changed(connection)
    keep_findings(connection)
    connection.close()
    return path


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a store whose every text tries to be markup or a script."""
    path = tmp_path / "hostile.db"
    connection = open_store(path, create=True)
    with recorded(connection, by=HOSTILE, action="add", summary=HOSTILE) as change:
        source = change.insert(
            "source", {"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)", "archive_url": HOSTILE}
        )
        vessel = change.insert("vessel", {"name": HOSTILE, "note": HOSTILE, "imo": "9074729"})
        incident = change.insert("incident", {"title": HOSTILE, "summary": HOSTILE, "note": HOSTILE})
        change.insert(
            "identity",
            {
                "vessel_id": vessel,
                "aspect": "flown",
                "name": HOSTILE,
                "flag": HOSTILE,
                "valid_from": "2020",
                "note": HOSTILE,
            },
        )
        change.insert(
            "sighting",
            {
                "source_id": source, "incident_id": incident, "vessel_id": vessel, "place": HOSTILE, "cargo": HOSTILE,
                "lat": 10.0, "lon": 179.5, "radius_km": 30.0, "name_shown": HOSTILE, "statement": HOSTILE,
                "date": "2020", "flag_flown": HOSTILE, "note": f"line\n{HOSTILE}",
            },
        )  # fmt: skip
    mark_if_rules_changed(connection)
    keep_findings(connection)
    connection.close()
    return path


def _query(text: str = "", target: str = "incidents") -> Query:
    return Query(target, parse_filter(text, target))


def _assert_loads_nothing(page: Page) -> None:
    assert what_loads(page) == []
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.places] == []
    assert len(page.places) == len(set(page.places))


@pytest.mark.parametrize("target", ["incidents", "vessels", "sightings", "sources", "findings"])
def test_nothing_is_loaded_from_outside_and_every_reference_leads_somewhere(
    starter: Path, tmp_path: Path, target: str
) -> None:
    out = tmp_path / "all.html"
    export(starter, out, _query(target=target))
    page = Page.of(out)
    _assert_loads_nothing(page)
    assert ("meta", "content", POLICY) in page.attributes


@pytest.mark.parametrize("target", ["incidents", "vessels", "sightings", "sources"])
def test_hostile_text_stays_text(hostile: Path, tmp_path: Path, target: str) -> None:
    out = tmp_path / "out.html"
    export(hostile, out, _query(target=target))
    page = Page.of(out)
    _assert_loads_nothing(page)
    assert page.links == [link for link in page.links if link.startswith("#")], "no address of it is a web address"
    assert "<script>alert(1)</script>" in page.text
    assert "javascript:alert(1)" in page.text or target in ("vessels",)
    assert "\x1b" not in page.content
    assert "\u202e" not in page.content
    assert "␛[31m<U+202E>" in page.text


def test_hostile_text_stays_text_in_markdown(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    export(hostile, out, _query())
    text = out.read_text(encoding="utf-8")
    assert "\x1b" not in text
    outside_code = [line for line in text.splitlines() if not line.startswith("    ")]
    assert [line for line in outside_code if re.search(r"(?<!\\)<(script|img|!--|/style)", line)] == []
    rows = [line for line in outside_code if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_it_says_on_what_when_and_by_which_version_and_that_a_rule_is_no_verdict(starter: Path, tmp_path: Path) -> None:
    for form in ("html", "markdown"):
        out = tmp_path / f"out.{form}"
        connection = open_reader(starter)
        export_dossier(
            connection,
            out,
            _query("flag:BZ date:2011"),
            form=form,
            store_name="cases.db",
            made_at="2026-03-04T05:06:07Z",
        )
        text = Page.of(out).text if form == "html" else out.read_text(encoding="utf-8")
        for said in ("cases.db", "2026-03-04 05:06:07 UTC", f"tracker {__version__}", "after change 1 of"):
            assert said in text
        assert "flag:BZ date:2011" in text
        assert "no verdict" in text


def test_a_case_has_its_agreement_lanes_findings_map_sightings_sources_and_history(
    starter: Path, tmp_path: Path
) -> None:
    out = tmp_path / "light.html"
    export(starter, out, _query("flag:BZ date:2011"))
    page = Page.of(out)
    for heading in ("What sources say", "Identity of Light", "Indicators that fire", "Map", "Sightings", "Sources"):
        assert heading in page.text
    for heading in ("Property", "Verdict", "Best supported", "Who says what"):
        assert heading in page.text
    assert "≠ contested" in page.text
    assert "S22" in page.text
    assert "[19]" in page.text
    assert "fires when" in page.text
    assert "innocent if" in page.text
    assert {"lanes", "map"} <= {value for tag, name, value in page.attributes if tag == "svg" and name == "class"}
    assert "Load the starter cases" in page.text


def test_several_records_are_one_file_with_a_table_of_contents(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "vessels.html"
    done = export(starter, out, _query("flag:BZ", "vessels"))
    page = Page.of(out)
    assert done.counts["vessels"] > 1
    assert page.content.count("<article") == done.counts["vessels"]
    contents = page.content.partition('class="contents"')[2].partition("</ol>")[0]
    assert contents.count("<li>") == done.counts["vessels"]


def test_a_value_that_is_only_denied_never_reads_as_given(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "skipper.md"
    export(starter, out, _query("vessel:skipper date:2025"))
    (row,) = [line for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("| **flag registered**")]
    assert "**denied: Guyana**" in row


def test_a_finding_set_aside_says_who_did_it_and_why(starter: Path, tmp_path: Path) -> None:
    store = tmp_path / "own.db"
    export(starter, store, _query("flag:BZ date:2011"))
    connection = open_store(store)
    keep_findings(connection)
    finding = connection.execute("SELECT id FROM finding").fetchone()["id"]
    dismiss(connection, finding, "both words are of one interview", by="Analyst Q")
    connection.close()
    export(store, tmp_path / "out.html", _query())
    text = Page.of(tmp_path / "out.html").text
    assert "set aside" in text
    assert "by Analyst Q: both words are of one interview" in text


def test_a_ship_with_more_sightings_than_are_written_out_says_so(tmp_path: Path) -> None:
    store, out = tmp_path / "ais.db", tmp_path / "ais.md"
    connection = open_store(store, create=True)
    with recorded(connection, by="A", action="import", summary="AIS feed") as change:
        source = change.insert("source", {"title": "AIS feed", "kind": "ais"})
        vessel = change.insert("vessel", {"name": "Tern"})
        rows = ((source, vessel, "2024-05-01", 1.0 + number / 4000, 2.0) for number in range(SIGHTINGS_SHOWN + 7))
        change.insert_many("sighting", ("source_id", "vessel_id", "date", "lat", "lon"), rows)
    connection.close()
    export(store, out, _query(target="vessels"))
    text = out.read_text(encoding="utf-8")
    assert f"the newest {SIGHTINGS_SHOWN} of {SIGHTINGS_SHOWN + 7}, in time order" in text
    assert f"### S{SIGHTINGS_SHOWN}. " in text


def test_nothing_found_is_a_file_that_says_so(starter: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.html"
    export(starter, out, _query("nosuchword"))
    assert "0 cases" in Page.of(out).text


@pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), reason="no browser to draw it"
)
def test_a_browser_draws_it_as_the_picture_that_is_kept(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "screenshots"
    subprocess.run([sys.executable, folder / "dossier.py", tmp_path], check=True, capture_output=True, timeout=180)
    drawn, kept = (path.read_bytes() for path in (tmp_path / "dossier.png", folder / "dossier.png"))
    assert drawn[:8] == kept[:8] == b"\x89PNG\r\n\x1a\n"
    assert drawn[16:24] == kept[16:24], "width and height"
    assert abs(len(drawn) - len(kept)) < 0.3 * len(kept), "run `python screenshots/dossier.py` and look at the picture"
    assert len(kept) < 400_000


@given(st.text())
def test_no_text_becomes_markup_or_steers_a_reader(text: str) -> None:
    shown = html_lines(text).replace("<br>\n", "")
    assert not set(shown) & set("<>\"'\x1b\u202e\u200b")
    link = html_link(text, text)
    assert link.startswith("<a ") == is_web_address(text)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//x.example", "http://x.example/a b", "https://", "http://x\u202e"],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert "<a " not in html_link(address, address)


def test_places_on_both_sides_of_the_antimeridian_lie_side_by_side() -> None:
    frame = frame_around(unwrapped([Place(-17.0, 179.0), Place(-17.5, -179.0)]), 680, 400)
    assert frame.east - frame.west < 10
    assert frame.west < 179 < 181 < frame.east


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 3000))
def test_every_place_lies_on_its_map(lat: float, lon: float, radius_km: float) -> None:
    frame = frame_around([Place(lat, lon, radius_km)], 680, 400)
    assert frame.west <= lon <= frame.east
    assert 0 <= frame.y(lat) <= 400
    assert abs(latitude(mercator(lat)) - lat) < 1e-9


@given(st.floats(-70, 70), st.floats(-180, 180), st.floats(1, 2000))
def test_a_circle_of_uncertainty_is_as_far_away_all_round(lat: float, lon: float, radius_km: float) -> None:
    for there_lon, there_lat in circle_around(Place(lat, lon, radius_km)):
        turned = (there_lon + 180) % 360 - 180
        away = distance_nm(Position(lat, lon), Position(there_lat, turned)) * NM_IN_KM
        assert abs(away - radius_km) < radius_km * 0.01


def test_a_map_shows_land_and_each_circle_once_under_all_its_numbers() -> None:
    shanghai = Place(29.0, 122.5, 150.0)
    svg = draw_map(
        [Spot("1", shanghai), Spot("2", shanghai), Spot("3", shanghai), Spot("5", Place(20.0, 116.0))], "Map"
    )
    assert svg.count('class="radius"') == 1
    assert ">1–3</text>" in svg
    assert ">5</text>" in svg
    assert 'class="land"' in svg
    assert in_runs(["7", "1", "2", "4"]) == ["1–2", "4", "7"]
