"""The bytes of a file as they lie on the disk, read without harm to a program that has it open as a database.

On POSIX systems a process that closes one handle of a file loses all locks that it holds on that file, those of
SQLite's own connections too; another program then takes the file for unused, deletes its write-ahead log, and what is
written into that is lost (https://www.sqlite.org/howtocorrupt.html, section 2.2). So a database that was opened here
stays open until the program ends, and all who read its bytes share that one handle.
"""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.exchange.imports.model import ImportRefused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SQLITE_HEADER: Final = b"SQLite format 3\0"
"""How a database file begins (https://www.sqlite.org/fileformat.html, section 1.3)."""

_databases: Final[dict[tuple[int, int], int]] = {}
"""Device and number of each database that was opened, and its handle."""
_opening: Final = threading.Lock()


def raw_bytes(path: Path) -> io.BufferedReader:
    """Open a file for reading its bytes; closing what is returned never releases a lock of SQLite.

    Raises:
        ImportRefused: It is no ordinary file.
        OSError: It cannot be read.
    """
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise ImportRefused(f"{path}: is not an ordinary file. Save what it holds to a file and import that.")
    if not hasattr(os, "pread"):
        # Windows: locks belong to the handle that took them.
        return path.open("rb")
    with _opening:
        handle = _databases.get((state.st_dev, state.st_ino))
        if handle is None:
            handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            if os.pread(handle, len(SQLITE_HEADER), 0) != SQLITE_HEADER:
                return os.fdopen(handle, "rb")
            state = os.fstat(handle)
            _databases[state.st_dev, state.st_ino] = handle
    return io.BufferedReader(_SharedHandle(handle))


class _SharedHandle(io.RawIOBase):
    """One reader of a handle that others read too, at places of their own."""

    def __init__(self, handle: int) -> None:
        super().__init__()
        self._handle = handle
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        begins = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: os.fstat(self._handle).st_size}
        self._place = max(0, begins[whence] + offset)
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        found = os.pread(self._handle, len(view), self._place)
        view[: len(found)] = found
        self._place += len(found)
        return len(found)
