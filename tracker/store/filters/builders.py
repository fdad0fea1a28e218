"""Short ways to write a row of the filter language, for the kinds of field that there are several of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tracker.store.filters import clauses, readers
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import contains, same, starts, within
from tracker.store.filters.field import FilterField, Rule

RECORDS: Final = ("incident", "sighting", "vessel", "source")
"""The tables whose rows are listed; findings are worked out from them."""

VESSEL_WIDE: Final = ("incidents", "sightings", "vessels", "findings")
"""The targets for which all that is known of a vessel counts."""


def text_field(
    name: str, help: str, word: str, rule: Rule, one_on: tuple[str, ...] = (), completes: str = ""
) -> FilterField:
    """Return a field whose value is text to look for; a row of the targets `one_on` has just one of it."""
    say = noun(word, "contains", one_on=one_on)
    return FilterField(name, help, readers.read_text, say, rule, clauses.in_quotes, completes)


def sighting_text(name: str, help: str, word: str, completes: str = "") -> FilterField:
    """Return a field that looks into the text column `name` of sightings."""
    rule = Rule({"sighting": contains(f"sighting.{name}")})
    return text_field(name, help, word, rule, ("sightings",), completes)


def source_text(name: str, help: str, word: str, *columns: str, completes: str = "") -> FilterField:
    """Return a field that looks into text columns of sources; without `columns`, the one called `name`."""
    rule = Rule({"source": contains(*(f"source.{column}" for column in columns or (name,)))})
    return text_field(name, help, word, rule, ("sources", "sightings"), completes)


def flag_field(name: str, help: str, columns: tuple[str, ...], identity: str, say: clauses.Say) -> FilterField:
    """Return a field over flag columns of sightings and, of vessels, identities that meet `identity`."""
    on = {"sighting": same(*(f"sighting.{column}" for column in columns)), "identity": within(identity)}
    return FilterField(name, help, readers.read_flag, say, Rule(on), clauses.flag_name, "state")


def identifier_field(
    name: str, help: str, read: readers.Reader, word: str, whole_length: int, column: str
) -> FilterField:
    """Return a field over an identifier that sightings show and identities (of IMO numbers, vessels) have."""
    on = {
        "sighting": starts(f"sighting.{column}_shown", whole_length),
        "identity": starts(f"identity.{column}", whole_length),
    }
    if column == "imo":
        on["vessel"] = starts("vessel.imo", whole_length)
    rule = Rule(on, dict.fromkeys(VESSEL_WIDE, tuple(on)))
    say = noun(word, one_on=())
    return FilterField(name, help, read, say, rule, clauses.as_it_is, "vessel-number")


def word_field(
    name: str, help: str, words: Mapping[str, str], what: str, rule: Rule, one_on: tuple[str, ...]
) -> FilterField:
    """Return a field whose value is one of `words`; `what` is what one of them is called."""

    def label(value: str, reference: object) -> str:
        return words[value]

    read = readers.read_word_of(words, what)
    return FilterField(name, help, read, noun(name, one_on=one_on), rule, label, f"word:{name}")


def state_field(
    name: str, help: str, states: Mapping[str, str], rules: Mapping[str, Rule], what: str, say: clauses.Say
) -> FilterField:
    """Return a field each of whose values is a condition of its own."""

    def label(value: str, reference: object) -> str:
        return states[value]

    return FilterField(name, help, readers.read_word_of(states, what), say, rules, label, f"word:{name}")
