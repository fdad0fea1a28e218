"""Programs are measured as they are installed: compiled."""

from __future__ import annotations

import compileall
import os
import sys
from pathlib import Path

import tracker


def measure_compiled() -> None:
    """Compile the tracker's modules, as pip does for whatever it installs, and let the programs started use it.

    An installation that can be edited is compiled by its first start; where PYTHONDONTWRITEBYTECODE forbids that, every
    start would compile all of it again, while the yardsticks are loaded compiled.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    compileall.compile_dir(str(Path(tracker.__file__).parent), quiet=2)
