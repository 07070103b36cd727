"""Sheets for finance: the pay list 发放表, and the differences that revisions pay or recover."""

from collections.abc import Sequence
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.scoring.outcomes import (
    FACTOR_WORDS,
    EmployeeOutcome,
    FactorPart,
    QuarterOutcome,
)
from gacx_reports.core.scoring.pay import Correction, balance, performance_pay
from gacx_reports.core.scoring.status_words import STATUS_WORDS
from gacx_reports.core.views.heading import reason
from gacx_reports.excel.results.table_sheet import (
    MONEY,
    SHARE,
    TEXT,
    WHOLE,
    ResultPerson,
    ResultSheet,
    TableCell,
    columns,
    people_sheet,
    score,
)
from gacx_reports.i18n import N_

POOL = (
    (N_("Bonus pool of the department"), MONEY),
    (N_("Weight in the pool"), WHOLE),
    (N_("Sum of weights"), WHOLE),
    (N_("Exact share"), WHOLE),
)


def pay_sheet(outcome: QuarterOutcome, t: NullTranslations) -> ResultSheet:
    """The pay list 发放表 (yuan, rounded half up to the fen); blank, never 0, for employees who are not scored."""
    used, pooled = _parts(outcome), any(e.bonus for e in outcome.employees.values())
    named = (
        (N_("Period"), TEXT),
        (N_("Grade"), TEXT),
        *((FACTOR_WORDS[part], WHOLE) for part in used),
        (N_("Pay factor"), SHARE),
        (N_("Base"), MONEY),
        *(POOL if pooled else ()),
        (N_("Payable"), MONEY),
        (N_("Status"), TEXT),
        (N_("Reason"), TEXT),
    )
    rows: list[ResultPerson] = [
        (e.person, *_pay_cells(e, used, outcome, pooled=pooled, t=t))
        for e in outcome.employees.values()
    ]
    return people_sheet(N_("Pay list"), named, rows, _pay_total(outcome, len(used), pooled, t))


def _pay_cells(
    e: EmployeeOutcome,
    used: Sequence[FactorPart],
    outcome: QuarterOutcome,
    *,
    pooled: bool,
    t: NullTranslations,
) -> tuple[TableCell, ...]:
    parts = dict(e.factor_parts)
    return (
        str(outcome.quarter),
        e.grade or None,
        *(score(parts.get(part), 6) for part in used),
        e.pay_factor,
        e.person.base,
        *(_pool_cells(e) if pooled else ()),
        performance_pay(e),
        t.gettext(STATUS_WORDS[e.status]),
        _waits(e, t) or reason(e, t),
    )


def _pool_cells(e: EmployeeOutcome) -> tuple[TableCell, ...]:
    """The pool, the own weight, the sum of all, the exact share; blank for who has no share."""
    if e.bonus is None:
        return (None,) * len(POOL)
    share = None if e.bonus.amount is None else score(e.bonus.exact, 6)
    return e.bonus.pool, score(e.bonus.weight, 6), score(e.bonus.weights, 6), share


def _waits(e: EmployeeOutcome, t: NullTranslations) -> str:
    """Why a pool is not shared yet; "" where there is none, or it is."""
    if e.bonus is None or e.bonus.amount is not None:
        return ""
    ids = t.gettext(", ").join(e.bonus.waits_for)
    return t.gettext("The pool is not shared yet: {ids} held back").format(ids=ids)


def _parts(outcome: QuarterOutcome) -> tuple[FactorPart, ...]:
    """The factors that anybody's pay factor is the product of."""
    found = {part for e in outcome.employees.values() for part, _ in e.factor_parts}
    return tuple(part for part in FactorPart if part in found)


def _pay_total(
    outcome: QuarterOutcome, more: int, pooled: bool, t: NullTranslations
) -> tuple[TableCell, ...]:
    """The bottom line: number of people, number with an amount, sums of base and performance pay."""
    people = outcome.employees.values()
    bases = [e.person.base for e in people if e.person.base is not None]
    amounts = [pay for e in people if (pay := performance_pay(e)) is not None]
    everybody = t.ngettext("{count} person", "{count} people", len(people)).format(
        count=len(people)
    )
    paid = t.gettext("{count} with an amount").format(count=len(amounts))
    gap = (None,) * (len(POOL) if pooled else 0)
    sums = (sum(bases, Decimal(0)), *gap, sum(amounts, Decimal(0)))
    return (t.gettext("Sum"), everybody, *(None,) * (5 + more), *sums, paid, None)


def correction_sheets(corrections: Sequence[Correction], t: NullTranslations) -> list[ResultSheet]:
    """Sheet 差额: yuan that revisions pay (positive) or recover (negative), and their sum; [] without any."""
    if not corrections:
        return []
    headers = columns(
        (N_("ID"), TEXT),
        (N_("Name"), TEXT),
        (N_("Former factor"), SHARE),
        (N_("New factor"), SHARE),
        (N_("Formerly payable"), MONEY),
        (N_("Now payable"), MONEY),
        (N_("Difference"), MONEY),
    )
    rows: list[tuple[TableCell, ...]] = [
        (c.id, c.name, c.factor_before, c.factor, c.pay_before, c.pay, c.difference)
        for c in corrections
    ]
    rows.append((t.gettext("Sum"), None, None, None, None, None, balance(corrections)))
    return [ResultSheet(N_("Differences"), headers, rows)]
