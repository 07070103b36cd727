"""Missed quotas and grades that recur, for `results.json`."""

from gacx_reports.core.records.record_types import (
    FlagRecord,
    QuotaBound,
    QuotaRecord,
    WiderQuotaRecord,
)
from gacx_reports.core.scoring.distribution import Violation, missed
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.quota_groups import wider_groups


def quota_record(v: Violation) -> QuotaRecord:
    """A quota that a group misses."""
    accepted = v.accepted
    bound: QuotaBound = {"at_least": v.allowed} if v.too_few else {"at_most": v.allowed}
    return {
        "grade": v.quota.grade,
        "count": v.count,
        "scored": v.scored,
        **bound,
        "accepted": {"reason": accepted.reason, "by": accepted.by} if accepted else None,
    }


def wider_quotas(outcome: QuarterOutcome) -> list[WiderQuotaRecord]:
    """The quotas that levels and the company miss."""
    return [
        {"scope": group.scope.value, "name": group.name, **quota_record(v)}
        for group in wider_groups(outcome)
        for v in missed(group, outcome)
    ]


def flag_records(outcome: QuarterOutcome) -> list[FlagRecord]:
    """What follows from the employees' grades, with names in Chinese."""
    return [
        {
            "id": e.person.id,
            "grade": flag.rule.grade,
            "or_worse": flag.rule.or_worse,
            "periods": list(flag.periods),
            "consequence": flag.rule.consequence,
        }
        for e in outcome.employees.values()
        for flag in (e.original or e).flags
    ]
