"""Files in: one module a format, each of which turns a file into a stream of what its rows say."""
