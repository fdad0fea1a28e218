"""Values as FollowTheMoney's property types have them, so that its tools keep each exactly as written.

Types by the model's documentation: https://followthemoney.tech/explorer/types/
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from tracker.domain.identifiers import imo_check_digit_holds
from tracker.domain.plain_text import visible_lines
from tracker.domain.reference import Reference

_MERGED_ELSEWHERE: Final = frozenset({"AN"})
"""Codes of states that are no more, which the model reads as another state's."""

_PLAIN_DATE: Final = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)|([0-9-]{10}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)Z")
_IMO: Final = re.compile(r"[0-9]{7}")
_QUOTES: Final = "\"'"
_ADDRESS_BREAK: Final = re.compile(r"[\s;]*[\n;]+[\s;]*")
_COMMAS: Final = re.compile(r",\s*(?=[,.])")
_HOST: Final = re.compile(r"(?=.*[^\W_])[\w-]{1,63}(?:\.[\w-]{1,63})*(?:\.[^\W\d_]{2,63})\.?(?::[0-9]{1,4})?")


def text_value(text: str | None) -> str | None:
    """Return text with invisible characters spelled out and one kind of space, or None for nothing."""
    if text is None:
        return None
    spaced = "".join(" " if unicodedata.category(character) == "Zs" else character for character in text)
    shown = visible_lines(spaced.replace("\t", " ")).replace("\u0a00", "<U+0A00>")
    return unicodedata.normalize("NFC", shown).strip() or None


def name_value(name: str | None) -> str | None:
    """Return a name on one line and without quotes around it."""
    text = " ".join((text_value(name) or "").split())
    while len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
        text = text[1:-1].strip()
    return text or None


def address_value(place: str | None) -> str | None:
    """Return a place on one line; parts are parted by commas."""
    text = _ADDRESS_BREAK.sub(", ", text_value(place) or "")
    return " ".join(_COMMAS.sub("", text).split()).strip(" ,") or None


def country_value(flag: str | None, reference: Reference) -> str | None:
    """Return a state's code as the model writes it, or None for anything that is no state's flag."""
    if flag is None or flag in _MERGED_ELSEWHERE or reference.state(flag) is None:
        return None
    return flag.lower()


def imo_value(number: str | None) -> str | None:
    """Return an IMO ship number as the model writes it (`IMO9187629`), or None where its check digit fails."""
    if number is None or not _IMO.fullmatch(number) or not imo_check_digit_holds(number):
        return None
    return f"IMO{number}"


def date_value(edtf: str | None) -> str | None:
    """Return a date that the model can hold: a year, month, day or UTC moment without doubt or span, or None."""
    found = _PLAIN_DATE.fullmatch(edtf or "")
    return (found[1] or found[2]) if found else None


def url_value(url: str | None) -> str | None:
    """Return a web address with a path, or None for what is none."""
    text = text_value(url)
    if text is None or any(character.isspace() for character in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not _HOST.fullmatch(parts.netloc):
        return None
    return parts._replace(path=parts.path or "/").geturl()
