"""How many rows to write at a time, so that whoever wants to save meanwhile hardly waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_FEWEST, _MOST = 100, 1_000
_FIRST: Final = 250


class Pace:
    """Learns from the last parts how many rows fit the next: the more a statement writes, the cheaper is each row."""

    def __init__(self) -> None:
        """Begin with a middling number."""
        self.rows = _FIRST
        """Rows that the next part is to have."""

    @contextmanager
    def writing(self, rows: int, seconds: float) -> Iterator[None]:
        """Take the time of writing `rows` rows, which should be `seconds`; of a few, nothing is learnt."""
        began = time.perf_counter()
        yield
        if rows >= min(_FEWEST, self.rows):
            fitting = rows * seconds / max(time.perf_counter() - began, 1e-6)
            # Half-way, so that one slow moment of the machine does not decide.
            self.rows = int(min(_MOST, max(_FEWEST, (self.rows + fitting) / 2)))
