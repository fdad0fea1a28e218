"""What an import did, or would do: counts of rows that add up, and of records by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.exchange.imports.model import Rejected

PREVIEWED = 3
"""Records of each table that a preview shows."""
_MARKS_KEPT = 200
_CONTESTED_SHOWN = 20
_REJECTS_SHOWN = 3
_REJECTS_KEPT = 20


@dataclass(slots=True)
class ImportSummary:
    """Counts of one import; `read` = `written` + `same` + `rejected` + `left_out`."""

    format_name: str
    format_title: str
    file_name: str
    is_list: bool = False
    """Whether the file is a list of which ships are sought."""
    is_beginning: bool = False
    """Whether only the first rows of the file were looked at."""
    continues: bool = False
    """Whether it went on with an import that was interrupted."""
    change_id: int | None = None
    """The change that `undo` takes back; None where nothing was written."""
    written: int = 0
    """Rows of the file that gave something new."""
    same: int = 0
    """Rows of which the store holds everything already."""
    rejected: int = 0
    first_rejected: list[Rejected] = field(default_factory=list)
    """The first 20 rows that were rejected."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows that are sound but not wanted, by why."""
    added: Counter[str] = field(default_factory=Counter)
    """Records added, by table."""
    known: Counter[str] = field(default_factory=Counter)
    """Records of the file that the store holds already, by table."""
    restored: Counter[str] = field(default_factory=Counter)
    """Records that an undo had taken back and that are there again, by table."""
    ended: Counter[str] = field(default_factory=Counter)
    """Records that a list holds no longer, by table."""
    changed: Counter[str] = field(default_factory=Counter)
    """Records that another store had changed since, by table."""
    contested: list[str] = field(default_factory=list)
    """What was changed here and in another store, a sentence a property; the first 200."""
    contested_count: int = 0
    matched: int = 0
    """Vessels of the file that are ones of the store, by IMO number."""
    marks: list[str] = field(default_factory=list)
    """What was kept as printed but looks wrong, with its line; the first 200."""
    mark_count: int = 0
    lists: frozenset[str] = frozenset()
    """The lists that the file holds whole, where it names them."""
    preview: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    """The first records of each table, column to value."""

    @property
    def read(self) -> int:
        """Rows of the file."""
        return self.written + self.same + self.rejected + sum(self.left_out.values())

    @property
    def names_no_vessel(self) -> bool:
        """Whether the file was read whole, is a list, and names no vessel."""
        vessels = sum(counts["vessel"] for counts in (self.added, self.known, self.restored)) + self.matched
        return self.is_list and not self.is_beginning and not vessels

    @property
    def changes_nothing(self) -> bool:
        """Whether the store is as it was."""
        return not (self.added or self.restored or self.ended or self.changed or self.contested_count)

    def count(self, *, is_new: bool, rows: int = 1) -> None:
        """Count rows by whether they gave something new."""
        if is_new:
            self.written += rows
        else:
            self.same += rows

    def reject(self, rejected: Rejected) -> None:
        """Count a row that cannot be taken."""
        self.rejected += 1
        if len(self.first_rejected) < _REJECTS_KEPT:
            self.first_rejected.append(rejected)

    def mark(self, line: int, sentences: tuple[str, ...]) -> None:
        """Note what looks wrong on a line."""
        self.mark_count += len(sentences)
        room = _MARKS_KEPT - len(self.marks)
        self.marks += [f"line {line}: {sentence}" for sentence in sentences[: max(0, room)]]

    def contest(self, sentence: str) -> None:
        """Note a property that was changed here and in another store."""
        self.contested_count += 1
        if len(self.contested) < _MARKS_KEPT:
            self.contested.append(sentence)

    def show(self, table: str, values: Mapping[str, Any]) -> None:
        """Keep the first records of a table for a preview."""
        shown = self.preview.setdefault(table, [])
        if len(shown) < PREVIEWED:
            shown.append(
                {name: value for name, value in values.items() if value is not None and not _is_plumbing(name)}
            )

    def balance(self) -> str:
        """Return what became of the rows read, as a sum."""
        rows = "1 row" if self.read == 1 else f"{self.read} rows"
        return (
            f"{rows} read = {self.written} written + {self.same} same as before"
            f" + {self.rejected} rejected + {sum(self.left_out.values())} left out."
        )

    def lines(self) -> Iterator[str]:
        """Yield what to say of the import, a sentence a line."""
        yield f"{self.file_name} ({self.format_title}): {self.balance()}"
        if self.continues:
            yield "An earlier import of this file was interrupted; this went on with it."
        if self.names_no_vessel:
            yield "It names no vessel."
        for words, counts in (
            ("New", self.added),
            ("Changed", self.changed),
            ("There again", self.restored),
            ("Ended", self.ended),
        ):
            if counts:
                yield f"{words}: {', '.join(f'{count} {table}' for table, count in counts.items())}."
        if self.contested_count:
            yield f"Changed on both sides, both values kept until settled: {self.contested_count}."
            yield from (f"  {sentence}" for sentence in self.contested[:_CONTESTED_SHOWN])
            if self.contested_count > _CONTESTED_SHOWN:
                yield f"  and {self.contested_count - _CONTESTED_SHOWN} more"
        if self.matched:
            yield f"Same ship by IMO number: {self.matched} of the file's vessels are vessels of this store."
        for why, count in self.left_out.most_common():
            yield f"Left out: {count} {why}."
        for one in self.first_rejected[:_REJECTS_SHOWN]:
            yield f"Rejected: line {one.line}: {one.field}: {one.value!r} {one.reason}"
        if self.rejected > _REJECTS_SHOWN:
            yield f"Rejected: {self.rejected - _REJECTS_SHOWN} more."
        if self.mark_count:
            yield f"Kept as printed, worth a look: {self.mark_count}."
        if self.changes_nothing:
            yield "Nothing was changed."

    def as_counts(self) -> dict[str, Any]:
        """Return the counts as `import_run` keeps them."""
        return {
            "read": self.read,
            "written": self.written,
            "same": self.same,
            "rejected": self.rejected,
            "left_out": dict(self.left_out),
            "added": dict(self.added),
            "changed": dict(self.changed),
            "contested": self.contested_count,
            "ended": dict(self.ended),
            **({"lists": sorted(self.lists)} if self.lists else {}),
        }


def _is_plumbing(column: str) -> bool:
    """Whether a column only ties records together, or follows from another."""
    return column.endswith(("_id", "_earliest", "_latest"))
