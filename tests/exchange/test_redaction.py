"""Redaction: what is left out is in no byte of any file, and what stays still holds together."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tracker.commands.root import cli
from tracker.domain.errors import FieldError, NotFoundError
from tracker.exchange.formats import FORMATS, export
from tracker.exchange.redaction.columns import LEFT_OUT
from tracker.exchange.redaction.terms import Terms
from tracker.store.connection import open_reader, open_store
from tracker.store.dismissing import dismiss
from tracker.store.filters.parse import parse_filter
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.judging import Answer, judge
from tracker.store.results import Query
from tracker.store.verify import verify
from tracker.store.write import recorded

SECRET_WORDS = (
    "Harbour Whisper", "harbour-whisper", "whisper.example", "Ada Quill", "zirconium", "Quaymaster", "QUAYBERG",
    "Ghostly Petrel", "Nightjar Holding", "barnacle memorandum",
)  # fmt: skip
"""Words that stand only in, or because of, the source that is left out."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store in which one source must not be given away, though much tells of it."""
    path = tmp_path / "cases.db"
    connection = open_store(path, create=True)
    with recorded(connection, by="Analyst", action="add", summary="Add the Harbour Whisper report") as change:
        secret = change.insert(
            "source",
            {
                "slug": "harbour-whisper", "title": "Harbour Whisper, issue 4", "publisher": "Harbour Whisper",
                "author": "Ada Quill", "url": "https://whisper.example/4", "reliability": "C", "text": "zirconium",
            },
        )  # fmt: skip
        open_source = change.insert("source", {"slug": "gazette", "title": "The Gazette", "publisher": "Gazette"})
        first = change.insert("source", {"title": "Wire A", "derived_from": secret, "publisher": "Wire A"})
        second = change.insert("source", {"title": "Wire B", "derived_from": secret, "publisher": "Wire B"})
        vessel = change.insert("vessel", {"slug": "tern", "name": "Tern", "imo": "9074729"})
        only_there = change.insert("vessel", {"name": "Ghostly Petrel"})
        change.insert(
            "identity",
            {"vessel_id": vessel, "aspect": "registered", "flag": "PA", "source_id": secret, "note": "zirconium"},
        )
        party = change.insert("party", {"name": "Nightjar Holding", "kind": "company"})
        change.insert("role", {"party_id": party, "vessel_id": vessel, "role": "owner", "source_id": secret})
        change.insert("listing", {"vessel_id": vessel, "list": "QUAYBERG list", "source_id": secret})
        incident = change.insert(
            "incident",
            {"slug": "tern-case", "title": "Tern", "summary": "Told by Ada Quill and others.", "kinds": ["other"]},
        )
        for source, cargo in ((secret, "zirconium"), (open_source, "grain"), (first, "grain"), (second, "grain")):
            change.insert(
                "sighting",
                {
                    "source_id": source, "incident_id": incident, "vessel_id": vessel, "cargo": cargo,
                    "said_by": "Quaymaster" if source == secret else "Captain Oriel, Port Authority",
                    "date": "2024-05-01", "flag_flown": "PA",
                    "statement": "as harbour whisper says" if source == first else None,
                    "details": json.dumps({"crew": "twelve"}), "as_printed": json.dumps({"cargo": "Grain, bagged"}),
                },
            )  # fmt: skip
        change.insert("sighting", {"source_id": secret, "vessel_id": only_there, "date": "2024"})
        moved = change.insert(
            "sighting", {"source_id": secret, "incident_id": incident, "place": "barnacle memorandum"}
        )
    with recorded(connection, by="Analyst", action="edit", summary="Move to the Gazette") as change:
        change.update("sighting", moved, {"source_id": open_source, "place": "Valletta"})
    judge(connection, incident, Answer("cargo", "grain", "", "", "Harbour Whisper errs."), by="Analyst")
    mark_if_rules_changed(connection)
    keep_findings(connection)
    for row in connection.execute("SELECT id FROM finding").fetchall():
        dismiss(connection, row["id"], "barnacle memorandum explains it", by="Analyst")
    connection.close()
    return path


def _query(text: str = "", target: str = "incidents") -> Query:
    return Query(target, parse_filter(text, target))


def _words_in(path: Path, words: tuple[str, ...]) -> list[str]:
    content = path.read_bytes().lower()
    return [word for word in words if word.lower().encode() in content]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_source_left_out_is_in_no_byte_of_any_format(store: Path, tmp_path: Path, kind: str) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    for target in ("sightings", "vessels", "incidents", "sources"):
        export(store, whole, _query(target=target), kind)
        export(store, out, _query(target=target), kind, redact=["source:harbour-whisper"])
        if kind == "sqlite":
            assert len(_words_in(whole, SECRET_WORDS)) == len(SECRET_WORDS)
        assert _words_in(out, SECRET_WORDS) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_field_left_out_is_in_no_byte_of_any_format(store: Path, tmp_path: Path, kind: str) -> None:
    connection = open_store(store)
    oriel = connection.execute("SELECT id FROM sighting WHERE said_by LIKE 'Captain%'").fetchone()["id"]
    with recorded(connection, by="Analyst", action="edit", summary="Captain Oriel corrects himself") as change:
        change.update("sighting", oriel, {"note": "captain oriel by telephone", "said_by": "Captain Umbriel"})
    connection.close()
    out = tmp_path / "out"
    for target in ("sightings", "vessels", "incidents", "sources"):
        export(store, out, _query(target=target), kind, redact=["field:said_by", "field:crew", "field:cargo"])
        assert _words_in(out, ("Oriel", "Umbriel", "Quaymaster", "twelve", "bagged", "grain")) == []


