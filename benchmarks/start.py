"""Start to first rows, beside a bare Textual application: python benchmarks/start.py

Each round starts every program once, in turn, in a real pseudo-terminal of 120 by 40, so that a slow moment of
the machine falls on all of them. Prints medians in milliseconds, ratios to the yardstick, and peak memory.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from compiled import measure_compiled
from synthetic import draw
from terminal import Terminal

from tracker.commands.places import make_store

HERE = Path(__file__).parent


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--sightings", type=int, default=100_000)
    asked = parser.parse_args()
    measure_compiled()
    with tempfile.TemporaryDirectory() as folder:
        starter, drawn = Path(folder) / "starter.db", Path(folder) / "drawn.db"
        settings = Path(folder) / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ["TRACKER_SETTINGS"] = str(settings)
        make_store(starter, empty=False)
        draw(drawn, asked.sightings, 20_000, 2_000, 500)
        programs = {
            "hello-world": ([sys.executable, str(HERE / "hello.py")], b"hello-yardstick"),
            "tracker, starter store": ([sys.executable, "-m", "tracker", "--store", str(starter)], b"2026-05-02"),
            f"tracker, {asked.sightings:,} sightings": (
                [sys.executable, "-m", "tracker", "--store", str(drawn)],
                b"2025-12-28",
            ),
        }
        seconds: dict[str, list[float]] = {name: [] for name in programs}
        memory: dict[str, list[float]] = {name: [] for name in programs}
        for number in range(asked.rounds + 1):
            for name, (command, first_rows) in programs.items():
                terminal = Terminal(command)
                try:
                    taken = terminal.wait_for(first_rows)
                    terminal.settle()
                    if number:  # the first round only warms the caches
                        seconds[name].append(taken)
                        memory[name].append(terminal.peak_memory_mib())
                finally:
                    terminal.close()
    _report(seconds, memory)


def _report(seconds: dict[str, list[float]], memory: dict[str, list[float]]) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, medians of the rounds\n")
    print("| what | first rows, ms | x hello-world | peak memory, MiB |")
    print("|---|---|---|---|")
    yardstick = seconds["hello-world"]
    for name, taken in seconds.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(taken, yardstick, strict=True))
        print(
            f"| {name} | {statistics.median(taken) * 1000:.0f} | {ratio:.2f} | {statistics.median(memory[name]):.0f} |"
        )


if __name__ == "__main__":
    main()
