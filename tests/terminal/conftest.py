"""Fixtures of the terminal's tests: the records that the form's tests begin with."""

from form_driving import records, store

__all__ = ["records", "store"]
