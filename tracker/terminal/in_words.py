"""Numbers as people read them on the screen: counts, sizes of files, spans of time."""

from __future__ import annotations


def grouped(number: int) -> str:
    """Return a count with its thousands apart."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, noun: str) -> str:
    """Return a count with its noun, in the plural where it is one."""
    return f"{grouped(number)} {noun}" + ("" if number == 1 else "s")


def size_in_words(size: int) -> str:
    """Return a number of bytes in B, kB, MB or GB."""
    if size < 1_000:
        return f"{size} B"
    for unit, factor in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        if size < 999.5 * factor or unit == "GB":
            return f"{size / factor:.3g} {unit}"
    raise AssertionError(size)


def time_in_words(seconds: float) -> str:
    """Return a span of time, in seconds below two minutes."""
    return f"{max(1, round(seconds))} s" if seconds < 120 else f"{round(seconds / 60)} min"
