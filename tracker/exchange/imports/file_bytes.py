"""The bytes of a file to import; one compressed with Zstandard, as MarineCadastre has them, is unpacked on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, cast

from tracker.exchange.imports.model import ImportRefused
from tracker.exchange.imports.raw_bytes import raw_bytes

_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
"""How a Zstandard frame begins (RFC 8878, section 3.1.1)."""
_MODULES: Final = ("compression.zstd", "backports.zstd")
"""That of Python 3.14, and the same for older ones."""


class FileBytes(NamedTuple):
    """A file that is being read."""

    stream: IO[bytes]
    """Its bytes, unpacked."""
    done: Callable[[], int]
    """How many bytes of the file itself have been read."""


@contextmanager
def opened(path: Path) -> Iterator[FileBytes]:
    """Open a file for reading.

    Raises:
        ImportRefused: It is no ordinary file, or is compressed and cannot be unpacked here or is damaged.
        OSError: It cannot be read.
    """
    with raw_bytes(path) as handle:
        if handle.peek(len(_ZSTANDARD))[: len(_ZSTANDARD)] != _ZSTANDARD:
            yield FileBytes(handle, handle.tell)
            return
        zstd = _zstandard(path)
        try:
            with zstd.ZstdFile(handle) as stream:
                yield FileBytes(cast("IO[bytes]", stream), handle.tell)
        except (zstd.ZstdError, EOFError) as error:
            raise ImportRefused(f"{path}: cannot be unpacked; it is damaged or cut short ({error}).") from error


def _zstandard(path: Path) -> Any:
    for name in _MODULES:
        try:
            return import_module(name)
        except ImportError:
            continue
    raise ImportRefused(
        f"{path}: is compressed with Zstandard. Unpack it first (zstd -d), or install what reads it:"
        ' pip install "tracker[ais]"'
    )
