"""Redaction: leave chosen sources and fields out of what goes out, with all that would give them away."""
