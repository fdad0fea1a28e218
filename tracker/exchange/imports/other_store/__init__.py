"""Another store, or what was exported of one: the same records by uid, edited on both sides."""
