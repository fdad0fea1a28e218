"""Sightings as placemarks and vessel tracks as lines in KML 2.2 (OGC 07-147r2), with their dates on its time axis."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from tracker.domain.plain_text import visible_lines
from tracker.exchange.geography.antimeridian import Point
from tracker.exchange.geography.placed import Placed, placed_sightings
from tracker.exchange.geography.tracks import Track, tracks
from tracker.exchange.redaction.sentence import redaction_sentence
from tracker.exchange.writing import Exported, Progress, no_progress, taking_the_place_of
from tracker.store.results import Query

_STYLES: Final = """<Style id="reported"><IconStyle><color>ff0078c8</color></IconStyle></Style>
<Style id="doubtful"><IconStyle><color>ff8c8c8c</color></IconStyle></Style>
<Style id="track"><LineStyle><color>ffc86400</color><width>2</width></LineStyle></Style>
"""

_WHOLE_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")


def export_kml(connection: sqlite3.Connection, path: Path, query: Query, progress: Progress = no_progress) -> Exported:
    """Write the positioned sightings that belong to what `query` selects, and their tracks, to `path`.

    Raises:
        ExportError: The file cannot be written.
    """
    counts = {"sightings": 0, "tracks": 0}
    with taking_the_place_of(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
        )
        handle.write(_element("name", path.stem))
        redacted = redaction_sentence(connection)
        if redacted:
            handle.write(_element("description", redacted))
        handle.write(f"{_STYLES}<Folder><name>Sightings</name>\n")
        for number, placed in enumerate(placed_sightings(connection, query), 1):
            handle.writelines(_sighting(placed))
            counts["sightings"] = number
            if number % 500 == 0:
                progress(number, None)
        handle.write("</Folder>\n<Folder><name>Tracks</name>\n")
        for number, track in enumerate(tracks(connection, query), 1):
            handle.writelines(_track(track))
            counts["tracks"] = number
        handle.write("</Folder>\n</Document>\n</kml>\n")
    return Exported(path, counts)


def _sighting(placed: Placed) -> Iterator[str]:
    said = {**placed.values, "position_uncertainty": placed.uncertainty}
    yield f"<Placemark id={_attribute(f'sighting-{placed.uid}')}>\n{_element('name', placed.title)}"
    yield _description((placed.caution, said.get("statement"), said.get("activity"), said.get("source")))
    yield _time(said.get("date"), said.get("date_earliest"), said.get("date_latest"))
    yield f"<styleUrl>#{'doubtful' if placed.caution else 'reported'}</styleUrl>\n{_data(said)}"
    yield f"<Point><coordinates>{_coordinates(((placed.lon, placed.lat),))}</coordinates></Point>\n</Placemark>\n"


def _track(track: Track) -> Iterator[str]:
    said = track.values
    dates = "; ".join(point.values["date"] for point in track.points)
    yield f"<Placemark id={_attribute(f'track-{track.uid}')}>\n{_element('name', f'{track.vessel}, track')}"
    yield _description((said["caution"],))
    yield _time(None, said["date_earliest"], said["date_latest"])
    yield f"<styleUrl>#track</styleUrl>\n{_data({**said, 'dates': dates})}"
    lines = [f"<LineString><tessellate>1</tessellate><coordinates>{_coordinates(part)}</coordinates></LineString>"
             for part in track.parts]  # fmt: skip
    yield lines[0] if len(lines) == 1 else f"<MultiGeometry>{''.join(lines)}</MultiGeometry>"
    yield "\n</Placemark>\n"


def _description(sentences: Iterable[str | None]) -> str:
    text = "\n".join(sentence for sentence in sentences if sentence)
    return _element("description", text) if text else ""


def _time(date: str | None, earliest: str | None, latest: str | None) -> str:
    """Return the date as KML has it: a year, month, day or moment, or else the span of what it can mean."""
    moment = date if date and _WHOLE_DATE.fullmatch(date) else earliest if earliest == latest else None
    if moment:
        return f"<TimeStamp><when>{moment}</when></TimeStamp>\n"
    begin = f"<begin>{earliest}</begin>" if earliest else ""
    end = f"<end>{latest}</end>" if latest else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>\n" if begin or end else ""


def _data(values: Mapping[str, Any]) -> str:
    entries = "".join(
        f"<Data name={_attribute(name)}><value>{_text(_words(value))}</value></Data>\n"
        for name, value in values.items()
    )
    return f"<ExtendedData>\n{entries}</ExtendedData>\n"


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{lon:.15g},{lat:.15g}" for lon, lat in points)


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>\n"


def _text(text: str) -> str:
    return escape(_holdable(text))


def _attribute(text: str) -> str:
    return quoteattr(_holdable(text))


def _holdable(text: str) -> str:
    """Return text without the characters that XML cannot hold; they are spelled out."""
    return _NOT_IN_XML.sub("\ufffd", visible_lines(text))
