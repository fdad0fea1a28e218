"""Keep what is read again and again, while others write, from taking the machine for itself, and from never ending."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

_LONGEST_REST_SECONDS: Final = 5.0


class PacedReading:
    """A reading that is done again whenever somebody wrote: one at a time, with a rest after it.

    One that is under way is not stopped for what was written meanwhile, else it would never end while an import runs;
    it is done once more.
    """

    def __init__(
        self,
        read: Callable[[], object],
        after: Callable[[float, Callable[[], None]], object],
        *,
        rest: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Be ready to read.

        Args:
            read: Begins a reading, and calls `began`.
            after: Calls something back after so many seconds.
            rest: How many times as long as a reading took nothing is read after it.
            clock: Tells the seconds, since whenever.
        """
        self._read = read
        self._after = after
        self._rest = rest
        self._clock = clock
        self._begun: float | None = None
        self._free_at = float("-inf")
        self._is_resting = False
        self._asked = self._begun_with = self._ended_with = 0

    @property
    def asked(self) -> int:
        """How often it was to be done again."""
        return self._asked

    def holds(self, asked: int) -> bool:
        """Whether what was read last was begun after it was to be done again for the `asked`-th time."""
        return self._ended_with >= asked

    @property
    def is_under_way(self) -> bool:
        """Whether it is being read."""
        return self._begun is not None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody wrote since it was begun last."""
        return self._asked > self._begun_with

    def began(self) -> None:
        """Note that a reading begins, whatever was under way."""
        self._begun = self._clock()
        self._begun_with = self._asked

    def ended(self) -> None:
        """Note that the reading begun last ended; where somebody wrote meanwhile, it is done again."""
        if self._begun is not None:
            moment = self._clock()
            self._free_at = moment + min(self._rest * (moment - self._begun), _LONGEST_REST_SECONDS)
            self._ended_with = self._begun_with
            self._begun = None
        self.read_if_wanted()

    def stopped(self) -> None:
        """Note that the reading under way was stopped, and is not wanted any more."""
        self._begun = None
        self._begun_with = self._asked

    def read_again(self) -> None:
        """Read as soon as the reading under way and the rest after it are over."""
        self.ask()
        self.read_if_wanted()

    def ask(self) -> None:
        """Note that somebody wrote; when it is time to read is told by `read_if_wanted`."""
        self._asked += 1

    def read_if_wanted(self) -> None:
        """Where somebody wrote, read as soon as the reading under way and the rest after it are over."""
        if self.is_wanted and not self.is_under_way:
            self._read_when_rested()

    def _read_when_rested(self) -> None:
        wait = self._free_at - self._clock()
        if wait <= 0:
            self._read()
        elif not self._is_resting:
            self._is_resting = True
            self._after(wait, self._rested)

    def _rested(self) -> None:
        self._is_resting = False
        self.read_if_wanted()
