"""A terminal workbench for maritime false-flag incidents."""

__version__ = "0.1.0"
