"""What every export has in common: a temporary file that takes its place only when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.domain.errors import TrackerError
from tracker.exchange.part_files import part_file


class ExportError(TrackerError):
    """The file cannot be written; whatever stood there before still does."""


Progress = Callable[[int, int | None], None]
"""Called with the records written so far, and in all where that is known."""


class Cancelled(TrackerError):
    """The user called the export off; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    """Records by table, or rows by target."""

    def sentence(self) -> str:
        """Return what was written and where, in a sentence."""
        parts = ", ".join(f"{count} {name}" for name, count in self.counts.items() if count)
        return f"Wrote {parts or 'nothing, since nothing matches,'} to {self.path}"


def no_progress(_done: int, _total: int | None) -> None:
    """Take no notice of progress."""


@contextmanager
def taking_the_place_of(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success it replaces `path`, on failure it goes.

    What killed exports to the same place left behind goes as well.

    Raises:
        ExportError: The folder or file cannot be written.
    """
    if path.is_dir():
        raise ExportError(f"{path}: is a folder. Name the file to write, such as {path / 'export.db'}.")
    if not path.parent.exists():
        raise ExportError(f"{path}: the folder {path.parent} does not exist. Make it first, or name another place.")
    try:
        with part_file(path) as temporary:
            yield temporary
            temporary.replace(path)
    except OSError as error:
        raise ExportError(
            f"{path}: cannot be written ({error.strerror or error}). What stood there is unchanged."
        ) from error
