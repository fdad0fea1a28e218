"""Keep what is read again and again, while others write, from taking the machine for itself."""

from __future__ import annotations

import time
from typing import Final

_REST: Final = 4.0
"""How many times as long as a reading took the next one waits."""
_LONGEST_REST_SECONDS: Final = 5.0


class Pace:
    """Tells how long the next reading of a kind should wait, by how long the last one took."""

    def __init__(self) -> None:
        """Begin with nothing to wait for."""
        self._free_at = 0.0

    def took(self, seconds: float) -> None:
        """Note how long a reading took that has just ended."""
        self._free_at = time.monotonic() + min(_REST * seconds, _LONGEST_REST_SECONDS)

    def wait_seconds(self) -> float:
        """Return the seconds until the next reading; 0 for now."""
        return max(0.0, self._free_at - time.monotonic())
