"""A sighting of our own export: an event whose description tells, line by line, what has no property."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.positions import read_position
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import CREDIBILITIES, FLAG_ASPECTS, STANCES
from tracker.exchange.ftm.events import TOLD
from tracker.exchange.imports.ftm.dates import dated
from tracker.exchange.imports.ftm.identity_notes import locator_of
from tracker.exchange.imports.ftm.kept import Kept
from tracker.exchange.imports.ftm.labelled import labelled
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_in_these_words, flag_in_these_words
from tracker.exchange.imports.printed_values import number_of

_NATIONALITY: Final = "nationality claimed"
_FLAG: Final = re.compile(rf"(?P<aspect>{_NATIONALITY}|{'|'.join(FLAG_ASPECTS)}) (?P<words>.+)")
_NEXT_FLAG: Final = re.compile(rf", (?=(?:{_NATIONALITY}|{'|'.join(FLAG_ASPECTS)}) )")
_DENIED: Final = "denied: "
_GRADE: Final = re.compile(r"[A-F](?P<credibility>[1-6])(?::.*)?", re.DOTALL)
_NUMBERS: Final = frozenset({"length_m", "gross_tonnage", "speed_knots", "course_degrees"})


def sighting_values(told: Told, kept: Kept, reference: Reference) -> dict[str, Any]:
    """Return the columns of a sighting; what cannot be read back is kept under its label in the details."""
    values: dict[str, Any] = {
        "place": told.joined("location"),
        "statement": told.joined("summary", by="\n"),
        "note": told.joined("notes", by="\n"),
        "slug": (told.first("recordId") or None) if told.entity.uid else None,
        "locator": locator_of(told, kept),
        "date": dated(told, "date"),
    }
    for name in ("name", "startDate", "endDate"):
        # The name of the event is made of its place, ship and date; its span follows from its date.
        told.all(name)
    details: dict[str, str] = {}
    for text in told.entity.all("description"):
        if text.startswith("Stance: "):
            told.note("description", text)
            said = labelled(text, (), others=True)
            _read(values, details, said, reference)
    for name in told.entity.all("namesMentioned"):
        told.note("namesMentioned", name)
        values.setdefault("name_shown", name)
    values["details"] = json.dumps(details, ensure_ascii=False) if details else None
    values["as_printed"] = told.as_printed()
    return values


def _read(values: dict[str, Any], details: dict[str, str], said: dict[str, str], reference: Reference) -> None:
    columns = dict(TOLD)
    awaited = list(columns)
    for label, text in said.items():
        if label in _READERS:
            if not _READERS[label](values, text, reference):
                details[label] = text
            continue
        # The labels come in their order, and a source's own details after them, perhaps under one of their names.
        is_column = label in awaited
        awaited = awaited[awaited.index(label) + 1 :] if is_column else []
        value = number_of(text) if is_column and columns[label] in _NUMBERS else text
        if is_column and value is not None:
            values[columns[label]] = value
        else:
            details[label] = text


def _read_stance(values: dict[str, Any], text: str, _reference: Reference) -> bool:
    if text in STANCES:
        values["stance"] = text
    return text in STANCES


def _read_date(values: dict[str, Any], text: str, _reference: Reference) -> bool:
    if values["date"] is None:
        values["date"] = None if text == "undated" else date_in_these_words(text)
    return values["date"] is not None or text == "undated"


def _read_position(values: dict[str, Any], text: str, _reference: Reference) -> bool:
    try:
        position = read_position(text)
    except FieldError:
        return False
    values.update(lat=position.lat, lon=position.lon, radius_km=position.radius_km)
    return True


def _read_flags(values: dict[str, Any], text: str, reference: Reference) -> bool:
    parts = [_FLAG.fullmatch(part) for part in _NEXT_FLAG.split(text.removeprefix(_DENIED))]
    for part in parts:
        if part is not None:
            column = "nationality_claimed" if part["aspect"] == _NATIONALITY else f"flag_{part['aspect']}"
            values[column] = flag_in_these_words(part["words"], reference)
    return all(parts)


def _read_grade(values: dict[str, Any], text: str, _reference: Reference) -> bool:
    grade = _GRADE.fullmatch(text)
    if grade is not None and int(grade["credibility"]) in CREDIBILITIES:
        values["credibility"] = int(grade["credibility"])
    return grade is not None


_READERS: Final[dict[str, Callable[[dict[str, Any], str, Reference], bool]]] = {
    "Stance": _read_stance,
    "Date": _read_date,
    "Position": _read_position,
    "Flags": _read_flags,
    "Grade": _read_grade,
}
