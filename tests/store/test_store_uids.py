"""UUIDv7 (RFC 9562): layout, order, and the same uid for the same starter record."""

from __future__ import annotations

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from tracker.store.uids import new_uid, starter_uid


def test_uids_of_one_process_sort_in_the_order_they_were_made() -> None:
    made = [new_uid() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_uid_is_version_7_and_carries_the_time() -> None:
    before = time.time_ns() // 1_000_000
    parsed = uuid.UUID(new_uid())
    assert parsed.version == 7
    assert parsed.variant == uuid.RFC_4122
    assert before <= parsed.int >> 80 <= before + 2_000


@given(table=st.sampled_from(["source", "vessel"]), slug=st.text(max_size=40))
def test_starter_uid_depends_on_table_and_slug_only(table: str, slug: str) -> None:
    first = starter_uid(table, slug)
    assert first == starter_uid(table, slug)
    assert uuid.UUID(first).version == 7
    assert uuid.UUID(first).variant == uuid.RFC_4122
    assert first != starter_uid(table, slug + "x")
    assert first != starter_uid("incident", slug)
