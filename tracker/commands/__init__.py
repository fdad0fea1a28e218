"""The command line: one thin module per verb or family of verbs."""
