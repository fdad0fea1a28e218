"""A map of sightings as inline SVG: land, graticule, circles of uncertainty, numbered marks and a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.domain.positions import NM_IN_KM
from tracker.exchange.dossier.coastline import land_in
from tracker.exchange.dossier.escape import html_text
from tracker.exchange.dossier.projection import Frame, Place, circle_around, frame_around, unwrapped

WIDTH: Final = 680.0
HEIGHT: Final = 400.0
_GUTTER: Final = 34.0
"""Picture units around the frame for the labels of the graticule."""

_STEPS: Final = (1 / 12, 1 / 6, 1 / 4, 1 / 2, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Degrees between two lines of the graticule; the parts of a degree are whole minutes."""

_LINES_ACROSS: Final = 7
_SAME_SPOT: Final = 3.0
_MOST_NUMBERED: Final = 200
"""Marks on a map with more than this many bear no numbers, since they would hide each other."""

_SMALLEST_CIRCLE: Final = 4.0
_CHARACTER: Final = 6.4
"""Picture units that a character of a label is wide, near enough to keep labels apart."""

_SCALES_NM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one sighting was, under the number it has in the dossier."""

    number: str
    place: Place


def draw_map(spots: Sequence[Spot], title: str) -> str:
    """Return the map of at least one spot; `title` is read out in its place."""
    places = unwrapped([spot.place for spot in spots])
    frame = frame_around(places, WIDTH, HEIGHT)
    numbered = [Spot(spot.number, place) for spot, place in zip(spots, places, strict=True)]
    outer = f"{-_GUTTER:g} -14 {WIDTH + 2 * _GUTTER:g} {HEIGHT + 14 + 30:g}"
    parts = (
        f'<svg class="map" viewBox="{outer}" role="img" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{html_text(title)}</title>",
        # An inner drawing is cut at its edges, which needs no reference by name.
        f'<svg width="{WIDTH:g}" height="{HEIGHT:g}">',
        f'<rect class="sea" width="{WIDTH:g}" height="{HEIGHT:g}"/>',
        _land(frame),
        *_graticule_lines(frame),
        *_circles(numbered, frame),
        "</svg>",
        *_graticule_labels(frame),
        f'<rect class="neatline" width="{WIDTH:g}" height="{HEIGHT:g}"/>',
        *_scale(frame),
        *_marks(numbered, frame),
        "</svg>",
    )
    return "\n".join(part for part in parts if part)


def _land(frame: Frame) -> str:
    path = "".join(
        "M" + "L".join(f"{frame.x(lon):.1f},{frame.y(lat):.1f}" for lon, lat in ring) + "Z" for ring in land_in(frame)
    )
    return f'<path class="land" fill-rule="evenodd" d="{path}"/>' if path else ""


def _graticule_lines(frame: Frame) -> Iterator[str]:
    step = _step(frame)
    for lon in _multiples(frame.west, frame.east, step):
        yield f'<path class="graticule" d="M{frame.x(lon):.1f},0V{HEIGHT:g}"/>'
    for lat in _multiples(frame.south, frame.north, step):
        yield f'<path class="graticule" d="M0,{frame.y(lat):.1f}H{WIDTH:g}"/>'


def _graticule_labels(frame: Frame) -> Iterator[str]:
    step = _step(frame)
    for lon in _multiples(frame.west, frame.east, step):
        yield _label(frame.x(lon), HEIGHT + 14, _degrees((lon + 180) % 360 - 180, "EW"), "middle")
    for lat in _multiples(frame.south, frame.north, step):
        yield _label(-5, frame.y(lat) + 3.5, _degrees(lat, "NS"), "end")


def _step(frame: Frame) -> float:
    return next((step for step in _STEPS if (frame.east - frame.west) / step <= _LINES_ACROSS), _STEPS[-1])


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for count in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield count * step


def _degrees(value: float, letters: str) -> str:
    whole, minutes = divmod(round(abs(value) * 60), 60)
    side = "" if whole == minutes == 0 or (whole == 180 and letters == "EW") else letters[value < 0]
    return f"{whole}°{f'{minutes:02d}′' if minutes else ''}{side}"


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text class="degrees" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'


def _circles(spots: Iterable[Spot], frame: Frame) -> Iterator[str]:
    """Yield each different circle of uncertainty once, the largest first."""
    for place in sorted({spot.place for spot in spots}, key=lambda place: -place.radius_km):
        if frame.units_of_km(place.radius_km, place.lat) < _SMALLEST_CIRCLE:
            continue
        points = " ".join(f"{frame.x(lon):.1f},{frame.y(lat):.1f}" for lon, lat in circle_around(place))
        if points:
            yield f'<polygon class="radius" points="{points}"/>'


def _marks(spots: Iterable[Spot], frame: Frame) -> Iterator[str]:
    taken: list[tuple[float, float, float, float]] = []
    clusters = _clusters(spots, frame)
    for x, y, _ in clusters:
        taken.append((x - 4, y - 4, x + 4, y + 4))
        yield f'<circle class="spot" cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>'
    if len(clusters) > _MOST_NUMBERED:
        return
    for x, y, numbers in clusters:
        text = ", ".join(in_runs(numbers))
        width = len(text) * _CHARACTER
        choices = [
            (x + 7, y + 4, "start", (x + 7, y - 7, x + 7 + width, y + 6)),
            (x - 7, y + 4, "end", (x - 7 - width, y - 7, x - 7, y + 6)),
            (x, y - 8, "middle", (x - width / 2, y - 19, x + width / 2, y - 6)),
            (x, y + 17, "middle", (x - width / 2, y + 6, x + width / 2, y + 19)),
            (x + 6, y - 7, "start", (x + 6, y - 18, x + 6 + width, y - 5)),
            (x + 6, y + 15, "start", (x + 6, y + 4, x + 6 + width, y + 17)),
        ]
        left, baseline, anchor, box = min(choices, key=lambda choice: _cost(choice[3], taken))
        taken.append(box)
        yield f'<text class="number" x="{left:.1f}" y="{baseline:.1f}" text-anchor="{anchor}">{text}</text>'


def _cost(box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]) -> float:
    """Return how much of a label would lie on others or outside the frame."""
    left, top, right, bottom = box
    hidden = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -top) + max(0.0, bottom - HEIGHT)
    covered = 0.0
    for west, north, east, south in taken:
        covered += max(0.0, min(right, east) - max(left, west)) * max(0.0, min(bottom, south) - max(top, north))
    return hidden * 10 + covered


def _clusters(spots: Iterable[Spot], frame: Frame) -> list[tuple[float, float, list[str]]]:
    """Return spots that would cover each other as one, with all their numbers."""
    found: dict[tuple[int, int], tuple[float, float, list[str]]] = {}
    for spot in spots:
        x, y = frame.x(spot.place.lon), frame.y(spot.place.lat)
        found.setdefault((round(x / _SAME_SPOT), round(y / _SAME_SPOT)), (x, y, []))[2].append(spot.number)
    return list(found.values())


def in_runs(numbers: Sequence[str]) -> list[str]:
    """Return numbers with neighbours joined: `1`, `3–5`."""
    runs: list[list[int]] = []
    for number in sorted(map(int, numbers)):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def _scale(frame: Frame) -> Iterator[str]:
    """Yield a bar of whole nautical miles, true at the middle latitude of the map."""
    lat = (frame.north + frame.south) / 2
    miles = max((nm for nm in _SCALES_NM if frame.units_of_km(nm * NM_IN_KM, lat) < WIDTH / 4), default=_SCALES_NM[0])
    length = frame.units_of_km(miles * NM_IN_KM, lat)
    y = HEIGHT - 12
    yield f'<rect class="scale-ground" x="8" y="{y - 17:g}" width="{length + 12:.1f}" height="24"/>'
    yield f'<path class="scale" d="M14,{y - 4:g}v4h{length:.1f}v-4"/>'
    yield f'<text class="degrees" x="{14 + length / 2:.1f}" y="{y - 6:g}" text-anchor="middle">{miles} nm</text>'
