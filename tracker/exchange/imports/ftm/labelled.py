"""Text in lines `Label: value`, as our own export describes identities and sightings, read back."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_LABELLED: Final = re.compile(r"(?P<label>[^\s:][^:\n]{0,79}): (?P<value>.*)")


def labelled(text: str, labels: Collection[str], *, others: bool = False) -> dict[str, str]:
    """Return label to value; a line that begins with no label goes on with the value before it.

    Args:
        text: The lines.
        labels: The labels that begin a value.
        others: Whether any other label does so too.
    """
    found: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        match = _LABELLED.fullmatch(line)
        if match and match["label"] not in found and (others or match["label"] in labels):
            last = match["label"]
            found[last] = match["value"]
        elif last:
            found[last] += f"\n{line}"
    return found
