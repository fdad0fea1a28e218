"""VisiData and Harlequin beside the tracker: python benchmarks/peers.py

Makes a throw-away virtual environment for each of the two and installs its package from PyPI there; draws a store
(kept in --folder, if one is named), and the same rows as a bare table for VisiData. Each round is one session of every
program in turn, in a pseudo-terminal of 120 by 40; every figure is from key press to repainted screen, and nothing is
waited for longer than --limit. Prints medians. What a program has no key or statement for stays empty.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from compiled import measure_compiled
from peer_sessions import FULL_TEXT, LOADED, NAMES, Figures, draw_rows, harlequin, tracker, visidata
from stores import drawn, folder

INSTALL_SECONDS: Final = 600
NOT_DONE: Final = {
    ("tracker", LOADED): "never loads them",
    ("VisiData", FULL_TEXT): "cannot",
}
_VERSION: Final = "import sys; from importlib.metadata import version; print(version(sys.argv[1]))"


def installed(place: Path, package: str) -> Path:
    """Return the folder of programs of a new virtual environment with the package."""
    made = place / package
    subprocess.run([sys.executable, "-m", "venv", str(made)], check=True, timeout=INSTALL_SECONDS)
    programs = made / "bin"
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", package]
    subprocess.run(install, check=True, timeout=INSTALL_SECONDS, stderr=subprocess.DEVNULL)
    return programs


def version_in(programs: Path, package: str) -> str:
    """Return the version of a package that is installed there."""
    asked = [str(programs / "python"), "-c", _VERSION, package]
    return subprocess.run(asked, check=True, timeout=60, capture_output=True, text=True).stdout.strip()


def one_session(figures: Figures) -> tuple[dict[str, float], str]:
    """Return the figures of a session, as far as it came, and why it came no further."""
    found: dict[str, float] = {}
    try:
        found.update(figures)  # keeps those that came before an error
    except TimeoutError as error:
        return found, str(error)
    return found, ""


def main() -> None:
    """Measure and print a table a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="Where drawn stores are kept for the next run.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--limit", type=float, default=60.0, help="Seconds that one step may take.")
    asked = parser.parse_args()
    measure_compiled()
    with folder(asked.folder) as place, TemporaryDirectory() as name:
        scratch = Path(name)
        at_visidata, at_harlequin = (installed(scratch, package) for package in ("visidata", "harlequin"))
        titles = {
            "tracker": f"tracker {version('tracker')}",
            "VisiData": f"VisiData {version_in(at_visidata, 'visidata')}",
            "Harlequin": f"Harlequin {version_in(at_harlequin, 'harlequin')}",
        }
        settings = scratch / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ |= {"TRACKER_SETTINGS": str(settings), "HOME": name}
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
            f" SQLite {sqlite3.sqlite_version}, medians of {asked.rounds} rounds"
        )
        for size in asked.sizes:
            store, rows = drawn(place, size), scratch / f"{size}.db"
            draw_rows(store, rows)
            sessions: dict[str, Callable[[], Figures]] = {
                "tracker": partial(tracker, store, asked.limit),
                "VisiData": partial(visidata, at_visidata / "vd", rows, asked.limit),
                "Harlequin": partial(harlequin, at_harlequin / "harlequin", store, asked.limit),
            }
            _report(size, titles, measured(sessions, asked.rounds), asked.limit)


def measured(sessions: dict[str, Callable[[], Figures]], rounds: int) -> dict[tuple[str, str], list[float]]:
    """Return the figures of each program, by its name and theirs; one that came to no end is not asked again."""
    taken: dict[tuple[str, str], list[float]] = defaultdict(list)
    left = dict(sessions)
    for number in range(rounds + 1):
        for program, session in list(left.items()):
            found, ended = one_session(session())
            if ended:
                print(f"{program}: {ended}", file=sys.stderr)
                del left[program]
            if number or ended:  # the first round only warms the caches
                for what, figure in found.items():
                    taken[program, what].append(figure)
    return taken


def _report(size: int, titles: dict[str, str], taken: dict[tuple[str, str], list[float]], limit: float) -> None:
    print(f"\n| {size:,} sightings | {' | '.join(titles.values())} |")
    print("|---" * (len(titles) + 1) + "|")
    for what in NAMES:
        cells = (_cell(program, what, taken[program, what], limit) for program in titles)
        print(f"| {what} | {' | '.join(cells)} |", flush=True)


def _cell(program: str, what: str, figures: list[float], limit: float) -> str:
    if not figures:
        return NOT_DONE.get((program, what), f"not within {limit:.0f} s")
    return f"{statistics.median(figures):,.0f}"


if __name__ == "__main__":
    main()
