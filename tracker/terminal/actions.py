"""Every action of the application, declared once: its id, keys, label, help and where it applies.

Footer, help, command palette and the user's keymap all read this list. `id` is the public contract
that a keymap names; keys are defaults.
"""

from __future__ import annotations

from typing import Final

from textual.binding import BindingType

from tracker.terminal.action import Action
from tracker.terminal.widgets.record_table.bindings import TABLE_ACTIONS

_APP: Final = (
    Action("app.help", "f1,question_mark", "app.help", "Help", "Show the keys of the focused part.", shown=True),
    Action("app.palette", "ctrl+p", "command_palette", "Commands", "Search every command by name.", shown=True),
    Action("app.quit", "q,ctrl+q", "quit", "Quit", "Leave the tracker; drafts are kept.", shown=True),
)

_BROWSE: Final = (
    Action("browse.incidents", "1", "show_target('incidents')", "Incidents", "Show the table of incidents."),
    Action("browse.sightings", "2", "show_target('sightings')", "Sightings", "Show the table of sightings."),
    Action("browse.vessels", "3", "show_target('vessels')", "Vessels", "Show the table of vessels."),
    Action("browse.sources", "4", "show_target('sources')", "Sources", "Show the table of sources."),
    Action("browse.findings", "5", "show_target('findings')", "Findings", "Show the table of findings."),
    Action("browse.filter", "slash", "focus_filter", "Filter", "Type a filter; the table follows.", shown=True),
    Action("browse.clear", "escape", "clear_filter", "Clear filter", "Clear the filter, or go back to the table."),
    Action(
        "browse.facets",
        "f",
        "focus_facets",
        "Facets",
        "Go to the counts on the left; Enter adds one to the filter.",
    ),
    Action("browse.table", "t", "focus_table", "Table", "Go to the table."),
    Action("browse.detail", "d", "focus_detail", "Detail", "Go to the detail pane, or show it when it is hidden."),
    Action("browse.toggle_facets", "F", "toggle_facets", "Facets on/off", "Show or hide the facets."),
    Action("browse.toggle_detail", "D", "toggle_detail", "Detail on/off", "Show or hide the detail pane."),
    Action("browse.views", "v", "saved_views", "Views", "Open, save or delete views by name."),
    Action("browse.columns", "c", "choose_columns", "Columns", "Choose and order the table's columns."),
    Action("browse.refresh", "f5", "refresh", "Refresh", "Read the store again."),
    Action("browse.export", "x", "export", "Export", "Write what is filtered to a file.", shown=True),
    Action("browse.import", "i", "import", "Import", "Bring a file into the store, or show the import under way."),
    Action(
        "browse.add",
        "a",
        "add_sighting",
        "Add sighting",
        "Enter a new sighting; the current case is filled in.",
        shown=True,
    ),
    Action("browse.new", "n", "new_record", "New record", "Enter a new row of the table shown."),
    Action("browse.edit", "e", "edit_record", "Edit", "Edit the row under the cursor.", shown=True),
    Action("browse.retract", "delete,R", "retract_record", "Retract", "Mark the row as retracted, with a reason."),
    Action("browse.dismiss", "X", "dismiss_finding", "Dismiss", "Set the finding aside, with a reason and your name."),
    Action("browse.merge", "m", "merge_vessel", "Merge", "Make one vessel of this one and another."),
    Action("browse.split", "M", "split_vessel", "Split", "Move records that are another ship's to a new vessel."),
    Action("browse.whose_ship", "w", "whose_ship", "Whose ship?", "List the vessels this sighting may be of."),
    Action("browse.undo", "u", "undo", "Undo", "Take back the last change, also after a restart.", shown=True),
    Action("browse.redo", "ctrl+r", "redo", "Redo", "Do the change again that was undone last."),
    Action(
        "browse.conflicts",
        "C",
        "conflicts",
        "Conflicts",
        "Settle what was changed here and in an imported store.",
    ),
    Action("browse.drafts", "ctrl+o", "drafts", "Drafts", "Open an entry that was left unfinished."),
)

_DOCUMENT: Final = (
    Action("document.up", "up,k", "line(-1)", "Up", "Move up one line."),
    Action("document.down", "down,j", "line(1)", "Down", "Move down one line."),
    Action("document.page_up", "pageup,ctrl+b", "page(-1)", "Page up", "Move up half a screen."),
    Action("document.page_down", "pagedown,ctrl+f", "page(1)", "Page down", "Move down half a screen."),
    Action("document.top", "home,g", "first_line", "Top", "Go to the top."),
    Action("document.bottom", "end,G", "last_line", "Bottom", "Go to the bottom."),
    Action("document.follow", "enter", "follow_link", "Open", "Open what the line names (marked ›).", shown=True),
    Action(
        "document.fold",
        "space",
        "fold",
        "Who says so",
        "Show or hide who says what, and what changes altered.",
        shown=True,
    ),
    Action("document.judge", "J", "judge", "Judge", "Settle the property under the cursor, or declare it undecided."),
    Action(
        "document.dismiss",
        "X",
        "dismiss_finding",
        "Dismiss",
        "Set the finding under the cursor aside, with a reason and your name.",
    ),
    Action("document.copy_field", "y", "copy_field", "Copy line", "Copy the text of the line.", shown=True),
    Action("document.copy_all", "Y", "copy_record", "Copy all", "Copy the whole record as Markdown."),
    Action("document.open_url", "o", "open_url", "Web address", "Open the source's web address, or show it."),
)

