"""Independent origins: five copies of one article are one origin."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.records import Source


def origins(sources: Mapping[int, Source]) -> dict[int, int]:
    """Return for each source the id of the source at the root of its `derived_from`.

    A chain that leads out of `sources` ends at the last id it names; a chain that runs in a circle ends
    at the circle's smallest id, so that all of it is one origin.
    """
    return {source_id: _root(source_id, sources) for source_id in sources}


def _root(source_id: int, sources: Mapping[int, Source]) -> int:
    passed = [source_id]
    while (source := sources.get(passed[-1])) is not None and source.derived_from is not None:
        if source.derived_from in passed:
            return min(passed[passed.index(source.derived_from) :])
        passed.append(source.derived_from)
    return passed[-1]
