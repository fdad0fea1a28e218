"""What is read again while others write: never stopped by them, never twice at once, and done for the last of them."""

from __future__ import annotations

from collections.abc import Callable

from tracker.terminal.pace import PacedReading


class Readings:
    """A reading that ends when it is told to, and the calls that it asked for later."""

    def __init__(self) -> None:
        self.begun = 0
        self.seconds = 0.0
        self.later: list[tuple[float, Callable[[], None]]] = []
        self.paced = PacedReading(
            self.begin, lambda seconds, call: self.later.append((seconds, call)), clock=self.clock
        )

    def begin(self) -> None:
        self.begun += 1
        self.paced.began()

    def clock(self) -> float:
        return self.seconds

    def end_after(self, seconds: float) -> None:
        self.seconds += seconds
        self.paced.ended()

    def rest_is_over(self) -> None:
        seconds, call = self.later.pop(0)
        self.seconds += seconds
        call()


def test_a_first_change_is_read_at_once() -> None:
    readings = Readings()
    readings.paced.read_again()
    assert readings.begun == 1
    assert not readings.paced.holds(1)
    readings.end_after(2)
    assert readings.paced.holds(1)


def test_changes_during_a_reading_do_not_stop_it_and_are_read_together_after_it_and_a_rest() -> None:
    readings = Readings()
    readings.begin()
    for _ in range(3):
        readings.paced.read_again()
    assert readings.begun == 1
    readings.end_after(2)
    assert not readings.paced.holds(1)
    for _ in range(3):
        readings.paced.read_again()
    assert readings.begun == 1
    assert len(readings.later) == 1
    assert readings.later[0][0] == 2
    readings.rest_is_over()
    assert readings.begun == 2
    readings.end_after(2)
    assert readings.paced.holds(6)
    assert readings.later == []


def test_what_is_read_for_another_reason_meanwhile_is_not_read_again_after_the_rest() -> None:
    readings = Readings()
    readings.begin()
    readings.paced.read_again()
    readings.end_after(2)
    readings.begin()
    readings.rest_is_over()
    assert readings.begun == 2
    readings.end_after(2)
    assert readings.later == []
    assert readings.paced.holds(1)


def test_a_reading_that_was_stopped_is_not_wanted_any_more_but_the_next_change_is() -> None:
    readings = Readings()
    readings.begin()
    readings.paced.read_again()
    readings.paced.stopped()
    assert not readings.paced.is_wanted
    readings.paced.read_again()
    assert readings.begun == 2


def test_the_rest_after_a_very_long_reading_has_an_end() -> None:
    readings = Readings()
    readings.begin()
    readings.paced.read_again()
    readings.end_after(600)
    assert readings.later[0][0] == 5
    readings.rest_is_over()
    assert readings.begun == 2


def test_a_change_long_after_a_reading_is_read_at_once() -> None:
    readings = Readings()
    readings.begin()
    readings.end_after(2)
    readings.seconds += 2
    readings.paced.read_again()
    assert readings.begun == 2
