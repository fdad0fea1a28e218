"""Free text as the comparison sees it: words without case, accents, punctuation and small words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tracker.domain.agreement.relation import Form, Relation, nested

SMALL_WORDS: Final = frozenset(
    (
        "a", "an", "and", "any", "as", "at", "be", "by", "for", "from", "had", "has", "in", "into", "is",
        "it",
        "its", "of", "on", "or", "said", "so", "some", "that", "the", "their", "this", "to", "was", "were",
        "with",
    )
)  # fmt: skip
_NOTHING_SAID: Final = re.compile(
    r"[-?]?|n/a|ais silent|(?:(?:goods|cargo|flag|name) )?(?:not (?:available|disclosed|given|known|named|"
    r"reported|specified|stated)|undisclosed|unknown|unspecified)"
    r"|name painted (?:over|out)|.*\b(?:record|document)"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NO_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return `text` casefolded, without accents, with every run of punctuation and space as one space."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", letters.casefold()).replace("_", " ").strip()


def without_asides(text: str) -> str:
    """Return `text` without what stands in brackets (`Myanmar (suspected)`), unless that is all there is."""
    return _ASIDE.sub("", text).strip() or text


def says_nothing(text: str) -> bool:
    """Whether `text` only says that there is nothing to say (`not stated`, `register record`)."""
    return _NOTHING_SAID.fullmatch(" ".join(without_asides(text).casefold().split()).rstrip(".")) is not None


def telling_words(text: str) -> frozenset[str]:
    """Return the words of `text` that carry meaning; all of its words where none does."""
    words = frozenset(plain(text).split())
    return (words - SMALL_WORDS) or words


@dataclass(frozen=True, slots=True)
class Account:
    """A narrative: two of them may differ; the one with all the other's words and more refines it."""

    words: frozenset[str]

    def relation_to(self, other: Account) -> Relation:
        """Return how the words nest; accounts that do not nest can stand side by side."""
        return nested(self.words, other.words) or Relation.COMPATIBLE


def read_account(text: str) -> Form | None:
    """Read a narrative value; None where it says nothing."""
    words = telling_words(text)
    return None if says_nothing(text) or not words else Form(Account(words), " ".join(text.split()))
