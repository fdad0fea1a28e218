"""The sentences of an NMEA 0183 file: tag blocks read, checksums tested, messages put together from their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Final, NamedTuple

from tracker.exchange.imports.model import ImportOptions, LeftOut, Rejected
from tracker.exchange.imports.text_lines import text_lines

_TAG_BLOCK: Final = re.compile(r"\\(?P<tags>[^\\]*)\*(?P<sum>[0-9A-Fa-f]{2})\\")
_SENTENCE: Final = re.compile(
    r"!(?P<body>(?P<talker>[A-Z]{2})VD[MO],(?P<count>\d),(?P<number>\d),(?P<group>\d?),(?P<channel>[AB12]?),"
    r"(?P<payload>[0-W`-w]*),(?P<fill>[0-5]))\*(?P<sum>[0-9A-Fa-f]{2})"
)
_UNIX_TIME: Final = re.compile(r"(?:^|,)c:(\d{9,13})")
_MILLISECONDS_FROM: Final = 10**11
_OPEN_GROUPS: Final = 64
"""Messages whose parts may be waited for at a time; a part that comes later than that has lost the others."""


class Message(NamedTuple):
    """One whole AIS message."""

    line: int
    moment: str | None
    """EDTF to the second in UTC, from the tag block; None where there is none."""
    sentences: tuple[str, ...]


def messages(path: Path, options: ImportOptions) -> Iterator[Message | Rejected | LeftOut]:
    """Yield the messages of a file; a sentence that is none, or whose checksum fails, is rejected.

    Raises:
        ImportRefused: The file cannot be read, or is no text.
    """
    parts: dict[tuple[str, str, str], list[tuple[int, int, str, str | None]]] = {}
    for line, text in enumerate(text_lines(path, options), 1):
        text = text.strip()
        if not text:
            yield LeftOut(line, "empty line")
            continue
        tags = _TAG_BLOCK.match(text)
        if tags and not _holds(tags["tags"], tags["sum"]):
            yield Rejected(line, "tag block", tags[0], _says(tags["tags"]))
            continue
        sentence = _SENTENCE.fullmatch(text[tags.end() :] if tags else text)
        if sentence is None:
            yield Rejected(line, "sentence", text[:200], "is no AIS sentence such as !AIVDM,1,1,,A,payload,0*2E.")
            continue
        if not _holds(sentence["body"], sentence["sum"]):
            yield Rejected(line, "checksum", sentence["sum"], _says(sentence["body"]))
            continue
        if not sentence["payload"]:
            yield Rejected(line, "payload", sentence[0], "is empty.")
            continue
        moment = _moment(tags["tags"]) if tags else None
        count, number = int(sentence["count"]), int(sentence["number"])
        if count == 1:
            yield Message(line, moment, (sentence[0],))
            continue
        group = (sentence["talker"], sentence["group"], sentence["count"])
        if number == 1 and group in parts:
            yield from _lost(parts.pop(group))
        parts.setdefault(group, []).append((line, number, sentence[0], moment))
        if len(parts[group]) == count:
            found = sorted(parts.pop(group), key=lambda part: part[1])
            if [part[1] for part in found] != list(range(1, count + 1)):
                yield from _lost(found)
                continue
            yield Message(found[0][0], next((p[3] for p in found if p[3]), None), tuple(part[2] for part in found))
            yield LeftOut(line, "further sentence of a message, read with its first", count - 1)
        elif len(parts) > _OPEN_GROUPS:
            yield from _lost(parts.pop(next(iter(parts))))
    for unfinished in parts.values():
        yield from _lost(unfinished)


def _lost(parts: list[tuple[int, int, str, str | None]]) -> Iterator[Rejected]:
    for line, number, sentence, _ in parts:
        yield Rejected(line, "sentence", sentence, f"is part {number} of a message of which other parts are missing.")


def _checksum(body: str) -> str:
    return f"{reduce(xor, body.encode('utf-8', 'replace'), 0):02X}"


def _holds(body: str, printed: str) -> bool:
    return _checksum(body) == printed.upper()


def _says(body: str) -> str:
    return f"is not the checksum of what it stands after, which gives {_checksum(body)}."


def _moment(tags: str) -> str | None:
    found = _UNIX_TIME.search(tags)
    if found is None:
        return None
    seconds = int(found[1])
    moment = datetime.fromtimestamp(seconds / 1000 if seconds >= _MILLISECONDS_FROM else seconds, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
