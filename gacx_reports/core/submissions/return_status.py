"""Hand-in status (交回情况) of a quarter's workbooks: state, owner and due date."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue, errors


class ReturnState(StrEnum):
    """State of a workbook in the hand-in."""

    IN = "in"
    FAULTY = "faulty"
    """Handed in, with errors."""
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Return:
    """Hand-in status of one workbook."""

    workbook: str
    owner: str
    people: int
    """Number of assignments that it covers."""
    due: date
    state: ReturnState
    faults: int
    """Number of its errors; 0 if missing."""
    fillers: tuple[str, ...] = ()
    """IDs of the employees whom `owner` names."""
    key: str = ""
    """Its Chinese file name, by which a message that brought it is recorded."""


def returns(
    expected: Iterable[Form], read: Collection[str], issues: Iterable[Issue], due: date
) -> tuple[Return, ...]:
    """Returns every expected workbook's status; `read` lists readable ones, F01 and F26 in `issues` missing ones."""
    known = tuple(issues)
    missing = {i.place.workbook for i in known if i.code in (F.WORKBOOK_MISSING, F.DRAW_MISSING)}
    faults = Counter(i.place.workbook for i in errors(known))
    return tuple(_return(form, read, missing, faults[form.workbook], due) for form in expected)


def _return(
    form: Form,
    read: Collection[str],
    missing: Collection[str],
    wrong: int,
    due: date,
) -> Return:
    if form.workbook in read:
        state = ReturnState.FAULTY if wrong else ReturnState.IN
    else:
        state = ReturnState.MISSING if form.workbook in missing else ReturnState.UNREADABLE
    faults = 0 if state is ReturnState.MISSING else wrong
    people = len(form.people)
    return Return(form.workbook, form.owner, people, due, state, faults, form.fillers, key=form.key)
