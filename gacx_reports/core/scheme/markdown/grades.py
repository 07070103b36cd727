"""The grades in print: bands, shares of places, pay factors."""

from gettext import NullTranslations

from gacx_reports.core.exact import ZERO
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme.grades.grade_band import GradeBy
from gacx_reports.core.scheme.markdown.table import heading, percent, plain, table
from gacx_reports.core.scheme.places import rule_of_places
from gacx_reports.core.scheme.scheme import Scheme, Settings
from gacx_reports.core.scheme.wording import factor_words
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
            factor_words(g, t),
            g.meaning,
        )
        for g in scheme.grades
    ]
    share = ("名次比例",) if by_place else ()
    headers: tuple[Header, ...] = ("等级", *share, "下限", "上限", "绩效系数", "含义")
    rule = [rule_of_places(scheme, t)] if by_place else []
    return [heading(t.gettext("Grades")), table(headers, rows, t), *rule]
