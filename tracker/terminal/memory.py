"""Keep the program small while several threads read."""

from __future__ import annotations

import sys

_ARENAS = 1
_M_ARENA_MAX = -8
"""The name of the setting in `mallopt(3)` of the GNU C library."""


def share_memory_among_threads() -> None:
    """Let all threads take memory from one place, where the C library has a setting for it; before any is started.

    By default each thread keeps what it once needed for itself: a third more memory after an hour of filters.
    """
    if sys.platform != "linux":
        return
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_M_ARENA_MAX, _ARENAS)
