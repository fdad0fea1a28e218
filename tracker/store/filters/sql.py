"""The SQL of a filter: one condition a term, over the target's own table, values only as bound parameters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.store.columns import TABLES
from tracker.store.filters.conditions import Condition, any_of, match_query
from tracker.store.filters.field import Rule
from tracker.store.filters.fields import FIELDS
from tracker.store.filters.lifts import LIVE, lifted
from tracker.store.filters.terms import WORDS, Params, Sql

if TYPE_CHECKING:
    from tracker.store.filters.model import Filter
    from tracker.store.filters.terms import Operand, Term


@lru_cache(maxsize=64)
def where(chosen: Filter, *, words_in_rows_only: bool = False) -> tuple[str, Params]:
    """Return the condition of a filter and its parameters.

    Rows that were retracted (findings: dismissed) are left out, unless a term asks for them.

    Args:
        chosen: The filter.
        words_in_rows_only: Of sightings, look for words in these alone, and for other terms by their index. Holds only
            where no source, ship or identity has the words.
    """
    if words_in_rows_only:
        is_alone = all(term.field == WORDS for term in chosen.terms)
        return _where(chosen, _with_words if is_alone else _among_those_with_words, in_rows_only=True)
    return _where(chosen, None)


def where_words_are(chosen: Filter, words: Condition) -> Sql:
    """Return the condition of a filter of sightings whose words are looked for by `words`, and not in their index."""
    return _where(chosen, words)


def _with_words(operand: Operand) -> Sql:
    return "sighting.id IN (SELECT rowid FROM sighting_search WHERE sighting_search MATCH ?)", (match_query(operand),)


def _among_those_with_words(operand: Operand) -> Sql:
    # The plus lets SQLite go by the index of another term, and only ask of each row whether it is among these.
    condition, params = _with_words(operand)
    return f"+{condition}", params


def _where(chosen: Filter, words: Condition | None, *, in_rows_only: bool = False) -> Sql:
    conditions = [term_condition(term, chosen.target, words, in_rows_only=in_rows_only) for term in chosen.terms]
    if chosen.target == "sightings" and words is None and any(term.field != WORDS for term in chosen.terms):
        conditions = [
            _looked_up(condition) if term.field == WORDS and not term.negated else condition
            for term, condition in zip(chosen.terms, conditions, strict=True)
        ]
    if not any(_asks_for_hidden(term) for term in chosen.terms):
        conditions.append((LIVE[TABLES[chosen.target]], ()))
    return " AND ".join(sql for sql, _ in conditions), tuple(value for _, params in conditions for value in params)


def _looked_up(condition: Sql) -> Sql:
    """Return the condition that a sighting is among those that meet `condition`, looked up by themselves.

    Beside another term SQLite would look into every row that meets that one, whose source and ship may have the word.
    """
    sql, params = condition
    return f"sighting.id IN (SELECT sighting.id FROM sighting WHERE {sql})", params  # noqa: S608


def term_condition(term: Term, target: str, words: Condition | None = None, *, in_rows_only: bool = False) -> Sql:
    """Return the condition of one term on the rows of `target`; `words` stands in for the index of sightings' words."""
    rules: dict[int, tuple[Rule, list[Operand]]] = {}
    for operand in term.operands:
        rule = FIELDS[term.field].rule_of(operand)
        rules.setdefault(id(rule), (rule, []))[1].append(operand)
    instead = words if term.field == WORDS else None
    ways = [way for rule, operands in rules.values() for way in _ways(rule, operands, target, instead)]
    if instead is not None and in_rows_only:
        ways = [instead(operand) for operand in term.operands]
    sql, params = any_of(ways)
    # A comparison with an empty column is neither true nor false; "not" has to count it as not.
    return (f"({sql}) IS NOT TRUE", params) if term.negated else (sql, params)


def _ways(rule: Rule, operands: list[Operand], target: str, words: Condition | None) -> list[Sql]:
    """Return the condition by way of each table that decides, alternatives joined before they are carried
    over."""
    ways = []
    for table in rule.tables(target):
        condition = words if words is not None and table == "sighting" else rule.on[table]
        ways.append(lifted(table, target, any_of([condition(operand) for operand in operands])))
    return ways


def _asks_for_hidden(term: Term) -> bool:
    return term.field == "is" and any(operand.text in ("retracted", "dismissed") for operand in term.operands)
