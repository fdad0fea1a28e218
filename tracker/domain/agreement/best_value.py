"""The best-supported value: most independent origins first, then the best grade, then the most precise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.domain.agreement.clashes import Clashes
from tracker.domain.agreement.model import ValueGroup
from tracker.domain.agreement.relation import Relation
from tracker.domain.agreement.witnesses import Group

Rank = tuple[int, tuple[str, int], str]


def rank(group: ValueGroup) -> Rank:
    """Return a key that sorts the better-supported value first, and values that are only denied last."""
    return -group.origins, group.best_grade, group.value


def best_index(groups: Sequence[Group], finished: Sequence[ValueGroup], clashes: Clashes) -> int | None:
    """Return the place of the best-supported value in `groups`, None if no value is asserted.

    A value that lies within the best one and that nothing contradicts is taken instead: who says 2011
    does not deny 26 May 2011.
    """

    def ranked(index: int) -> Rank:
        return rank(finished[index])

    asserted = [index for index, group in enumerate(groups) if group.supporters]
    if not asserted:
        return None
    best = min(asserted, key=ranked)
    uncontested = [index for index in asserted if index not in clashes.contested]
    passed = {best}
    while finer := [i for i in uncontested if i not in passed and _refines(groups)(i, best)]:
        best = min(finer, key=ranked)
        passed.add(best)
    return best


def _refines(groups: Sequence[Group]) -> Callable[[int, int], bool]:
    return lambda finer, wider: groups[finer].meaning.relation_to(groups[wider].meaning) is Relation.REFINES
