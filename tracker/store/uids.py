"""Identifiers that stay the same across files: UUIDv7 text (RFC 9562)."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterable

_lock = threading.Lock()
_last_stamp = 0

_RANDOM_BITS = (1 << 62) - 1

_DERIVED_MILLISECONDS = 1_370_000_000_000
"""A fixed instant (2013-05-31) in every uid that follows from a name, so that all stores agree on it."""

_DERIVED_TIME = f"{_DERIVED_MILLISECONDS >> 16:08x}-{_DERIVED_MILLISECONDS & 0xFFFF:04x}"
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
"""A random digit to one that has the variant in its upper half."""


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


def row_uids(format_name: str, keys: Iterable[str]) -> list[str]:
    """Return the uids that sightings with these keys of a publisher's data have in every store that imports them."""
    start = hashlib.blake2b(f"tracker/import/{format_name}/row/".encode(), digest_size=10)
    uids = []
    for key in keys:
        digest = start.copy()
        digest.update(key.encode("utf-8", "surrogatepass"))
        text = digest.hexdigest()
        uids.append(f"{_DERIVED_TIME}-7{text[:3]}-{_VARIANT[text[3]]}{text[4:7]}-{text[7:19]}")
    return uids


def _derived(name: str) -> str:
    digest = hashlib.sha256(name.encode()).digest()
    return _compose(_DERIVED_MILLISECONDS, int.from_bytes(digest[:10], "big") & (1 << 74) - 1)


def _compose(milliseconds: int, bits: int) -> str:
    """Lay out 48 bits of Unix time, the version 7, 12 bits, the variant and 62 bits."""
    text = f"{milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | bits & _RANDOM_BITS:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
