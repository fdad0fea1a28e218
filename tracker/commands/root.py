"""The root of the command line: which commands there are, loaded only when used."""

from __future__ import annotations

import importlib
from typing import Any, Final

import click

from tracker import __version__
from tracker.domain.errors import TrackerError

_COMMANDS: Final = {
    "init": ("tracker.commands.init", "Make a new store, with or without the starter cases."),
    "list": ("tracker.commands.list_rows", "List incidents, sightings, vessels, sources or findings."),
    "show": ("tracker.commands.show", "Show one record, whole."),
    "add": ("tracker.commands.add", "Add a sighting or another record."),
    "edit": ("tracker.commands.edit", "Change fields of a record."),
    "retract": ("tracker.commands.retract", "Mark a record as retracted; nothing is deleted."),
    "check": ("tracker.commands.check", "Run the indicators and print which fire."),
    "judge": ("tracker.commands.judge", "Settle a property of an incident, or declare it undecided."),
    "dismiss": ("tracker.commands.dismiss", "Set a finding aside, with a reason and your name."),
    "conflicts": ("tracker.commands.conflicts", "List values of two stores that nobody has settled yet."),
    "settle": ("tracker.commands.settle", "Let one of two stores' values stand."),
    "merge": ("tracker.commands.merge", "Make one vessel of two that are one hull."),
    "split": ("tracker.commands.split", "Move records of a vessel that are another's to a new vessel."),
    "history": ("tracker.commands.history", "Show who changed what and when."),
    "undo": ("tracker.commands.undo", "Take back a change, or do it again."),
    "import": ("tracker.commands.import_file", "Bring a file of others into the store."),
    "export": ("tracker.commands.export", "Write what a filter selects to a file."),
    "verify": ("tracker.commands.verify", "Check the store: file, references, search index, history."),
    "completion": ("tracker.commands.completion", "Print the shell completion script."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they run; their one-line help stands here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are useful."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say where the default store lies."""
        from tracker.commands.places import default_store

        formatter.write_paragraph()
        formatter.write_text(f"Your own store: {default_store()}")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the tracker refuses is said on stderr, and the exit code is 1."""
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)
        except BrokenPipeError:
            ctx.exit(0)


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    type=click.Path(),
    envvar="TRACKER_STORE",
    help="The store file. [default: TRACKER_STORE, or your own store, made on first use]",
)
@click.version_option(__version__, prog_name="tracker")
@click.pass_context
def cli(ctx: click.Context, store: str | None) -> None:
    """Who said what about which ship on which day: a workbench for maritime false-flag incidents.

    Without a command, opens the terminal application.
    """
    ctx.obj = store
    if ctx.invoked_subcommand is None:
        from tracker.commands.application import run_application

        run_application(store)
