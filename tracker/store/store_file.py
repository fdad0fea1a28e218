"""What can be said of a store file before SQLite opens it: there, readable, not empty.

Nothing here opens the file: closing it again would take away the locks that connections of this process hold on it,
and another program would delete the write-ahead log under them (https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from tracker.domain.errors import StoreError


def check_file(file: Path, *, create: bool) -> None:
    """Refuse what cannot be a store; with `create`, a missing or empty file is accepted.

    Raises:
        StoreError: A sentence that begins with the file's name.
    """
    try:
        size = _size(file)
    except ValueError as error:
        raise StoreError(f"{str(file)!r}: is not a file name ({error}).") from error
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror}).") from error
    if size is None:
        _check_place(file, create=create)
    elif not size and not create:
        raise StoreError(f"{file}: is empty, not a store. `tracker init` makes a store in a new file.")


def is_writable(file: Path) -> bool:
    """Whether this user may write the file and, for SQLite's journal, its folder."""
    return os.access(file.parent, os.W_OK) and (not file.exists() or os.access(file, os.W_OK))


def _size(file: Path) -> int | None:
    """Return the bytes of the file, or None if there is none."""
    if "\0" in str(file):
        raise ValueError("it holds a null character")
    try:
        size = file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        return None
    if file.is_dir():
        raise StoreError(f"{file}: is a folder. Name the store file itself, such as {file / 'tracker.db'}.")
    if not file.is_file():
        raise StoreError(f"{file}: is not an ordinary file, so it is no tracker store.")
    if not os.access(file, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return size


def _check_place(file: Path, *, create: bool) -> None:
    if not create:
        raise StoreError(f"{file}: there is no such file. `tracker init {file}` makes a new store there.")
    if not file.parent.is_dir():
        raise StoreError(f"{file}: there is no folder {file.parent}. Make it first, or name another place.")
    if not is_writable(file):
        raise StoreError(f"{file}: the folder {file.parent} may not be written. Name another place.")
