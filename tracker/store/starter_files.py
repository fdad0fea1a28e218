"""Read the documented cases of `db/starter/`: one file a case, and what several cases share in three more."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.domain.errors import StoreError
from tracker.store.resources import data_path


def read_starter(folder: Path | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield table and values of every starter record, each after the records it refers to.

    Values refer to other records by slug, under `source`, `vessel`, `incident`, `party` and `derived_from`.

    Raises:
        StoreError: A file is missing or is not TOML, or sources retell each other in a circle.
    """
    root = folder or data_path("starter")
    incidents = [(path.stem, _toml(path)) for path in sorted((root / "incidents").glob("*.toml"))]
    sources = _toml(root / "sources.toml").get("sources", [])
    sources = [*sources, *(source for _, case in incidents for source in case.pop("sources", []))]
    yield from (("source", source) for source in _originals_first(sources))
    vessels = _toml(root / "vessels.toml").get("vessels", [])
    parties = _toml(root / "parties.toml").get("parties", [])
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
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}).") from error


def _originals_first(sources: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Order sources so that each comes after the one it retells."""
    waiting = {source["slug"]: source for source in sources}
    while waiting:
        ready = [s for s in waiting.values() if s.get("derived_from") not in waiting]
        if not ready:
            raise StoreError(f"Starter sources retell each other in a circle: {', '.join(sorted(waiting))}.")
        for source in ready:
            yield waiting.pop(source["slug"])
