"""What the raters of a typed KPI answered (sheet 指标评价人), and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gacx_reports.core.codes.people import P
from gacx_reports.core.forms.covered import Covered
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.input_sheets import TYPED
from gacx_reports.core.forms.kpi_raters import role
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import MissingScore
from gacx_reports.core.scheme.kpi_rater import KpiRater
from gacx_reports.core.sheets.raw_values import NA
from gacx_reports.core.submissions.submissions import Submissions, SubmittedValue
from gacx_reports.i18n import N_

_WAITS = N_("until then the result waits")
_COUNTS_AS_ZERO = N_("until then 0 counts")
_OTHERS_COUNT = N_("until then the others take the weight")


class AnswerState(StrEnum):
    """Whether a rater scored a KPI."""

    GIVEN = "given"
    NA = "not_applicable"
    MISSING = "missing"
    NOBODY = "nobody"
    """The roster has no such rater, as of somebody without a supervisor's supervisor."""
    UNASKED = "unasked"
    """In a what-if: the quarter's own scheme didn't ask this rater."""


@dataclass(frozen=True, slots=True)
class KpiAnswer:
    """One rater's answer about one KPI of an assignment."""

    rater: KpiRater
    entry: SubmittedValue | None
    workbook: str
    """The workbook that asks; "": the roster has no such rater."""
    owner: str
    """Who fills it in, for HR's lists; never on a report."""
    asked: bool = True

    @property
    def state(self) -> AnswerState:
        """What became of it."""
        if self.entry:
            return AnswerState.NA if self.entry.value is NA else AnswerState.GIVEN
        if not self.workbook:
            return AnswerState.NOBODY
        return AnswerState.MISSING if self.asked else AnswerState.UNASKED

    @property
    def counts(self) -> bool:
        """Whether it has a score: that of its value, or 0 if it is missing and 缺评时 says so."""
        zero = self.state is AnswerState.MISSING and self.rater.missing is MissingScore.ZERO
        return zero or self.state is AnswerState.GIVEN


def kpi_answers(
    kpi: Kpi, held: Assignment, submissions: Submissions, covered: Covered
) -> tuple[KpiAnswer, ...]:
    """Returns an answer for each rater of the KPI, in the scheme's order."""
    asking = {
        kind: form
        for form, about in reversed(covered.get(held.id, ()))
        if about == held and _has_values(form) and (kind := role(form, held))
    }
    found = []
    for rater in kpi.raters:
        entry = submissions.typed.get((held.key, kpi.name))
        if rater.rater is not Rater.SUPERVISOR:
            given = submissions.scored.get((held.key, kpi.name, rater.rater))
            entry = given.entry if given else None
        form = asking.get(rater.rater)
        book, owner = (form.workbook, form.owner) if form else ("", "")
        asked = (kpi.post, kpi.name, rater.rater) not in submissions.unasked
        found.append(KpiAnswer(rater, entry, book, owner, asked))
    return tuple(found)


def _has_values(form: Form) -> bool:
    return any(sheet.name == TYPED.name for sheet in form.sheets)


def not_scored(kpi: Kpi, held: Assignment, answers: Sequence[KpiAnswer]) -> list[Issue]:
    """Returns the reasons for which the KPI has no score: nobody's own score ever stands alone.

    P78 a missing rater where 缺评时 is 暂缓; every missing one but the person, if none of these gave a value. P79 where
    the roster has nobody but the person. P83 in a what-if whose scheme asks who was never asked: what they would
    have given is not known, and neither absent nor 0.
    """
    if unasked := [a for a in answers if a.state is AnswerState.UNASKED]:
        raters = "、".join(a.rater.rater for a in unasked)
        details = {"kpi": kpi.name, "raters": raters}
        return [Issue(P.RATERS_NOT_ASKED, unasked[0].rater.place, raters, details, held.id)]
    missing = [a for a in answers if a.state is AnswerState.MISSING]
    others = [a for a in answers if a.rater.rater is not Rater.SELF]
    holding = [a for a in missing if a.rater.missing is MissingScore.HOLD]
    if not any(a.state is AnswerState.GIVEN for a in others):
        holding += [a for a in others if a in missing and a not in holding]
    if not holding and all(a.state is AnswerState.NOBODY for a in others):
        details = {"kpi": kpi.name, "raters": "、".join(a.rater.rater for a in others)}
        return [Issue(P.NOBODY_ELSE_TO_SCORE, held.person.place, kpi.name, details, person=held.id)]
    return [_missing(kpi, held.person, a) for a in holding]


def done_without(
    kpi: Kpi, person: Person, answers: Sequence[KpiAnswer], absent: frozenset[str]
) -> list[Issue]:
    """P78 as warnings: raters who are missing, while the KPI of the person is decided all the same.

    Of a workbook that is `absent` F01 has been said; only what counts as 0 is named for each person, too.
    """
    return [
        _missing(kpi, person, a, harmless=True)
        for a in answers
        if a.state is AnswerState.MISSING and (a.counts or a.workbook not in absent)
    ]


def _missing(kpi: Kpi, person: Person, answer: KpiAnswer, *, harmless: bool = False) -> Issue:
    place = CellRef(answer.workbook, TYPED.name)
    without = _COUNTS_AS_ZERO if answer.counts else _OTHERS_COUNT
    details = {
        "rater": answer.rater.rater.value,
        "kpi": kpi.name,
        "owner": answer.owner,
        "reason": without if harmless else _WAITS,
    }
    found = f"{person.name} · {kpi.name}"
    return Issue(P.KPI_NOT_SCORED, place, found, details, person.id, harmless)
