"""Stores to test on: an empty one, and its path."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.store.connection import open_store


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(store_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_store(store_path, create=True)
    yield connection
    connection.close()


@pytest.fixture
def elsewhere() -> Callable[..., None]:
    """Run a command of the tracker on a store to its end in another process, as somebody at another terminal does."""

    def run(path: Path, *arguments: str) -> None:
        subprocess.run([sys.executable, "-m", "tracker", "--store", path, *arguments], check=True, capture_output=True)

    return run
