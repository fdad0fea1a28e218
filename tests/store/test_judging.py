"""Judgements stand beside what sources say: kept under a name, never instead, and undoable."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tracker.domain.errors import FieldError
from tracker.store.connection import open_store
from tracker.store.judging import Answer, judge, verdicts_of
from tracker.store.records import find
from tracker.store.starter import load_starter
from tracker.store.undo import undo
from tracker.store.verify import verify


@pytest.fixture
def cases(tmp_path: Path) -> sqlite3.Connection:
    connection = open_store(tmp_path / "cases.db", create=True)
    load_starter(connection, by="starter cases")
    return connection


def test_a_judgement_is_shown_above_what_sources_say_and_leaves_it_as_it_was(cases: sqlite3.Connection) -> None:
    _, light = find(cases, "light-2011")
    before = {v.property: v for v in verdicts_of(cases, light)}

    judge(
        cases,
        light,
        Answer("date", "2011-05-26", "likely", "high", "June is the month of reporting."),
        by="J. Marlow",
    )

    after = {v.property: v for v in verdicts_of(cases, light)}
    assert after["date"].judgement is not None
    assert after["date"].judgement.analyst == "J. Marlow"
    assert (after["date"].verdict, after["date"].values) == (before["date"].verdict, before["date"].values)
    assert verify(cases) == []


def test_the_newest_judgement_counts_and_an_undo_brings_the_former_back(cases: sqlite3.Connection) -> None:
    _, light = find(cases, "light-2011")
    judge(cases, light, Answer("cargo", "arms", None, "low", "Most accounts."), by="A")
    judge(cases, light, Answer("cargo", None, None, None, "Never boarded: nobody saw the cargo."), by="B")
    newest = next(v for v in verdicts_of(cases, light) if v.property == "cargo").judgement
    assert newest is not None
    assert (newest.analyst, newest.value) == ("B", None)

    undo(cases, by="B")

    former = next(v for v in verdicts_of(cases, light) if v.property == "cargo").judgement
    assert former is not None
    assert (former.analyst, former.value) == ("A", "arms")
    assert cases.execute("SELECT count(*) FROM judgement").fetchone()[0] == 2


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (Answer("dat", "2011", None, None, "why"), "Did you mean date"),
        (Answer("date", "2011", "perhaps", None, "why"), "likelihood"),
        (Answer("date", "2011", None, "very", "why"), "confidence"),
        (Answer("date", "2011", None, None, "  "), "reasoning"),
    ],
)
def test_a_judgement_without_reason_or_with_unknown_words_is_refused(
    cases: sqlite3.Connection, answer: Answer, named: str
) -> None:
    _, light = find(cases, "light-2011")
    with pytest.raises(FieldError, match=named):
        judge(cases, light, answer, by="A")
    assert cases.execute("SELECT count(*) FROM judgement").fetchone()[0] == 0
