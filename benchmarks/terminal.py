"""Run a program in a real pseudo-terminal and time what reaches the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE_SECONDS = 10.0


class Terminal:
    """One program in a pseudo-terminal of fixed size."""

    def __init__(
        self, command: Sequence[str], columns: int = 120, rows: int = 40, patience: float = PATIENCE_SECONDS
    ) -> None:
        """Start `command`; the clock begins before the process does. Nothing is waited for longer than `patience`."""
        self.patience = patience
        self.started = time.perf_counter()
        self.pressed = self.started
        """When a key was pressed last."""
        self.seen = b""
        self.process, self._handle = pty.fork()
        if self.process == 0:
            os.environ |= {
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "TRACKER_SETTINGS": os.environ.get("TRACKER_SETTINGS", "/nonexistent"),
            }
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], list(command))
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, text: bytes | tuple[bytes, ...], since: float | None = None) -> float:
        """Return the seconds from `since`, or from the start, until `text` was written, or one of several."""
        begun = self.started if since is None else since
        texts = (text,) if isinstance(text, bytes) else text
        last = time.perf_counter() + self.patience
        while not any(one in self.seen for one in texts):
            left = last - time.perf_counter()
            if left <= 0 or not self._read(left):
                raise TimeoutError(f"{text!r} did not come; last: {self.seen[-300:]!r}")
        return time.perf_counter() - begun

    def settle(self, quiet_seconds: float = 0.6) -> None:
        """Read until nothing more is written for a while."""
        while self._read(quiet_seconds):
            pass

    def press(self, keys: bytes, until: bytes | tuple[bytes, ...]) -> float:
        """Press `keys` and return the seconds until `until`, or one of several, is written anew."""
        self.seen = b""
        self.pressed = time.perf_counter()
        os.write(self._handle, keys)
        return self.wait_for(until, self.pressed)

    def peak_memory_mib(self) -> float:
        """Return the largest resident size so far, in MiB, of the program and what it started, added up (Linux)."""
        return sum(_peak_kib(process) for process in _tree(self.process)) / 1024

    def close(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._handle)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], patience)
        if not ready:
            return False
        try:
            piece = os.read(self._handle, 1 << 16)
        except OSError:
            return False
        self.seen += piece
        return bool(piece)


def _tree(process: int) -> list[int]:
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def _peak_kib(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
