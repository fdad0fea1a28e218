"""Paths as people type them: `~` expanded, completed with what the folder holds, hidden files only when asked for."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path
from typing import Final

from tracker.store.offers import Offer

MOST_OFFERED: Final = 200
"""Names of a folder that are offered at once."""


def named_path(text: str) -> Path:
    """Return the path that a text names; a second beginning, as in `/home/ada//tmp/x`, counts from there."""
    text = text.strip()
    path = _expanded(text)
    if not path.exists():
        for sign, kept in (("//", 1), ("/~", 1)):
            before, found, after = text.rpartition(sign)
            if found and before:
                return _expanded(sign[kept:] + after)
    return path


def completions(text: str) -> list[Offer]:
    """Return the paths that begin as `text` does: folders with a stroke at the end, then files, each by name.

    A folder that cannot be read has none.
    """
    folder, stroke, begun = text.rpartition("/")
    place = named_path(folder + stroke) if stroke else Path()
    if begun == "~" and not stroke:
        return [Offer(str(Path("~").expanduser()) + "/", label="~/")]
    try:
        with os.scandir(place) as entries:
            found = sorted(
                ((not entry.is_dir(), entry.name) for entry in entries if _is_meant(entry.name, begun)),
                key=lambda one: (one[0], one[1].casefold()),
            )
    except (OSError, ValueError):
        return []
    names = [name if is_file else f"{name}/" for is_file, name in found[:MOST_OFFERED]]
    return [Offer(folder + stroke + name, label=name) for name in names]


def common_beginning(offers: list[Offer]) -> str:
    """Return what all the paths offered begin with."""
    first, last = (pick(offer.text for offer in offers) for pick in (min, max))
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(sign for sign, _ in same)


def _is_meant(name: str, begun: str) -> bool:
    return name.startswith(begun) and (not name.startswith(".") or begun.startswith("."))


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        # There is no such person on this machine, so the name stands for itself.
        return Path(text)
