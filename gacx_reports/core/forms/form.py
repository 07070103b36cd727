"""A workbook that somebody fills in for a quarter."""

from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.sheets.columns import SheetForm

SCHEME_WORKBOOK = "考核方案.xlsx"
SURVEY_WORKBOOK = "满意度调查.xlsx"
RATINGS_FOLDERS = ("评价", VOCABULARY["评价"])
"""In Chinese and in English."""


class FormKind(StrEnum):
    """What a workbook is in the quarter."""

    DEPARTMENT = "department"
    PART = "part"
    """A record table that the scheme gives to another owner."""
    SURVEY = "survey"
    HEAD = "head"
    """The evaluation of somebody with no department above."""
    RATER = "rater"
    """One person's ratings of themselves and of peers."""


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook that somebody fills in for a quarter."""

    workbook: str
    """File name."""
    kind: FormKind
    department: str
    """"" for the survey."""
    owner: str
    """Who fills it in: a name and post, or 调查组."""
    people: tuple[Assignment, ...]
    """Those whom it is about, in the posts that it is about."""
    sheets: tuple[SheetForm, ...]
    tables: tuple[str, ...]
    """Record tables among the sheets."""
    english: str = ""
    """File name when it is issued in English; "" where the scheme lacks the names."""
    stamped: str = ""
    """File name in its stamp, where it has its English one in the folder."""

    @property
    def key(self) -> str:
        """The file name in its stamp, whatever language it is issued in."""
        return self.stamped or self.workbook


def signature(person: Person | None) -> str:
    """Who it is, in a list for HR: name and post; HR itself where nobody is above."""
    return f"{person.name}（{person.post}）" if person else "HR"
