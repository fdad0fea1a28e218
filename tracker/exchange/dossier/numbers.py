"""The numbers that sightings and sources have within one entry: S1, S2 and [1], [2]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.records import Sighting, Source


@dataclass(frozen=True, slots=True)
class Numbers:
    """From the id of a record to its number."""

    sightings: Mapping[int, int]
    sources: Mapping[int, int]

    def sighting(self, record_id: int) -> str:
        """Return `S3`, or the id for a sighting that the entry does not show."""
        number = self.sightings.get(record_id)
        return f"S{number}" if number else f"sighting {record_id}"

    def source(self, record_id: int) -> str:
        """Return `[3]`, or the id for a source that the entry does not show."""
        number = self.sources.get(record_id)
        return f"[{number}]" if number else f"source {record_id}"


def numbered(sightings: Iterable[Sighting], sources: Iterable[Source]) -> Numbers:
    """Number sightings as they come and sources by publication, undated ones last."""
    in_order = sorted(sources, key=lambda source: (source.published_earliest or "9", source.id))
    return Numbers(
        {sighting.id: number for number, sighting in enumerate(sightings, 1)},
        {source.id: number for number, source in enumerate(in_order, 1)},
    )
