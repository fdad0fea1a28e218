"""Notes in which our own export tells an identity whole, with its dates, its aspect and its source."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from tracker.domain.reference import Reference
from tracker.domain.vocabulary import IDENTITY_ASPECTS
from tracker.exchange.ftm.values import name_value
from tracker.exchange.imports.ftm.entity import FtmEntity
from tracker.exchange.imports.ftm.kept import Kept
from tracker.exchange.imports.ftm.labelled import labelled
from tracker.exchange.imports.ftm.sources import cited, proof_of
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_in_these_words, flag_in_these_words
from tracker.exchange.imports.model import FoundRecord

_TITLE: Final = re.compile(rf"(?P<false>False i|I)dentity \((?P<aspect>{'|'.join(IDENTITY_ASPECTS)})\) of .*")
_COLUMNS: Final = {
    "Name": "name", "IMO number": "imo", "MMSI": "mmsi", "Call sign": "call_sign", "Flag": "flag",
    "Port of registry": "port_of_registry", "Owner": "owner", "Manager": "manager", "From": "valid_from",
    "To": "valid_to",
}  # fmt: skip
_FALSE: Final = "False"


@dataclass(frozen=True, slots=True)
class ToldIdentity:
    """An identity that a note tells."""

    record: FoundRecord
    is_false: bool

    def says(self, column: str, value: str) -> bool:
        """Whether it has this value, as the properties of its ship repeat it."""
        own = self.record.values.get(column)
        return own is not None and value in (own, name_value(own))


def told_identity(note: FtmEntity, kept: Kept, reference: Reference) -> ToldIdentity | None:
    """Return the identity that a note tells, or None where it is another note."""
    title = _TITLE.fullmatch(note.first("name"))
    if title is None or not note.first("entity"):
        return None
    told = Told(note)
    told.first("name")
    told.first("entity")
    source = cited(told, kept)
    values: dict[str, Any] = {"aspect": title["aspect"], "is_false": int(title["false"] == "False i")}
    printed: dict[str, str] = {}
    values["locator"] = locator_of(told, kept)
    for text in told.all("description"):
        for label, value in labelled(text, (*_COLUMNS, _FALSE)).items():
            if label in _COLUMNS:
                _take(values, printed, _COLUMNS[label], value, reference)
            elif label != _FALSE:
                printed[label] = value
    values["note"] = told.joined("notes", by="\n")
    for name in note.all("namesMentioned"):
        if name == name_value(values.get("name")):
            told.note("namesMentioned", name)
    rest = {**printed, **told.rest()}
    values["as_printed"] = json.dumps(rest, ensure_ascii=False) if rest else None
    record = FoundRecord("identity", note.id, values, {"vessel_id": note.first("entity"), **source}, note.uid)
    return ToldIdentity(record, bool(values["is_false"]))


def locator_of(told: Told, kept: Kept) -> str | None:
    """Return where in its source our own export says that something stands."""
    proof = proof_of(told.entity, kept)
    start = f"In {proof.first('title')}: " if proof else ""
    for text in told.entity.all("description"):
        if start and text.startswith(start):
            told.note("description", text)
            return text.removeprefix(start)
    return None


def _take(values: dict[str, Any], printed: dict[str, str], column: str, text: str, reference: Reference) -> None:
    if column == "flag":
        values[column] = flag_in_these_words(text, reference)
    elif column in ("valid_from", "valid_to"):
        values[column] = date_in_these_words(text)
        if values[column] is None:
            printed[column] = text
    else:
        values[column] = text
