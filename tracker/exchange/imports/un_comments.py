"""Ships that a comment of the UN list names: only where it says "vessel", a name and an IMO number in one breath.

A bare "IMO number: …" in the entry of a company is the company's own, since companies have such numbers too
(IMO MSC.160(78)): no ship is read from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.domain.identifiers import company_check_digit_holds, imo_check_digit_holds

IMO_NUMBER: Final = re.compile(r"\bIMO\)?(?: (?i:numbers?|no\.?))?(?: ?[:#])? ?(?P<imo>\d{7})(?!\d)")
SHIP_WORDS: Final = r"(?i:vessel|ship|tanker|freighter|bulk carrier)"

_KINDS: Final = rf"(?:{SHIP_WORDS}(?i:s?)|M/?[VT])"
_WORD: Final = r"(?:[A-Z][A-Za-z]{0,2}\.(?= )|[A-Z0-9][\w'’&/-]*(?:\.\w+)*)"
"""A word of a ship's name; a full stop only as in "ST. MARY" and "S.A", so that no name runs over a sentence."""
_NAME: Final = rf"(?:[“\"'‘][^“”\"]{{1,60}}[”\"'’]|{_WORD}(?: {_WORD}){{0,5}})"
_NAMED_BEFORE: Final = re.compile(
    rf"(?P<kind>\b{_KINDS}[:,]?(?: named| called)? (?:the )?)?(?P<name>{_NAME}),?(?: with| bearing)? ?[(\[]? ?$"
)
_KIND_IN_NAME: Final = re.compile(rf"(?:^|.* ){_KINDS} (?P<name>.+)$")
_GOES_ON: Final = re.compile(rf"(?:[^()]{{0,60}}[)\]])?[,;]?(?: and| &)? ?(?:the )?(?:{_KINDS}[:,]? )?")
"""What stands between the number of one ship and the name of the next where the words go on to speak of ships."""
_SENTENCE_ENDS: Final = re.compile(r"[.;!?] (?=[A-Z“\"])")
_NEAR: Final = 160
_IN_SENTENCE: Final = 600
_LONGEST: Final = 20_000
"""Characters of comments that are looked at; those of the real list have fewer than 4,000."""

_ADJECTIVES: Final = r"(?:(?:registered|beneficial|nominal|disponent|ship|commercial|technical)(?:,? and|,)? )*"
_HOLDERS: Final = (
    rf"{_ADJECTIVES}(?:owner|manager|operator)(?:(?:/|,? and |, ){_ADJECTIVES}(?:owner|manager|operator))*"
)
_VERBS: Final = r"(?:owns|manages|operates)(?:(?:/|,? and |, )(?:owns|manages|operates))*"
_BEFORE_SHIP: Final = re.compile(
    rf"the|an?|[A-Z][\w.-]*|[\w-]+-flagged|oil|products?|cargo|motor|merchant|crude|chemical|fishing|{_KINDS}"
)
_ROLE_STEMS: Final = {"own": "owner", "manag": "manager", "operat": "operator"}


@dataclass(frozen=True, slots=True)
class NamedShip:
    """A ship as the comments on somebody name her."""

    name: str
    imo: str
    roles: tuple[str, ...]
    """What that somebody is to her; "linked to" where the words do not say it plainly."""
    sentence: str
    """The sentence as printed."""


def ships_named(comments: str, of_whom: str) -> Iterator[NamedShip]:
    """Yield the ships named in the comments on `of_whom`; blanks must be single.

    A number that fails as a ship's and holds as a company's is taken for a company's.
    """
    comments = comments[:_LONGEST]
    last_end: int | None = None
    roles: tuple[str, ...] = ()
    for number in IMO_NUMBER.finditer(comments):
        imo = number["imo"]
        named = _name_before(comments, number.start())
        if named is not None:
            name, begins, has_kind = named
            goes_on = last_end is not None and _GOES_ON.fullmatch(comments, last_end, begins) is not None
        if named is None or not (has_kind or goes_on) or is_company_number(imo):
            last_end = None
            continue
        first, last = _sentence(comments, begins, number.end())
        if not goes_on:
            roles = _roles(comments[first:begins], of_whom)
        yield NamedShip(name, imo, roles, comments[first:last].strip())
        last_end = number.end()


def is_company_number(imo: str) -> bool:
    """Whether a number fails as a ship's and holds as a company's."""
    return not imo_check_digit_holds(imo) and company_check_digit_holds(imo)


def _name_before(text: str, end: int) -> tuple[str, int, bool] | None:
    """Return the name right before a number, where it begins, and whether the words before it say "vessel"."""
    start = max(0, end - _NEAR)
    if start:
        start = text.find(" ", start, end) + 1 or end
    found = _NAMED_BEFORE.search(text[start:end])
    if found is None:
        return None
    name, begins, has_kind = found["name"], start + found.start("name"), found["kind"] is not None
    inner = None if has_kind else _KIND_IN_NAME.match(name)
    if inner:
        name, begins, has_kind = inner["name"], begins + inner.start("name"), True
    return name.strip("“”\"'‘’ "), begins, has_kind


def _sentence(text: str, begins: int, ends: int) -> tuple[int, int]:
    start = max(0, begins - _IN_SENTENCE)
    first = max((match.end() for match in _SENTENCE_ENDS.finditer(text, start, begins)), default=start)
    after = _SENTENCE_ENDS.search(text, ends, ends + _IN_SENTENCE)
    return first, after.start() + 1 if after else min(len(text), ends + _IN_SENTENCE)


def _roles(before: str, of_whom: str) -> tuple[str, ...]:
    """Return what the words before a ship's name make of somebody, if they are plainly said of that somebody."""
    of_whom = of_whom[:_NEAR]
    names = {re.escape(of_whom), re.escape(re.sub(r" ?\([^()]*\)$", "", of_whom))}
    who = rf"(?:(?:{'|'.join(sorted(names))}|(?:the|this) (?:company|entity|firm)|it|he|she),? )?"
    said = re.match(
        rf"{who}(?:(?:is|acts as) )?(?:also )?(?:(?:the|an?) )?(?P<roles>{_HOLDERS} of|{_VERBS}) ",
        before,
        re.IGNORECASE,
    )
    between = re.findall(r"[^ :,“\"'‘]+", before[said.end() :]) if said else []
    if said is None or not all(_BEFORE_SHIP.fullmatch(word) for word in between):
        return ("linked to",)
    words = said["roles"].casefold()
    return tuple(role for stem, role in _ROLE_STEMS.items() if re.search(rf"\b{stem}", words))
