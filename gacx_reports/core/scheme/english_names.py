"""English names of what a scheme defines, and which of them can be names of sheets."""

import re

from gacx_reports.core.language import vocabulary
from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import CHINESE, Names
from gacx_reports.core.scheme.kpi import COMPANY, EVERY_DEPARTMENT
from gacx_reports.core.scheme.scheme import Scheme

KEYWORDS = frozenset({COMPANY, EVERY_DEPARTMENT})
"""Words that rules compare with; views have messages of their own for them."""


def own_name(text: str, names: Names) -> str:
    """The Chinese name whose English the text is, whatever its capitals and blanks; else the text itself."""
    return next((zh for zh, en in names.items() if match_key(en) == match_key(text)), text)


_SHEET_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
"""What spreadsheet programs take."""


def sheet_worthy(scheme: Scheme) -> Names:
    """The scheme's names for an issued workbook: a table keeps its own where no sheet may have the English.

    So does what could not be read again by it.
    """
    return {
        zh: en
        for zh, en in scheme.english.items()
        if zh not in scheme.ambiguous and (zh not in scheme.tables or _may_be_a_sheet(en))
    }


def _may_be_a_sheet(name: str) -> bool:
    """Whether spreadsheet programs take the name, and none of our own sheets has it."""
    return bool(_SHEET_NAME.fullmatch(name)) and match_key(name) not in CHINESE


def stands_for(sheet: str, name: str, scheme: Scheme) -> bool:
    """Whether a workbook's sheet is the one of that name: but for blanks, width and case, or in English."""
    english = scheme.english.get(name, "")
    return vocabulary.stands_for(sheet, name) or (
        bool(english) and match_key(sheet) == match_key(english)
    )
