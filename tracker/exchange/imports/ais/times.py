"""Times as publishers of AIS reports print them, all of them UTC."""

from __future__ import annotations

from datetime import datetime


def iso_time(text: str) -> str:
    """Return `2022-06-20T00:00:04`, `2022-06-20 00:00:04` or `2021-09-19 20:06:56.000000 UTC` as EDTF.

    Fractions of a second are dropped.

    Raises:
        ValueError: It is none of these.
    """
    rest = text[19:]
    if text[10:11] not in ("T", " ") or (rest and rest[0] not in ".Z U"):
        raise ValueError(text)
    datetime.fromisoformat(text[:19])
    return f"{text[:10]}T{text[11:19]}Z"


def day_first_time(text: str) -> str:
    """Return `20/06/2022 00:00:04`, the day first, as EDTF.

    Raises:
        ValueError: It is not of this form.
    """
    if len(text) != 19 or text[2] != "/" or text[5] != "/":
        raise ValueError(text)
    edtf = f"{text[6:10]}-{text[3:5]}-{text[:2]}T{text[11:]}"
    datetime.fromisoformat(edtf)
    return f"{edtf}Z"
