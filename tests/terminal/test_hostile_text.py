"""Text that tries to be markup or to steer the terminal: shown as text everywhere, exported exactly."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from driving import press, settled, write

from tracker.commands.root import cli
from tracker.exchange.documents.of_record import document_of
from tracker.exchange.documents.to_markdown import to_markdown
from tracker.exchange.documents.to_text import to_text
from tracker.exchange.formats import export
from tracker.store.change_in_progress import ChangeInProgress
from tracker.store.connection import open_reader, open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query
from tracker.store.verify import verify
from tracker.store.write import recorded
from tracker.terminal.app import TrackerApp
from tracker.terminal.settings import Settings

TEXTS = {
    "closing tag": "[/x] GRACE",
    "colour tag": "[red]RED[/] [b]",
    "quotes": "\"; DROP TABLE sighting; -- '",
    "escape sequence": "\x1b[31mRED\x1b]0;title\x07",
    "hidden characters": "A\u202eB\u200bC\u2066D\ufeffE",
    "wide characters": "平壌号 大同江",
    "combining": "e\u0301\u0301\u0301 Z\u0336a\u0336l",
    "line breaks": "one\ntwo\r\nthree\tfour",
    "NUL": "A\x00B",
    "long": "x" * 10_000,
    "long without spaces, wide": "船" * 3_000,
    "formula": "=cmd|' /C calc'!A0",
    "markdown": "[a](javascript:alert(1)) **b** <script>",
}
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A store in which every text of a record is one of the texts above."""
    path = tmp_path / "hostile.db"
    connection = open_store(path, create=True)
    for text in TEXTS.values():
        with recorded(connection, by=text[:200], action="add", summary=text, why=text) as change:
            _add_records(change, text)
    connection.close()
    return path


def _add_records(change: ChangeInProgress, text: str) -> None:
    source = change.insert("source", {"title": text, "publisher": text, "author": text, "note": text, "url": text})
    vessel = change.insert("vessel", {"name": text, "type": text, "note": text})
    incident = change.insert(
        "incident", {"title": text, "summary": text, "keywords": text, "note": text, "kinds": ["other"]}
    )
    party = change.insert("party", {"name": text, "kind": "company", "note": text})
    change.insert("role", {"party_id": party, "vessel_id": vessel, "role": text, "note": text})
    change.insert("role", {"party_id": party, "incident_id": incident, "role": text})
    change.insert("listing", {"vessel_id": vessel, "list": text, "measure": text, "source_id": source})
    change.insert("identity", {"vessel_id": vessel, "aspect": "flown", "name": text, "flag": text, "owner": text})
    sighting = {
        "source_id": source, "vessel_id": vessel, "incident_id": incident, "date": "2011-05-26",
        "details": json.dumps({text[:500]: text}), "as_printed": json.dumps({"place": text}),
    } | dict.fromkeys(
        ("place", "name_shown", "flag_flown", "flag_claimed", "vessel_type", "activity", "origin", "destination",
         "cargo", "outcome", "observer", "said_by", "statement", "hedge", "locator", "note", "refusals"), text,
    )  # fmt: skip
    change.insert("sighting", sighting)
    change.insert("sighting", sighting | {"stance": "denies", "said_by": text + "2"})


def drawn(app: TrackerApp) -> str:
    """Return every character that the screen would send to the terminal."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_every_screen_shows_it_as_text(hostile: Path, size: tuple[int, int]) -> None:
    app = TrackerApp(hostile, Settings(analyst="A"))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("1", "2", "3", "4"):
            await press(pilot, key, "right", "right", "f")
            assert STEERING.search(drawn(app)) is None
            await press(pilot, "t")
            for _ in TEXTS:
                await press(pilot, "d", "t", "down")
                assert STEERING.search(drawn(app)) is None
        for key in ("1", "2", "3", "4"):
            await press(pilot, key, "g", "down", "down", "down", "enter", "G")
            assert STEERING.search(drawn(app)) is None
            await press(pilot, "escape", "e")
            assert STEERING.search(drawn(app)) is None
            await press(pilot, "escape")
        await press(pilot, "slash")
        await write(pilot, "place:")
        assert STEERING.search(drawn(app)) is None


def test_documents_and_the_command_line_print_it_as_text(hostile: Path) -> None:
    connection = open_reader(hostile)
    for (record_id,) in connection.execute(
        "SELECT id FROM sighting UNION SELECT id FROM vessel UNION SELECT id FROM party"
    ):
        document = document_of(connection, record_id)
        assert STEERING.search(to_text(document)) is None
        assert STEERING.search(to_markdown(document)) is None
        interpreted = re.sub(r"^    (?!-).*$", "", to_markdown(document), flags=re.MULTILINE)
        assert re.search(r"(?<!\\)\]\(javascript", interpreted) is None
    for words in (("list", "incidents"), ("list", "sightings"), ("list", "vessels"), ("list", "sources"), ("history",)):
        result = CliRunner().invoke(cli, ["--store", str(hostile), *words])
        assert result.exit_code == 0
        assert STEERING.search(result.stdout) is None


def test_exports_keep_it_exactly(hostile: Path, tmp_path: Path) -> None:
    texts = set(TEXTS.values())
    query = Query("sightings", parse_filter("", "sightings"))
    for name in ("out.db", "out.json", "out.jsonl"):
        export(hostile, tmp_path / name, query)
    export(hostile, tmp_path / "raw.csv", query, raw=True)
    copied = open_store(tmp_path / "out.db")
    assert verify(copied) == []
    assert {row[0] for row in copied.execute("SELECT cargo FROM sighting")} == texts
    assert {row["cargo"] for row in json.loads((tmp_path / "out.json").read_text("utf-8"))} == texts
    lines = (tmp_path / "out.jsonl").read_text("utf-8").removesuffix("\n").split("\n")
    assert {json.loads(line)["cargo"] for line in lines} == texts
    csv.field_size_limit(1 << 20)
    with (tmp_path / "raw.csv").open(encoding="utf-8", newline="") as handle:
        assert {row["cargo"] for row in csv.DictReader(handle)} == texts
