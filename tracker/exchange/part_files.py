"""Part files: what an export writes until it is whole, and how those of killed runs are told and cleared away.

A part has a lock file beside it, locked for as long as its writer lives: the system lets the lock go when a process
ends, however it ends. The part itself cannot carry the lock, since SQLite makes its file anew and locks it in its own
way. Where there are no such locks, nothing is cleared away.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

_LOCK: Final = "-lock"
_BESIDE_A_DATABASE: Final = ("-wal", "-shm", "-journal")


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """Yield a place beside `path` to write to, which is gone at the end unless it was renamed.

    Raises:
        OSError: Nothing can be written there.
    """
    clear_away_dead_parts(path)
    part, lock = _own_part(path)
    try:
        yield part
    finally:
        _remove(part)
        if lock is not None:
            _lock_of(part).unlink(missing_ok=True)
            os.close(lock)


def clear_away_dead_parts(path: Path) -> None:
    """Remove the parts of exports to `path` whose writers are gone."""
    is_lock = re.compile(rf"\.{re.escape(path.name)}\.[0-9]+-[0-9]+\.part{_LOCK}").fullmatch
    # Who may not read or remove them leaves them.
    with suppress(OSError):
        for lock in [file for file in path.parent.iterdir() if is_lock(file.name)]:
            with suppress(OSError):
                _remove_if_dead(lock)


def _remove_if_dead(lock: Path) -> None:
    handle = os.open(lock, os.O_RDWR)
    try:
        if _is_locked_by_us(handle, lock):
            # The lock file goes last: a run that ends in between leaves it to the next.
            _remove(lock.with_name(lock.name.removesuffix(_LOCK)))
            lock.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _own_part(path: Path) -> tuple[Path, int | None]:
    """Return a part that nobody else writes, and its lock if there can be one."""
    for number in count():
        part = path.with_name(f".{path.name}.{os.getpid()}-{number}.part")
        lock = _lock_of(part)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if _is_locked_by_us(handle, lock):
                return part, handle
        except OSError:
            # A file system without locks: a lock file that is not locked would pass for that of a dead run.
            os.close(handle)
            lock.unlink(missing_ok=True)
            return part, None
        os.close(handle)
    raise AssertionError("numbers do not end")


def _is_locked_by_us(handle: int, lock: Path) -> bool:
    """Lock the file behind `handle`; whether that was free and is still the file of this name."""
    if sys.platform == "win32":
        raise OSError("there are no locks of this kind")
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), lock.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _lock_of(part: Path) -> Path:
    return part.with_name(part.name + _LOCK)


def _remove(part: Path) -> None:
    for leftover in (part, *(part.with_name(part.name + end) for end in _BESIDE_A_DATABASE)):
        leftover.unlink(missing_ok=True)
