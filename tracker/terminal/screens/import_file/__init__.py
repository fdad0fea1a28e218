"""Importing a file: naming it, seeing what would become of it, bringing it in."""
