"""The many signs and words of a written position, brought to one spelling and cut into tokens.

One spelling: capital N S E W, `LAT` and `LON` for labels, `°`, `'` and `"` for degrees, minutes and seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒", "-"),
        **dict.fromkeys("º˚∘", "°"),
        **dict.fromkeys("′’‘´`ʹʼ", "'"),
        **dict.fromkeys("″”“ʺ", '"'),
        **dict.fromkeys("()[]", " "),
    }
)
_WORDS: Final = (
    (re.compile(r"''"), '"'),
    (re.compile(r"\s*\bdeg(?:rees?)?\b\.?|(?<=\d)\s*deg(?:rees?)?\b\.?|(?<=\d)d(?=[\d\s])", re.I), "°"),
    (re.compile(r"\s*\bmin(?:utes?|s)?\b\.?|(?<=\d)min(?:utes?|s)?\b\.?", re.I), "'"),
    (re.compile(r"\s*\bsec(?:onds?|s)?\b\.?|(?<=\d)sec(?:onds?|s)?\b\.?", re.I), '"'),
    (re.compile(r"\b(?:position|pos)\b\.?\s*:?", re.I), " "),
    (re.compile(r"\blat(?:itude)?\b\.?\s*[:=]?", re.I), " LAT "),
    (re.compile(r"\b(?:lon(?:g(?:itude)?)?|lng)\b\.?\s*[:=]?", re.I), " LON "),
    (re.compile(r"\b(?:north|south|east|west)\b", re.I), lambda word: word[0][0].upper()),
)
_TOKEN = re.compile(
    r"(?P<axis>LAT|LON)|(?P<hemisphere>[NSEWnsew])|(?P<boundary>[,;/|])|(?P<dash>[-:])|(?P<plus>\+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)(?:\s*(?P<mark>[°'\"]))?"
)

Kind = Literal["number", "hemisphere", "axis", "boundary"]


class UnreadableError(ValueError):
    """The text is no position; the argument says why, as a clause."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a written position."""

    kind: Kind
    text: str
    sign: str = ""
    mark: str = ""
    """`°`, `'` or `"` after a number."""
    joined: bool = False
    """Whether a number hangs on to the one before it, as in `31-12` or `31°12'`."""


def one_spelling(typed: str) -> str:
    """Return the text with one sign for each thing and single spaces."""
    text = typed.translate(_SIGNS)
    for pattern, replacement in _WORDS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split()).rstrip(" ,;.")


def tokens_of(text: str) -> list[Token]:
    """Cut a text in one spelling into tokens; decimals have points, and every comma is a boundary.

    A dash is a minus sign before the first number of a coordinate, else it joins degrees and minutes.

    Raises:
        UnreadableError: There is something in it that no position has.
    """
    tokens: list[Token] = []
    sign, joined, place = "", False, 0
    while place < len(text):
        after_space = text[place].isspace()
        if after_space:
            place += 1
        match = _TOKEN.match(text, place)
        if match is None:
            raise UnreadableError("is not understood as a position")
        place = match.end()
        before = tokens[-1] if tokens else None
        if match["plus"]:
            sign = "+"
        elif match["dash"]:
            starts = before is None or before.kind in ("boundary", "axis")
            if match["dash"] == "-" and (starts or (after_space and text[place : place + 1] != " ")):
                sign = "-"
            else:
                joined = True
        elif match["number"]:
            tight_after_mark = before is not None and bool(before.mark) and not after_space
            hangs_on = joined or (tight_after_mark and not sign)
            tokens.append(Token("number", match["number"], sign, match["mark"] or "", hangs_on))
            sign, joined = "", False
        else:
            kind: Kind = "axis" if match["axis"] else "hemisphere" if match["hemisphere"] else "boundary"
            tokens.append(Token(kind, match[0].upper()))
            joined = False
    if sign:
        raise UnreadableError("ends in a sign without a number")
    return tokens
