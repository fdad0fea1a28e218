"""One entry of the UN Security Council Consolidated List, and what it says of ships and of parties.

The elements are those of https://www.un.org/sc/resources/sc-sanctions.xsd.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from tracker.exchange.imports.model import Rejected
from tracker.exchange.imports.xml_elements import Element

LIST: Final = "UN-SC"
SOURCE: Final = {
    "title": "United Nations Security Council Consolidated List",
    "publisher": "United Nations Security Council",
    "kind": "list",
    "url": "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
}
"""Columns of the source record."""

_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_HAVE_COLUMNS: Final = frozenset({*_NAME_PARTS, "REFERENCE_NUMBER", "UN_LIST_TYPE", "COMMENTS1"})
_SAY_NOTHING: Final = frozenset({"SORT_KEY", "SORT_KEY_LAST_MOD"})
_IS_FORMER: Final = "f.k.a."
_NO_NAME: Final = frozenset({"", "na", "n/a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnEntry:
    """One entry; its texts are as printed, with single blanks."""

    line: int
    number: str
    """The permanent reference number ("KPe.020"), or the data id where it has none."""
    name: str
    is_person: bool
    programme: str
    """The list it is on, such as "DPRK"."""
    comments: str
    country: str
    former_names: tuple[str, ...]
    other_names: tuple[str, ...]
    listing: dict[str, Any]
    """Columns of its listing beside those that every list has."""
    words: str
    """A digest of all that the entry says, whatever the order of its parts."""


def read_entry(element: Element) -> UnEntry | Rejected:
    """Read an `INDIVIDUAL` or an `ENTITY`."""
    number = _said(element, "REFERENCE_NUMBER") or _said(element, "DATAID")
    name = " ".join(filter(None, (_said(element, part) for part in _NAME_PARTS)))
    if not number:
        return Rejected(element.line, "REFERENCE_NUMBER", name, "has neither a reference number nor a DATAID.")
    if not name:
        return Rejected(element.line, "FIRST_NAME", number, "is missing; an entry has a name.")
    aliases = [*_aliases(element)]
    listed = day_of(_said(element, "LISTED_ON"))
    printed = _printed(element)
    if listed and listed == _said(element, "LISTED_ON"):
        del printed["LISTED_ON"]
    comments = _said(element, "COMMENTS1")
    return UnEntry(
        line=element.line,
        number=number,
        name=name,
        is_person=element.name == "INDIVIDUAL",
        programme=_said(element, "UN_LIST_TYPE"),
        comments=comments,
        country=_country(element),
        former_names=tuple(alias for quality, alias in aliases if quality == _IS_FORMER),
        other_names=tuple(alias for quality, alias in aliases if quality != _IS_FORMER),
        listing={
            "listed": listed,
            "note": comments or None,
            "as_printed": json.dumps(printed, ensure_ascii=False) if printed else None,
        },
        words=_digest(listed, name, comments, printed),
    )


def day_of(printed: str) -> str | None:
    """Return the day of `2024-09-26`, `2024-09-26T00:00:07Z` or `2014-07-28-04:00`; None where it is none."""
    try:
        return date.fromisoformat(printed[:10]).isoformat()
    except ValueError:
        return None


def _said(element: Element, *path: str) -> str:
    return " ".join(element.first(*path).split())


def _country(element: Element) -> str:
    """Return the first nationality of a person, or the first country among the addresses of others."""
    path = ("NATIONALITY", "VALUE") if element.name == "INDIVIDUAL" else ("ENTITY_ADDRESS", "COUNTRY")
    countries = (" ".join(found.text.split()) for found in element.all(*path))
    return next(filter(None, countries), "")


def _aliases(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the quality and name of every alias; one element may hold several names."""
    for alias in element.all(f"{element.name}_ALIAS"):
        for name in alias.first("ALIAS_NAME").split("; "):
            if name.strip().casefold() not in _NO_NAME:
                yield alias.first("QUALITY").casefold(), " ".join(name.split())


def _printed(element: Element) -> dict[str, str]:
    """Return what the entry prints in elements that have no column: element to text, repeated ones in order."""
    printed: dict[str, list[str]] = {}
    for child in element.children:
        text = _text_of(child)
        if text and child.name not in _HAVE_COLUMNS | _SAY_NOTHING:
            printed.setdefault(child.name, []).append(text)
    return {name: "; ".join(texts) for name, texts in printed.items()}


def _text_of(element: Element) -> str:
    if not element.children:
        return " ".join(element.text.split())
    parts = ((child.name, _text_of(child)) for child in element.children)
    return ", ".join(text if name == "VALUE" else f"{name}: {text}" for name, text in parts if text)


def _digest(listed: str | None, name: str, comments: str, printed: dict[str, str]) -> str:
    # Sorted, so that a list that is printed in another order says nothing new.
    words = sorted(f"{element}: {part}" for element, text in printed.items() for part in text.split("; "))
    text = "\n".join([listed or "", name, comments, *words])
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
