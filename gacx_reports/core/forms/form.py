"""Form: a workbook that somebody fills in for a quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.language.issue_words import HR
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.survey.draw_record import DrawRecord

SCHEME_WORKBOOK = "考核方案.xlsx"
SURVEY_WORKBOOK = "满意度调查.xlsx"


class FormKind(StrEnum):
    """Kind of workbook; the value is part of its stamp."""

    DEPARTMENT = "department"
    PART = "part"
    """Record tables of a department that another post fills in."""
    SURVEY = "survey"
    CALLS = "calls"
    """The call sheet of a caller, for a survey whose customers were drawn."""
    DRAW = "draw"
    """No workbook: the record of a draw that is missing, for which people wait."""
    HEAD = "head"
    """The evaluation of a head with no department above."""
    RATER = "rater"
    """One person's ratings of themselves and of peers."""


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook that somebody fills in for a quarter: owner, people and sheets."""

    workbook: str
    """File name below the quarter's folder."""
    kind: FormKind
    department: str
    """Department on the cover; "" if there is none, as for the survey and raters."""
    owner: str
    """The person who fills it in (name and post), a post, a caller, or 调查组; "" in a blank edition."""
    people: tuple[Assignment, ...]
    """Assignments that it covers; empty in a blank edition."""
    sheets: tuple[SheetForm, ...]
    tables: tuple[str, ...]
    """Record tables among the sheets."""
    english: str = ""
    """File name of the English edition; "" if the scheme lacks the English names."""
    stamped: str = ""
    """Chinese file name of a form whose `workbook` is the English one; else ""."""
    fillers: tuple[str, ...] = ()
    """IDs of the employees whom `owner` names; empty for somebody who isn't on the roster, such as HR."""
    draw: DrawRecord | None = None
    """The draw whose calls a call sheet lists; None for other workbooks."""
    rated: tuple[Assignment, ...] = ()
    """In a rater's workbook: the assignments whose behaviours are rated."""
    scored: tuple[Assignment, ...] = ()
    """In a rater's workbook: the assignments whose KPIs are scored."""

    @property
    def key(self) -> str:
        """The Chinese file name, which its stamp has in either language."""
        return self.stamped or self.workbook

    @property
    def rater(self) -> str:
        """ID of who fills in a rater's workbook, by which it is called; not for other workbooks."""
        return self.workbook.rpartition("/")[2].removesuffix(".xlsx")


def signature(person: Person | None) -> str:
    """Returns name and post of a person for HR's lists, such as `张三（经理）`; `HR` for None."""
    return f"{person.name}（{person.post}）" if person else HR


def signatures(people: Iterable[Person], post: str) -> str:
    """Returns who holds a post, such as `张三、李四（技术助理）`; the post alone if nobody does."""
    names = "、".join(person.name for person in people)
    return f"{names}（{post}）" if names else post
