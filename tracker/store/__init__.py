"""One SQLite file: open and migrate, read, write with history, filter, search and count."""
