"""Which column of a file fills which field: guessed from the headers, kept in a TOML file that a person can edit."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from tracker.domain.fields import FIELDS
from tracker.exchange.imports.model import ImportRefused

MAPPED_TABLES: Final = ("sighting", "vessel", "incident", "source")
LATITUDE, LONGITUDE, NOTHING = "latitude", "longitude", ""
"""What a column can fill beside fields: the halves of a position, or nothing at all."""

_SYNONYMS: Final = {
    "sighting": {
        "vesselname": "name_shown", "shipname": "name_shown", "ship": "name_shown", "vessel": "name_shown",
        "name": "name_shown", "imo": "imo_shown", "imonumber": "imo_shown", "imono": "imo_shown", "mmsi": "mmsi_shown",
        "ssvid": "mmsi_shown",
        "callsign": "call_sign_shown", "flag": "flag_flown", "flagstate": "flag_flown", "datetime": "date",
        "timestamp": "date", "day": "date", "observed": "date", "basedatetime": "date", "eventdate": "date",
        "location": "place", "area": "place", "port": "place", "lat": LATITUDE, "latitude": LATITUDE,
        "lon": LONGITUDE, "long": LONGITUDE, "lng": LONGITUDE, "longitude": LONGITUDE, "coordinates": "position",
        "sog": "speed_knots", "speed": "speed_knots", "cog": "course_degrees", "course": "course_degrees",
        "type": "vessel_type", "vesseltype": "vessel_type", "shiptype": "vessel_type", "notes": "note",
        "comment": "note", "remarks": "note", "length": "length_m", "gt": "gross_tonnage", "tonnage": "gross_tonnage",
    },
    "vessel": {
        "vesselname": "name", "shipname": "name", "imonumber": "imo", "vesseltype": "type", "yearbuilt": "built",
        "gt": "gross_tonnage", "length": "length_m", "notes": "note",
    },
    "incident": {"name": "title", "description": "summary", "notes": "note"},
    "source": {"name": "title", "link": "url", "date": "published", "notes": "note"},
}  # fmt: skip
"""Headers as people write them, without case, blanks and signs, to the field they mean."""


_VAGUE: Final = frozenset({"type", "name", "ship", "vessel", "day", "area", "port"})
"""Headers that give way to one that says the same more plainly."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The table that each row is a record of, and the field that each column fills."""

    table: str
    columns: MappingOf[str, str]
    """Header to field, `latitude`, `longitude`, or nothing; a column that is not named goes into the details."""


def guess_mapping(headers: Sequence[str], table: str = "sighting") -> ColumnMapping:
    """Guess what each column fills; one that is not understood is left to the details."""
    named = {_key(text): name for name, label in fillable(table).items() for text in (label, name)}
    known = {**named, **_SYNONYMS[table]}
    found: dict[str, str] = {}
    for header in sorted(headers, key=lambda header: _key(header) in _VAGUE):
        field = known.get(_key(header))
        if field is not None and field not in found.values():
            found[header] = field
    return ColumnMapping(table, {header: found[header] for header in headers if header in found})


def fillable(table: str) -> dict[str, str]:
    """Return the fields that a column can fill, with their labels; records of this store are no cells of a file."""
    return {field.name: field.label for field in FIELDS[table] if field.kind not in ("reference", "details")}


def write_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping as TOML, for editing and for next time.

    Raises:
        ImportRefused: The file cannot be written.
    """
    lines = [
        f"table = {json.dumps(mapping.table)}",
        "",
        "# Column of the file = field that it fills. Nothing: leave out.",
    ]
    lines += ["[columns]", *(f"{_quoted(header)} = {_quoted(field)}" for header, field in mapping.columns.items())]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise ImportRefused(f"{path}: the mapping cannot be written there ({error.strerror or error}).") from error


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file.

    Raises:
        ImportRefused: It cannot be read, is no TOML, or names a table or field that there is not.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ImportRefused(f"{path}: the mapping cannot be read ({error.strerror or error}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportRefused(f"{path}: is no TOML file ({error}).") from error
    table, columns = given.get("table", "sighting"), given.get("columns")
    if table not in MAPPED_TABLES:
        raise ImportRefused(f"{path}: table {table!r} is none of {', '.join(MAPPED_TABLES)}.")
    if not isinstance(columns, dict) or not all(isinstance(field, str) for field in columns.values()):
        raise ImportRefused(f'{path}: needs a part [columns] with lines such as "Ship name" = "name_shown".')
    fields = {LATITUDE, LONGITUDE, NOTHING, *fillable(table)}
    for header, field in columns.items():
        if field not in fields:
            near = get_close_matches(field, fields, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise ImportRefused(f"{path}: column {header!r}: a {table} has no field {field!r}.{hint}")
    return ColumnMapping(table, columns)


def remembered_path(headers: Sequence[str]) -> Path:
    """Return where the mapping used for files with these headers is kept."""
    import platformdirs

    digest = hashlib.sha256("\0".join(headers).encode()).hexdigest()[:16]
    return platformdirs.user_config_path("tracker") / "mappings" / f"{digest}.toml"


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _quoted(text: str) -> str:
    """Return text as a TOML string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
