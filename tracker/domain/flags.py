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

_WORD_SPELLINGS: Final = {
    "none": "none", "no flag": "none", "none shown": "none", "no flag shown": "none", "not shown": "none",
    "stateless": "stateless", "without nationality": "stateless",
    "unknown": "unknown", "not known": "unknown", "flag unknown": "unknown", "unclear": "unknown",
}  # fmt: skip
_CODE = re.compile(r"[A-Z]{2}")
_LONGEST_PRINTED = 100


def is_state_code(flag: str | None) -> bool:
    """Whether a flag value is written as a state's code (as opposed to a flag word or printed text)."""
    return flag is not None and _CODE.fullmatch(flag) is not None


def read_flag(typed: str, reference: Reference) -> Reading:
    """Read a flag from a code, a state's name, a demonym or a flag word; the value is under `flag`.

    Anything else is kept as printed, with a warning that it is no state's.

    Raises:
        FieldError: The text is empty, or two capital letters that are no code.
    """
    text = " ".join(typed.split())
    if not text:
        raise FieldError(
            "flag", typed, "is empty; write a state, such as Belize or BZ, or leave the field out."
        )
    code = reference.find_state(text)
    if code:
        return Reading({"flag": code}, f"{reference.name_of(code)} ({code})")
    word = _WORD_SPELLINGS.get(text.casefold())
    if word:
        return Reading({"flag": word}, FLAG_WORDS[word])
    nearest = reference.nearest_name(text)
    hint = f" Did you mean {nearest}?" if nearest else ""
    if re.fullmatch(r"[A-Za-z]{2}", text):
        raise FieldError("flag", typed, f"is not an ISO 3166 code; write the state's name or its code.{hint}")
    if len(text) > _LONGEST_PRINTED:
        raise FieldError("flag", typed, f"is too long for a flag; {_LONGEST_PRINTED} characters at most.")
    return Reading(
        {"flag": text},
        f"{describe_flag(text, reference)}, kept as printed",
        (f"No state has this name.{hint}",),
    )


def describe_flag(flag: str, reference: Reference) -> str:
    """Return a flag value in words: `Belize`, `stateless`, or `"Matthew Island" (no state)`."""
    if flag in FLAG_WORDS:
        return FLAG_WORDS[flag]
    state = reference.state(flag)
    if state:
        return f"{state.name} (former)" if state.is_former else state.name
    return f'"{flag}" (no state)'
