"""The words of the field as plain Python: records, partial dates, positions, identifiers, flags and grades."""
