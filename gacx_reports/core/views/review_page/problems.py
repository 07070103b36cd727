"""Problems on HR's review page: errors and warnings with cells, and the employees whom they hold back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from gettext import NullTranslations

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Fold, Issue, grouped, in_short
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scoring.outcomes import EmployeeOutcome
from gacx_reports.core.views.heading import held_below

CELLS = 6
"""Most ranges of cells that are shown at first."""


@dataclass(frozen=True, slots=True)
class Touched:
    """An employee whom a problem holds back."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Equal issues in one column, as one line."""

    number: int
    """Number on the page, from 1."""
    code: str
    severity: str
    workbook: str
    sheet: str
    cell: str
    """`C7`, or the first 6 ranges: `C7:C12, C20`."""
    more_cells: str
    """The other ranges; "" for none."""
    count: int
    found: str
    title: str
    expected: str
    mend: str
    touched: tuple[Touched, ...]
    returned: str
    """Path of the marked copy below the output folder; "" if there is none."""


@dataclass(frozen=True, slots=True)
class HeldBackReason:
    """A reason why an employee is held back; equal issues in one column are one reason."""

    code: str
    title: str
    place: str
    problem: int
    """Number of the problem with details; 0 for none."""


ProblemKey = tuple[str, object, str, str]


def _key(issue: Issue) -> ProblemKey:
    return (issue.code, issue.place, issue.found, issue.person)


def folds(issues: Iterable[Issue]) -> tuple[Fold, ...]:
    """Folds equal errors and warnings; notes are left out, as they need no mending."""
    return grouped(i for i in issues if i.severity is not Severity.NOTE)


def numbers(found: Iterable[Fold]) -> dict[ProblemKey, int]:
    """Returns issue → number of its problem, from 1."""
    return {_key(i): n for n, fold in enumerate(found, start=1) for i in fold.issues}


def problems(
    found: Iterable[Fold],
    held: Mapping[ProblemKey, list[Touched]],
    returned: Collection[str],
    t: NullTranslations,
) -> tuple[Problem, ...]:
    """Returns the list of problems; `held` has the affected employees, `returned` the workbooks with a marked copy."""
    return tuple(_problem(n, fold, held, returned, t) for n, fold in enumerate(found, start=1))


def _problem(
    number: int,
    fold: Fold,
    held: Mapping[ProblemKey, list[Touched]],
    returned: Collection[str],
    t: NullTranslations,
) -> Problem:
    issue, words = fold.issue, describe(fold.issue, t)
    touched = dict.fromkeys(who for i in fold.issues for who in held.get(_key(i), ()))
    name = issue.place.workbook
    cells, more = _parted(fold.place.cell)
    return Problem(
        number=number,
        code=issue.code,
        severity=issue.severity.value,
        workbook=name,
        sheet=fold.place.sheet,
        cell=cells,
        more_cells=more,
        count=fold.count,
        found=in_short(issue),
        title=words.title,
        expected=words.expected,
        mend=words.mend,
        touched=tuple(touched),
        returned=f"returned/{name}" if name in returned else "",
    )


def held_by_issue(people: Iterable[EmployeeOutcome]) -> dict[ProblemKey, list[Touched]]:
    """Returns issue → employees whom it holds back."""
    found: dict[ProblemKey, list[Touched]] = {}
    for e in people:
        for issue in e.issues:
            found.setdefault(_key(issue), []).append(Touched(e.person.id, e.person.name))
    return found


def reasons(
    e: EmployeeOutcome, numbered: Mapping[ProblemKey, int], t: NullTranslations
) -> tuple[HeldBackReason, ...]:
    """Returns every reason why an employee is held back; employees led (P14) come last."""
    below = (held_below(e, t),) if e.held_by else ()
    return tuple(
        HeldBackReason(f.issue.code, _title(f.issue, t), _place(f), numbered.get(_key(f.issue), 0))
        for f in grouped((*e.issues, *below))
    )


def _place(fold: Fold) -> str:
    cells, more = _parted(fold.place.cell)
    return str(replace(fold.place, cell=f"{cells}, …" if more else cells))


def _parted(cells: str) -> tuple[str, str]:
    """Splits ranges into the first 6 and the others."""
    ranges = cells.split(", ")
    return ", ".join(ranges[:CELLS]), ", ".join(ranges[CELLS:])


def _title(issue: Issue, t: NullTranslations) -> str:
    words = describe(issue, t)
    if issue.code != P.HELD_BACK_BELOW:
        return words.title
    return t.gettext("{title}: {mend}").format(title=words.title, mend=words.mend)
