"""What a revision of an employee's report says about the one before: its result, and what changed it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.language import formats
from gacx_reports.core.records.current import essence
from gacx_reports.core.records.employee_types import EmployeeRecord
from gacx_reports.core.records.kpi_record import KpiRecord
from gacx_reports.core.records.record_types import PersonPublication
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scoring.outcomes import MixPart, Status
from gacx_reports.core.scoring.status_words import MIX_WORDS, STATUS_WORDS
from gacx_reports.i18n import N_

NAMED = 4
"""Most causes that are named one by one."""
OTHER_WORDS: Mapping[str, str] = {
    "name": N_("name"),
    "department": N_("department"),
    "post": N_("post"),
    "ranking": N_("place"),
    "vetoes": N_("veto"),
    "override": N_("grade changed by decision"),
}
"""Field of the record → its words."""
TEXT_WORDS: Mapping[str, str] = {
    "comment": N_("comment"),
    "goals": N_("goals"),
    "base": N_("base of performance pay"),
}
"""Field of what the ledger keeps besides the record → its words."""


def revision_lines(
    revision: int,
    before: PersonPublication,
    after: PersonPublication,
    settings: Settings,
    names: Mapping[str, str],
    t: NullTranslations,
) -> tuple[str, ...]:
    """Returns one line with total, grade, pay factor and (where reports print it) pay of the revision before this
    `revision`, and one with what changed them; () where both say the same, as after the correction of a day.

    `names` are English names of KPIs, {} in Chinese.
    """
    if essence(before) == essence(after):
        return ()
    words = t.gettext("Revision {n}: {result}")
    lines = [words.format(n=revision - 1, result=_result(before, settings, t))]
    causes = list(_causes(before, after, settings, names, t))
    shown = causes[:NAMED]
    if more := len(causes) - len(shown):
        shown.append(t.gettext("{more} more").format(more=more))
    if causes:
        changed = t.gettext("Changed since: {causes}")
        lines.append(changed.format(causes=t.gettext("; ").join(shown)))
    return tuple(lines)


def _result(of: PersonPublication, settings: Settings, t: NullTranslations) -> str:
    """`total 0.7000, grade B, pay factor 50%`; the status of who had no total."""
    result = of["result"]
    if not result["total"] or result["pay_factor"] is None:
        return t.gettext(STATUS_WORDS[Status(result["status"])])
    parts = [
        t.gettext("total {total}").format(total=result["total"]),
        t.gettext("grade {grade}").format(grade=result["grade"]),
        t.gettext("pay factor {factor}").format(
            factor=formats.whole_percent(Decimal(result["pay_factor"]))
        ),
    ]
    if settings.show_pay and of["pay"] is not None:
        parts.append(
            t.gettext("performance pay {pay} yuan").format(pay=f"{Decimal(of['pay']):,.2f}")
        )
    return t.gettext("; ").join(parts)


def _causes(
    before: PersonPublication,
    after: PersonPublication,
    settings: Settings,
    names: Mapping[str, str],
    t: NullTranslations,
) -> Iterator[str]:
    """KPIs, behaviours, units' results and lines that differ, each with both values; then whatever else does."""
    old, new = before["result"], after["result"]

    def score(value: str | None) -> str:
        return formats.number(None if value is None else Decimal(value), settings.score_places)

    def moved(name: str, one: str | None, other: str | None) -> Iterator[str]:
        if one != other:
            yield t.gettext("{name} {before} → {after}").format(
                name=name, before=score(one), after=score(other)
            )

    kpis = (_kpis(old), _kpis(new))
    for post, project, kpi in dict.fromkeys([*kpis[0], *kpis[1]]):
        key = post, project, kpi
        values = [k[key]["score"] if key in k else None for k in kpis]
        yield from moved(f"{project} {names.get(kpi, kpi)}".strip(), *values)
    if _projects(old) != _projects(new):
        yield t.gettext("weights of projects")
    behaviour = [r["behaviour"]["score"] if r["behaviour"] else None for r in (old, new)]
    yield from moved(t.gettext("behaviour"), *behaviour)
    for part in dict.fromkeys([*old["mix"], *new["mix"]]):
        results = [r["mix"][part]["result"] if part in r["mix"] else None for r in (old, new)]
        if part != MixPart.INDIVIDUAL:
            yield from moved(t.gettext(MIX_WORDS[MixPart(part)]), *results)
    yield from moved(t.gettext("bonus and deduction"), *map(_applied, (old, new)))
    for field, words in OTHER_WORDS.items():
        if old.get(field) != new.get(field):
            yield t.gettext(words)
    for text, words in TEXT_WORDS.items():
        if before.get(text) != after.get(text):
            yield t.gettext(words)


def _kpis(record: EmployeeRecord) -> dict[tuple[str, str, str], KpiRecord]:
    """(post of a part or "", project or "", KPI) → its record."""
    found = {("", "", k["name"]): k for k in record["kpis"]}
    return found | {
        (p["post"], p.get("project") or "", k["name"]): k
        for p in record["parts"]
        for k in p["kpis"]
    }


def _projects(record: EmployeeRecord) -> dict[str, str | None]:
    """Project → its weight."""
    named = ((p.get("project"), p.get("project_weight")) for p in record["parts"])
    return {project: weight for project, weight in named if project}


def _applied(record: EmployeeRecord) -> str | None:
    """The sum that bonuses and deductions add to the total; None for none."""
    applied = [Decimal(a["applied"]) for a in record["adjustments"]]
    return f"{sum(applied)}" if applied else None
