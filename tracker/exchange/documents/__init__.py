"""A record written out whole, once, for the detail pane, `tracker show` and Markdown alike."""
