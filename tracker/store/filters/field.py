"""What one field of the filter language is: its reading, its SQL on each table, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tracker.store.columns import TABLES, TARGETS
from tracker.store.filters.clauses import Label, Say
from tracker.store.filters.conditions import Condition
from tracker.store.filters.readers import Reader
from tracker.store.filters.terms import Operand

ALL: Final = tuple(TARGETS)
_THROUGH_VESSELS: Final = ("vessels", "findings")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which tables a condition is put to, and for which targets it is put to which of them."""

    on: Mapping[str, Condition]
    """Table to the condition on its rows; a second condition on one table has a word after a slash."""
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Target to the tables asked for it, where that is not every table of `on`."""

    def tables(self, target: str) -> tuple[str, ...]:
        """Return the tables whose rows decide for `target`; none where the condition does not apply."""
        if target in self.reach:
            return self.reach[target]
        return tuple(table for table in self.on if _reaches(table, target))

    def targets(self) -> tuple[str, ...]:
        """Return the targets that the condition applies to."""
        return tuple(target for target in ALL if self.tables(target))


def _reaches(table: str, target: str) -> bool:
    if table == "finding":
        return target == "findings"
    # What a vessel is called elsewhere says little of one sighting of it, unless a field says otherwise.
    return table != "identity" or target in _THROUGH_VESSELS


@dataclass(frozen=True, slots=True)
class FilterField:
    """One row of the language: everything that there is to know of one field."""

    name: str
    help: str
    read: Reader
    say: Say
    rule: Rule | Mapping[str, Rule]
    """Where it is looked up; by value for the fields whose values are each a condition."""
    label: Label
    completes: str = ""
    """Which values completion offers."""
    readers: Mapping[str, Reader] = field(default_factory=dict)
    """Target to its own reader, where it has one."""

    def rule_of(self, operand: Operand) -> Rule:
        """Return the rule that decides for `operand`."""
        return self.rule if isinstance(self.rule, Rule) else self.rule[operand.text]

    def targets(self) -> tuple[str, ...]:
        """Return the targets that the field applies to."""
        if isinstance(self.rule, Rule):
            return self.rule.targets()
        reached = {target for rule in self.rule.values() for target in rule.targets()}
        return tuple(target for target in ALL if target in reached)

    def reader_for(self, target: str) -> Reader:
        """Return the reader of values for `target`."""
        return self.readers.get(target, self.read)


def own_reach(tables: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the reach of a condition that is only ever put to the listed rows themselves."""
    return {target: (table,) if table in tables else () for target, table in TABLES.items()}
