"""Read an XML file element by element in flat memory, refusing what makes a small file a large one.

A document type declaration is refused whole: lists have none, and entities are what XML bombs are made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple
from xml.parsers import expat

from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.raw_bytes import raw_bytes

_CHUNK: Final = 1 << 16
_DEEPEST: Final = 32
_LONGEST_TEXT: Final = 1 << 20


@dataclass(slots=True)
class Element:
    """One element with all that is in it; names are without their namespaces."""

    name: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *path: str) -> Iterator[Element]:
        """Yield the elements at a path below this one."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> str:
        """Return the text of the first element at a path, without blanks around it; empty if there is none."""
        return next((element.text.strip() for element in self.all(*path)), "")


class Opening(NamedTuple):
    """How a file's outermost element begins; its name is without a namespace."""

    name: str
    attributes: Mapping[str, str]


def opening(path: Path) -> Opening:
    """Return how the outermost element begins, reading no further.

    Raises:
        ImportRefused: As for `elements`.
    """
    reader = _Reader(path, frozenset())
    with _refusing(path), raw_bytes(path) as handle:
        while reader.opening is None and (chunk := handle.read(_CHUNK)):
            reader.parser.Parse(chunk, False)
        if reader.opening is None:
            reader.parser.Parse(b"", True)
    return reader.opening or Opening("", {})


def elements(path: Path, options: ImportOptions, names: frozenset[str]) -> Iterator[Element]:
    """Yield every element with one of these names, whole, in the order of the file.

    Raises:
        ImportRefused: The file cannot be read, is no well-formed XML, or has a document type declaration, more than 32
            levels, or a text of more than a million characters.
    """
    reader = _Reader(path, names)
    with _refusing(path), raw_bytes(path) as handle:
        while chunk := handle.read(_CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.take()
            if options.progress:
                options.progress(handle.tell())
        reader.parser.Parse(b"", True)
        yield from reader.take()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say in our words why a file cannot be read."""
    try:
        yield
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise ImportRefused(f"{path}: line {error.lineno} is no well-formed XML ({words}).") from error
    except (LookupError, ValueError) as error:
        # What Python's parser says of an encoding that it does not know or cannot use.
        raise ImportRefused(f"{path}: is in an encoding that cannot be read ({error}).") from error


class _Reader:
    """Builds the elements that are wanted, and no others."""

    def __init__(self, path: Path, names: frozenset[str]) -> None:
        self._path = path
        self._names = names
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._depth = 0
        self.opening: Opening | None = None
        """How the outermost element begins, once that was read."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def take(self) -> list[Element]:
        """Return the elements that are whole, once."""
        done, self._done = self._done, []
        return done

    def _refuse_doctype(self, *_declared: object) -> None:
        raise ImportRefused(
            f"{self._path}: line {self.parser.CurrentLineNumber} declares a document type, which lists do not have and"
            " which can make a small file fill the memory. Nothing was imported."
        )

    def _start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ImportRefused(f"{self._path}: line {self.parser.CurrentLineNumber} is more than 32 levels deep.")
        name = qualified.rpartition(" ")[2]
        if self.opening is None:
            self.opening = Opening(name, attributes)
        if self._open or name in self._names:
            element = Element(name, self.parser.CurrentLineNumber)
            if self._open:
                self._open[-1].children.append(element)
            self._open.append(element)

    def _end(self, _qualified: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append(element)

    def _text(self, text: str) -> None:
        if self._open:
            element = self._open[-1]
            element.text += text
            if len(element.text) > _LONGEST_TEXT:
                raise ImportRefused(
                    f"{self._path}: line {element.line} holds a text of more than a million characters."
                )
