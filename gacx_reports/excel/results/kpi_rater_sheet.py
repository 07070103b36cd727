"""Sheet of `results.xlsx` with what each rater of a KPI gave; absent where no scheme names raters."""

from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scoring.opinions.kpi_answers import AnswerState
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.excel.results.table_sheet import (
    PERCENT,
    SCORE,
    TEXT,
    WHOLE,
    ResultPerson,
    ResultSheet,
    people_sheet,
    score,
)
from gacx_reports.i18n import N_

ANSWER_WORDS = {
    AnswerState.GIVEN: "",
    AnswerState.NA: N_("not applicable"),
    AnswerState.MISSING: N_("not rated"),
    AnswerState.NOBODY: N_("nobody there"),
}


def kpi_rater_sheet(outcome: QuarterOutcome, t: NullTranslations) -> list[ResultSheet]:
    """Returns the sheet: a row for each rater of each KPI, by kind."""
    named = (
        (N_("KPI's post"), TEXT),
        (N_("KPI"), TEXT),
        (N_("Rater"), TEXT),
        (N_("Effective weight"), PERCENT),
        (N_("Result"), WHOLE),
        (N_("Unit"), TEXT),
        (N_("Score"), SCORE),
        (N_("Remark"), TEXT),
    )
    rows: list[ResultPerson] = [
        (
            e.person,
            k.kpi.post,
            k.kpi.name,
            word(r.rater, t),
            score(r.weight, 6),
            score(r.raw, 6) if r.raw is not None else None,
            k.kpi.unit,
            score(r.score),
            (words := ANSWER_WORDS[r.answer.state]) and t.gettext(words),
        )
        for e in outcome.employees.values()
        for k in e.kpis
        for r in k.ratings
    ]
    return [people_sheet(N_("Raters of KPIs"), named, rows)] if rows else []
