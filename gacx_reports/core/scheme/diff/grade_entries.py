"""Grades, their quotas and flags as named entries."""

from collections.abc import Iterator, Mapping

from gacx_reports.core.scheme.diff.labels import (
    FLAG_FIELDS,
    GRADE_FIELDS,
    QUOTA_FIELDS,
    DiffSection,
)
from gacx_reports.core.scheme.diff.printed import printed_values
from gacx_reports.core.scheme.grades.flag_rule import FlagRule
from gacx_reports.core.scheme.grades.quota import Quota, QuotaScope
from gacx_reports.core.scheme.scheme import Scheme

EntryRow = tuple[DiffSection, str, Mapping[str, tuple[object, str]], tuple[str, ...]]
"""Section, name, field's message id → (value, printed), posts that depend on it."""


def grade_entries(scheme: Scheme) -> Iterator[EntryRow]:
    """Yields grades by name, quotas by grade and whose share they are, flags by grade and quarters."""
    posts = tuple(scheme.posts)
    for grade in scheme.grades:
        yield DiffSection.GRADE, grade.name, printed_values(grade, GRADE_FIELDS), posts
    for quota in scheme.quotas:
        yield DiffSection.QUOTA, _quota_name(quota), printed_values(quota, QUOTA_FIELDS), posts
    for rule in scheme.flags:
        yield DiffSection.FLAG, _flag_name(rule), printed_values(rule, FLAG_FIELDS), posts


def _quota_name(quota: Quota) -> str:
    """`A`, `A › 技术服务组 › 部门等级 › B`, `A › 层级 › 主管`, `A › 公司`."""
    scope = "" if quota.scope is QuotaScope.DEPARTMENT else quota.scope.value
    own = ("部门等级", quota.department_grade) if quota.department_grade else ()
    return " › ".join(filter(None, (quota.grade, scope, quota.subject, *own)))


def _flag_name(rule: FlagRule) -> str:
    """`C › 2/4`, `C › 及以下 › 2/2`."""
    worse = "及以下" if rule.or_worse else ""
    return " › ".join(filter(None, (rule.grade, worse, f"{rule.count}/{rule.within}")))
