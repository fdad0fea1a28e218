"""The lines of a text file in its own encoding, with progress: UTF-8 (with or without mark), else Windows-1252."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from tracker.exchange.imports.file_bytes import opened
from tracker.exchange.imports.model import ImportOptions, ImportRefused

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHUNK: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 20
_LONGEST_UNBROKEN: Final = 4 * _LONGEST_LINE
"""Bytes that a line may have; looked at before any line is held in memory whole."""
_AT_ONCE: Final = 1 << 16
"""Characters whose lines are checked together; progress is told after each such number."""


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file: what its mark says, else UTF-8 if all of it is, else Windows-1252.

    Raises:
        ImportRefused: It cannot be read, or is no text.
    """
    try:
        state = path.stat()
        return _encoding(path, state.st_size, state.st_mtime_ns)
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error


@lru_cache(maxsize=8)
def _encoding(path: Path, size: int, changed: int) -> str:
    """Read the whole file once for as long as its size and time of change stay the same."""
    del size, changed
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with opened(path) as (stream, _):
            chunk = stream.read(_CHUNK)
            marked = next((name for mark, name in _MARKS if chunk.startswith(mark)), None)
            if marked:
                return marked
            if b"\0" in chunk:
                raise ImportRefused(f"{path}: is no text file.")
            unbroken = 0
            while chunk:
                decoder.decode(chunk)
                unbroken = _end_without_break(chunk, unbroken)
                if unbroken > _LONGEST_UNBROKEN:
                    raise ImportRefused(f"{path}: has a line longer than a million characters.")
                chunk = stream.read(_CHUNK)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _end_without_break(chunk: bytes, before: int) -> int:
    """Return how many bytes there are since the last end of a line."""
    last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    return before + len(chunk) if last < 0 else len(chunk) - last - 1


def text_lines(path: Path, options: ImportOptions) -> Iterator[str]:
    """Yield the lines of a file with their ends, telling `options.progress` the bytes read so far.

    Raises:
        ImportRefused: It cannot be read, is no text, or has a line of more than a million characters.
    """
    encoding = encoding_of(path)
    try:
        with opened(path) as (stream, done):
            text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
            before = 0
            while lines := text.readlines(_AT_ONCE):
                if max(map(len, lines)) > _LONGEST_LINE or any("\0" in line for line in lines):
                    _refuse(path, lines, before)
                before += len(lines)
                if options.progress:
                    options.progress(done())
                yield from lines
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error
    except UnicodeError as error:
        raise ImportRefused(f"{path}: is not the {encoding} text that it begins as.") from error


def _refuse(path: Path, lines: list[str], before: int) -> None:
    for number, line in enumerate(lines, before + 1):
        if len(line) > _LONGEST_LINE:
            raise ImportRefused(f"{path}: line {number} is longer than a million characters.")
        if "\0" in line:
            raise ImportRefused(f"{path}: line {number} holds a NUL character, so it is no text.")
