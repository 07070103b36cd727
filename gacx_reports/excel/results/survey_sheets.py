"""Sheets of `results.xlsx` about drawn surveys: employees and calls; customers are masked, telephone numbers absent."""

from collections.abc import Iterator, Mapping
from gettext import NullTranslations

from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scoring.kpis.kpi_outcome import KpiOutcome
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.submissions.survey_outcome import SurveyOutcome
from gacx_reports.core.survey.calls import Call
from gacx_reports.core.survey.masking import masked
from gacx_reports.core.survey.outcomes import MOST_ATTEMPTS
from gacx_reports.core.survey.summary import EmployeeCalls
from gacx_reports.core.views.gauges import interval_of
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    DAY,
    PERCENT,
    TEXT,
    ResultPerson,
    ResultSheet,
    TableCell,
    people_sheet,
    score,
)
from gacx_reports.i18n import N_


def survey_sheets(outcome: QuarterOutcome, t: NullTranslations) -> list[ResultSheet]:
    """Sheets 调查 and 呼叫; absent where the survey team chooses its customers."""
    return [_employees(outcome), _calls(outcome, t)] if outcome.surveys else []


def _employees(outcome: QuarterOutcome) -> ResultSheet:
    named = (
        (N_("Record table"), TEXT),
        (N_("KPI's post"), TEXT),
        (N_("Jobs in the frame"), COUNT),
        (N_("Not to be called"), COUNT),
        (N_("Drawn"), COUNT),
        (N_("Called"), COUNT),
        (N_("Answered"), COUNT),
        (N_("Response RR2"), PERCENT),
        (N_("Cooperation COOP2"), PERCENT),
        (N_("Refusal REF1"), PERCENT),
        (N_("Contact CON1"), PERCENT),
        (N_("KPI"), TEXT),
        (N_("n"), COUNT),
        (N_("Result"), "0.0000##"),
        (N_("Interval from"), "0.0000"),
        (N_("Interval to"), "0.0000"),
    )
    rows: list[ResultPerson] = [
        (outcome.employees[e.person].person, *_employee(e, k, survey))
        for survey in outcome.surveys
        for e in survey.summary.employees
        for k in _kpis(e, survey, outcome) or (None,)
    ]
    return people_sheet(N_("Survey"), named, rows)


def _employee(
    e: EmployeeCalls, k: KpiOutcome | None, survey: SurveyOutcome
) -> tuple[TableCell, ...]:
    return (survey.record.table, *_counts(e), *_value(k))


def _counts(e: EmployeeCalls) -> tuple[TableCell, ...]:
    rates = e.counts.rates
    shares = (rates.response, rates.cooperation, rates.refusal, rates.contact)
    return (
        e.post,
        e.frame,
        e.do_not_call,
        e.drawn,
        e.counts.calls,
        e.counts.answered,
        *(score(share, 6) for share in shares),
    )


def _kpis(
    e: EmployeeCalls, survey: SurveyOutcome, outcome: QuarterOutcome
) -> tuple[KpiOutcome, ...]:
    """The employee's KPIs from this sample; none if held back."""
    return tuple(
        k
        for k in outcome.employees[e.person].kpis
        if k.sample and (k.kpi.table, k.kpi.post) == (survey.record.table, e.post)
    )


def _value(k: KpiOutcome | None) -> tuple[TableCell, ...]:
    if k is None:
        return (None,) * 5
    low, high = interval_of(k) or (None, None)
    return k.kpi.name, k.n, score(k.raw, 6), score(low), score(high)


def _calls(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    attempts = tuple(
        column
        for _ in range(MOST_ATTEMPTS)
        for column in ((N_("Day"), DAY), (N_("Hour"), COUNT), (N_("Outcome"), TEXT))
    )
    named = (
        (N_("Record table"), TEXT),
        (N_("KPI's post"), TEXT),
        (N_("Call"), TEXT),
        (N_("Job number"), TEXT),
        (N_("Customer"), TEXT),
        (N_("Type"), TEXT),
        (N_("Month"), TEXT),
        (N_("Caller"), TEXT),
        *attempts,
        (N_("Answers"), TEXT),
        (N_("Cells"), TEXT),
    )
    rows: Iterator[ResultPerson] = (
        (outcome.employees[call.person].person, *_call(call, survey.record.table, t))
        for survey in outcome.surveys
        for call in survey.calls
    )
    return people_sheet(N_("Survey calls"), named, rows)


def _call(call: Call, table: str, t: NullTranslations) -> tuple[TableCell, ...]:
    return (
        table,
        call.post,
        f"{call.slot}-{call.rank}",
        call.number,
        masked(call.customer),
        call.kind,
        call.month,
        call.caller,
        *_attempts(call, t),
        _answers(call.answers, t),
        str(call.place),
    )


def _attempts(call: Call, t: NullTranslations) -> Iterator[TableCell]:
    for attempt in call.attempts:
        yield from (attempt.day, attempt.hour, word(attempt.outcome, t))
    yield from (None,) * (3 * (MOST_ATTEMPTS - len(call.attempts)))


def _answers(answers: Mapping[str, str], t: NullTranslations) -> str:
    given = (f"{question}: {word(level, t)}" for question, level in answers.items())
    return t.gettext(", ").join(given)
