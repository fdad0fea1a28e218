"""What a ship's properties call her: names, numbers and flags, those called false apart from those she bears."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from tracker.domain.reference import Reference
from tracker.exchange.imports.ftm.identity_notes import ToldIdentity
from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_value, is_only_spelt_otherwise
from tracker.exchange.imports.model import FoundRecord
from tracker.exchange.imports.printed_values import flag_or_printed, imo_or_printed, mmsi_or_printed

_BORNE: Final = {
    "name": "name", "imoNumber": "imo", "mmsi": "mmsi", "callSign": "call_sign", "flag": "flag",
    "registrationPort": "port_of_registry",
}  # fmt: skip
"""Property to column."""
_FURTHER: Final = {
    "alias": ("name", "other name"), "weakAlias": ("name", "other name"), "previousName": ("name", "former name"),
    "pastFlags": ("flag", "former flag"),
}  # fmt: skip
_FALSE: Final = {
    "fraudFlag": ("flag", "false flag"), "fraudAlias": ("name", "false name"), "fraudMmsi": ("mmsi", "false MMSI"),
    "fraudImoNumber": ("imo", "false IMO number"),
}  # fmt: skip
"""Properties of the data set "DPRK Reports" of RUSI and the Korea Risk Group, which our own export writes too."""


def property_identities(
    told: Told, vessel: Mapping[str, Any], notes: Sequence[ToldIdentity], reference: Reference, marks: list[str]
) -> Iterator[FoundRecord]:
    """Yield the identities that a ship's properties give and no note on her tells whole."""
    reader = _Reader(told, notes, reference, marks)
    now: dict[str, str] = {}
    several: list[tuple[str, str]] = []
    for name, column in _BORNE.items():
        values = reader.untold(name, column, own=vessel.get(column))
        if name == "name" and vessel["name"] in values:
            now[column] = vessel["name"]
            values.remove(vessel["name"])
        elif len(values) == 1:
            now[column] = values.pop()
        several += [(column, value) for value in values]
    if now:
        yield reader.identity("now", now)
    for column, value in several:
        yield reader.identity("one of several", {column: value})
    for name, (column, what) in _FURTHER.items():
        for value in reader.untold(name, column):
            yield reader.identity(what, {column: value})
    for name, (column, what) in _FALSE.items():
        for value in reader.untold(name, column, is_false=True):
            yield reader.identity(what, {column: value})


class _Reader:
    """Reads the values of one ship's properties."""

    def __init__(self, told: Told, notes: Sequence[ToldIdentity], reference: Reference, marks: list[str]) -> None:
        self._told = told
        self._notes = notes
        self._reference = reference
        self._marks = marks
        seen = date_value(told.entity.said("last_seen"))
        self._until = f"../{seen[:10] if seen and len(seen) >= 10 else datetime.now(UTC).date().isoformat()}"

    def untold(self, name: str, column: str, *, own: str | None = None, is_false: bool = False) -> list[str]:
        """Return the values of a property, as printed, that no note tells and our own vessel does not hold itself."""
        entity = self._told.entity
        left = []
        for value in dict.fromkeys((*self._told.all(name), *(entity.beside.get(name, ()) if is_false else ()))):
            read = self._read(column, value, [])
            is_own = entity.uid is not None and own is not None and own in (value, read)
            if not is_own and not any(
                note.is_false == is_false and (note.says(column, read) or note.says(column, value))
                for note in self._notes
            ):
                left.append(value)
        return left

    def identity(self, what: str, printed: Mapping[str, str]) -> FoundRecord:
        """Return an identity of some values as printed."""
        entity = self._told.entity
        read = {column: self._read(column, text, self._marks) for column, text in printed.items()}
        kept = {
            column: text
            for column, text in printed.items()
            if text != read[column] and not is_only_spelt_otherwise(text, read[column])
        }
        values = {
            **read,
            "aspect": "listed",
            "is_false": int(what.startswith("false")),
            "locator": f"entity {entity.id}",
            "note": _NOTES.get(what) or f"The file calls it a {what}, and gives no dates.",
            "as_printed": json.dumps(kept, ensure_ascii=False) if kept else None,
        }
        if what == "now":
            values["note"] = None
        if what.startswith("former"):
            # It ended at some time before the file said so; the file does not say when.
            values["valid_to"] = self._until
        words = "/".join([what, *(read.get(column, "") for column in _BORNE.values())])
        return FoundRecord("identity", f"{entity.id}/{words}", values, {"vessel_id": entity.id})

    def _read(self, column: str, printed: str, marks: list[str]) -> str:
        if column == "flag":
            return flag_or_printed(printed, self._reference, marks)
        if column == "imo":
            return imo_or_printed(printed, marks)
        if column == "mmsi":
            return mmsi_or_printed(printed, self._reference, marks)
        return printed


_NOTES: Final = {"one of several": "The file gives several, and says not which she bears at what time."}
