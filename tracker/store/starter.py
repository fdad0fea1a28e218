"""Load the documented cases of `db/starter/` into a store, as one change."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tracker.domain.errors import StoreError
from tracker.store.resources import data_path
from tracker.store.tables import REFERENCES
from tracker.store.uids import starter_uid
from tracker.store.write import ChangeInProgress, recorded

Progress = Callable[[int, int], None]
"""Called with the records loaded so far and in all."""

_SLUG_OF_REFERENCE = {
    "source_id": "source",
    "vessel_id": "vessel",
    "incident_id": "incident",
    "party_id": "party",
    "derived_from": "derived_from",
}
_OWN_SLUG = ("source", "vessel", "party", "incident", "sighting")


def load_starter(connection: sqlite3.Connection, *, by: str, progress: Progress | None = None) -> int:
    """Load the starter cases into an empty store; return how many records they are.

    Raises:
        StoreError: The text files refer to something that they do not hold.
    """
    records = list(read_starter())
    with recorded(connection, by=by, action="import", summary="Load the starter cases") as change:
        _insert(change, records, progress)
    return len(records)


def read_starter(folder: Path | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield table and values of every starter record, each after the records it refers to.

    Values refer to other records by slug, under `source`, `vessel`, `incident`, `party` and `derived_from`.
    """
    root = folder or data_path("starter")
    incidents = [(path.stem, _toml(path)) for path in sorted((root / "incidents").glob("*.toml"))]
    sources = _toml(root / "sources.toml").get("sources", [])
    sources = [*sources, *(source for _, case in incidents for source in case.pop("sources", []))]
    yield from (("source", source) for source in _originals_first(sources))
    vessels = _toml(root / "vessels.toml")["vessels"]
    parties = _toml(root / "parties.toml")["parties"]
    for table, owners in (("vessel", vessels), ("party", parties)):
        yield from ((table, {k: v for k, v in owner.items() if not isinstance(v, list)}) for owner in owners)
    for slug, case in incidents:
        sightings, roles = case.pop("sightings", []), case.pop("roles", [])
        yield "incident", {"slug": slug, **case}
        yield from (("sighting", {"incident": slug, **sighting}) for sighting in sightings)
        yield from (("role", {"incident": slug, **role}) for role in roles)
    for owner_name, owners in (("vessel", vessels), ("party", parties)):
        for owner in owners:
            for table, name in (("identity", "identities"), ("listing", "listings"), ("role", "roles")):
                yield from ((table, {owner_name: owner["slug"], **row}) for row in owner.get(name, []))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise StoreError(f"{path}: is not valid TOML: {error}") from error


def _originals_first(sources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Order sources so that each comes after the one it retells."""
    waiting = {source["slug"]: source for source in sources}
    while waiting:
        ready = [s for s in waiting.values() if s.get("derived_from") not in waiting]
        if not ready:
            raise StoreError(f"Starter sources retell each other in a circle: {', '.join(sorted(waiting))}.")
        for source in ready:
            yield waiting.pop(source["slug"])


def _insert(change: ChangeInProgress, records: list[tuple[str, dict[str, Any]]], progress: Progress | None) -> None:
    ids: dict[tuple[str, str], int] = {}
    for position, (table, record) in enumerate(records, 1):
        slug = record.get("slug")
        values = _values(table, record, ids)
        key = slug or _key_of(table, record)
        row_id = change.insert(table, values, uid=starter_uid(table, key))
        if slug is not None:
            ids[table, slug] = row_id
        if progress and position % 50 == 0:
            progress(position, len(records))


def _key_of(table: str, record: dict[str, Any]) -> str:
    """Name a record that has no slug by what it says, so that its uid does not depend on its place."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def _values(table: str, record: dict[str, Any], ids: dict[tuple[str, str], int]) -> dict[str, Any]:
    values = dict(record)
    if table not in _OWN_SLUG:
        values.pop("slug", None)
    for column, target in REFERENCES.get(table, {}).items():
        given = values.pop(_SLUG_OF_REFERENCE[column], None)
        if given is None:
            continue
        if (target, given) not in ids:
            raise StoreError(f"Starter {table} {record.get('slug', '')}: there is no {target} {given!r}.")
        values[column] = ids[target, given]
    for column in ("details", "as_printed"):
        if column in values:
            values[column] = json.dumps(values[column], ensure_ascii=False)
    if "is_false" in values:
        values["is_false"] = int(values["is_false"])
    return values
