"""CSV and TSV files of no known format, read through a mapping from their columns to fields."""
