"""State shared by the sheets of one issued workbook while it is written: formats, word lists, language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from gettext import NullTranslations
from typing import Any

from gacx_reports.core.issues.cell_ref import column_letters
from gacx_reports.core.language.vocabulary import Verbatim
from gacx_reports.excel.issuing.english_workbook import written
from gacx_reports.excel.styles import FONT, HEADER, cell_style

LISTS = "名单"
"""The hidden sheet that feeds the dropdowns."""
GREY, PALE, LINE = "#7F7F7F", "#F2F2F2", "#BFBFBF"
AMBER: Mapping[str, object] = {"bg_color": "#FFE699"}
RED: Mapping[str, object] = {"bg_color": "#FF9C9C", "font_color": "#7F0000"}
INPUT: Mapping[str, object] = {"locked": False}
ISSUED: Mapping[str, object] = {"bg_color": PALE, "border": 1, "border_color": LINE}
REFERENCE: Mapping[str, object] = {"font_color": GREY, "italic": True}
REQUIRED: Mapping[str, object] = {**FONT, **HEADER, "indent": 1}
OPTIONAL: Mapping[str, object] = {**REQUIRED, "bg_color": "#6C8EAD"}
ASIDE: Mapping[str, object] = {**REQUIRED, "bg_color": "#D9D9D9", "font_color": "#595959"}


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of words in the hidden sheet 名单, for a dropdown."""

    source: str
    """Formula of the cells that a dropdown offers: `='名单'!$A$1:$A$5`."""
    name: str
    """Defined name of all accepted words: those offered and their synonyms."""


@dataclass
class WorkbookBuilder:
    """One workbook while it is written."""

    book: Any
    t: NullTranslations
    days: tuple[date, date] | None = None
    """The quarter's first and last day; None on a blank edition."""
    people: int = 0
    """Rows of sheet 人员."""
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)
    _lists: dict[tuple[tuple[str, ...], tuple[str, ...]], WordList] = field(default_factory=dict)

    def format(self, look: Mapping[str, object]) -> Any:
        """The XlsxWriter format with these properties; equal properties share one format."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(look))
        return self._formats[key]

    def style(self, role: Mapping[str, object]) -> Callable[[str], Any]:
        """Function from a number format to the XlsxWriter format of a cell with the properties `role`."""
        return partial(self._style, role)

    def _style(self, role: Mapping[str, object], number_format: str) -> Any:
        return self.format({**cell_style(number_format), **role})

    def say(self, message: str, **values: object) -> str:
        """The message translated to the workbook's language, with `values` in its placeholders."""
        return self.t.gettext(message).format(**values)

    def shown(self, text: str) -> str:
        """The text as it will be written: the program's own words are translated."""
        return text if isinstance(text, Verbatim) else written(text, self.t)

    def words(self, offered: tuple[str, ...], also: tuple[str, ...] = ()) -> WordList:
        """The word list for a dropdown, shared by equal lists; `also` are accepted words that are not offered."""
        key = (offered, also)
        if key not in self._lists:
            index = len(self._lists)
            letters = column_letters(index)
            name = f"gacx_list_{index + 1}"
            whole = f"='{LISTS}'!${letters}$1:${letters}${len(offered) + len(also)}"
            self.book.define_name(name, whole)
            source = f"='{LISTS}'!${letters}$1:${letters}${len(offered)}"
            self._lists[key] = WordList(source, name)
        return self._lists[key]

    def put_lists(self) -> None:
        """Write the hidden sheet 名单, if any list is used; call it after all sheets that use lists."""
        if not self._lists:
            return
        page = self.book.add_worksheet(LISTS)
        for column, (offered, also) in enumerate(self._lists):
            for row, word in enumerate((*offered, *also)):
                if word.isdigit():
                    page.write_number(row, column, int(word))
                else:
                    page.write_string(row, column, word)
        page.protect()
        page.hide()
