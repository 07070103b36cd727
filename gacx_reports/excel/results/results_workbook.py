"""Writes `results.xlsx`: all results of the quarter as tables, and the pay list 发放表 for finance."""

from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations

from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.language.issue_words import SEVERITY_WORDS, describe
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.words.evaluation import evaluation_words
from gacx_reports.core.scoring.outcomes import (
    BehaviourOutcome,
    EmployeeOutcome,
    ItemOutcome,
    QuarterOutcome,
)
from gacx_reports.core.scoring.pay import Correction
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.views.heading import reason
from gacx_reports.excel.results.pay_sheets import correction_sheets, pay_sheet
from gacx_reports.excel.results.rater_columns import headers_of, other_kinds, voices
from gacx_reports.excel.results.rule_sheets import rule_sheets
from gacx_reports.excel.results.survey_sheets import survey_sheets
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    PERCENT,
    SCORE,
    SHARE,
    TEXT,
    WHOLE,
    ResultPerson,
    ResultSheet,
    TableCell,
    book_of,
    columns,
    format_of_scores,
    people_sheet,
    score,
    typed,
)
from gacx_reports.i18n import N_


def results_workbook(
    outcome: QuarterOutcome,
    t: NullTranslations,
    corrections: Sequence[Correction] = (),
    revisions: Mapping[str, int] | None = None,
) -> bytes:
    """`results.xlsx` as bytes, in the language of `t`; the same outcome gives the same bytes.

    Scores are 0 to the full mark (or to the KPI's cap), with 4 decimals; `corrections` are differences of revisions,
    `revisions` maps employee ID to the number of the revision, 1 where there is none.
    """
    sheets = (
        _overview(outcome, revisions or {}, t),
        _kpis(outcome, t),
        _behaviours(outcome, t),
        *rule_sheets(outcome, t),
        pay_sheet(outcome, t),
        *correction_sheets(corrections, t),
        *_strictness(outcome),
        *survey_sheets(outcome, t),
        _issues(outcome, t),
    )
    return book_of(str(outcome.quarter), sheets, t, format_of_scores(outcome.scheme))


def _overview(
    outcome: QuarterOutcome, revisions: Mapping[str, int], t: NullTranslations
) -> ResultSheet:
    ranked = any(e.ranking for e in outcome.employees.values())
    places = ((N_("Place in the unit"), COUNT), (N_("of people"), COUNT)) if ranked else ()
    named = (
        (N_("Status"), TEXT),
        (N_("Reason"), TEXT),
        (N_("KPI score"), SCORE),
        (N_("Behaviour score"), SCORE),
        (N_("Behaviour share"), SHARE),
        (N_("Total"), SCORE),
        *places,
        (N_("Computed grade"), TEXT),
        (N_("Grade"), TEXT),
        (N_("Pay factor"), SHARE),
        (N_("Revision"), COUNT),
    )
    rows: list[ResultPerson] = [
        (e.person, *_cells(e, revisions.get(e.person.id, 1), ranked=ranked, t=t))
        for e in outcome.employees.values()
    ]
    return people_sheet(N_("Overview"), named, rows)


def _cells(
    e: EmployeeOutcome, revision: int, *, ranked: bool, t: NullTranslations
) -> tuple[TableCell, ...]:
    place = (e.ranking.place, e.ranking.people) if e.ranking else (None, None)
    return (
        t.gettext(STATUS_WORDS[e.status]),
        reason(e, t),
        score(e.kpi_score),
        score(e.behaviour.score if e.behaviour else None),
        typed(e.behaviour_share) if e.behaviour else None,
        e.total,
        *(place if ranked else ()),
        e.computed_grade or None,
        e.grade or None,
        e.pay_factor,
        revision,
    )


