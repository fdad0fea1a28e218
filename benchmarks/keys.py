"""From key press to repainted screen on many sightings: python benchmarks/keys.py [--sightings 100000]

Each key is pressed several times in a real pseudo-terminal of 120 by 40; prints medians in milliseconds and the
process's peak memory. What is waited for is the text that only the repainted table can bring.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from synthetic import draw
from terminal import Terminal


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sightings", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--store", type=Path, help="A store drawn before, instead of a new one.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = asked.store or Path(folder) / "drawn.db"
        settings = Path(folder) / "settings.toml"
        settings.write_text('start_table = "sightings"\n', encoding="utf-8")
        os.environ["TRACKER_SETTINGS"] = str(settings)
        if asked.store is None:
            draw(store, asked.sightings, 20_000, 2_000, 500)
        terminal = Terminal([sys.executable, "-m", "tracker", "--store", str(store)])
        try:
            terminal.wait_for(b"2025-12-28")
            terminal.settle(2.0)
            print("| key | ms to the repainted table |\n|---|---|")
            for name, keys, until, back, back_until in (
                ("cursor down", b"j", "▶".encode(), b"k", "▶".encode()),
                ("page down", b"\x06", "▶".encode(), b"\x02", "▶".encode()),
                ("last row", b"G", b"2005-01", b"g", b"2025-12-28"),
            ):
                taken = []
                for _ in range(asked.times):
                    taken.append(terminal.press(keys, until))
                    terminal.settle(0.3)
                    terminal.press(back, back_until)
                    terminal.settle(0.3)
                print(f"| {name} | {statistics.median(taken) * 1000:.1f} |")
            print(f"\npeak memory {terminal.peak_memory_mib():.0f} MiB")
        finally:
            terminal.close()


if __name__ == "__main__":
    main()