def test_a_redacted_store_verifies_and_says_so(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    export(store, out, _query(), redact=["source:harbour-whisper", "field:said_by"])
    connection = open_store(out)
    assert verify(connection) == []
    said = connection.execute("SELECT left_out FROM redaction").fetchone()[0]
    assert said == connection.execute("SELECT value FROM store_info WHERE key = 'redacted'").fetchone()[0]
    assert "1 source left out with what rests on it alone (2 sightings, 1 identity, 1 role, 1 listing" in said
    assert "field said_by" in said
    assert connection.execute("SELECT name FROM vessel").fetchall()[0][0] == "Tern"
    assert connection.execute("SELECT count(*) FROM vessel").fetchone()[0] == 1
    assert connection.execute("SELECT count(*) FROM party").fetchone()[0] == 0


def test_what_a_redacted_store_is_exported_to_still_says_so(store: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.db", tmp_path / "twice.csv"
    export(store, once, _query(), redact=["source:harbour-whisper"])
    export(once, twice, _query())
    assert "1 source left out" in twice.read_text(encoding="utf-8")


def test_retellings_of_a_source_left_out_still_count_as_one_origin(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.db"
    export(store, out, _query(), redact=["source:harbour-whisper"])
    connection = open_reader(out)
    origins = {
        row["title"]: row["origin_title"]
        for row in connection.execute("SELECT title, origin_title FROM source_origins")
    }
    assert origins["Wire A"] == origins["Wire B"] == "Source left out"
    verdict = connection.execute("SELECT origins FROM incident_verdict WHERE property = 'cargo'").fetchone()
    assert verdict["origins"] == 2


def test_a_judgement_on_a_field_left_out_goes_and_others_forget_the_sightings_left_out(
    store: Path, tmp_path: Path
) -> None:
    by_source, by_field = tmp_path / "source.db", tmp_path / "field.db"
    export(store, by_source, _query(), redact=["source:harbour-whisper"])
    export(store, by_field, _query(), redact=["field:cargo"])
    connection = open_reader(by_source)
    judgement = connection.execute("SELECT considered, reasoning FROM judgement").fetchone()
    sightings = {row[0] for row in connection.execute("SELECT id FROM sighting")}
    assert json.loads(judgement["considered"])
    assert set(json.loads(judgement["considered"])) <= sightings
    assert judgement["reasoning"] == f"{LEFT_OUT} errs."
    assert open_reader(by_field).execute("SELECT count(*) FROM judgement").fetchone()[0] == 0


def test_rows_and_dossiers_say_what_was_left_out(store: Path, tmp_path: Path) -> None:
    for name in ("out.csv", "out.json", "out.jsonl", "out.html", "out.md"):
        export(store, tmp_path / name, _query(), redact=["source:harbour-whisper"])
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as handle:
        assert all(row["redaction"].startswith("Redacted: 1 source") for row in csv.DictReader(handle))
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [row["redaction"][:9] for row in rows] == ["Redacted:"]
    assert "Redacted: 1 source" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Redacted: 1 source" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_the_filter_does_not_give_the_source_away(store: Path, tmp_path: Path) -> None:
    for name in ("out.db", "out.html", "out.md"):
        out = tmp_path / name
        export(store, out, _query("quaymaster"), redact=["source:harbour-whisper"])
        assert _words_in(out, SECRET_WORDS) == []


def test_the_store_itself_is_not_touched_and_no_copy_stays(store: Path, tmp_path: Path) -> None:
    before = _contents(store)
    export(store, tmp_path / "out.csv", _query(), redact=["source:harbour-whisper"])
    assert _contents(store) == before


def _contents(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("publisher:Reuters", "neither source:ID"),
        ("source:", "neither source:ID"),
        ("field:said-by", "Did you mean field:said_by"),
        ("field:stance", "a denial would read as an assertion"),
    ],
)
def test_what_cannot_be_left_out_is_refused_with_a_reason(store: Path, tmp_path: Path, word: str, problem: str) -> None:
    with pytest.raises(FieldError, match=problem):
        export(store, tmp_path / "out.db", _query(), redact=[word])
    assert not (tmp_path / "out.db").exists()


def test_a_source_that_is_not_there_is_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        export(store, tmp_path / "out.db", _query(), redact=["source:nobody"])
    with pytest.raises(NotFoundError, match="no source"):
        export(store, tmp_path / "out.db", _query(), redact=["source:tern"])


def test_the_command_line_redacts(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    words = (
        "--store",
        str(store),
        "export",
        str(out),
        "--redact",
        "source:harbour-whisper",
        "--redact",
        "field:said_by",
    )
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    assert "fields said_by" not in out.read_text(encoding="utf-8")
    assert "field said_by" in out.read_text(encoding="utf-8")


def _texts() -> Iterator[st.SearchStrategy[str]]:
    yield st.text(max_size=60)
    yield st.text(alphabet="ab -.İß", max_size=40)


@given(st.one_of(*_texts()), st.lists(st.one_of(*_texts()), max_size=4))
def test_no_term_is_left_as_a_whole_word(text: str, terms: list[str]) -> None:
    once = Terms(terms).without(text)
    assert Terms(terms).without(once.replace(LEFT_OUT, "\0")) == once.replace(LEFT_OUT, "\0")
    assert Terms([]).without(text) == text


def test_terms_are_whole_words_in_any_case() -> None:
    terms = Terms(["Ada Quill", "UPI", "(the Tern)"])
    assert terms.without("ADA QUILL wrote; upi's cupid, ada quills, The Tern.") == (
        f"{LEFT_OUT} wrote; {LEFT_OUT}'s cupid, ada quills, {LEFT_OUT}."
    )
