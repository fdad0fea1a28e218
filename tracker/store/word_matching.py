"""Tell which of a few sightings have the words of a filter, exactly as the store's search index would.

The search index answers for a whole store: a word that a quarter of all sightings have takes as long as they are many.
The few that are to be shown first are put into an index of their own, in memory and with the same tokenizer.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

_TOKENIZER: Final = re.compile(r"tokenize\s*=\s*'[^']*'")
_BETWEEN_COLUMNS: Final = "\x1f\x1e\x1f"
"""Separators of ASCII, so that a text of ASCII stays one."""
_PRIVATE_USE: Final = range(0xE000, 0xF900)
"""Characters of private use: each is a word to the tokenizer, so that no phrase reaches over one between columns."""
_LETTERS: Final = re.compile("[a-z0-9]+")


class WordMatcher:
    """A search index over the sightings that are looked at together."""

    def __init__(self, connection: sqlite3.Connection, words: Sequence[str]) -> None:
        """Read the sightings of the store behind `connection`, which will be asked for these words and no others."""
        self._connection = connection
        self._letters = letters_of(words)
        self._between = next(f" {chr(code)} " for code in _PRIVATE_USE if not any(chr(code) in word for word in words))
        made_by = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'sighting_search'").fetchone()[0]
        tokenizer = _TOKENIZER.search(made_by)
        assert tokenizer is not None, "the search index names its tokenizer"
        columns = [row[1] for row in connection.execute("PRAGMA table_info(sighting_search)")]
        # SQLite joins the columns of a row in less time than it takes to hand them over one by one.
        self._texts = f" || '{_BETWEEN_COLUMNS}' || ".join(f"coalesce({column}, '')" for column in columns)
        self._memory = sqlite3.connect(":memory:", isolation_level=None)
        self._memory.execute(
            f"CREATE VIRTUAL TABLE looked_at USING fts5 (text, content = '', columnsize = 0, {tokenizer[0]})"
        )

    def __enter__(self) -> Self:
        """Begin with nothing looked at."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the memory."""
        self._memory.close()

    def look_at(self, ids: Sequence[int]) -> None:
        """Take these sightings in place of those looked at before, but for those without the letters of any word."""
        self._memory.execute("INSERT INTO looked_at (looked_at) VALUES ('delete-all')")
        cursor = self._connection.cursor()
        cursor.row_factory = None
        rows = cursor.execute(
            f"SELECT id, {self._texts} FROM sighting WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (str(list(ids)),),
        )
        texts = rows.fetchall()
        if self._letters:
            texts = [row for row in texts if not row[1].isascii() or _has_any(row[1].lower(), self._letters)]
        texts = [(row_id, text.replace(_BETWEEN_COLUMNS, self._between)) for row_id, text in texts]
        self._memory.execute("BEGIN")
        self._memory.executemany("INSERT INTO looked_at (rowid, text) VALUES (?, ?)", texts)
        self._memory.execute("COMMIT")

    def having(self, match: str) -> list[int]:
        """Return the ids of those looked at that meet an FTS5 query."""
        found = self._memory.execute("SELECT rowid FROM looked_at WHERE looked_at MATCH ?", (match,))
        return [row[0] for row in found]


def letters_of(words: Sequence[str]) -> tuple[str, ...]:
    """Return for each text the longest word of ASCII in it, in lower case; nothing if one of them has none.

    A text in ASCII that has none of these has none of the words: the tokenizer takes letters and digits as they are.
    """
    found = [max(_LETTERS.findall(word.lower()), key=len, default="") if word.isascii() else "" for word in words]
    return tuple(found) if all(found) else ()


def _has_any(text: str, letters: Sequence[str]) -> bool:
    return any(part in text for part in letters)
