"""Where the data that travels with the program lies: the folder `db/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tracker.domain.errors import StoreError


@cache
def data_path(name: str) -> Path:
    """Return the folder or file `name` inside `db/`.

    In an installed wheel `db/` lies inside the package; in a checkout or an editable install beside it.

    Raises:
        StoreError: Neither is there, so the installation is incomplete.
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "db", package.parent / "db"):
        if (root / name).exists():
            return root / name
    raise StoreError(f"The program's own data {name!r} is missing below {package}. Install the tracker again.")
