"""Say a partial date in English, in words that can be typed back."""

from __future__ import annotations

from tracker.domain.partial_dates.model import PartialDate

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_THIRDS = {("01", "10"): "early", ("11", "20"): "mid"}


def describe(date: PartialDate) -> str:
    """Return the date in words: "26 May 2011", "about May 2011", "26 to 29 May 2011", "since 2018"."""
    start, slash, end = date.edtf.partition("/")
    if not slash:
        return _single(start)
    if start == "..":
        return f"until {_single(end)}"
    if end == "..":
        return f"since {_single(start)}"
    part = _part_of_month(start, end)
    if part:
        return part
    if _is_day(start) and _is_day(end):
        if start[:7] == end[:7]:
            return f"{int(start[8:])} to {_single(end)}"
        if start[:4] == end[:4]:
            return f"{int(start[8:])} {MONTHS[int(start[5:7]) - 1]} to {_single(end)}"
    return f"{_single(start)} to {_single(end)}"


def _is_day(edtf: str) -> bool:
    return len(edtf) == 10 and edtf.replace("-", "").isdigit()


def _part_of_month(start: str, end: str) -> str | None:
    """Return "late May 2011" for the approximate days that it is kept as."""
    if not (start.endswith("~") and end.endswith("~") and _is_day(start[:-1]) and _is_day(end[:-1])):
        return None
    if start[:7] != end[:7]:
        return None
    days = (start[8:10], end[8:10])
    word = _THIRDS.get(days) or ("late" if days[0] == "21" and int(days[1]) >= 28 else None)
    return f"{word} {_plain(start[:7])}" if word else None


def _single(edtf: str) -> str:
    core, qualifier = (edtf[:-1], edtf[-1]) if edtf[-1] in "~?%" else (edtf, "")
    words = _plain(core)
    if qualifier in ("~", "%"):
        words = f"about {words}"
    return f"{words}, uncertain" if qualifier in ("?", "%") else words


def _plain(core: str) -> str:
    day, _, clock = core.partition("T")
    parts = day.split("-")
    year = parts[0]
    if year.endswith("XX"):
        words = f"some year in {year.replace('X', '0')} to {year.replace('X', '9')}"
    elif year.endswith("X"):
        words = f"{year[:3]}0s"
    else:
        words = year
    if len(parts) > 1 and parts[1] == "XX":
        words = f"some day in {words}" if len(parts) > 2 else f"some month in {words}"
    elif len(parts) > 1:
        words = f"{SEASONS.get(parts[1]) or MONTHS[int(parts[1]) - 1]} {words}"
        if len(parts) > 2:
            words = f"some day in {words}" if parts[2] == "XX" else f"{int(parts[2])} {words}"
    return f"{words} {clock.removesuffix('Z')} UTC" if clock else words
