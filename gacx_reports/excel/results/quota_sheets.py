"""Sheets of `results.xlsx` about the shares of grades, and about grades that recur."""

from gettext import NullTranslations

from gacx_reports.core.scheme.words.flags import grades_meant
from gacx_reports.core.scoring.distribution import missed
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.quota_groups import groups
from gacx_reports.core.views.headcount import group_name
from gacx_reports.excel.results.table_sheet import (
    COUNT,
    TEXT,
    ResultPerson,
    ResultSheet,
    TableCell,
    columns,
    people_sheet,
)
from gacx_reports.i18n import N_


def quota_sheet(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """Sheet 分布检查: missed quotas, with HR's reason if one is accepted."""
    wider = bool(outcome.scheme.wider_quotas)
    headers = columns(
        (N_("Department, level or company") if wider else N_("Department"), TEXT),
        (N_("Grade"), TEXT),
        (N_("People"), COUNT),
        (N_("Scored"), COUNT),
        (N_("Quota"), TEXT),
        (N_("Allowed"), COUNT),
        (N_("Accepted because"), TEXT),
        (N_("Decided by"), TEXT),
    )
    rows: list[tuple[TableCell, ...]] = [
        (
            group_name(group, t),
            v.quota.grade,
            v.count,
            v.scored,
            t.gettext("at least") if v.too_few else t.gettext("at most"),
            v.allowed,
            v.accepted.reason if v.accepted else None,
            v.accepted.by if v.accepted else None,
        )
        for group in groups(outcome)
        for v in missed(group, outcome)
    ]
    return ResultSheet(N_("Quota check"), headers, rows)


def flag_sheet(outcome: QuarterOutcome, t: NullTranslations) -> list[ResultSheet]:
    """Sheet 等级提醒: what follows from grades that recur; none where the scheme has no rule for them."""
    named = (
        (N_("Grade"), TEXT),
        (N_("In the periods"), TEXT),
        (N_("Consequence"), TEXT),
    )
    rows: list[ResultPerson] = [
        (
            e.person,
            grades_meant(flag.rule, t),
            ", ".join(flag.periods),
            flag.rule.consequence,
        )
        for e in outcome.employees.values()
        for flag in e.flags
    ]
    return [people_sheet(N_("Grades that recur"), named, rows)] if outcome.scheme.flags else []
