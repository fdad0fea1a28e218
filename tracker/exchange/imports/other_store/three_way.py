"""What to make of a record that two stores hold: field by field, against what both came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.exchange.portable.lineage import State
from tracker.store.conflicts import POSITION

TOGETHER: Final[dict[str, tuple[str, ...]]] = {"position": POSITION}
"""Columns that mean something together only, by the name they go by."""

RETRACTION: Final = "retracted_at"


@dataclass(frozen=True, slots=True)
class Contested:
    """A property to which both stores gave another value."""

    property: str
    kept: Any
    offered: Any
    before: Any
    is_before_known: bool


@dataclass(slots=True)
class Merging:
    """What the other store's record brings to the one held here."""

    taken: dict[str, Any] = field(default_factory=dict)
    """Column to value: changed there and not here."""
    contested: list[Contested] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    """Properties on which both say the same."""


def merge(ours: Sequence[State], theirs: Sequence[State], *, is_their_past_known: bool = True) -> Merging:
    """Compare the states of one record in two stores, each from the oldest to the one that holds now.

    A value that was changed on one side alone is that side's. Where both changed it, one that the other side had
    earlier is behind. What is left is contested.
    """
    here, there = ours[-1], theirs[-1]
    before = _common_state(ours, theirs) if is_their_past_known else None
    found = Merging()
    for name in _properties(here):
        kept, offered = value_of(here, name), value_of(there, name)
        if kept == offered:
            found.agreed.append(name)
        elif _is_ahead(name, ours, theirs, before, is_their_past_known=is_their_past_known):
            found.taken |= columns_of(name, offered)
        elif not _is_behind(name, ours, theirs, before):
            was = None if before is None else value_of(before, name)
            found.contested.append(Contested(name, kept, offered, was, before is not None))
    _weigh_retraction(found, here, there, before)
    return found


def _properties(state: State) -> list[str]:
    inside = {column for columns in TOGETHER.values() for column in columns if column in state}
    return [name for name in state if name not in inside] + [name for name, cs in TOGETHER.items() if cs[0] in state]


def value_of(state: State, name: str) -> Any:
    """Return a property's value in a state; of one that several columns make, a list."""
    return [state[column] for column in TOGETHER[name]] if name in TOGETHER else state[name]


def columns_of(name: str, value: Any) -> dict[str, Any]:
    """Return a property's value as values of columns."""
    return dict(zip(TOGETHER[name], value, strict=True)) if name in TOGETHER else {name: value}


def _is_ahead(
    name: str, ours: Sequence[State], theirs: Sequence[State], before: State | None, *, is_their_past_known: bool
) -> bool:
    """Whether the other store went on from what is held here."""
    kept = value_of(ours[-1], name)
    if before is not None and value_of(before, name) == kept:
        return True
    if before is not None and value_of(before, name) == value_of(theirs[-1], name):
        return False
    was_here = any(value_of(state, name) == value_of(theirs[-1], name) for state in ours[:-1])
    if is_their_past_known:
        return not was_here and any(value_of(state, name) == kept for state in theirs[:-1])
    # Without a past to compare: what nobody changed here can have been changed there only.
    return all(value_of(state, name) == kept for state in ours)


def _is_behind(name: str, ours: Sequence[State], theirs: Sequence[State], before: State | None) -> bool:
    """Whether this store went on from what the other one holds."""
    offered = value_of(theirs[-1], name)
    if before is not None and value_of(before, name) == offered:
        return True
    was_there = any(value_of(state, name) == value_of(ours[-1], name) for state in theirs[:-1])
    return not was_there and any(value_of(state, name) == offered for state in ours[:-1])


def _common_state(ours: Sequence[State], theirs: Sequence[State]) -> State | None:
    """Return the last state of the longest stretch that both went through, from where one of them begins."""
    best: tuple[int, State] | None = None
    for one, other in ((ours, theirs), (theirs, ours)):
        for start in range(len(other)):
            length = 0
            while length < min(len(one), len(other) - start) and one[length] == other[start + length]:
                length += 1
            if length and (best is None or length >= best[0]):
                best = length, one[length - 1]
    return best[1] if best else None


def _weigh_retraction(found: Merging, here: State, there: State, before: State | None) -> None:
    """Let a person decide where one side retracted what the other went on to work on."""
    if found.taken.get(RETRACTION) and before is not None and any(here[n] != before[n] for n in here):
        del found.taken[RETRACTION]
        found.contested.append(Contested(RETRACTION, here[RETRACTION], there[RETRACTION], before[RETRACTION], True))
