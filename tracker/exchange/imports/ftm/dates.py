"""The date of a property, or what our own export says of it in words because the model cannot hold it."""

from __future__ import annotations

from tracker.exchange.imports.ftm.told import Told
from tracker.exchange.imports.ftm.values import date_in_these_words, date_value


def dated(told: Told, name: str, words: str = "") -> str | None:
    """Return the first date of a property as EDTF, else the one in the summary after `words`, if any are given.

    What is no date is left to be kept as printed.
    """
    for printed in told.entity.all(name):
        if (date := date_value(printed)) is not None:
            told.note(name, printed)
            return date
    for sentence in told.entity.all("summary"):
        if words and sentence.startswith(words) and (date := date_in_these_words(sentence.removeprefix(words))):
            told.note("summary", sentence)
            return date
    return None
