"""Properties without a column: whether a value is a date, a state, an amount or an answer is seen in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.amounts import amount_in
from tracker.domain.agreement.dates import DateExtent
from tracker.domain.agreement.names import Flag
from tracker.domain.agreement.relation import Form, Meaning, Relation, Varied
from tracker.domain.agreement.text import Account, plain, says_nothing, telling_words, without_asides
from tracker.domain.errors import FieldError
from tracker.domain.flags import FLAG_WORDS
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.reference import Reference

_YES: Final = frozenset(("yes", "true", "granted", "given", "confirmed"))
_NO: Final = frozenset(("no", "false", "refused", "not granted", "not given", "withheld"))
_OF_A_DATE: Final = re.compile(r"\bdates?\b", re.IGNORECASE)
_OF_A_FLAG: Final = re.compile(r"\bflags?\b|\bnationality\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, given or refused."""

    yes: bool

    def relation_to(self, other: Answer) -> Relation:
        """Return SAME, or CONTRADICTS for the opposite answer."""
        return Relation.SAME if self == other else Relation.CONTRADICTS


def read_further(name: str, text: str, reference: Reference | None) -> Form | None:
    """Read the value of a property that has no column.

    Args:
        name: What the source's reader called the property; it tells a year from a number.
        text: The value.
        reference: Lets a value that names a state be known as one.
    """
    is_flag_word = text in FLAG_WORDS and _OF_A_FLAG.search(name) is not None
    if says_nothing(text) and not is_flag_word:
        return None
    meaning: Meaning | None = Flag(text) if is_flag_word else _known(name, without_asides(text), reference)
    return Form(Varied(meaning or Account(telling_words(text))), " ".join(text.split()))


def text_of(value: object) -> str:
    """Return a JSON value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _known(name: str, text: str, reference: Reference | None) -> Meaning | None:
    word = plain(text)
    if word in _YES or word in _NO:
        return Answer(word in _YES)
    state = reference.find_state(text) if reference and (len(text) > 2 or text.isupper()) else None
    if state:
        return Flag(state)
    return _date(name, text) or amount_in(text)


def _date(name: str, text: str) -> DateExtent | None:
    """Return a date; a bare number is a year only where the property's name says that it is a date."""
    if text.isdigit() and not _OF_A_DATE.search(name):
        return None
    try:
        date = parse_edtf(text)
    except FieldError:
        # Not a date: the value is then compared as an amount or as words.
        return None
    return DateExtent(date.earliest, date.latest)
