"""What the pay factor of a grade is multiplied by, in a sentence."""

from collections.abc import Iterator
from gettext import NullTranslations

from gacx_reports.core.scheme.grades.grade_band import DepartmentFactor
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import N_

_DEPARTMENT = {
    DepartmentFactor.ROSTER: N_("the department's factor"),
    DepartmentFactor.RESULT: N_("the department's result"),
}


def rule_of_factors(scheme: Scheme, t: NullTranslations) -> str:
    """Returns what 部门系数 and 缺勤扣减 multiply the grade's pay factor by; "" where it is paid as it is."""
    factors = " × ".join(_factors(scheme, t))
    if not factors:
        return ""
    words = t.gettext("The pay factor of the grade is multiplied: × {factors}.")
    return words.format(factors=factors)


def _factors(scheme: Scheme, t: NullTranslations) -> Iterator[str]:
    settings = scheme.settings
    if settings.department_factor in _DEPARTMENT:
        yield t.gettext(_DEPARTMENT[settings.department_factor])
    if not settings.attendance:
        return
    if settings.unpaid_days:
        words = t.gettext(
            "the share of calendar days without leave (only with more than {days} days of leave)"
        )
        yield words.format(days=settings.unpaid_days)
    else:
        yield t.gettext("the share of calendar days without leave")
