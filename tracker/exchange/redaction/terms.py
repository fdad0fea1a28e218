"""Words that were left out, found again wherever else they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tracker.exchange.redaction.columns import LEFT_OUT

_WORD: Final = re.compile(r"\w+")

_SHORTEST: Final = 3
"""Characters from which a text is told apart from a code or a common word."""


class Terms:
    """Texts to be taken out of others, whole words only, in any case."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take every text of at least three characters that holds a letter or digit."""
        self._by_first_word: dict[str, list[str]] = {}
        self.taken_out = 0
        """How often a text was replaced so far."""
        for text in {text.strip().lower() for text in texts}:
            first = _WORD.search(text)
            if first is None:
                continue
            term = text[first.start() :].rstrip()
            while term and not _WORD.match(term[-1]):
                term = term[:-1]
            if len(term) >= _SHORTEST:
                self._by_first_word.setdefault(first.group(), []).append(term)
        for terms in self._by_first_word.values():
            terms.sort(key=len, reverse=True)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._by_first_word)

    def without(self, text: str) -> str:
        """Return `text` with every term replaced by the words `[left out]`."""
        lowered = text.lower()
        if len(lowered) != len(text):
            # A few letters grow in lower case (İ); places would not match, so they stay as they are.
            lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
        parts: list[str] = []
        done = 0
        for word in _WORD.finditer(lowered):
            if word.start() < done:
                continue
            term = self._term_at(lowered, word)
            if term is not None:
                parts += [text[done : word.start()], LEFT_OUT]
                done = word.start() + len(term)
                self.taken_out += 1
        return "".join((*parts, text[done:])) if parts else text

    def _term_at(self, lowered: str, word: re.Match[str]) -> str | None:
        for term in self._by_first_word.get(word.group(), ()):
            end = word.start() + len(term)
            is_whole = end >= len(lowered) or not _WORD.match(lowered[end])
            if is_whole and lowered.startswith(term, word.start()):
                return term
        return None
