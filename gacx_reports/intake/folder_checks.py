"""Checks of a quarter's folder for missing (F01), unexpected (F06) and duplicate (F18) workbooks."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.file_names import ENGLISH
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import COMMENTS, COVER, LINES
from gacx_reports.core.forms.kpi_raters import role, typed_in
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import HR
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi_choices import MissingScore
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import MissingRater
from gacx_reports.core.sheets.workbook import Workbook, nearest
from gacx_reports.i18n import N_

_NOTHING_ELSE = N_(
    "It is for bonuses, deductions and comments only: where there are none, it needn't be handed in."
)
_OR_WITHOUT = N_(
    "Ask {owner} for it and put it into the quarter's folder; without it the scheme's rule for missing raters holds."
)


def missing(wanted: Iterable[str], names: Collection[str]) -> list[Issue]:
    """F01 for each wanted workbook (scheme, roster) that is not among the names; HR owns both."""
    return [
        Issue(F.WORKBOOK_MISSING, CellRef(n), details={"owner": HR})
        for n in wanted
        if n not in names
    ]


def twice(
    names: Collection[str], pairs: Iterable[tuple[str, str]] = tuple(ENGLISH.items())
) -> list[Issue]:
    """F18 for each workbook that is there under both its Chinese and its English name; by default scheme and roster."""
    return [
        Issue(F.WORKBOOK_TWICE, CellRef(chinese), english, {"other": english})
        for chinese, english in pairs
        if chinese != english and chinese in names and english in names
    ]


def unexpected_files(
    names: Iterable[str], books: Mapping[str, Workbook], wanted: Sequence[str]
) -> list[Issue]:
    """F06 (warning) for each of `names` that is not one of the quarter's workbooks, `wanted`."""
    absent = [n for n in wanted if n not in books]
    return [
        Issue(
            F.WORKBOOK_UNEXPECTED,
            CellRef(name),
            details={"nearest": nearest(Path(name).name, absent), "allowed": "、".join(wanted)},
        )
        for name in names
        if name not in wanted
    ]


def _named(workbook: str, issues: Sequence[Issue]) -> bool:
    """Whether one of the issues is an error about the workbook."""
    return any(i.place.workbook == workbook and i.severity is Severity.ERROR for i in issues)


_COPY = re.compile(
    r"(?i)[\s_-]*([(（]\d+[)）]|副本|复件|copy|v\d+(\.\d+)*|final|终稿|最终版?|定稿|修改版?|新)[\s_-]*"
)


def copies_of(books: Mapping[str, Workbook], expected: Iterable[Form]) -> list[Issue]:
    """F18 for each copy (`技术服务组 - 副本.xlsx`, v2, final …) beside a workbook: the right one is unknown."""
    names = {f.workbook.removesuffix(".xlsx"): f.workbook for f in expected if f.workbook in books}
    issues = []
    for name in books:
        original = names.get(_COPY.sub("", name.removesuffix(".xlsx")).strip())
        if original and original != name:
            issues.append(Issue(F.WORKBOOK_TWICE, CellRef(original), name, {"other": name}))
    return issues


def missing_files(
    books: Mapping[str, Workbook],
    issues: Sequence[Issue],
    expected: Iterable[Form],
    roster: Roster,
    scheme: Scheme,
) -> list[Issue]:
    """F01 for each expected workbook that is missing and has no error; a warning for a rater's workbook if the scheme
    does not hold back everybody in it for that, and for one without which everybody can be scored.
    """
    due = roster.period.due.isoformat()
    return [
        _absent(form, due, scheme)
        for form in expected
        if form.kind is not FormKind.DRAW
        and form.workbook not in books
        and not _named(form.workbook, issues)
    ]


def _absent(form: Form, due: str, scheme: Scheme) -> Issue:
    details = {"owner": form.owner, "due": due}
    needless, spared = _needless(form, scheme), _spared(form, scheme)
    if needless or spared:
        details["reason"] = _NOTHING_ELSE if needless else _OR_WITHOUT
    harmless = needless or spared
    return Issue(F.WORKBOOK_MISSING, CellRef(form.workbook), details=details, harmless=harmless)


def _spared(form: Form, scheme: Scheme) -> bool:
    """Whether a missing rater's workbook holds back not all in it: then issues of their own name those that it does."""
    if form.kind is not FormKind.RATER:
        return False
    lenient = form.rated and scheme.settings.missing_rater is MissingRater.REWEIGHT
    return bool(lenient) or not all(_holds(form, a, scheme) for a in form.scored)


def _holds(form: Form, held: Assignment, scheme: Scheme) -> bool:
    """Whether a KPI of the assignment can't be scored without this rater (缺评时 = 暂缓)."""
    kind = role(form, held)
    raters = (r for k in typed_in(form, held, scheme) for r in k.raters if r.rater is kind)
    return any(r.missing is MissingScore.HOLD for r in raters)


def _needless(form: Form, scheme: Scheme) -> bool:
    """Whether the workbook has adjustments and comments only, of people who are scored by published periods."""
    asked = {sheet.name for sheet in form.sheets}
    counted = all(a.post in scheme.posts and scheme.posts[a.post].periods for a in form.people)
    return counted and asked <= {COVER.name, LINES, COMMENTS.name}


def missing_draws(
    issues: Sequence[Issue], expected: Iterable[Form], quarter: Period
) -> list[Issue]:
    """F26 for each draw that the quarter needs and that has neither a record nor an error about it."""
    return [
        Issue(F.DRAW_MISSING, CellRef(form.workbook), details={"quarter": str(quarter)})
        for form in expected
        if form.kind is FormKind.DRAW and not _named(form.workbook, issues)
    ]
