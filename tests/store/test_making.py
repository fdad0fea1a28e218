"""Records made slot by slot are those that the constructor makes."""

from __future__ import annotations

from dataclasses import fields

import pytest

from tracker.domain.records import Record, Sighting
from tracker.store.making import maker
from tracker.store.tables import RECORD_CLASSES


@pytest.mark.parametrize("record", RECORD_CLASSES.values(), ids=RECORD_CLASSES)
def test_a_made_record_is_the_constructed_one_and_as_unchangeable(record: type[Record]) -> None:
    values = {attribute.name: f"{attribute.name} given" for attribute in fields(record)}
    names = list(reversed(values))
    made = maker(record, names)([values[name] for name in names])
    constructed = record(**values)  # type: ignore[arg-type]
    assert made == constructed
    assert hash(made) == hash(constructed)
    with pytest.raises(AttributeError):
        made.id = 2  # type: ignore[misc]


def test_what_is_not_named_has_its_default() -> None:
    made = maker(Sighting, ("source_id", "id", "uid"))((3, 1, "u"))
    assert made == Sighting(id=1, uid="u", source_id=3)


def test_what_has_no_default_has_to_be_named_and_every_value_to_have_a_name() -> None:
    with pytest.raises(TypeError, match="Sighting needs uid, source_id"):
        maker(Sighting, ("id",))
    with pytest.raises(ValueError, match="longer"):
        maker(Sighting, ("id", "uid", "source_id"))((1, "u", 3, "more"))
