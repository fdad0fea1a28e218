"""Draw screenshots/dossier.png from a starter case, where a browser is present: python screenshots/dossier.py [FOLDER]

The picture shows the top of the dossier of one vessel as headless Chromium draws the HTML file.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from make import LOADED_AT, make_store

from tracker.exchange.dossier.write import export_dossier
from tracker.store.connection import open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.results import Query

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = (940, 2200)
VESSEL = "vessel:boracay"
CHANGE_UID = "00000000-0000-7000-8000-000000000001"
"""A history of the picture's own, so that the same program draws the same picture."""


def browser() -> str | None:
    """Return the path of a browser that draws without a screen, if there is one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def dossier(folder: Path) -> Path:
    """Write the dossier that the picture shows."""
    store = folder / "tracker.db"
    make_store(store, "dossier")
    connection = open_store(store)
    connection.execute("UPDATE change SET uid = ?", (CHANGE_UID,))
    page = folder / "dossier.html"
    query = Query("vessels", parse_filter(VESSEL, "vessels"))
    export_dossier(connection, page, query, form="html", store_name=store.name, made_at=LOADED_AT)
    connection.close()
    return page


def draw(found: str, page: Path, picture: Path) -> None:
    """Let the browser draw the page."""
    subprocess.run(
        [
            found, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={picture}", page.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


if __name__ == "__main__":
    target = (Path(sys.argv[1]) if len(sys.argv) > 1 else HERE) / "dossier.png"
    found = browser()
    if found is None:
        sys.exit(f"No browser among {', '.join(BROWSERS)}: {target} stays as it is.")
    with tempfile.TemporaryDirectory() as scratch:
        draw(found, dossier(Path(scratch)), target.resolve())
    print(target)
