"""Fixtures of the terminal's tests: the starter cases, and the records that the form's tests begin with."""

from pathlib import Path

import pytest
from form_driving import records, store

from tracker.store.connection import open_store
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.starter import load_starter

__all__ = ["records", "starter", "store"]


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the starter cases and what fires on them; each test works on a copy."""
    path = tmp_path_factory.mktemp("starter") / "tracker.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    mark_if_rules_changed(connection)
    keep_findings(connection)
    connection.close()
    return path
