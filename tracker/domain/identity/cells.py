"""Text in screen cells, for drawings made of characters: how wide it is, cut to a width, set on a row."""

from __future__ import annotations

import unicodedata


def cell_width(text: str) -> int:
    """Return how many screen cells `text` takes: two for wide East Asian characters, none for combining ones."""
    return sum(_width(character) for character in text)


def shortened(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, with an ellipsis where something was left out."""
    if cell_width(text) <= width:
        return text
    kept = ""
    for character in text:
        if cell_width(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…" if width > 0 else ""


def put(row: list[str], place: int, text: str) -> None:
    """Set `text` on a row of cells from `place` on; what lies beyond the row's end is left out."""
    at = place
    for character in text:
        width = _width(character)
        if width == 0:
            if at > place:
                # Behind a wide character the cell before is its empty second one.
                row[at - 1 if row[at - 1] else at - 2] += character
            continue
        if at < 0 or at + width > len(row):
            break
        row[at : at + width] = [character, *[""] * (width - 1)]
        at += width


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