_RECORD: Final = (
    Action(
        "record.close",
        "escape,backspace",
        "close_record",
        "Back",
        "Go back to where you came from.",
        shown=True,
    ),
    Action("record.edit", "e", "edit_record", "Edit", "Edit this record.", shown=True),
    Action("record.retract", "delete,R", "retract_record", "Retract", "Mark the record as retracted, with a reason."),
    Action("record.merge", "m", "merge_vessel", "Merge", "Make one vessel of this one and another."),
    Action("record.split", "M", "split_vessel", "Split", "Move records that are another ship's to a new vessel."),
    Action("record.whose_ship", "w", "whose_ship", "Whose ship?", "List the vessels this sighting may be of."),
    Action("record.undo", "u", "undo", "Undo", "Take back the last change."),
    Action("record.redo", "ctrl+r", "redo", "Redo", "Do the change again that was undone last."),
    Action("record.add", "a", "add_sighting", "Add sighting", "Enter a sighting that belongs here.", shown=True),
)

_FORM: Final = (
    Action("form.save", "ctrl+s", "save", "Save", "Check and save.", shown=True, priority=True),
    Action(
        "form.save_next",
        "ctrl+n",
        "save_and_add",
        "Save, add another",
        "Save and start another sighting of the same source and incident.",
        shown=True,
        priority=True,
    ),
    Action("form.close", "escape", "close_form", "Close", "Close; what you typed is kept as a draft.", shown=True),
    Action("form.discard", "ctrl+d", "discard", "Discard draft", "Close and throw the draft away.", priority=True),
    Action(
        "form.take_candidate",
        "f2",
        "take_candidate",
        "Take vessel",
        "Say that the sighting is of the vessel named below the form.",
    ),
    Action(
        "form.identity",
        "f3",
        "add_part('identity')",
        "Add identity",
        "Save the vessel, then enter what she was called over a span.",
        shown=True,
    ),
    Action(
        "form.listing",
        "f4",
        "add_part('listing')",
        "Add listing",
        "Save the vessel, then enter a sanctions or watch list that names her.",
    ),
)

_IMPORT: Final = (
    Action("import.start", "ctrl+s", "start", "Import", "Bring the file in.", shown=True, priority=True),
    Action(
        "import.whole",
        "f5",
        "look_at_all",
        "Look at all",
        "Preview the whole file, not only its first rows.",
        shown=True,
    ),
    Action("import.preview", "f6", "go_to_preview", "Preview", "Go to the preview, to read on in it.", shown=True),
    Action(
        "import.close", "escape", "close_import", "Close", "Stop a preview of the whole file; else close.", shown=True
    ),
)

_IMPORT_RUN: Final = (
    Action("import_run.undo", "u", "undo_import", "Take back", "Take the whole import back.", shown=True),
    Action("import_run.again", "i", "import_another", "Import another", "Import another file.", shown=True),
    Action(
        "import_run.close",
        "escape",
        "close_run",
        "Close",
        "Close; while it runs, stop it or go on without it.",
        shown=True,
    ),
)

_FIELD: Final = (
    Action(
        "field.next",
        "enter",
        "screen.step(1, 'enter')",
        "Next field",
        "Take the marked offer, or go to the next field.",
    ),
    Action(
        "field.tab", "tab", "screen.step(1, 'tab')", "Next field", "Take the marked offer and go to the next field."
    ),
    Action("field.above", "up", "screen.step(-1)", "Up", "Go to the offer or the field above."),
    Action("field.below", "down", "screen.step(1)", "Down", "Go to the offers, or to the field below."),
)


_GROUPS: Final = {
    "app": _APP,
    "browse": _BROWSE,
    "table": TABLE_ACTIONS,
    "document": _DOCUMENT,
    "record": _RECORD,
    "form": _FORM,
    "field": _FIELD,
    "import": _IMPORT,
    "import_run": _IMPORT_RUN,
}


def all_actions() -> tuple[Action, ...]:
    """Return every action, in the order that help shows them."""
    return tuple(action for group in _GROUPS.values() for action in group)


def bindings(group: str) -> list[BindingType]:
    """Return the Textual bindings of one group of actions."""
    return [action.binding() for action in _GROUPS[group]]
