"""Keep the program small while several threads read."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

_ARENAS = 1
_M_ARENA_MAX = -8
"""The name of the setting in `mallopt(3)` of the GNU C library."""


def share_memory_among_threads() -> None:
    """Let all threads take memory from one place, where the C library has a setting for it; before any is started.

    By default each thread keeps what it once needed for itself: a third more memory after an hour of filters.
    """
    library = _c_library()
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, _ARENAS)


def give_back_unused_memory() -> None:
    """Give the system back what was freed and lies between what is in use, where the C library has a call for it.

    The pages that SQLite kept for one long reading are small and lie scattered: by itself the library keeps them all.
    """
    library = _c_library()
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


@cache
def _c_library() -> Any:
    if sys.platform != "linux":
        return None
    import ctypes

    return ctypes.CDLL(None)
