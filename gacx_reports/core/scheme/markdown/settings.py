"""Prints the settings of a scheme as a table of Markdown."""

from decimal import Decimal
from gettext import NullTranslations

from gacx_reports.core.calendar.appraised_periods import PERIOD_WORDS
from gacx_reports.core.language import formats
from gacx_reports.core.language.vocabulary import word
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.grades.grade_band import DepartmentFactor, PoolSharing
from gacx_reports.core.scheme.markdown.grades import place_settings
from gacx_reports.core.scheme.markdown.kpis import yes
from gacx_reports.core.scheme.markdown.periods import period_settings
from gacx_reports.core.scheme.markdown.table import heading, percent, plain, table
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.settings import Settings


def print_settings(scheme: Scheme, t: NullTranslations) -> list[str]:
    """Returns heading and table of the settings; those without effect are left out."""
    s = scheme.settings
    rows = [
        ("考核周期", word(PERIOD_WORDS[s.period], t)),
        *_behaviour_settings(s, t),
        ("总分小数位", str(s.total_places)),
        ("得分小数位", str(s.score_places)),
        ("长假天数", str(s.long_leave_days)),
        ("申诉工作日", str(s.appeal_days)),
        ("加分上限", _marks(s.bonus_cap, s)),
        ("扣分上限", _marks(s.deduction_cap, s)),
        ("报告显示金额", yes(s.show_pay, t)),
        ("强制分布人数", str(s.quota_people)),
        ("同事评价最少人数", str(s.min_peers)),
        ("缺评处理", word(s.missing_rater, t)),
        ("最迟公布月数", str(s.publish_months)),
        *_pay_settings(s, t),
        *place_settings(s, t),
        *period_settings(scheme, t),
        *([("满分", plain(s.full_mark))] if s.full_mark != 1 else []),
        ("复核", word(s.four_eyes, t)),
        ("保密说明", s.confidential),
    ]
    rows = [(word(name, t), value) for name, value in rows]
    return [heading(t.gettext("Settings")), table(sheets.SETTINGS.names[:2], rows, t)]


def _marks(cap: Decimal | None, s: Settings) -> str:
    """A cap: in percent where the full mark is 1, else in marks; a dash for none."""
    return percent(cap) if s.full_mark == 1 else plain(cap) or formats.NONE


def _behaviour_settings(s: Settings, t: NullTranslations) -> list[tuple[str, str]]:
    """When behaviours count, and how much; never, where no period does."""
    if not s.rated_periods:
        return [("行为计入季度", t.gettext("never"))]
    return [
        ("行为计入季度", ", ".join(s.rated_periods)),
        ("行为占比", percent(s.behaviour_share)),
        ("行为量表", s.behaviour_scale),
    ]


def _pay_settings(s: Settings, t: NullTranslations) -> list[tuple[str, str]]:
    """How the pay factor is computed, and pools are shared; nothing where pay is base × the grade's factor."""
    rows = []
    if s.department_factor is not DepartmentFactor.NONE:
        rows.append(("部门系数", word(s.department_factor, t)))
    if s.attendance:
        rows += [("缺勤扣减", yes(s.attendance, t)), ("缺勤起扣天数", str(s.unpaid_days))]
    if rows:
        rows.append(("系数小数位", str(s.factor_places)))
    if s.pool_sharing is not PoolSharing.NONE:
        rows.append(("奖金包分配", word(s.pool_sharing, t)))
    return rows
