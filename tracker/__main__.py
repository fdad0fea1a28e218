"""Start the tracker: the terminal application when no command is named, else the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run what the command line asks for."""
    arguments = sys.argv[1:]
    # The application has to be on the screen at once, so click is loaded only for commands.
    if not arguments or (len(arguments) == 2 and arguments[0] == "--store"):
        from tracker.commands.application import run_application

        run_application(arguments[1] if arguments else None)
        return
    from tracker.commands.root import cli

    cli(prog_name="tracker")


if __name__ == "__main__":
    main()
