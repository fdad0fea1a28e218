"""How near two ship's names are to each other: spelling, order of words, and never a different number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tracker.domain.identity.kinds import NAME

NEAR: Final = 0.9
"""Similarity from which two names are near. Ours: it takes BOARACAY for BORACAY, and not KOTA for KOTI."""

_LOOKED_AT: Final = 200
"""Names that are roughly alike and are compared closely."""

_NUMBER = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+|[0-9]+")


def similarity(first: str, second: str) -> float:
    """Return how near two names are, from 0 to 1; 1 for two spellings of one name.

    The greater of the Jaro-Winkler similarity of their letters and the ratio of their sorted words. Names whose
    numbers differ are not near at all: numbers tell sister ships apart.
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import JaroWinkler

    left, right = NAME.key(first), NAME.key(second)
    if not left or not right or _NUMBER.findall(left) != _NUMBER.findall(right):
        return 0.0
    if left == right:
        return 1.0
    by_letters = JaroWinkler.similarity(left, right)
    by_words = fuzz.ratio(_sorted_words(first), _sorted_words(second)) / 100
    # Only equal letters make one name; the same words in another order are a near one.
    return min(max(by_letters, by_words), 0.99)


def near_names(name: str, others: Iterable[str], limit: int = 20) -> dict[str, float]:
    """Return those of `others` that are near to `name`, with their similarity, the nearest first."""
    from rapidfuzz import fuzz, process, utils
    from rapidfuzz.distance import JaroWinkler

    names = list(others)
    # Roughly first, on the text as it stands, since reading every name of a large store takes seconds.
    roughly: set[str] = set()
    for wanted in dict.fromkeys((name, NAME.key(name))):
        for scorer, cutoff in ((fuzz.token_sort_ratio, 65.0), (JaroWinkler.normalized_similarity, 0.8)):
            found = process.extract(
                wanted,
                names,
                scorer=scorer,
                processor=utils.default_process,
                score_cutoff=cutoff,
                limit=_LOOKED_AT,
            )
            roughly.update(other for other, _, _ in found)
    scores = {other: similarity(name, other) for other in roughly}
    near = sorted((other for other in scores if scores[other] >= NEAR), key=lambda other: (-scores[other], other))
    return {other: scores[other] for other in near[:limit]}


def _sorted_words(name: str) -> str:
    return " ".join(sorted(_WORD.findall(name.upper())))
