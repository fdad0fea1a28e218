"""Anti-Shipping Activity Messages of the US National Geospatial-Intelligence Agency, CSV: an incident a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.reference import Reference
from tracker.exchange.imports.asam_position import read_asam_position
from tracker.exchange.imports.asam_victim import read_victim
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    FoundRecord,
    ImportOptions,
    Item,
    LeftOut,
    Rejected,
    Sample,
)
from tracker.exchange.imports.rows_by_header import rows_by_header

_COLUMNS: Final = ("reference", "date", "position", "navArea", "subreg", "hostility", "victim", "description")
_TITLE_LENGTH: Final = 90


class _Asam:
    name = "asam"
    title = "NGA anti-shipping messages (ASAM), CSV"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line names the columns of this file."""
        header = sample.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
        return {b"navArea", b"hostility", b"victim"} <= set(header.strip().split(b","))

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file as an incident database."""
        del options
        return FileSource(
            {
                "title": f"Anti-Shipping Activity Messages ({path.name})",
                "publisher": "US National Geospatial-Intelligence Agency",
                "kind": "incident-database",
                "url": "https://msi.nga.mil/Piracy",
            }
        )

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read row after row; a position stands on two lines of its cell."""
        met: set[str] = set()
        for line, row in rows_by_header(path, options, _COLUMNS, "ASAM"):
            cells = {name: row[name] for name in _COLUMNS}
            digest = hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]
            if digest in met:
                yield LeftOut(line, "exact repeat of an earlier row")
                continue
            met.add(digest)
            yield _item(line, cells, f"{cells['reference']}/{digest}", options.reference)


def _item(line: int, cells: dict[str, str], key: str, reference: Reference) -> Item:
    if not cells["reference"]:
        return Rejected(line, "reference", "", "is needed: it is what tells one message from another.")
    try:
        parse_edtf(cells["date"])
    except FieldError:
        return Rejected(line, "date", cells["date"], "is no day such as 2022-06-01.")
    marks: list[str] = []
    printed = {"victim": cells["victim"]} if cells["victim"] else {}
    place = _position(cells["position"], printed, marks)
    victim = read_victim(cells["victim"])
    flag = reference.find_state(victim.flag) if victim.flag else None
    if victim.flag and flag is None:
        marks.append(f"Flag {victim.flag!r} is no state's by this name; kept as printed.")
    if cells["reference"][:4] != cells["date"][:4]:
        marks.append(f"Message {cells['reference']} is of another year than its event, {cells['date']}.")
    if flag and victim.flag:
        printed["flag_flown"] = victim.flag
    region, _, told = cells["description"].partition(":")
    region = region.strip().title() if told and region.isupper() and len(region) <= 60 else ""
    sighting = {
        "date": cells["date"],
        **place,
        "place": region or None,
        "name_shown": victim.name,
        "vessel_type": victim.type,
        # An account that calls a ship "Panama-flagged" does not say how it knows; see the starter decisions.
        "flag_flown": flag or victim.flag,
        "activity": cells["hostility"] or None,
        "statement": cells["description"] or None,
        "details": json.dumps(details, ensure_ascii=False) if (details := _details(cells)) else None,
        "as_printed": json.dumps(printed, ensure_ascii=False) if printed else None,
        "locator": cells["reference"],
    }
    incident = {"title": _title(cells, region), "status": "open", "kinds": ["other"]}
    return Entry(
        line,
        (
            FoundRecord("incident", key, incident),
            FoundRecord("sighting", key, sighting, {"incident_id": key}),
        ),
        tuple(marks),
    )


def _position(text: str, printed: dict[str, str], marks: list[str]) -> dict[str, Any]:
    if not text:
        return {}
    one_line = " ".join(text.split())
    printed["position"] = one_line
    try:
        position, was_carried = read_asam_position(one_line)
    except FieldError as error:
        marks.append(f"Position “{one_line}” {error.problem} Kept as printed.")
        return {}
    if was_carried:
        marks.append(f"Position “{one_line}” has 60 minutes or seconds; taken for the next full degree or minute.")
    return {"lat": position.lat, "lon": position.lon}


def _details(cells: dict[str, str]) -> dict[str, str]:
    named = {"NAVAREA": cells["navArea"], "subregion": cells["subreg"]}
    return {name: value for name, value in named.items() if value}


def _title(cells: dict[str, str], region: str) -> str:
    what = cells["hostility"] or "Incident"
    whom = " ".join(cells["victim"].split()) or "no victim named"
    title = f"{what.capitalize() if what.isupper() else what}: {whom}{f', {region}' if region else ''}"
    if len(title) > _TITLE_LENGTH:
        title = title[: _TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    return f"{title} (ASAM {cells['reference']})"


FORMAT = _Asam()
