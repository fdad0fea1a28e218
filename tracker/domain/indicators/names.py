"""Ship names made comparable: case, spacing, punctuation and a prefix such as M/V make no other name."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PREFIX: Final = re.compile(r"^(?:M\W?[VTS]|S\W?S|F\W?V|L[NP]G/?C)\b[\W_]*", re.IGNORECASE)


def comparable_name(name: str) -> str:
    """Return `name` without prefix, accents, case, spaces and punctuation: `M/V Light` is `LIGHT`."""
    bare = _PREFIX.sub("", name.strip()) or name
    plain = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(character for character in plain if character.isalnum())
