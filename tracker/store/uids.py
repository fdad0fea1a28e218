"""Identifiers that stay the same across files: UUIDv7 text (RFC 9562)."""

from __future__ import annotations

import hashlib
import os
import threading
import time

_lock = threading.Lock()
_last_stamp = 0

_RANDOM_BITS = (1 << 62) - 1

_DERIVED_MILLISECONDS = 1_370_000_000_000
"""A fixed instant (2013-05-31) in every uid that follows from a name, so that all stores agree on it."""


def new_uid() -> str:
    """Return a fresh UUIDv7; later calls in this process sort after earlier ones."""
    global _last_stamp
    # The 12 bits after the version carry the fraction of the millisecond (RFC 9562, section 6.2, method 3).
    with _lock:
        stamp = max(time.time_ns() * 4096 // 1_000_000, _last_stamp + 1)
        _last_stamp = stamp
    return _compose(stamp >> 12, (stamp & 0xFFF) << 62 | int.from_bytes(os.urandom(8), "big") & _RANDOM_BITS)


def starter_uid(table: str, slug: str) -> str:
    """Return the uid that the starter record `slug` of `table` has in every store."""
    return _derived(f"tracker/starter/{table}/{slug}")


def import_uid(format_name: str, table: str, key: str) -> str:
    """Return the uid that the record `key` of a publisher's file has in every store that imports it."""
    return _derived(f"tracker/import/{format_name}/{table}/{key}")


def _derived(name: str) -> str:
    digest = hashlib.sha256(name.encode()).digest()
    return _compose(_DERIVED_MILLISECONDS, int.from_bytes(digest[:10], "big") & (1 << 74) - 1)


def _compose(milliseconds: int, bits: int) -> str:
    """Lay out 48 bits of Unix time, the version 7, 12 bits, the variant and 62 bits."""
    text = f"{milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | bits & _RANDOM_BITS:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
