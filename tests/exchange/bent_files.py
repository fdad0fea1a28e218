"""Ways to bend and break the content of a file, as hypothesis strategies that show what was done."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Final, Protocol

from hypothesis import strategies as st

from tracker.exchange.imports.model import ImportFormat, ImportOptions, ImportRefused, Item, Sample

_CELL: Final = re.compile(rb"[^,;<>\"'{}\[\]:\r\n]+")
_NMEA_BODY: Final = re.compile(rb"!([^*\r\n]*)\*[0-9A-F]{2}")
ODD: Final = (
    "", " ", "0", "-1", "nan", "-inf", "1e999", "9" * 40, "9" * 5_000, "1_0", "٣٤", "Ａ", "é", "🚢", "\u202e",
    "\x1b[31m", "\x85", "\u2028", "=1+1", "None", "null", "[]", "{}", "\\u0000", "\\ud800", "&#0;", "&#xD800;",
    "&who;", "<x>", "]]>", "0000-00-00", "0000-01-01T00:00:00", "9999-12-31", "9999-12-31T23:59:60Z",
    "2022-06-20T24:00:00", "-0001", "2011-21", "../..", "{2011,2012}", "31/02/2011", "01/01/0000 00:00:00", "91",
    "180.0000001", "-180", "IMO 8415433", "8415433", "312000001", "0", "BZ", "XX", "none", "article", "light", "s1",
    "013efa5d-0400-7475-a8bb-6bf59c1e4a9b",
)  # fmt: skip


class Bend(Protocol):
    """One thing done to the content of a file."""

    def __call__(self, content: bytes) -> bytes: ...


@dataclass(frozen=True)
class Cut:
    """Everything from a byte on is gone."""

    at: int

    def __call__(self, content: bytes) -> bytes:
        return content[: self.at % (len(content) + 1)]


@dataclass(frozen=True)
class Bytes:
    """Bytes stand somewhere, or in place of those that stood there."""

    at: int
    put: bytes
    instead: bool

    def __call__(self, content: bytes) -> bytes:
        at = self.at % (len(content) + 1)
        return content[:at] + self.put + content[at + len(self.put) * self.instead :]


@dataclass(frozen=True)
class Encoded:
    """The text is in another encoding, whatever it says itself."""

    name: str

    def __call__(self, content: bytes) -> bytes:
        return content.decode("utf-8", "replace").encode(self.name, "replace")


@dataclass(frozen=True)
class Field:
    """A field says something else, or much of it."""

    which: int
    put: bytes
    times: int = 1

    def __call__(self, content: bytes) -> bytes:
        fields = list(_CELL.finditer(content))
        if not fields:
            return content
        field = fields[self.which % len(fields)]
        return content[: field.start()] + self.put * self.times + content[field.end() :]

    def __repr__(self) -> str:
        return f"Field({self.which}, {self.put!r} * {self.times})"


@dataclass(frozen=True)
class Lines:
    """Lines stand in another order, or twice."""

    seed: int
    doubled: bool
    keeps_first: bool

    def __call__(self, content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        first, rest = (lines[:1], lines[1:]) if self.keeps_first else ([], lines)
        rest = rest * 2 if self.doubled else rest
        random.Random(self.seed).shuffle(rest)
        return b"".join(first + rest)


@dataclass(frozen=True)
class Cells:
    """A line has more cells, or fewer."""

    line: int
    change: int

    def __call__(self, content: bytes) -> bytes:
        lines = content.split(b"\n")
        at = self.line % len(lines)
        cells = lines[at].split(b",")
        cells = cells[: self.change] if self.change < 0 else cells + [b"x"] * self.change
        return b"\n".join([*lines[:at], b",".join(cells), *lines[at + 1 :]])


@dataclass(frozen=True)
class RightChecksums:
    """Every NMEA sentence has the checksum of what it says now."""

    def __call__(self, content: bytes) -> bytes:
        return _NMEA_BODY.sub(lambda found: b"!%s*%02X" % (found[1], reduce(xor, found[1], 0)), content)


PLACES = st.integers(0, 2**16)
BENDS: Final[st.SearchStrategy[Bend]] = st.one_of(
    st.builds(Cut, PLACES),
    st.builds(Bytes, PLACES, st.binary(min_size=1, max_size=6), st.booleans()),
    st.builds(Bytes, PLACES, st.sampled_from([b"\0", b'"', b"\r", b"\n", b"\xff\xfe", b"\x1a", b","]), st.booleans()),
    st.builds(Encoded, st.sampled_from(["utf-16", "utf-16-le", "latin-1", "utf-8-sig", "utf-32", "cp037"])),
    st.builds(Field, PLACES, st.sampled_from(ODD).map(str.encode)),
    st.builds(Field, PLACES, st.sampled_from(ODD).map(str.encode)),
    st.builds(Field, PLACES, st.text(max_size=8).map(lambda text: text.encode("utf-8", "replace"))),
    st.builds(Lines, st.integers(0, 99), st.booleans(), st.booleans()),
    st.builds(Cells, PLACES, st.sampled_from([-30, -3, -2, -1, 1, 2, 30])),
)
HUGE: Final[st.SearchStrategy[Bend]] = st.builds(
    Field, PLACES, st.sampled_from([b"x", b"9", b"x y ", b'""']), st.sampled_from([2_500, 30_000, 140_000, 2_000_000])
)


def read_unless_refused(form: ImportFormat, path: Path, content: bytes, options: ImportOptions) -> list[Item] | None:
    """Return what a reader makes of a file of this content; None where it refuses it, in a sentence that names it."""
    path.write_bytes(content)
    form.recognises(Sample(path, content))
    try:
        return list(form.read(path, options))
    except ImportRefused as refusal:
        assert str(path) in str(refusal)
        return None
