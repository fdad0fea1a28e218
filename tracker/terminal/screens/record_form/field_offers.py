"""What can complete the text of one field: records, words of a closed list, states, or values seen before."""

from __future__ import annotations

import sqlite3
from typing import Final

from tracker.domain.fields import Field
from tracker.domain.flags import FLAG_WORDS
from tracker.domain.reference import Reference
from tracker.store.naming import NAME_COLUMN
from tracker.store.offers import Offer, record_offers, value_offers

_LIMIT: Final = 8
_YES_NO: Final = {"yes": "", "no": ""}

CHOSEN_KINDS: Final = ("reference", "choice", "kinds", "reliability", "credibility", "yes_no")
"""Kinds of field that take nothing but what is offered: their first offer is marked at once."""


def has_offers(field: Field) -> bool:
    """Whether anything is ever offered for the field."""
    return field.kind in CHOSEN_KINDS or field.completes is not None


def field_offers(connection: sqlite3.Connection, reference: Reference, field: Field, typed: str) -> list[Offer]:
    """Return the likeliest completions of what is typed, at most nine."""
    if field.kind == "reference":
        return _records(connection, field.completes or "", typed)
    if field.kind in CHOSEN_KINDS:
        return _words(field, typed)
    if field.completes == "flag":
        return _flags(reference, typed)
    return value_offers(connection, field.completes or "", typed, _LIMIT)


def _records(connection: sqlite3.Connection, table: str, typed: str) -> list[Offer]:
    offers = record_offers(connection, table, typed, _LIMIT)
    if typed.strip() and table in NAME_COLUMN:
        offers.append(Offer(typed.strip(), creates=table))
    return offers


def _words(field: Field, typed: str) -> list[Offer]:
    choices = field.choices or _YES_NO
    before, comma, last = typed.rpartition(",") if field.kind == "kinds" else ("", "", typed)
    given = {word.strip() for word in before.split(",")}
    start = f"{before}{comma} " if comma else ""
    wanted = last.strip().casefold()
    found = [
        (word, english)
        for word, english in choices.items()
        if word not in given and (wanted in word.casefold() or wanted in english.casefold())
    ]
    found.sort(key=lambda choice: not choice[0].casefold().startswith(wanted))
    return [Offer(start + word, word, "" if english == word.replace("-", " ") else english) for word, english in found]


def _flags(reference: Reference, typed: str) -> list[Offer]:
    wanted = typed.strip()
    if not wanted:
        return []
    states = [Offer(state.code, hint=state.name) for state in reference.complete_state(wanted, _LIMIT)]
    return states + [
        Offer(word, hint=english) for word, english in FLAG_WORDS.items() if word.startswith(wanted.casefold())
    ]
