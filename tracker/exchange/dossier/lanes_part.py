"""A vessel's identity over time as a picture, and in words where values meet or lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tracker.domain.identity import draw_timeline, lanes
from tracker.domain.records import Identity, Sighting, Source
from tracker.exchange.documents.identity_lines import timeline_section
from tracker.exchange.dossier.lanes_svg import draw_lanes
from tracker.exchange.dossier.model import Drawing, Part
from tracker.store.reference import load_reference

_WIDTH_IN_CHARACTERS: Final = 92
_CAPTION: Final = (
    "Thick: the days on which a value was surely borne. Thin: days on which it may have been."
    " A filled sign is a sighting that gives the value, an open one a denial."
)


def lanes_part(
    title: str, identities: Sequence[Identity], sightings: Sequence[Sighting], sources: Mapping[int, Source]
) -> Part:
    """Return the lanes of one vessel; no blocks if nothing is known of what she was called."""
    found = lanes(identities, sightings, sources, load_reference())
    text = draw_timeline(found, _WIDTH_IN_CHARACTERS)
    words = timeline_section(identities, sightings, sources, _WIDTH_IN_CHARACTERS).lines
    said = tuple(line for line in words if not line.is_drawn)
    drawing = (Drawing(draw_lanes(found, title), tuple(text), _CAPTION),) if text else ()
    return Part(title, (*drawing, *said))
