"""AIS as NMEA sentences: tag blocks give the time, parts come together, bad checksums are counted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from bent_files import read_unless_refused
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.imports.ais.nmea import FORMAT
from tracker.exchange.imports.formats import recognise
from tracker.exchange.imports.model import Entry, ImportOptions, LeftOut, Rejected, SightingRows
from tracker.exchange.imports.run import import_file
from tracker.store.reference import load_reference
from tracker.store.verify import verify

pyais = pytest.importorskip("pyais", reason="NMEA is decoded by pyais, of the extra `ais`")

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "nmea" / "pyais_nmea_data_sample.txt"
OPTIONS = ImportOptions(load_reference())


def checksum(text: str) -> str:
    found = 0
    for letter in text:
        found ^= ord(letter)
    return f"{found:02X}"


def tagged(sentence: str) -> str:
    tags = "s:here,c:1304425504"
    return f"\\{tags}*{checksum(tags)}\\{sentence}"


def position(mmsi: int = 312000001, lat: float = 31.2, lon: float = 122.5) -> list[str]:
    return pyais.encode_dict({"type": 1, "mmsi": mmsi, "lat": lat, "lon": lon, "speed": 12.3, "course": 200.0})


def static(mmsi: int = 312000001, name: str = "LIGHT") -> list[str]:
    return pyais.encode_dict({"type": 5, "mmsi": mmsi, "shipname": name, "imo": 8415433, "callsign": "V3XY"}, seq_id=1)


def log(folder: Path, *sentences: str) -> Path:
    path = folder / "receiver.nmea"
    path.write_text("".join(sentence + "\r\n" for sentence in sentences), encoding="ascii")
    return path


def test_a_position_and_a_message_in_two_parts_come_in_with_the_time_of_their_tag_blocks(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    first, second = static()
    path = log(tmp_path, tagged(position()[0]), tagged(first), second)
    assert recognise(path).name == "nmea"
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert (summary.read, summary.written, summary.rejected) == (3, 2, 0)
    assert summary.left_out == {"further sentence of a message, read with its first": 1}
    where, who = store.execute("SELECT * FROM sighting ORDER BY id").fetchall()
    assert (where["date"], where["speed_knots"], where["course_degrees"]) == ("2011-05-03T12:25:04Z", 12.3, 200.0)
    assert (round(where["lat"], 4), round(where["lon"], 4)) == (31.2, 122.5)
    assert (who["name_shown"], who["imo_shown"], who["call_sign_shown"]) == ("LIGHT", "8415433", "V3XY")
    assert store.execute("SELECT name FROM vessel").fetchone()["name"] == "LIGHT"
    assert verify(store) == []
    assert import_file(store, path, by="Ada", options=OPTIONS).changes_nothing


def test_bad_checksums_lost_parts_and_other_talk_are_counted_and_stop_nothing(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    good = position()[0]
    wrong = good[:-2] + ("00" if not good.endswith("00") else "11")
    first, _ = static()
    path = log(tmp_path, tagged(good), wrong, first, "$GPGGA,1", "", tagged(good).replace("c:13", "c:14"))
    summary = import_file(store, path, by="Ada", options=OPTIONS, rejects=tmp_path / "rejects.csv")
    assert (summary.read, summary.written, summary.rejected) == (6, 1, 4)
    reasons = (tmp_path / "rejects.csv").read_text(encoding="utf-8")
    assert "is not the checksum" in reasons
    assert "other parts are missing" in reasons
    assert "is no AIS sentence" in reasons


def test_without_a_time_each_message_is_kept_undated(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = log(tmp_path, *position(), *position())
    assert import_file(store, path, by="Ada", options=OPTIONS).written == 2
    assert {row["date"] for row in store.execute("SELECT date FROM sighting")} == {None}


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
def test_every_sentence_of_the_real_log_is_accounted_for(store: sqlite3.Connection) -> None:
    summary = import_file(store, SAMPLE, by="Ada", options=OPTIONS)
    assert (summary.read, summary.written, summary.same, summary.rejected) == (898, 760, 0, 120)
    assert summary.left_out == {"base station": 7, "AIS message of type 15": 7, "neither a position nor a name": 4}
    assert summary.added == {"vessel": 164, "identity": 165, "sighting": 760}
    assert verify(store) == []


@given(
    lines=st.lists(
        st.one_of(
            st.text(max_size=80),
            st.from_regex(r"!AIVDM,[12],[12],[0-9]?,[AB],[0-W`-w]{0,60},[0-5]", fullmatch=True).map(
                lambda body: f"{body}*{checksum(body[1:])}"
            ),
        ),
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_in_a_log_only_our_own_refusal_leaves_the_reader(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "log.nmea"
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    items = read_unless_refused(FORMAT, path, content, OPTIONS)
    assert items is None or all(isinstance(item, Entry | SightingRows | LeftOut | Rejected) for item in items)
