"""AIS as receivers log it: NMEA 0183 sentences, with tag blocks that give the time where the receiver wrote them.

Decoding is done by the package pyais, of the extra `ais`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tracker.exchange.imports.ais.codes import ship_type_words, status_words
from tracker.exchange.imports.ais.report import Read, Report, StaticData, not_a_ship
from tracker.exchange.imports.ais.sentences import Message, messages
from tracker.exchange.imports.ais.sightings import items
from tracker.exchange.imports.model import FileSource, ImportOptions, ImportRefused, Item, LeftOut, Rejected, Sample
from tracker.exchange.imports.occurrences import Occurrences

_BEGINS: Final = re.compile(rb"(\\[^\\\r\n]*\\)?![A-Z]{2}VD[MO],\d,\d,")
_POSITION_TYPES: Final = frozenset({1, 2, 3, 18, 19, 27})
_STATIC_TYPES: Final = frozenset({5, 19, 24})
_STATIONS: Final = {4: "base station", 21: "aid to navigation", 9: "search-and-rescue aircraft"}
_NO_SPEED, _NO_COURSE, _NO_HEADING = 102.3, 360.0, 511
_NO_SPEED_LONG_RANGE, _NO_COURSE_LONG_RANGE, _LONG_RANGE = 63.0, 511.0, 27


class _Nmea:
    name = "nmea"
    title = "AIS, NMEA 0183 sentences"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the first line is an AIS sentence, with or without a tag block."""
        return bool(_BEGINS.match(sample.head.lstrip()))

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return the file as a receiver's log."""
        del options
        _decoder()
        return FileSource({"title": f"{self.title} ({path.name})", "kind": "ais"})

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the file twice: what each ship broadcast of herself, then message after message."""
        decode = _decoder()
        ships = _reports(path, options, decode, whole=False)
        return items(ships, _reports(path, options, decode, whole=True), options)


def _decoder() -> Callable[[Message], Mapping[str, Any] | Rejected]:
    try:
        from pyais import decode
        from pyais.exceptions import AISBaseException
    except ImportError as error:
        raise ImportRefused(
            "NMEA sentences are decoded by the package pyais, which is not installed. Install it with:"
            ' pip install "tracker[ais]"'
        ) from error

    def decoded(message: Message) -> Mapping[str, Any] | Rejected:
        try:
            found: Mapping[str, Any] = decode(*message.sentences).asdict()
        except (AISBaseException, ValueError, IndexError, KeyError, TypeError) as error:
            # pyais lets some errors of its own bit reading through for payloads that are cut short.
            return Rejected(message.line, "payload", message.sentences[0], f"cannot be decoded ({error}).")
        if found.get("mmsi") is None:
            return Rejected(message.line, "payload", message.sentences[0], "is cut short: it ends before the MMSI.")
        return found

    return decoded


def _reports(
    path: Path, options: ImportOptions, decode: Callable[[Message], Mapping[str, Any] | Rejected], *, whole: bool
) -> Iterator[Read]:
    """Yield what each message is; without key and details if not `whole`, for who wants to know the ships alone."""
    with Occurrences() as occurrences:
        for message in messages(path, options):
            if not isinstance(message, Message):
                yield message
                continue
            said = decode(message)
            yield said if isinstance(said, Rejected) else _report(message, said, occurrences if whole else None)


def _report(message: Message, said: Mapping[str, Any], occurrences: Occurrences | None) -> Read:
    number = int(said["msg_type"])
    mmsi = f"{int(said['mmsi']):09}"
    no_ship = _STATIONS.get(number) or not_a_ship(mmsi)
    if no_ship:
        return LeftOut(message.line, no_ship)
    if number not in _POSITION_TYPES | _STATIC_TYPES:
        return LeftOut(message.line, f"AIS message of type {number}")
    lat, lon = _position(said)
    static = _static(said)
    if lat is None and not static.names_a_ship:
        return LeftOut(message.line, "neither a position nor a name")
    is_long_range = number == _LONG_RANGE
    speed = _below(said.get("speed"), _NO_SPEED_LONG_RANGE if is_long_range else _NO_SPEED)
    course = _below(said.get("course"), _NO_COURSE_LONG_RANGE if is_long_range else _NO_COURSE)
    return Report(
        message.line,
        mmsi,
        message.moment,
        lat,
        lon,
        speed,
        course,
        static,
        status_words(str(int(said["status"]))) if said.get("status") is not None else None,
        _text(said.get("destination")),
        json.dumps(_details(said, number), ensure_ascii=False) if occurrences else None,
        None,
        _key(message, occurrences) if occurrences else "",
    )


def _key(message: Message, occurrences: Occurrences) -> str:
    text = f"{message.moment}/{'/'.join(message.sentences)}"
    (times,) = (1,) if message.moment else occurrences.numbered([text])
    return f"{text}/{times}"


def _position(said: Mapping[str, Any]) -> tuple[float | None, float | None]:
    lat, lon = said.get("lat"), said.get("lon")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None, None
    return float(lat), float(lon)


def _static(said: Mapping[str, Any]) -> StaticData:
    kind = said.get("ship_type")
    length = int(said.get("to_bow") or 0) + int(said.get("to_stern") or 0)
    imo = int(said.get("imo") or 0)
    return StaticData(
        _text(said.get("shipname")),
        f"{imo:07}" if imo else None,
        _text(said.get("callsign")),
        ship_type_words(f"{int(kind)}") if kind is not None else None,
        float(length) or None,
    )


def _details(said: Mapping[str, Any], number: int) -> dict[str, str]:
    details = {"AIS message type": str(number)}
    heading = said.get("heading")
    if heading is not None and heading != _NO_HEADING:
        details["heading"] = str(int(heading))
    if said.get("draught"):
        details["draught, m"] = f"{said['draught']:g}"
    return details


def _below(value: Any, limit: float) -> float | None:
    return float(value) if value is not None and 0 <= value < limit else None


def _text(value: Any) -> str | None:
    return (str(value).strip("@ ") or None) if value is not None else None


FORMAT = _Nmea()
