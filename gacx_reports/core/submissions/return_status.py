"""Which workbooks of a quarter are in, which are missing, whose they are, and by when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gacx_reports.core.codes.files import F
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue, errors


class ReturnState(StrEnum):
    """How a workbook stands."""

    IN = "in"
    FAULTY = "faulty"
    """It is there, and has errors."""
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Return:
    """A workbook that somebody is to hand in."""

    workbook: str
    owner: str
    people: int
    """How many it is about."""
    due: date
    state: ReturnState
    faults: int
    """Errors in it."""


def returns(
    expected: Iterable[Form], read: Collection[str], issues: Iterable[Issue], due: date
) -> tuple[Return, ...]:
    """The state of every workbook; `read` names those that could be read."""
    known = tuple(issues)
    missing = {i.place.workbook for i in known if i.code == F.WORKBOOK_MISSING}
    return tuple(_return(form, read, missing, errors(known), due) for form in expected)


def _return(
    form: Form,
    read: Collection[str],
    missing: Collection[str],
    found: tuple[Issue, ...],
    due: date,
) -> Return:
    mine = [i for i in found if i.place.workbook == form.workbook]
    if form.workbook in read:
        state = ReturnState.FAULTY if mine else ReturnState.IN
    else:
        state = ReturnState.MISSING if form.workbook in missing else ReturnState.UNREADABLE
    faults = 0 if state is ReturnState.MISSING else len(mine)
    return Return(form.workbook, form.owner, len(form.people), due, state, faults)
