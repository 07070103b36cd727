"""The rows of a call sheet as they are issued: what the draw knows of each call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.call_sheet import turn
from gacx_reports.core.forms.form import Form
from gacx_reports.core.language.vocabulary import Verbatim
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.survey.call_list import CallLine, call_list
from gacx_reports.core.survey.draw_record import DrawRecord
from gacx_reports.core.survey.frame import FrameJob

CallRow = dict[Header, str | date]


@dataclass(frozen=True, slots=True)
class CallInputs:
    """Inputs for issuing one call sheet."""

    form: Form
    """Of kind CALLS."""
    scheme: Scheme
    roster: Roster
    quarter: Period
    jobs: Mapping[str, FrameJob]
    """单号 → job; a job that is missing leaves day, kind and telephone blank."""

    @property
    def draw(self) -> DrawRecord:
        """The draw whose calls are listed."""
        assert self.form.draw is not None, "a call sheet has a draw"
        return self.form.draw

    @property
    def lines(self) -> tuple[CallLine, ...]:
        """The caller's calls."""
        return call_list(self.draw, self.form.owner)

    def rule(self, line: CallLine) -> SamplingRule | None:
        """The rule by which the call was drawn; None if the scheme has none any more."""
        rules = self.scheme.sampling_of(self.draw.table)
        return next((rule for rule in rules if rule.post == line.post), None)


def call_rows(inputs: CallInputs) -> list[CallRow]:
    """Returns a row per call, in the sheet's order; blank cells are left out.

    The employee is named only where the scheme lets the caller see the name.
    """
    return [_row(line, inputs) for line in inputs.lines]


def _row(line: CallLine, inputs: CallInputs) -> CallRow:
    job = inputs.jobs.get(line.number)
    cells: CallRow = {
        "编号": line.label,
        "单号": Verbatim(line.number),
        "客户": Verbatim(line.customer),
        "顺序": turn(line.rank),
    }
    if job:
        cells |= {"联系电话": Verbatim(job.phone), "作业日期": job.day, "类型": Verbatim(job.kind)}
    rule, person = inputs.rule(line), inputs.roster.people.get(line.person)
    if rule and rule.show_employee and person:
        cells["员工"] = Verbatim(f"{person.id} {person.name}")
    return {name: value for name, value in cells.items() if value}