def _kpis(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    named = (
        (N_("KPI's post"), TEXT),
        (N_("KPI"), TEXT),
        (N_("Weight"), SHARE),
        (N_("Effective weight"), PERCENT),
        (N_("Result"), WHOLE),
        (N_("Unit"), TEXT),
        (N_("n"), COUNT),
        (N_("Target"), WHOLE),
        (N_("Personal target"), TEXT),
        (N_("Target cut to days"), TEXT),
        (N_("Score"), SCORE),
        (N_("Contribution"), SCORE),
        (N_("Cells"), TEXT),
    )
    rows = (
        (
            e.person,
            k.kpi.post,
            k.name,
            typed(k.kpi.weight),
            score(k.effective_weight, 6),
            score(k.raw, 6) if k.raw is not None else t.gettext(k.without_value),
            k.kpi.unit,
            k.n,
            typed(k.goal),
            t.gettext("yes") if k.personal or k.kpi.personal_points else None,
            "{}/{}".format(*k.days) if k.days else None,
            score(k.score),
            score(k.weighted) if k.score is not None else None,
            "; ".join(str(p) for p in k.cells),
        )
        for e in outcome.employees.values()
        for k in e.kpis
    )
    return people_sheet(N_("KPIs"), named, rows)


def _behaviours(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    kinds = other_kinds(outcome)
    named = (
        (evaluation_words(N_("Half-year"), outcome.scheme, t), TEXT),
        (N_("Category"), TEXT),
        (N_("Item"), TEXT),
        (N_("Level"), TEXT),
        (N_("Supervisor's score"), SCORE),
        (N_("Own score"), SCORE),
        *headers_of(kinds),
        (N_("Score"), SCORE),
        (N_("Effective weight"), PERCENT),
        (N_("Cells"), TEXT),
    )
    rows: Iterator[ResultPerson] = (
        (e.person, *_item_cells(e.behaviour, i, kinds))
        for e in outcome.employees.values()
        if e.behaviour
        for i in e.behaviour.items
    )
    return people_sheet(N_("Behaviour"), named, rows)


def _item_cells(
    behaviour: BehaviourOutcome, item: ItemOutcome, kinds: tuple[Rater, ...]
) -> tuple[TableCell, ...]:
    weight = behaviour.categories[item.category][0] * item.effective_weight
    return (
        behaviour.half,
        item.category,
        item.name,
        item.level,
        *voices(item, kinds),
        score(item.score),
        score(weight, 6),
        str(item.place),
    )


def _strictness(outcome: QuarterOutcome) -> list[ResultSheet]:
    """Sheet 评价尺度 (strictness of raters), for HR only; absent if nothing was rated."""
    if not outcome.strictness:
        return []
    headers = columns(
        (N_("Rater"), TEXT),
        (N_("Levels given"), COUNT),
        (N_("Mean"), SCORE),
        (N_("Spread"), SCORE),
        (N_("Against the others"), SCORE),
    )
    rows = [
        (s.rater, s.n, score(s.mean), score(s.spread), score(s.against_others))
        for s in outcome.strictness
    ]
    return [ResultSheet(N_("Rater strictness"), headers, rows)]


def _issues(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    headers = columns(
        (N_("Severity"), TEXT),
        (N_("Code"), TEXT),
        (N_("Workbook"), TEXT),
        (N_("Sheet"), TEXT),
        (N_("Cell"), TEXT),
        (N_("Found"), TEXT),
        (N_("Problem"), TEXT),
        (N_("Expected"), TEXT),
        (N_("How to mend"), TEXT),
    )
    rows: list[tuple[TableCell, ...]] = []
    for issue in outcome.issues:
        if issue.severity is not Severity.NOTE:
            words = describe(issue, t)
            place = issue.place
            rows.append(
                (
                    t.gettext(SEVERITY_WORDS[issue.severity]),
                    issue.code,
                    place.workbook,
                    place.sheet,
                    place.cell,
                    issue.found,
                    words.title,
                    words.expected,
                    words.mend,
                )
            )
    return ResultSheet(N_("Issues"), headers, rows)
