"""The remarks of an OFAC list entry on a ship: numbers, flags and names packed into one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_NUMBER: Final = re.compile(r"^(?:alt\. )?Vessel Registration Identification (?:IMO )?(?P<value>.+)$")
_FLAG: Final = re.compile(r"^(?:alt\. )?(?P<when>Former|Other) Vessel Flag (?P<value>.+)$")
_CALL_SIGN: Final = re.compile(r"^(?:alt\. )?Other Vessel Call Sign (?P<value>.+)$")
_MMSI: Final = re.compile(r"^(?:alt\. )?MMSI (?P<value>.+)$")
_NAME: Final = re.compile(r"^(?:alt\. )?(?P<kind>[fan])\.k\.a\. '(?P<value>.+)'$")
_LINKED: Final = re.compile(r"^Linked To: (?P<value>.+)$")


@dataclass(slots=True)
class Remarks:
    """What the remarks say, each in the words printed."""

    imos: list[str] = field(default_factory=list)
    mmsis: list[str] = field(default_factory=list)
    call_signs: list[str] = field(default_factory=list)
    former_flags: list[str] = field(default_factory=list)
    other_flags: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    linked_to: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    """What is none of these, such as what transactions are prohibited."""


def read_remarks(text: str) -> Remarks:
    """Take remarks apart at their semicolons; nothing is lost, what is not understood is in `rest`."""
    found = Remarks()
    for part in (part.strip() for part in text.removesuffix(".").split(";")):
        if not part:
            continue
        if match := _NUMBER.match(part):
            found.imos.append(match["value"].rstrip("."))
        elif match := _MMSI.match(part):
            found.mmsis.append(match["value"])
        elif match := _FLAG.match(part):
            (found.former_flags if match["when"] == "Former" else found.other_flags).append(match["value"])
        elif match := _CALL_SIGN.match(part):
            found.call_signs.append(match["value"])
        elif match := _NAME.match(part):
            (found.former_names if match["kind"] == "f" else found.other_names).append(match["value"])
        elif match := _LINKED.match(part):
            found.linked_to.append(match["value"])
        else:
            found.rest.append(part)
    return found
