"""English names of a scheme, and the ones that can be names of sheets."""

import re
from collections.abc import Mapping, Sequence

from gacx_reports.core.language import vocabulary
from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import CHINESE, VOCABULARY, Names
from gacx_reports.core.scheme.kpi import COMPANY, EVERY_DEPARTMENT
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.table_row import TableRow

KEYWORDS = frozenset({COMPANY, EVERY_DEPARTMENT})
"""Words that the program compares with, so `in_english` keeps them; views print them through messages of their own."""


def own_name(text: str, names: Names) -> str:
    """Returns the Chinese name for an English one, ignoring case and blanks; any other text as it is."""
    return next((zh for zh, en in names.items() if match_key(en) == match_key(text)), text)


_SHEET_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
"""Sheet names that spreadsheet programs accept."""
EXCELS_OWN = ("history",)
"""Which Excel keeps for a sheet of its own."""


def sheet_worthy(scheme: Scheme) -> Names:
    """Returns Chinese → English for an issued workbook.

    Left out, and so kept in Chinese: record tables whose English can't be a sheet's name, and ambiguous
    names (C32), which could not be read back.
    """
    return {
        zh: en
        for zh, en in scheme.english.items()
        if zh not in scheme.ambiguous and (zh not in scheme.tables or may_be_a_sheet(en))
    }


def may_be_a_sheet(name: str) -> bool:
    """Whether spreadsheet programs accept the name, and it is no fixed word of the workbooks, in either language."""
    free = match_key(name) not in (*CHINESE, *EXCELS_OWN) and name not in VOCABULARY
    return bool(_SHEET_NAME.fullmatch(name)) and free


def stands_for(sheet: str, name: str, scheme: Scheme) -> bool:
    """Whether `sheet` is the sheet called `name`, in either language; blanks, width and case are ignored."""
    english = scheme.english.get(name, "")
    return vocabulary.stands_for(sheet, name) or (
        bool(english) and match_key(sheet) == match_key(english)
    )


def ambiguous(rows: Mapping[str, Sequence[TableRow]], english: Names) -> frozenset[str]:
    """Returns the Chinese names whose English is also another entry's name, as read or as written."""
    read: set[str] = set()
    written: dict[str, set[tuple[str, str]]] = {}
    for form in SCHEME_SHEETS:
        for column in (c for c in form.columns if c.defines):
            for r in rows[form.name]:
                read.add(match_key(str(r.value(column.name) or "")))
                kinds = written.setdefault(match_key(shown(r.raw(column.name))), set())
                kinds.add((form.name, column.name))

    def shared(zh: str, en: str) -> bool:
        one, other = written.get(match_key(zh)), written.get(match_key(en))
        return match_key(en) in read or bool(one and other and one.isdisjoint(other))

    return frozenset(
        zh for zh, en in english.items() if match_key(zh) != match_key(en) and shared(zh, en)
    )
