"""The import screen: name a file, see what would become of it, settle how it is read, bring it in."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.domain.plain_text import visible
from tracker.exchange.imports.formats import IMPORT_FORMATS
from tracker.exchange.imports.mapped_csv.mapping import guess_mapping
from tracker.exchange.imports.mapped_csv.sample import CellSample
from tracker.terminal.actions import bindings
from tracker.terminal.in_words import counted, size_in_words
from tracker.terminal.running_import import ImportPlan
from tracker.terminal.screens.import_file.file_look import MAPPED_FORMAT, FileLook, takes_thinning
from tracker.terminal.screens.import_file.looking import Looking
from tracker.terminal.screens.import_file.run_screen import ImportRunScreen
from tracker.terminal.screens.import_file.settings_rows import (
    FIELDS_ABOVE,
    FORMAT,
    PATH,
    TABLE,
    THIN,
    chosen,
    column_choices,
    column_field,
    column_row,
    fills_nothing,
    format_choices,
    mapping_of_choices,
    shown_choice,
    table_choices,
)
from tracker.terminal.screens.import_file.summary_text import summary_content
from tracker.terminal.screens.record_form.completion_list import CompletionList
from tracker.terminal.screens.record_form.field_row import FieldRow, Shown
from tracker.terminal.widgets.key_footer import KeyFooter

_LONGEST_CELL = 30


class ImportScreen(Looking):
    """Asks for a file and shows what would become of it; writes nothing itself."""

    CSS_PATH: ClassVar = ["../record_form/form.tcss", "import.tcss"]
    BINDINGS: ClassVar = bindings("import")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self) -> None:
        """Begin with no file."""
        super().__init__()
        self.found: FileLook | None = None
        """The file as it was looked at; None while none is named."""
        self._overruled: str | None = None
        """The format that the user named for the file."""
        self._headers: tuple[str, ...] = ()
        self._is_previewing = False

    def compose(self) -> ComposeResult:
        """Lay out what is settled, and beside it what comes of it."""
        yield Static("Import a file", id="import-title")
        self.rows = {field.name: FieldRow(field) for field in FIELDS_ABOVE}
        for name in (PATH, FORMAT, THIN):
            yield self.rows[name]
        with Container(id="import-parts"):
            with VerticalScroll(id="import-settings", can_focus=False):
                yield self.rows[TABLE]
                yield Container(id="import-columns")
            with VerticalScroll(id="import-preview"):
                yield Static(id="import-account")
        yield Static(id="import-status")
        yield CompletionList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin in the folder used last."""
        self.choices = {FORMAT: format_choices(), TABLE: table_choices()}
        self.settled = {FORMAT: "", TABLE: ""}
        folder = self.tracker.import_folder or Path.cwd()
        begun = f"{folder}/".replace("//", "/")
        self.rows[PATH].fill(begun, begun)
        self._show_rows()
        self.say_status("Name a file; Tab completes. Nothing is written before Ctrl+S.")
        self.set_focus(self.rows[PATH].control)

    def say_status(self, sentence: str, *, is_wrong: bool = False) -> None:
        """Say something about the import as a whole."""
        line = self.query_one("#import-status", Static)
        line.set_class(is_wrong, "-wrong")
        line.update(Content(visible(sentence)))

    def _show_rows(self) -> None:
        """Show the rows that the file at hand has a use for."""
        format_name = self.found.format_name if self.found else None
        self.rows[FORMAT].display = self.found is not None
        self.rows[THIN].display = takes_thinning(format_name)
        self.rows[TABLE].display = format_name == MAPPED_FORMAT
        self.query_one("#import-settings").display = format_name == MAPPED_FORMAT

    def _show_account(self, account: Content) -> None:
        self.query_one("#import-account", Static).update(account)

    # -- the file

    def path_edited(self) -> None:
        """Look at what the path names now."""
        self._overruled = None
        self.look(self.rows[PATH].typed, None, is_loud=False)

    def path_entered(self) -> None:
        """Look at the file and say aloud what is wrong."""
        self.look(self.rows[PATH].typed, self._overruled, is_loud=True)

    @on(Looking.Looked)
    async def _on_looked(self, event: Looking.Looked) -> None:
        event.stop()
        if event.number != self.look_number:
            return
        if event.look is None:
            self._say_unreadable(event.problem, is_loud=event.is_loud)
            return
        found = self.found = event.look
        self.tracker.import_folder = found.path.absolute().parent
        self.rows[PATH].say(Shown(understood=size_in_words(found.size)))
        self.settle(FORMAT, IMPORT_FORMATS[found.format_name][1] if found.format_name else "")
        self._say_format(found)
        if found.mapping is not None:
            await self._show_columns(found)
        self._show_rows()
        self.preview_again()
        if event.is_loud and self.current_row is self.rows[PATH]:
            self.set_focus(self.rows[FORMAT].control)

    def _say_unreadable(self, problem: str, *, is_loud: bool) -> None:
        about_format = self._overruled is not None and self.found is not None
        row = self.rows[FORMAT if about_format else PATH]
        row.say(Shown(error=problem))
        row.set_class(is_loud, self.CHECKED)
        self.stop_preview()
        self._show_account(Content(""))
        if about_format:
            self.say_status(f"✗ {problem}", is_wrong=True)
            return
        self.found = None
        self._show_rows()
        self.say_status("Name a file; Tab completes. Nothing is written before Ctrl+S.")

    def _say_format(self, found: FileLook) -> None:
        row = self.rows[FORMAT]
        if found.format_name is None:
            row.say(Shown(error="The file begins like no format known here. Choose one."))
            row.add_class(self.CHECKED)
        else:
            row.say(Shown(understood="recognised by how the file begins" if found.is_recognised else "as you chose"))

    async def _show_columns(self, found: FileLook) -> None:
        """Show a row for each column of a CSV, with what it fills."""
        assert found.mapping is not None
        if tuple(found.headers) != self._headers:
            for place in range(len(self._headers)):
                del self.rows[column_row(place)], self.choices[column_row(place)]
            self._headers = tuple(found.headers)
            rows = [FieldRow(column_field(place, header)) for place, header in enumerate(self._headers)]
            place_of_rows = self.query_one("#import-columns")
            await place_of_rows.remove_children()
            self.rows.update({row.field.name: row for row in rows})
            await place_of_rows.mount(*rows)
        self.settle(TABLE, found.mapping.table)
        self.rows[TABLE].say(Shown(understood=found.mapping_from))
        for place, header in enumerate(self._headers):
            self.choices[column_row(place)] = column_choices(found.mapping.table)
            self.settle(column_row(place), shown_choice(found.mapping, header))

    # -- what is settled

    def was_chosen(self, name: str) -> None:
        """Take another format, table or field, and look again at what comes of it."""
        if name == FORMAT:
            self._overruled = chosen(self.choices[FORMAT], self.settled[FORMAT])
            self.look(self.rows[PATH].typed, self._overruled, is_loud=True)
            return
        if name == TABLE and self.found is not None:
            table = self.settled[TABLE]
            guessed = guess_mapping(self._headers, table)
            for place, header in enumerate(self._headers):
                self.choices[column_row(place)] = column_choices(table)
                self.settle(column_row(place), shown_choice(guessed, header))
            self.rows[TABLE].say(Shown(understood="what each column fills is guessed"))
        self.preview_again()

    def option_edited(self, name: str) -> None:
        """Look again with another thinning."""
        del name
        self.preview_again()

    def leave_rows(self) -> None:
        """Go to the preview."""
        self.set_focus(self.query_one("#import-preview"))

    def plan(self, *, is_loud: bool = False) -> ImportPlan | None:
        """Return what is settled; None where something is wrong, which is said beside its field.

        Args:
            is_loud: Whether to go to the first field that is wrong.
        """
        found = self.found
        if found is None or found.format_name is None:
            return None
        wrong: list[str] = []
        thin_seconds = self._thin_seconds(wrong)
        mapping = None
        if found.format_name == MAPPED_FORMAT:
            table = chosen(self.choices[TABLE], self.rows[TABLE].text)
            wrong += [] if table else [TABLE]
            mapping = mapping_of_choices(table or "sighting", self._chosen_columns(wrong))
        if wrong:
            self.say_status(
                f"✗ To be mended: {', '.join(self.rows[name].field.label for name in wrong)}.", is_wrong=True
            )
            if is_loud:
                self.set_focus(self.rows[wrong[0]].control)
            return None
        return ImportPlan(found.path, found.size, found.format_name, mapping, thin_seconds)

    def _thin_seconds(self, wrong: list[str]) -> int:
        text = self.rows[THIN].text.strip()
        if not self.rows[THIN].display or not text:
            return 0
        if text.isascii() and text.isdecimal() and len(text) <= 6:
            self.rows[THIN].say(Shown(understood=f"at most one position of a ship in {counted(int(text), 'second')}"))
            return int(text)
        self.rows[THIN].say(Shown(error=f"“{text}” is no number of seconds; 60 keeps one position a minute."))
        self.rows[THIN].add_class(self.CHECKED)
        wrong.append(THIN)
        return 0

    def _chosen_columns(self, wrong: list[str]) -> list[tuple[str, str]]:
        """Return headers with what was chosen for them; each field is filled once."""
        found: list[tuple[str, str]] = []
        filled_by: dict[str, str] = {}
        for place, header in enumerate(self._headers):
            name = column_row(place)
            choice = chosen(self.choices[name], self.rows[name].text)
            if choice is None:
                wrong.append(name)
            elif choice in filled_by and not fills_nothing(choice):
                self.rows[name].say(Shown(error=f"is filled by the column “{filled_by[choice]}” already."))
                self.rows[name].add_class(self.CHECKED)
                wrong.append(name)
            else:
                filled_by[choice] = header
                found.append((header, choice))
        return found

    # -- what comes of it

    def preview_again(self, *, whole: bool = False) -> None:
        """Rehearse the import as it is settled now."""
        plan = self.plan()
        self.stop_preview()
        self._is_previewing = plan is not None
        if self.found is not None and self.found.format_name is None:
            self._show_account(Content(""))
            self.say_status("Choose the format of the file.")
        if plan is not None and self.found is not None:
            self.say_status("Reading…")
            self.preview(plan, self.found, whole=whole)

    @on(Looking.PreviewMoved)
    def _on_preview_moved(self, event: Looking.PreviewMoved) -> None:
        event.stop()
        if event.number == self.preview_number and self.found is not None:
            share = min(1.0, event.done / max(1, self.found.size))
            self.say_status(f"Reading… {share:.0%}, {counted(event.rows, 'row')}. Esc stops it.")

    @on(Looking.Previewed)
    def _on_previewed(self, event: Looking.Previewed) -> None:
        event.stop()
        if event.number != self.preview_number:
            return
        self._is_previewing = False
        if event.summary is None:
            self._show_account(Content(""))
            self.say_status(f"✗ {event.problem}", is_wrong=True)
            return
        for place, header in enumerate(self._headers if event.cells else ()):
            self._say_cells(self.rows[column_row(place)], event.cells.get(header, ()))
        self._show_account(summary_content(event.summary, is_preview=True))
        self.query_one("#import-preview").scroll_home(animate=False)
        self.say_status("Nothing is written yet. Ctrl+S imports.")

    def _say_cells(self, row: FieldRow, cells: tuple[CellSample, ...]) -> None:
        """Say below a column's choice what its first cells are read as."""
        read = [
            _short(cell.printed) + ("" if cell.understood in ("", cell.printed) else f" → {_short(cell.understood)}")
            for cell in cells
            if not cell.problem
        ]
        wrong = tuple(f"“{_short(cell.printed)}” {cell.problem}" for cell in cells if cell.problem)
        row.remove_class(self.CHECKED)
        row.say(Shown(understood="  ·  ".join(read), warnings=wrong[:1]))

    # -- actions

    def action_start(self) -> None:
        """Bring the file in."""
        self.offers.close()
        if self.found is None:
            self.path_entered()
            return
        if self.found.format_name is None:
            self.set_focus(self.rows[FORMAT].control)
            return
        plan = self.plan(is_loud=True)
        if plan is None:
            return
        if self.tracker.is_importing:
            self.say_status("✗ Another import is under way; wait for its end, or stop it.", is_wrong=True)
            return
        self.stop_preview()
        self.app.switch_screen(ImportRunScreen(self.tracker.begin_import(plan)))

    def action_look_at_all(self) -> None:
        """Preview the whole file."""
        if self.found is None:
            self.path_entered()
        else:
            self.preview_again(whole=True)

    def action_go_to_preview(self) -> None:
        """Go to the preview, or back to the fields."""
        preview = self.query_one("#import-preview")
        self.set_focus(self.rows[PATH].control if self.focused is preview else preview)

    def action_close_import(self) -> None:
        """Close the offers; else stop the preview under way; else close the screen."""
        if self.offers.is_open:
            self.offers.close()
        elif self._is_previewing:
            self._is_previewing = False
            self.stop_preview()
            self.say_status("The preview was stopped. F5 looks at the whole file, Ctrl+S imports it.")
        else:
            self.stop_preview()
            self.dismiss(None)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
