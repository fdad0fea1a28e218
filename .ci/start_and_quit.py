"""Start the application in a pseudo-terminal, wait for its first rows, quit it, and say how it ended."""

from __future__ import annotations

import os
import pty
import select
import sys
import time

SHOWN = b"Belize"
PATIENCE_SECONDS = 30.0


def main() -> int:
    """Run the program named on the command line; return 0 if it drew its rows and ended well."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "LINES": "36", "COLUMNS": "120"}
        os.execv(sys.argv[1], [sys.argv[1], "--store", "case.db"])
    seen = b""
    deadline = time.monotonic() + PATIENCE_SECONDS
    has_asked_to_quit = False
    while time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if SHOWN in seen and not has_asked_to_quit:
            os.write(terminal, b"q")
            has_asked_to_quit = True
    _, status = os.waitpid(child, 0 if has_asked_to_quit else os.WNOHANG)
    ended_well = has_asked_to_quit and os.waitstatus_to_exitcode(status) == 0
    print("started in a pseudo-terminal, showed its rows and quit" if ended_well else f"failed: {seen[-2000:]!r}")
    return 0 if ended_well else 1


if __name__ == "__main__":
    sys.exit(main())
