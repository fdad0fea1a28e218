"""The sightings of an entry, each whole and numbered, and the map of those that give a position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.records import Sighting, Source, Vessel
from tracker.exchange.documents.model import Line
from tracker.exchange.documents.phrases import date_in_words, position_in_words
from tracker.exchange.documents.sighting import evidence_lines, reported_lines
from tracker.exchange.dossier.map_svg import Spot, draw_map
from tracker.exchange.dossier.model import Drawing, Item, Part
from tracker.exchange.dossier.numbers import Numbers
from tracker.exchange.dossier.projection import Place
from tracker.store.reference import load_reference

_IN_THE_TITLE = ("date", "place")
_IN_THE_SOURCES = ("published", "address", "source")

MAP_CAPTION = (
    "Mercator projection. Numbers, where there is room, are those of the sightings; a circle is the uncertainty that"
    " goes with a position. Coastline: Natural Earth 1:50m, for orientation, not for measuring."
)


def sightings_part(
    sightings: Sequence[Sighting],
    sources: Mapping[int, Source],
    vessels: Mapping[int, Vessel],
    numbers: Numbers,
    total: int | None = None,
) -> Part:
    """Return every sighting in the order given; the part says so where there are more in the store, `total` in all."""
    items = tuple(_item(sighting, sources, vessels, numbers) for sighting in sightings)
    of_all = f"the newest {len(items)} of {total}" if total is not None and total > len(items) else f"{len(items)}"
    return Part("Sightings", items, f"{of_all}, in time order")


def _item(sighting: Sighting, sources: Mapping[int, Source], vessels: Mapping[int, Vessel], numbers: Numbers) -> Item:
    title = ", ".join(filter(None, (date_in_words(sighting.date), sighting.place)))
    mark = sighting.stance if sighting.stance != "asserts" else ""
    return Item(
        numbers.sighting(sighting.id), title, tuple(_lines(sighting, sources, vessels, numbers)), sighting.id, mark
    )


def _lines(
    sighting: Sighting, sources: Mapping[int, Source], vessels: Mapping[int, Vessel], numbers: Numbers
) -> Iterator[Line]:
    vessel = vessels.get(sighting.vessel_id or 0)
    if vessel:
        yield Line(vessel.name, "vessel", vessel.id)
    kept_apart = []
    for line in reported_lines(sighting, load_reference()):
        if line.label == "id":
            kept_apart.append(Line(line.text, "record", emphasis="dim"))
        elif line.label == "date" and sighting.date:
            yield Line(sighting.date, "date (EDTF)")
        elif line.label not in _IN_THE_TITLE:
            yield line
    source = sources.get(sighting.source_id)
    if source:
        said = f"{numbers.source(source.id)} {source.title}"
        yield Line(said, "source", source.id)
        yield from (line for line in evidence_lines(sighting, source) if line.label not in _IN_THE_SOURCES)
    yield from kept_apart


def map_part(sightings: Sequence[Sighting], numbers: Numbers, title: str) -> Part:
    """Return the map of the sightings with a position; no blocks if none has one."""
    placed = [sighting for sighting in sightings if sighting.lat is not None and sighting.lon is not None]
    if not placed:
        return Part("Map", ())
    spots = [
        Spot(
            numbers.sighting(sighting.id).removeprefix("S"),
            Place(sighting.lat or 0.0, sighting.lon or 0.0, sighting.radius_km or 0.0),
        )
        for sighting in placed
    ]
    text = tuple(f"{numbers.sighting(sighting.id):>4}  {position_in_words(sighting)}" for sighting in placed)
    without = len(sightings) - len(placed)
    note = f"{without} of {len(sightings)} sightings give no position" if without else ""
    return Part("Map", (Drawing(draw_map(spots, f"Map: {title}"), text, MAP_CAPTION),), note)
