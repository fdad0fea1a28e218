"""Which entries of the UN list are ships: those that call themselves so, since the list has no element for it."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.exchange.imports.ofac_remarks import Remarks
from tracker.exchange.imports.un_comments import IMO_NUMBER, SHIP_WORDS, is_company_number

_COMPANY_WORDS: Final = re.compile(
    r"\b(?:co|company|corp|corporation|ltd|limited|inc|llc|llp|pte|gmbh|s\.?a|sal|shipping|group|trading|holdings?|bank"
    r"|management|agency|enterprises?|industries|services|bureau|ministry|department|office|committee|association"
    r"|owners?|managers?|operators?)\b",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(rf"\({SHIP_WORDS} ?[,;:)]")
_HOLDS_SHIPS: Final = re.compile(r"\b(?i:(?:owner|manager|operator)s?\b[^.;]{0,60}? of|owns|manages|operates)\b")
"""What is said of somebody who has ships, whatever else the comments then say of those."""
_TYPE: Final = re.compile(
    rf"(?:^|[.;,] )(?i:(?:(?:vessel|ship|entity) )?type): ?(?P<type>[\w /-]{{0,40}}?\b{SHIP_WORDS})\b"
)
_PREFIX: Final = re.compile(r"^(?:M/?[VT]\.? |(?i:(?:vessel|ship)(?: name)?):? )(?=\S)")
_LABEL: Final = re.compile(r"^(?i:(?:vessel|ship)(?: name)?): ?")
_NUMBER_IN_NAME: Final = re.compile(rf" ?[,(\[]? ?{IMO_NUMBER.pattern}[)\]]?")
_FLAG: Final = re.compile(r"\b(?i:flag(?: state)?): ?(?P<value>[^.;,()]{2,60})")
_MMSI: Final = re.compile(r"\bMMSI(?: (?i:number|no\.?))?:? ?(?P<value>\d{9})(?!\d)")
_CALL_SIGN: Final = re.compile(r"\b(?i:call sign): ?(?P<value>[A-Z0-9]{3,8})\b")
_BREAK: Final = re.compile(r"[.;] (?=[A-Z]|$)")
_NEAR: Final = 40
_LONGEST_NAME: Final = 200
"""Characters; it becomes part of a pattern, and no ship's name is longer."""


def is_ship(name: str, comments: str) -> bool:
    """Whether an entry calls what it lists a ship; the words of a company in its name speak against it."""
    if len(name) > _LONGEST_NAME or _COMPANY_WORDS.search(bare := name_of_ship(name)):
        return False
    if _IN_BRACKETS.search(f"{name} {comments}"):
        return True
    if _HOLDS_SHIPS.search(comments):
        return False
    said = re.escape(bare)
    return bool(
        _PREFIX.match(name)
        or _TYPE.search(comments)
        or re.search(rf"(?:^|[.;] )(?i:(?:vessel|ship)(?: name)?): ?[“\"']?{said}", comments)
        or re.search(
            rf"\b{said} is (?:an? |the )?(?:[\w'’-]+ ){{0,4}}{SHIP_WORDS}"
            r"(?:[.,;)(]|$| (?:that|which|with|owned|flying|registered|flagged|under|IMO)\b)",
            comments,
        )
    )


def name_of_ship(name: str) -> str:
    """Return a ship's name without a label before it, and without an IMO number behind it."""
    return _LABEL.sub("", _NUMBER_IN_NAME.sub("", re.sub(rf" ?\({SHIP_WORDS}\)", "", name))).strip() or name


def type_of_ship(comments: str) -> str:
    """Return the type that the comments print behind "type:"; empty if there is none."""
    found = _TYPE.search(comments)
    return found["type"].strip() if found else ""


def flag_of_ship(comments: str) -> str:
    """Return the flag that the comments print behind "flag:" or "flag state:"; empty if there is none."""
    found = _FLAG.search(comments)
    return found["value"].strip() if found else ""


def remarks_on_ship(name: str, comments: str) -> Remarks:
    """Return the ship's own numbers in her name and comments; `imos` is empty if none can be taken for hers."""
    remarks = Remarks(
        mmsis=[found["value"] for found in _MMSI.finditer(comments)],
        call_signs=[found["value"] for found in _CALL_SIGN.finditer(comments)],
        rest=[comments] if comments else [],
    )
    in_name = [found["imo"] for found in IMO_NUMBER.finditer(name)]
    in_comments = [
        found["imo"]
        for found in IMO_NUMBER.finditer(comments)
        # "owner: … Ltd (IMO 5988369)" is the owner's number.
        if not _COMPANY_WORDS.search(_BREAK.split(comments[max(0, found.start() - _NEAR) : found.start()])[-1])
    ]
    numbers = [imo for imo in dict.fromkeys([*in_name, *in_comments]) if not is_company_number(imo)]
    remarks.imos = [*filter(imo_check_digit_holds, numbers)][:1] or numbers[:1]
    return remarks
