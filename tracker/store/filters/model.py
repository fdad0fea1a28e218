"""The filter itself: its text, its SQL and its English sentence come from this one object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from tracker.store.columns import TABLES
from tracker.store.filters.lifts import LIVE
from tracker.store.filters.terms import Term

if TYPE_CHECKING:
    from tracker.domain.reference import Reference


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all have to hold, over the rows of one target."""

    target: str = ""
    """Incidents, sightings, vessels, sources or findings; empty only for the filter without terms."""
    terms: tuple[Term, ...] = ()

    @property
    def text(self) -> str:
        """The filter in its canonical spelling; reading it again gives an equal filter."""
        return " ".join(term.text for term in self.terms)

    def __bool__(self) -> bool:
        """Whether it asks for anything."""
        return bool(self.terms)

    def for_target(self, target: str) -> Self:
        """Return the filter bound to `target`; only one without terms can change its target."""
        if self.terms and self.target != target:
            raise ValueError(f"A filter of {self.target} cannot select {target}.")
        return replace(self, target=target)

    def where(self, *, words_in_rows_only: bool = False) -> tuple[str, tuple[str | int | float, ...]]:
        """Return the condition over the target's table, by that table's own name, and its parameters.

        `words_in_rows_only` is as for `tracker.store.filters.sql.where`.

        Raises:
            ValueError: The filter has no target yet.
        """
        if not self.target:
            raise ValueError("A filter has to have a target before it can select anything.")
        if not self.terms:
            return LIVE[TABLES[self.target]], ()
        # The fields of the language are needed only once somebody filters.
        from tracker.store.filters.sql import where

        return where(self, words_in_rows_only=words_in_rows_only)

    def sentence(self, count: int, total: int, reference: Reference) -> str:
        """Return the filter in English with its count: `3 of 63 incidents: any flag is Belize, dated within
        2011`."""
        from tracker.store.filters.sentence import sentence

        return sentence(self, count, total, reference)


EVERYTHING: Final = Filter()
