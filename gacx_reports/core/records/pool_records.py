"""Bonus pools for `results.json`."""

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.records.record_types import BonusRecord, PoolRecord
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.pay import Pool, pools_of


def pool_records(outcome: QuarterOutcome) -> list[PoolRecord]:
    """The pools of all departments that have one, in the roster's order."""
    sharing = outcome.scheme.settings.pool_sharing
    return [
        {
            "department": pool.department.name,
            "pool": f"{pool.yuan:f}",
            "sharing": sharing.value,
            "waits_for": list(pool.waits_for),
            "shares": _shares(pool),
        }
        for pool in pools_of(outcome)
    ]


def _shares(pool: Pool) -> list[BonusRecord]:
    return [
        {
            "id": e.person.id,
            "weight": twelve_places(e.bonus.weight),
            "amount": None if e.bonus.amount is None else f"{e.bonus.amount:f}",
        }
        for e in pool.sharing
        if e.bonus
    ]
