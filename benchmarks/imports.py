"""Imports of CSV and AIS beside bare `csv` and `executemany` for the same rows: python benchmarks/imports.py

Each round runs every program once, in turn, as a process of its own into a fresh store, so that a slow moment of the
machine falls on all of them. Prints medians in seconds, ratios to the yardsticks of the same round, and peak memory.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bulk_files import DRAWN
from compiled import measure_compiled

HERE = Path(__file__).parent
SHELL = "sqlite3 shell, .import"
UTILS = "sqlite-utils insert --csv"


@dataclass
class Program:
    """One way to bring the file in, and what its runs took."""

    name: str
    command: list[str]
    seconds: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)
    """Seconds of the processor, which others on the machine lengthen less."""
    peaks: list[int] = field(default_factory=list)
    """KiB."""


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kinds", nargs="+", choices=tuple(DRAWN), default=list(DRAWN))
    parser.add_argument("--fastest", action="store_true", help="Leave out the slow ones beside the import.")
    asked = parser.parse_args()
    measure_compiled()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, {asked.rows:,} rows, medians of {asked.rounds} rounds"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The mapping of a CSV is kept there, and nowhere else.
        os.environ["XDG_CONFIG_HOME"] = str(folder / "settings")
        empty = folder / "empty.db"
        subprocess.run(
            [sys.executable, "-m", "tracker", "init", str(empty), "--empty"], check=True, stderr=subprocess.DEVNULL
        )
        for kind in asked.kinds:
            file = folder / f"{kind}.csv"
            DRAWN[kind](file, asked.rows)
            programs = _programs(kind, file, folder / "store.db", all_of_them=not asked.fastest)
            for _ in range(asked.rounds):
                for program in programs:
                    _run(program, empty, folder / "store.db")
            _report(kind, programs)
            file.unlink()


def _programs(kind: str, file: Path, store: Path, *, all_of_them: bool) -> list[Program]:
    bare = [sys.executable, str(HERE / "bare_csv.py"), kind]
    tracker = [sys.executable, "-m", "tracker", "--store", str(store), "import", str(file)]
    found = [
        Program("bare, search index at the end", [*bare, "after", str(store), str(file)]),
        Program("tracker import", tracker),
        Program("tracker import --dry-run", [*tracker, "--dry-run"]),
    ]
    if all_of_them:
        found.insert(0, Program("bare, search index by triggers", [*bare, "triggers", str(store), str(file)]))
        found.append(
            Program(UTILS, [sys.executable, "-m", "sqlite_utils", "insert", str(store), kind, str(file), "--csv"])
        )
        if shutil.which("sqlite3"):
            found.append(Program(SHELL, ["sqlite3", str(store), f".import --csv {file} {kind}"]))
    return found


def _run(program: Program, empty: Path, store: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)
    shutil.copy(empty, store)
    begun = time.perf_counter()
    process = subprocess.Popen(program.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    program.seconds.append(time.perf_counter() - begun)
    program.computing.append(used.ru_utime + used.ru_stime)
    program.peaks.append(used.ru_maxrss)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, program.command)


def _report(kind: str, programs: list[Program]) -> None:
    yardsticks = [program for program in programs if program.name.startswith("bare")]
    ratios = " | ".join(f"x {yardstick.name}" for yardstick in yardsticks)
    print(f"\n{kind}\n\n| what | s | {ratios} | s of processor | peak memory, MiB |")
    print("|---|---|" + "---|" * (len(yardsticks) + 2))
    for program in programs:
        cells = [
            f"{statistics.median(program.seconds):.1f}",
            *(f"{_ratio(program.seconds, yardstick.seconds):.2f}" for yardstick in yardsticks),
            f"{statistics.median(program.computing):.1f}",
            f"{max(program.peaks) / 1024:.0f}",
        ]
        print(f"| {program.name} | {' | '.join(cells)} |", flush=True)


def _ratio(mine: list[float], theirs: list[float]) -> float:
    return statistics.median(one / other for one, other in zip(mine, theirs, strict=True))


if __name__ == "__main__":
    main()
