"""Prefilled content of an issued workbook: the cover, and a row for each value that must be filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import COMMENTS, COVER, RATINGS, TARGETS, TYPED, WEIGHTS
from gacx_reports.core.forms.kpi_raters import typed_in
from gacx_reports.core.issuing.previous_values import NO_REFERENCES, PreviousValue, References
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.eligibility import served_half_year, will_be_scored
from gacx_reports.core.roster.kpi_groups import scored_by_project
from gacx_reports.core.roster.period import COMMITMENT
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.scheme import Scheme

FilledRow = dict[str, PreviousValue]


@dataclass(frozen=True, slots=True)
class FormInputs:
    """Inputs for prefilling one form."""

    form: Form
    scheme: Scheme
    roster: Roster
    quarter: Period
    past: References = NO_REFERENCES
    commitment: str = ""
    """Commitment (抽样承诺) to the salt of the quarter's samples, for the cover; "" for none."""

    def judged(self, held: Assignment) -> bool:
        """Whether the employee will be scored, as far as the roster tells; only then rows are prefilled."""
        person = self.roster.people[held.id]
        return will_be_scored(person, self.roster, self.scheme, self.quarter)

    def here(self, held: Assignment) -> bool:
        """Whether the assignment lasts until the quarter's last day."""
        return held.last == self.quarter.last_day


def prefilled(inputs: FormInputs) -> dict[str, list[FilledRow]]:
    """Returns sheet name → prefilled rows, each column → value; record tables start empty."""
    rows = {
        COVER.name: _cover(inputs),
        TYPED.name: list(_typed(inputs)),
        RATINGS.name: list(_ratings(inputs)),
        TARGETS.name: list(_targets(inputs)),
        WEIGHTS.name: list(_weights(inputs)),
        COMMENTS.name: [_who(p) for p in inputs.form.people if inputs.here(p) and inputs.judged(p)],
    }
    return {s.name: rows.get(s.name, []) for s in inputs.form.sheets}


def remembered(inputs: FormInputs, sheet: str, row: Mapping[str, object]) -> PreviousValue | None:
    """Returns the previous value for a prefilled row, shown in its grey column; None if there is none."""
    person, past = str(row.get("工号", "")), inputs.past
    match sheet:
        case TYPED.name if inputs.form.kind is FormKind.RATER:
            return past.scored.get((inputs.form.rater, person, str(row.get("指标", ""))))
        case TYPED.name if project := str(row.get("所属项目", "")):
            return past.by_project.get((person, str(row.get("指标", "")), project))
        case TYPED.name:
            return past.typed.get((person, str(row.get("指标", ""))))
        case RATINGS.name if inputs.form.kind is FormKind.RATER:
            return past.opinions.get((inputs.form.rater, person, str(row.get("行为项", ""))))
        case RATINGS.name:
            return past.ratings.get((person, str(row.get("行为项", ""))))
        case COMMENTS.name:
            return past.goals.get(person)
        case _:
            return None


def _who(held: Assignment) -> FilledRow:
    return {"工号": held.id, "姓名": held.name}


def _cover(inputs: FormInputs) -> list[FilledRow]:
    entries = {
        "季度": str(inputs.quarter),
        "部门": inputs.form.department,
        "方案版本": inputs.scheme.settings.version,
        "填报人": inputs.form.owner,
        COMMITMENT: inputs.commitment,
    }
    return [{"项目": name, "值": value} for name, value in entries.items() if value]


def _kpis(inputs: FormInputs) -> Iterator[tuple[Assignment, Kpi]]:
    """Each KPI of each scored employee once, even if several of the employee's posts have it.

    Twice, if one post has it by project and another as a whole.
    """
    seen: set[tuple[str, str, bool]] = set()
    for held in filter(inputs.judged, inputs.form.people):
        for kpi in inputs.scheme.kpis_of(held.post):
            key = (held.id, kpi.name, _by_project(held, kpi, inputs))
            if key not in seen:
                yield held, kpi
            seen.add(key)


def _typed(inputs: FormInputs) -> Iterator[FilledRow]:
    for held, kpi in _kpis(inputs):
        if kpi in typed_in(inputs.form, held, inputs.scheme):
            row = _who(held) | {"指标": kpi.name}
            projects = inputs.roster.projects[held.id] if _by_project(held, kpi, inputs) else ()
            yield from ([row | {"所属项目": p.name} for p in projects] or [row])


def _by_project(held: Assignment, kpi: Kpi, inputs: FormInputs) -> bool:
    return scored_by_project(kpi, held.id, inputs.roster)


def _targets(inputs: FormInputs) -> Iterator[FilledRow]:
    """Personal targets of the quarter before, to be kept or changed."""
    for held, kpi in _kpis(inputs):
        target = inputs.past.targets.get((held.id, kpi.name))
        if kpi.personal_target and target is not None:
            yield _who(held) | {"指标": kpi.name, "目标": target}
        for point in kpi.own_points:
            if (value := inputs.past.points.get((held.id, kpi.name, point))) is not None:
                yield _who(held) | {"指标": kpi.name, "目标": value, "点": point}


def _weights(inputs: FormInputs) -> Iterator[FilledRow]:
    """Personal weights of the quarter before, to be kept or changed."""
    for held, kpi in _kpis(inputs):
        weight = inputs.past.weights.get((held.id, kpi.name))
        if kpi.own_weights and weight is not None:
            yield _who(held) | {"指标": kpi.name, "权重": weight}


def _ratings(inputs: FormInputs) -> Iterator[FilledRow]:
    rater = inputs.form.kind is FormKind.RATER
    for held in inputs.form.rated if rater else inputs.form.people:
        group = inputs.scheme.behaviours_of(held.post)
        served = served_half_year(inputs.roster.people[held.id], inputs.roster)
        if group and served and inputs.here(held) and inputs.judged(held):
            yield from (_who(held) | {"行为项": item.name} for item in group.items)
