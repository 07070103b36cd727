"""Reads rows with a value of a KPI: typed ones, personal targets and weights."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.input_sheets import ASKED, kpi_column
from gacx_reports.core.forms.kpi_raters import typed_in
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.assignments import Assignment, AssignmentKey
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.sheets.columns import Column
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import NotApplicable, Refusal
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.submissions import SubmittedValue
from gacx_reports.i18n import N_


def read_kpi_entries(
    rows: list[TableRow],
    into: dict[tuple[AssignmentKey, str], SubmittedValue],
    context: ParseContext,
    value: Header,
    apart: Callable[[Kpi, str], bool] = lambda _kpi, _person: False,
) -> list[Issue]:
    """Adds (assignment, KPI) → value to `into`, for every post of the person that has the KPI; returns issues.

    `value` is the column: 实际值 for typed values, 目标 for personal targets, 权重 for personal weights. The rows are
    not about KPIs that are `apart` for the person.
    P06 a second entry, P11 no KPI of the person's posts, P35 (warning) a target without effect, and codes V of the
    value.
    """
    issues: list[Issue] = []
    for r in rows:
        issues += _read_kpi_entry(r, into, context, value, apart)
    return issues


def _read_kpi_entry(
    r: TableRow,
    into: dict[tuple[AssignmentKey, str], SubmittedValue],
    context: ParseContext,
    value: Header,
    apart: Callable[[Kpi, str], bool],
) -> list[Issue]:
    held = context.held(r.text("工号"))
    columns = {
        a.key: {
            k.name: kpi_column(k, context.scheme, value)
            for k in _kpis(a, context, value)
            if not apart(k, a.id)
        }
        for a in held
    }
    allowed = {name: c for own in columns.values() for name, c in own.items()}
    name, entry, issues = kpi_entry(r, allowed, "指标", value)
    if not entry:
        return issues
    keys = [(key, name) for key, own in columns.items() if name in own]
    if first := next((into[key] for key in keys if key in into), None):
        return [r.issue(P.FILLED_IN_TWICE, "指标", held[0].id, other=str(first.place))]
    for key in keys:
        # Two posts may have a KPI of one name that is a level in one and a number in the other.
        _, own_entry, found = kpi_entry(r, columns[key[0]], "指标", value)
        issues += [i for i in found if i not in issues]
        if own_entry:
            into[key] = own_entry
    return [*issues, *(_without_effect(r, name, held, context) if value == "目标" else [])]


def _without_effect(
    r: TableRow, name: str, held: list[Assignment], context: ParseContext
) -> list[Issue]:
    """P35 (warning): a personal target of a KPI whose rule uses no target, such as 线性."""
    rules = {k.rule for a in held for k in _kpis(a, context, "目标") if k.name == name}
    if any(rule.scoring.targeted for rule in rules):
        return []
    words = {"rule": "、".join(sorted(rules))}
    return [r.issue(P.TARGET_WITHOUT_EFFECT, "目标", held[0].id, words)]


def read_targets(
    rows: list[TableRow],
    targets: dict[tuple[AssignmentKey, str], SubmittedValue],
    points: dict[tuple[AssignmentKey, str, str], SubmittedValue],
    context: ParseContext,
) -> list[Issue]:
    """Adds personal targets to `targets`, and those of points of a line (column 点) to `points`; returns issues.

    P71 a point that the KPI's line doesn't have; else as `read_kpi_entries`.
    """
    whole = [r for r in rows if not r.text("点")]
    issues = read_kpi_entries(whole, targets, context, "目标")
    for r in rows:
        issues += _read_point(r, points, context) if r.text("点") else ()
    return issues


def _read_point(
    r: TableRow,
    into: dict[tuple[AssignmentKey, str, str], SubmittedValue],
    context: ParseContext,
) -> list[Issue]:
    held = context.held(r.text("工号"))
    kpis = {a.key: {k.name: k for k in _kpis(a, context, "目标")} for a in held}
    columns = {
        name: kpi_column(k, context.scheme, "目标")
        for own in kpis.values()
        for name, k in own.items()
    }
    name, _, issues = kpi_entry(r, columns, "指标", "目标")
    if not name:
        return issues
    meant = {key: own[name] for key, own in kpis.items() if name in own}
    points = tuple(dict.fromkeys(p for kpi in meant.values() for p in kpi.own_points))
    point = next((p for p in points if r.sheet.means(r.text("点"), p)), "")
    if not point:
        return [*issues, _no_point(r, points, meant.values(), held[0].id)]
    keys = [(key, name, point) for key, kpi in meant.items() if point in kpi.own_points]
    if other := next((into[key] for key in keys if key in into), None):
        return [r.issue(P.FILLED_IN_TWICE, "点", held[0].id, other=str(other.place))]
    for key in keys:
        # Two posts may have a KPI of one name that is a ratio in one and an amount in the other.
        column = kpi_column(meant[key[0]], context.scheme, "目标")
        _, entry, found = kpi_entry(r, {name: column}, "指标", "目标")
        issues += [i for i in found if i not in issues]
        if entry:
            into[key] = entry
    return issues


_ONE_OF = N_("one of: {allowed}")
_NO_POINTS = N_("blank: a KPI scored by {rule} has no points with names of their own")


def _no_point(r: TableRow, points: tuple[str, ...], kpis: Iterable[Kpi], person: str) -> Issue:
    """P71: the KPI's line has no such point, or the KPI none at all."""
    details = {
        "reason": _ONE_OF if points else _NO_POINTS,
        "allowed": "、".join(points),
        "rule": "、".join(sorted({k.rule for k in kpis})),
        "nearest": nearest(r.text("点"), points, r.sheet.words),
    }
    return r.issue(P.POINT_UNKNOWN, "点", person, details=details)


def _kpis(assignment: Assignment, context: ParseContext, value: Header) -> list[Kpi]:
    if value == "实际值":
        return typed_in(context.form, assignment, context.scheme)
    return list(filter(ASKED[value], context.scheme.kpis_of(assignment.post)))


_NOTHING = N_("no row: nothing of the kind is filled in about this employee here")


def kpi_entry(
    r: TableRow, allowed: Mapping[str, Column], what: Header, value: Header
) -> tuple[str, SubmittedValue | None, list[Issue]]:
    """Returns the KPI or item that a row names, its value, and issues: P11 if it is none of `allowed`, codes V."""
    if r.faulty:
        return "", None, []
    person = r.text("工号")
    name = next((n for n in allowed if r.sheet.means(r.text(what), n)), "")
    if not name:
        near = nearest(r.text(what), allowed, r.sheet.words)
        reason = _ONE_OF if allowed else _NOTHING
        details = {"reason": reason, "nearest": near, "allowed": "、".join(allowed)}
        return "", None, [r.issue(P.NOT_ASKED_OF_POST, what, person, details=details)]
    outcome = read_cell(r.raw(value), allowed[name], words=r.sheet.words)
    if isinstance(outcome, Refusal):
        return (
            name,
            None,
            [r.issue(outcome.code, value, person, details=outcome.details, header=value)],
        )
    if outcome is None or not isinstance(outcome.value, Decimal | str | NotApplicable):
        return name, None, []
    read = {"header": value, "value": str(outcome.value)}
    notes = [r.issue(V.CONTENT_NORMALISED, value, person, read)] if outcome.normalised else []
    return name, SubmittedValue(outcome.value, r.place(value)), notes


def about_value(r: TableRow, name: str, what: str) -> str:
    """Returns whose value a message is about: person, project if the row names one, KPI or item."""
    project = r.text("所属项目")
    return f"{name} › {project} {what}" if project else f"{name} › {what}"
