"""The columns that each table of results can show, one file a table."""
