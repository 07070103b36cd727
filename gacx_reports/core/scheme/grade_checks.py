"""Checks of how grades are shared out: places, quotas, and what follows from grades that recur."""

from collections.abc import Iterator
from decimal import Decimal

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.grade_band import GradeBy
from gacx_reports.core.scheme.grades.quota import Quota, QuotaScope
from gacx_reports.core.scheme.kpi_checks import unknown_word
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.i18n import N_

_TOTAL = N_("they total {sum}")
_UNUSED = N_("grades are decided by totals (setting 等级方式)")


def shares_of_places(scheme: Scheme) -> Iterator[Issue]:
    """C41: shares that do not total 100 % where they decide grades, or that decide nothing."""
    given = [g for g in scheme.grades if g.places is not None]
    total = sum((g.places for g in given if g.places is not None), Decimal(0))
    shown = bound(total, percent=True)
    if scheme.settings.grade_by is GradeBy.PLACE:
        if total != 1 and scheme.grades:
            place = given[0].place if given else scheme.sheet("等级")
            details = {"reason": _TOTAL, "sum": shown}
            yield Issue(C.PLACES_MAKE_NO_SENSE, place, shown, details)
    elif given:
        yield Issue(C.PLACES_MAKE_NO_SENSE, given[0].place, shown, {"reason": _UNUSED})


def quotas(scheme: Scheme) -> Iterator[Issue]:
    """C03 an unknown grade or level, C06 a least above the most, C08 the same row twice, C42 cells that contradict."""
    grades = [g.name for g in scheme.grades]
    seen: dict[tuple[str, ...], Quota] = {}
    for quota in scheme.quotas:
        for grade in filter(None, (quota.grade, quota.department_grade)):
            if grade not in grades:
                yield unknown_word(quota.place, grade, grades)
        if quota.scope is QuotaScope.LEVEL and quota.subject not in ("", *scheme.levels):
            yield unknown_word(quota.place, quota.subject, scheme.levels)
        if quota.least is not None and quota.most is not None and quota.least > quota.most:
            least = bound(quota.least, percent=True)
            yield Issue(C.NUMBER_MAKES_NO_SENSE, quota.place, least, {"column": "最低比例"})
        for reason in _contradicted(quota, scheme):
            yield Issue(C.QUOTA_MAKES_NO_SENSE, quota.place, quota.grade, {"reason": reason})
        key = (quota.grade, quota.scope, quota.subject, quota.department_grade)
        if key in seen:
            yield Issue(C.DEFINED_TWICE, quota.place, quota.grade, {"other": seen[key].place.cell})
        seen.setdefault(key, quota)


def _contradicted(quota: Quota, scheme: Scheme) -> Iterator[str]:
    if quota.scope is QuotaScope.COMPANY and quota.subject:
        yield N_("范围 公司 has no 对象")
    if quota.scope is not QuotaScope.DEPARTMENT and quota.department_grade:
        yield N_("部门等级 is for 范围 部门 only")
    if quota.scope is QuotaScope.LEVEL and not scheme.levels:
        yield N_("no post has a 层级")


def flags(scheme: Scheme) -> Iterator[Issue]:
    """C03 an unknown grade, C08 the same row twice, C43 numbers of quarters that contradict."""
    grades = [g.name for g in scheme.grades]
    seen: dict[tuple[object, ...], FlagRule] = {}
    for rule in scheme.flags:
        if rule.grade not in grades:
            yield unknown_word(rule.place, rule.grade, grades)
        if rule.within < rule.count:
            details = {"count": str(rule.count)}
            yield Issue(C.FLAG_MAKES_NO_SENSE, rule.place, str(rule.within), details)
        key = (rule.grade, rule.or_worse, rule.count, rule.within)
        if key in seen:
            yield Issue(C.DEFINED_TWICE, rule.place, rule.grade, {"other": seen[key].place.cell})
        seen.setdefault(key, rule)
