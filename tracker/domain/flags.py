"""Flags: a state's code, a word for the lack of one, or printed text that is no state's."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.readings import Reading
from tracker.domain.reference import Reference

FLAG_WORDS: Final = {"none": "no flag shown", "stateless": "stateless", "unknown": "flag unknown"}
"""What a flag column may say instead of a state: no flag was shown; a state or court calls the ship
stateless; the source says that the flag is not known."""

_SPELLINGS: Final = {
    "none": ("none", "no flag", "none shown", "no flag shown", "no flag flown", "not shown", "unflagged"),
    "stateless": ("stateless", "without nationality", "no nationality", "flagless"),
    "unknown": ("unknown", "not known", "flag unknown", "unknown flag", "unclear", "not identified",
                "none identified", "unidentified"),
}  # fmt: skip
_WORD_OF_SPELLING: Final = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings}
_CODE = re.compile(r"[A-Z]{2}")
_LONGEST_PRINTED = 100


def is_state_code(flag: str | None) -> bool:
    """Whether a flag value is written as a state's code (as opposed to a flag word or printed text)."""
    return flag is not None and _CODE.fullmatch(flag) is not None


def read_flag(typed: str, reference: Reference) -> Reading:
    """Read a flag from a code, a state's name, a demonym or a flag word; the value is under `flag`.

    Anything else is kept as printed, with a warning that it is no state's, or of which states it is said.

    Raises:
        FieldError: The text is empty, too long, or two letters that are no code.
    """
    text = " ".join(typed.split())
    if not text:
        raise FieldError("flag", typed, "is empty; write a state, such as Belize or BZ, or leave the field out.")
    codes = reference.states_called(text)
    if len(codes) == 1:
        return Reading({"flag": codes[0]}, f"{describe_flag(codes[0], reference)} ({codes[0]})")
    word = _WORD_OF_SPELLING.get(text.casefold())
    if word:
        return Reading({"flag": word}, FLAG_WORDS[word])
    nearest = reference.nearest_name(text) if not codes else None
    hint = f" Did you mean {nearest}?" if nearest else ""
    if re.fullmatch(r"[A-Za-z]{2}", text):
        raise FieldError("flag", typed, f"is not an ISO 3166 code; write the state's name or its code.{hint}")
    if len(text) > _LONGEST_PRINTED:
        raise FieldError("flag", typed, f"is too long for a flag; {_LONGEST_PRINTED} characters at most.")
    if codes:
        names = " or ".join(reference.name_of(code) for code in codes)
        return Reading({"flag": text}, f'"{text}", kept as printed', (f"This can be {names}; write which.",))
    understood = f"{describe_flag(text, reference)}, kept as printed"
    return Reading({"flag": text}, understood, (f"No state has this name.{hint}",))


def describe_flag(flag: str, reference: Reference) -> str:
    """Return a flag value in words: `Belize`, `stateless`, or `"Matthew Island" (no state)`."""
    if flag in FLAG_WORDS:
        return FLAG_WORDS[flag]
    state = reference.state(flag)
    if state:
        return f"{state.name} (former)" if state.is_former else state.name
    return f'"{flag}" (no state)'
