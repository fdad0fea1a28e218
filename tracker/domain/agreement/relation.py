"""How two values of one property stand to each other, and what every kind of value must answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol


class Relation(Enum):
    """How a first value stands to a second."""

    SAME = "same"
    REFINES = "refines"
    """The first says more: it lies within the second."""
    CONTAINS = "contains"
    """The second says more: it lies within the first."""
    COMPATIBLE = "compatible"
    """They differ, and both can hold."""
    CONTRADICTS = "contradicts"
    """They cannot both hold."""

    @property
    def turned(self) -> Relation:
        """The relation of the second value to the first."""
        return _TURNED.get(self, self)


_TURNED = {Relation.REFINES: Relation.CONTAINS, Relation.CONTAINS: Relation.REFINES}


class Meaning(Protocol):
    """What a value means, hashable: equal meanings are the same value however they were written."""

    def relation_to(self, other: Any) -> Relation:
        """Return how this stands to another meaning of the same property."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """A value that has been read: what it means, and its normal form in text."""

    meaning: Meaning
    value: str


@dataclass(frozen=True, slots=True)
class Varied:
    """A meaning in a property whose values are of several kinds; what is of two kinds can both hold."""

    meaning: Meaning

    def relation_to(self, other: Varied) -> Relation:
        """Return how two meanings of one kind stand to each other."""
        if type(self.meaning) is not type(other.meaning):
            return Relation.COMPATIBLE
        return self.meaning.relation_to(other.meaning)


def nested(first: frozenset[str], second: frozenset[str]) -> Relation | None:
    """Return how two sets of words nest, the larger being the more precise; None if they do not."""
    if first == second:
        return Relation.SAME
    if first > second:
        return Relation.REFINES
    if first < second:
        return Relation.CONTAINS
    return None
