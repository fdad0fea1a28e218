"""Where the table's columns stand: widths, order, and what each is cut to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.store.columns import COLUMNS, DEFAULT_COLUMNS

GAP = 1
"""Empty cells between two columns."""

MARKER_WIDTH = 2
"""Cells at the left for the mark of the cursor's row."""

_NARROWEST = 3

_PROSE = 14
"""Columns at least this wide hold prose, and are narrowed no further than this to make room."""


@dataclass(slots=True)
class ColumnLayout:
    """Which columns of a target are shown, in which order and how wide."""

    target: str
    names: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    """Widths that the user chose; other columns have their own."""
    _fitted: tuple[object, list[tuple[str, int, int]]] | None = None
    """What was fitted last, and to what: every line of the table asks."""

    def __post_init__(self) -> None:
        """Start with the target's usual columns."""
        if not self.names:
            self.names = list(DEFAULT_COLUMNS[self.target])

    def width(self, name: str) -> int:
        """Return how many cells a column takes, before any stretching."""
        return self.widths.get(name) or COLUMNS[self.target][name].width

    def fitted(self, available: int) -> list[tuple[str, int, int]]:
        """Return name, start and width of each column; spare cells go to the widest column of prose."""
        fitted_to = (available, tuple(self.names), tuple(self.widths.items()))
        if self._fitted is None or self._fitted[0] != fitted_to:
            self._fitted = (fitted_to, self._fit(available))
        return self._fitted[1]

    def _fit(self, available: int) -> list[tuple[str, int, int]]:
        widths = {name: self.width(name) for name in self.names}
        spare = available - MARKER_WIDTH - sum(widths.values()) - GAP * len(widths)
        flexible = [name for name in self.names if name not in self.widths and widths[name] >= _PROSE]
        if spare > 0 and flexible:
            widths[max(flexible, key=lambda name: widths[name])] += spare
        while spare < 0 and flexible:
            # Columns of prose give way, the widest first, before any column leaves the screen.
            widest = max(flexible, key=lambda name: widths[name] - self._least(name))
            if widths[widest] <= self._least(widest):
                break
            widths[widest] -= 1
            spare += 1
        placed, start = [], MARKER_WIDTH
        for name in self.names:
            placed.append((name, start, widths[name]))
            start += widths[name] + GAP
        return placed

    def _least(self, name: str) -> int:
        """Return the width below which a column of prose says too little."""
        return max(_PROSE, self.width(name) * 6 // 10)

    def total_width(self, available: int) -> int:
        """Return the cells that all columns take together."""
        placed = self.fitted(available)
        return max(available, placed[-1][1] + placed[-1][2] if placed else 0)

    def resize(self, name: str, by: int) -> None:
        """Make a column wider or narrower."""
        self.widths[name] = max(_NARROWEST, self.width(name) + by)

    def hide(self, name: str) -> bool:
        """Hide a column; the last one stays."""
        if len(self.names) < 2:
            return False
        self.names.remove(name)
        return True

    def move(self, name: str, by: int) -> int:
        """Move a column left or right and return its new place."""
        place = self.names.index(name)
        new_place = min(max(0, place + by), len(self.names) - 1)
        self.names.insert(new_place, self.names.pop(place))
        return new_place

    def choose(self, names: Sequence[str]) -> None:
        """Show exactly these columns, in this order."""
        self.names = [name for name in names if name in COLUMNS[self.target]] or self.names
