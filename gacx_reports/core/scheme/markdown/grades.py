"""The grades in print: bands, shares of places, pay factors, quotas, and what follows from grades that recur."""

from gettext import NullTranslations

from gacx_reports.core.exact import ZERO
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.grades.flag_rule import FLAGS
from gacx_reports.core.scheme.grades.grade_band import GradeBy
from gacx_reports.core.scheme.grades.quota import QUOTAS, QuotaScope
from gacx_reports.core.scheme.markdown.table import heading, percent, plain, table
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scheme.words.kpis import factor_words
from gacx_reports.core.scheme.words.places import rule_of_places
from gacx_reports.core.sheets.headers import Header


def place_settings(s: Settings, t: NullTranslations) -> list[tuple[str, str]]:
    """Returns how places are given; nothing where totals decide grades."""
    if s.grade_by is GradeBy.TOTAL:
        return []
    words = (("等级方式", s.grade_by), ("名次范围", s.rank_unit), ("名次取整", s.place_rounding))
    return [*((name, word(w, t)) for name, w in words), ("名次最少人数", str(s.rank_people))]


def print_grades(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns the grades as a table; by place with their shares, and the rule in words."""
    by_place = scheme.settings.grade_by is GradeBy.PLACE
    rows = [
        (
            g.name,
            *((percent(g.places or ZERO),) if by_place else ()),
            plain(g.low),
            plain(g.high),
            factor_words(g, scheme, t),
            g.meaning,
        )
        for g in scheme.grades
    ]
    share = ("名次比例",) if by_place else ()
    headers: tuple[Header, ...] = ("等级", *share, "下限", "上限", "绩效系数", "含义")
    rule = [rule_of_places(scheme, t)] if by_place else []
    return [heading(t.gettext("Grades")), table(headers, rows, t), *rule]


def print_quotas(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns the quotas as a table; of whom they are shares only where one is not for every department."""
    rows = [
        (
            q.grade,
            percent(q.least),
            percent(q.most),
            word(q.scope, t),
            q.subject,
            q.department_grade,
        )
        for q in scheme.quotas
    ]
    plain_rows = all(
        q.scope is QuotaScope.DEPARTMENT and not (q.subject or q.department_grade)
        for q in scheme.quotas
    )
    shown = 3 if plain_rows else len(QUOTAS.names)
    printed = table(QUOTAS.names[:shown], (row[:shown] for row in rows), t)
    return [heading(t.gettext("Forced distribution")), printed] if rows else []


def print_flags(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns what follows from grades that recur, as a table."""
    rows = [
        (
            rule.grade,
            word("是", t) if rule.or_worse else "",
            str(rule.count),
            str(rule.within) if rule.within > rule.count else "",
            rule.consequence,
        )
        for rule in scheme.flags
    ]
    return [heading(t.gettext("Grades that recur")), table(FLAGS.names, rows, t)] if rows else []
