"""Run reading tasks on several connections of one store at once: SQLite reads by one processor a connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

Together = Sequence[sqlite3.Connection]
"""Connections that read the same moment of one store (see `same_moment`)."""


def side_by_side(
    together: Together, act: Callable[[sqlite3.Connection, Task], Answer], tasks: Iterable[Task]
) -> Iterator[Answer]:
    """Yield what `act` gives for each task, in the order of the tasks, each done on a connection that no other uses.

    What `act` does in Python itself goes on by turns; only SQLite's work is done at once.
    """
    if len(together) == 1:
        yield from (act(together[0], task) for task in tasks)
        return
    # Not needed before the first rows.
    from concurrent.futures import ThreadPoolExecutor

    free = list(together)

    def on_a_free_one(task: Task) -> Answer:
        connection = free.pop()
        try:
            return act(connection, task)
        finally:
            free.append(connection)

    with ThreadPoolExecutor(len(together), "beside") as pool:
        yield from pool.map(on_a_free_one, tasks)
