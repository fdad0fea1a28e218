"""A small tree of kinds, wider above narrower, and how to find its kinds in free text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.domain.agreement.relation import Relation
from tracker.domain.agreement.text import plain


@dataclass(frozen=True)
class Hierarchy:
    """Kinds, each with the wider kind it belongs to, and the words that name them."""

    wider: Mapping[str, str]
    """Kind to the next wider kind; the widest are no keys."""
    words: Mapping[str, tuple[str, ...]]
    """Kind to the words or phrases that name it; a trailing `*` stands for any ending."""

    def kinds_in(self, text: str) -> frozenset[str]:
        """Return the narrowest kinds that `text` names."""
        found = {self._kind_of[match.lastgroup or ""] for match in self._pattern.finditer(plain(text))}
        return frozenset(kind for kind in found if not any(kind in self.above(other) for other in found))

    def above(self, kind: str) -> frozenset[str]:
        """Return all wider kinds of `kind`, itself left out."""
        return self._above[kind]

    def relation(self, first: frozenset[str], second: frozenset[str]) -> Relation:
        """Return how two sets of kinds stand: nested where each kind of one has its kin in the other.

        Sets that share a line of the tree but do not nest are compatible; sets without kin contradict.
        """
        if first == second:
            return Relation.SAME
        kin = [(a, b) for a in first for b in second if a == b or a in self.above(b) or b in self.above(a)]
        if not kin:
            return Relation.CONTRADICTS
        if {a for a, _ in kin} == first and {b for _, b in kin} == second:
            if all(a == b or b in self.above(a) for a, b in kin):
                return Relation.REFINES
            if all(a == b or a in self.above(b) for a, b in kin):
                return Relation.CONTAINS
        return Relation.COMPATIBLE

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {kind: frozenset(self._line(kind)) for kind in {*self.words, *self.wider, *self.wider.values()}}

    def _line(self, kind: str) -> list[str]:
        line: list[str] = []
        while kind in self.wider:
            kind = self.wider[kind]
            line.append(kind)
        return line

    @cached_property
    def _phrases(self) -> list[tuple[str, str, str]]:
        phrases = [(phrase, kind) for kind, named in self.words.items() for phrase in named]
        # Longer phrases first, so that "general cargo" is not read as "cargo".
        phrases.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        return [(f"p{number}", phrase, kind) for number, (phrase, kind) in enumerate(phrases)]

    @cached_property
    def _kind_of(self) -> dict[str, str]:
        return {group: kind for group, _, kind in self._phrases}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        def spelt(phrase: str) -> str:
            return re.escape(phrase.rstrip("*")) + (r"\w*" if phrase.endswith("*") else r"(?:e?s)?")

        return re.compile("|".join(rf"(?P<{group}>\b{spelt(phrase)}\b)" for group, phrase, _ in self._phrases))
