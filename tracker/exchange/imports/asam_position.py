"""Positions of anti-shipping messages, `4°60'00"N` among them: their rounding lets minutes and seconds reach 60."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.positions import Position, read_position

_HALF: Final = re.compile(r"(\d{1,3})°(\d{1,2})'(\d{1,2}(?:\.\d+)?)\"([NSEW])")


def read_asam_position(text: str) -> tuple[Position, bool]:
    """Read a position; also tell whether 60 minutes or seconds in it were taken for the next full degree or minute.

    Raises:
        FieldError: It is none.
    """
    carried = _HALF.sub(_carried, text)
    return read_position(carried), carried != text


def _carried(half: re.Match[str]) -> str:
    degrees, minutes, seconds = int(half[1]), int(half[2]), half[3]
    if float(seconds) == 60:
        minutes, seconds = minutes + 1, "00"
    if minutes == 60:
        degrees, minutes = degrees + 1, 0
    if (degrees, minutes, seconds) == (int(half[1]), int(half[2]), half[3]):
        return half[0]
    return f"{degrees}°{minutes:02}'{seconds}\"{half[4]}"
