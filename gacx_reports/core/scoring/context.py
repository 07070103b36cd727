"""What scoring a quarter rests on, and what it has decided so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import Form
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.roster import Person, Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.kpi_scores import RecordRows
from gacx_reports.core.scoring.outcomes import BehaviourOutcome, EmployeeOutcome, Part, UnitOutcome
from gacx_reports.core.submissions.submissions import Submissions


@dataclass(frozen=True, slots=True)
class IndividualResult:
    """A person's own result before the mix, or why there is none."""

    person: Person
    decided: EmployeeOutcome | None = None
    """Exempt or not scored."""
    parts: tuple[Part, ...] = ()
    kpi_score: Fraction = Fraction(0)
    behaviour: BehaviourOutcome | None = None
    share: Fraction = Fraction(0)
    """Of the behaviours."""
    issues: tuple[Issue, ...] = ()
    held_by: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether there is a result."""
        return self.decided is None and not self.issues and not self.held_by

    @property
    def own(self) -> Fraction:
        """The result: KPIs and behaviours."""
        rated = self.share * self.behaviour.score if self.behaviour else 0
        return (1 - self.share) * self.kpi_score + rated


@dataclass(frozen=True)
class ScoringContext:
    """Everything that deciding about one person may look at."""

    quarter: Quarter
    scheme: Scheme
    roster: Roster
    submissions: Submissions
    rows: RecordRows
    forms: tuple[Form, ...]
    errors: tuple[Issue, ...]
    circles: Mapping[str, str]
    drafts: dict[str, IndividualResult] = field(default_factory=dict)
    units: dict[str, UnitOutcome] = field(default_factory=dict)
    done: dict[str, EmployeeOutcome] = field(default_factory=dict)
    """Results so far: each step rests on finished ones."""
