"""Sheets of `results.xlsx` about rules other than KPIs, one per rule; a sheet has no rows if no one is affected."""

from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.status_words import MIX_WORDS
from gacx_reports.excel.results.kpi_rater_sheet import kpi_rater_sheet
from gacx_reports.excel.results.period_sheet import period_sheets
from gacx_reports.excel.results.quota_sheets import flag_sheet, quota_sheet
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    DAY,
    PERCENT,
    SCORE,
    SHARE,
    TEXT,
    WHOLE,
    ResultPerson,
    ResultSheet,
    TableCell,
    columns,
    people_sheet,
    score,
    typed,
)
from gacx_reports.i18n import N_

TableRows = list[tuple[TableCell, ...]]


def rule_sheets(outcome: QuarterOutcome, t: NullTranslations) -> tuple[ResultSheet, ...]:
    """Parts after transfers, periods, mixes, results of units, bonus and deduction, vetoes, overrides, missed quotas,
    grades that recur, raters of KPIs."""
    return (
        _parts(outcome),
        *period_sheets(outcome, t),
        _mixes(outcome, t),
        _units(outcome, t),
        _lines(outcome, t),
        _vetoes(outcome),
        *_limits(outcome),
        _overrides(outcome),
        quota_sheet(outcome, t),
        *flag_sheet(outcome, t),
        *kpi_rater_sheet(outcome, t),
    )


def _parts(outcome: QuarterOutcome) -> ResultSheet:
    """Parts after a transfer and of projects; with columns of projects only where somebody has some."""
    several = [(e, p) for e in outcome.employees.values() if e.in_parts for p in e.parts]
    projects = any(p.of_projects for _, p in several)
    named: tuple[tuple[str, str], ...] = (
        (N_("Post of the part"), TEXT),
        (N_("Department of the part"), TEXT),
        (N_("From"), DAY),
        (N_("To"), DAY),
        (N_("Days"), COUNT),
        (N_("Share"), PERCENT),
        (N_("KPI score"), SCORE),
        (N_("Contribution"), SCORE),
        *(((N_("Project"), TEXT), (N_("Weight of the project"), SHARE)) if projects else ()),
    )
    rows: list[ResultPerson] = [
        (
            e.person,
            p.post,
            p.department,
            p.first,
            p.last,
            p.days,
            score(p.share, 6),
            score(p.kpi_score),
            score(p.share * p.kpi_score),
            *((p.project, typed(p.project_weight)) if projects else ()),
        )
        for e, p in several
    ]
    return people_sheet(N_("Parts"), named, rows)


def _mixes(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """Mixes of employees whose total includes a department's or the company's result."""
    named = ((N_("Result of"), TEXT), (N_("Share"), SHARE), (N_("Result"), SCORE))
    rows: list[ResultPerson] = [
        (e.person, t.gettext(MIX_WORDS[part]), typed(share), score(result))
        for e in outcome.employees.values()
        if e.mix and len(e.mix) > 1
        for part, (share, result) in e.mix.items()
    ]
    return people_sheet(N_("Mix"), named, rows)


def _units(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """Results of departments and company with their KPIs; a result that HR typed in has none."""
    headers = columns(
        (N_("Unit"), TEXT),
        (N_("Result"), SCORE),
        (N_("KPI"), TEXT),
        (N_("Effective weight"), PERCENT),
        (N_("Value"), WHOLE),
        (N_("n"), COUNT),
        (N_("Score"), SCORE),
    )
    rows: TableRows = []
    for unit in outcome.units.values():
        name, result = word(unit.unit, t), score(unit.result)
        rows += [
            (
                name,
                result,
                k.kpi.name,
                score(k.effective_weight, 6),
                score(k.raw, 6),
                k.n,
                score(k.score),
            )
            for k in unit.kpis
        ] or [(name, result, None, None, None, None, None)]
    return ResultSheet(N_("Results of units"), headers, rows)


def _lines(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """Bonus lines (positive) and deduction lines (negative).

    The change after the item's cap is printed on the item's first line, that after all caps on the person's first.
    """
    named = (
        (N_("Kind"), TEXT),
        (N_("What for"), TEXT),
        (N_("Date"), DAY),
        (N_("Points"), SCORE),
        (N_("Of the item after its cap"), SCORE),
        (N_("Of the person after all caps"), SCORE),
        (N_("Reason"), TEXT),
        (N_("Cells"), TEXT),
    )
    rows: list[ResultPerson] = []
    for e in outcome.employees.values():
        whole = score(e.adjusted.change)
        for a in e.adjusted.adjustments:
            applied = score(a.applied)
            for line in a.lines:
                points = line.points if a.item.kind is LineKind.BONUS else -line.points
                kind, cell = word(a.item.kind, t), str(line.place)
                rows.append(
                    (
                        e.person,
                        kind,
                        a.item.name,
                        line.day,
                        points,
                        applied,
                        whole,
                        line.reason,
                        cell,
                    )
                )
                applied = whole = None
    return people_sheet(N_("Bonus and deduction"), named, rows)


def _vetoes(outcome: QuarterOutcome) -> ResultSheet:
    named = (
        (N_("What for"), TEXT),
        (N_("Date"), DAY),
        (N_("Best grade left"), TEXT),
        (N_("Computed grade"), TEXT),
        (N_("Grade"), TEXT),
        (N_("Reason"), TEXT),
        (N_("Cells"), TEXT),
    )
    rows: list[ResultPerson] = [
        (
            e.person,
            v.item.name,
            v.day,
            v.item.ceiling,
            e.computed_grade,
            e.grade,
            v.reason,
            str(v.place),
        )
        for e in outcome.employees.values()
        for v in e.adjusted.vetoes
    ]
    return people_sheet(N_("Vetoes"), named, rows)


def _limits(outcome: QuarterOutcome) -> list[ResultSheet]:
    """Low scores that limit a grade; no sheet where there is none."""
    named = (
        (N_("What for"), TEXT),
        (N_("Score"), WHOLE),
        (N_("Below"), WHOLE),
        (N_("Best grade left"), TEXT),
        (N_("Computed grade"), TEXT),
        (N_("Grade"), TEXT),
    )
    rows: list[ResultPerson] = [
        (e.person, x.name, score(x.score, 12), x.below, x.ceiling, e.computed_grade, e.grade)
        for e in outcome.employees.values()
        for x in e.limits
    ]
    return [people_sheet(N_("Limited grades"), named, rows)] if rows else []


def _overrides(outcome: QuarterOutcome) -> ResultSheet:
    named = (
        (N_("Computed grade"), TEXT),
        (N_("Grade"), TEXT),
        (N_("Reason"), TEXT),
        (N_("Decided by"), TEXT),
        (N_("Cells"), TEXT),
    )
    rows: list[ResultPerson] = [
        (e.person, o.computed, o.grade, o.reason, o.by, str(o.place))
        for e in outcome.employees.values()
        if (o := e.override)
    ]
    return people_sheet(N_("Changed grades"), named, rows)
