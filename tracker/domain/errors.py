"""The exceptions of the tracker; each carries a sentence that a person can act on."""

from __future__ import annotations


class TrackerError(Exception):
    """Something the user can understand and mend; `str(error)` is the sentence to show."""


class FieldError(TrackerError):
    """A value that one field cannot take."""

    def __init__(self, field: str, value: str, problem: str) -> None:
        """Keep the parts so that a form can show `problem` beside its field.

        Args:
            field: Column name, or the name the user knows the field by.
            value: What was given, as given.
            problem: What is wrong and what would be right, as a clause or sentence without the field's name.
        """
        shown = value if len(value) <= 80 else value[:77] + "..."
        super().__init__(f"{field}: {shown!r} {problem}" if value else f"{field}: {problem}")
        self.field = field
        self.value = value
        self.problem = problem


class FieldErrors(TrackerError):
    """Several fields that cannot be taken, reported together."""

    def __init__(self, errors: list[FieldError]) -> None:
        """Join the sentences of `errors`, one a line."""
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class FilterError(TrackerError):
    """A filter term that means nothing here, with the nearest one that would."""

    def __init__(self, term: str, problem: str, suggestion: str | None = None) -> None:
        """Build the sentence from the offending `term`, the `problem` and an optional right `suggestion`."""
        hint = f" Did you mean {suggestion}?" if suggestion else ""
        super().__init__(f"{term}: {problem}{hint}")
        self.term = term
        self.problem = problem
        self.suggestion = suggestion


class NotFoundError(TrackerError):
    """Nothing in the store answers to the id, slug or uid given."""


class StoreError(TrackerError):
    """The store file cannot be opened, read or written."""


class ConflictError(TrackerError):
    """The row was changed by somebody else since it was read."""
