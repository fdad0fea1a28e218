"""The findings on a record: what fires, the rule with its test and public source, and what it rests on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.indicators.model import LEVELS
from tracker.exchange.documents.finding import finding_document
from tracker.exchange.documents.model import Line, Section
from tracker.exchange.dossier.model import Block, Item, Part
from tracker.exchange.dossier.numbers import Numbers


def findings_part(connection: sqlite3.Connection, section: Section, numbers: Numbers) -> Part:
    """Return the findings that `section` of the record's document tells of, each written out."""
    blocks: list[Block] = []
    told: dict[int, Line] = {}
    for line in section.lines:
        if line.finding_id is None:
            blocks.append(line)
        else:
            told.setdefault(line.finding_id, line)
    items = [
        Item(
            f"F{number}",
            line.text,
            tuple(_particulars(connection, finding_id, numbers)),
            finding_id,
            "set aside" if line.label == "dismissed" else line.label,
        )
        for number, (finding_id, line) in enumerate(told.items(), 1)
    ]
    return Part(section.title, (*items, *blocks), section.note)


def _particulars(connection: sqlite3.Connection, finding_id: int, numbers: Numbers) -> Iterator[Line]:
    document = finding_document(connection, finding_id)
    level = connection.execute("SELECT level FROM finding WHERE id = ?", (finding_id,)).fetchone()["level"]
    yield Line(f"{level}: {LEVELS[level]}", "level")
    for section in document.sections:
        for line in section.lines:
            is_sentence = line.finding_id == finding_id
            if is_sentence or line.label == "id":
                continue
            if section.title == "Rests on" and line.label == "sighting" and line.record_id is not None:
                yield Line(f"{numbers.sighting(line.record_id)}  {line.text}", "rests on", line.record_id)
            elif section.title == "Rests on":
                yield Line(f"{line.label}: {line.text}", "rests on", line.record_id)
            elif section.title != "About":
                yield replace(line, label=line.label.replace("_", " "), depth=0)
