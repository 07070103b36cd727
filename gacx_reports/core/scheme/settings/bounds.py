"""What each setting of a scheme may be: its field, its bounds, its words, and what a blank means."""

from collections.abc import Mapping
from decimal import Decimal

from gacx_reports.core.calendar.appraised_periods import MOST_DAYS, PERIOD_KINDS
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    GradeBy,
    PlaceRounding,
    PoolSharing,
    RankUnit,
)
from gacx_reports.core.scheme.settings.choices import (
    FourEyes,
    MissingPeriod,
    MissingRater,
    PartService,
    PeriodWeighing,
)

PERIOD = "考核周期"
SETTING_FIELDS: dict[str, str] = {
    "方案版本": "version",
    "公司名称": "company",
    "保密说明": "confidential",
    "行为计入季度": "behaviour_months",
    "行为占比": "behaviour_share",
    "行为量表": "behaviour_scale",
    "总分小数位": "total_places",
    "得分小数位": "score_places",
    "长假天数": "long_leave_days",
    "申诉工作日": "appeal_days",
    "加分上限": "bonus_cap",
    "扣分上限": "deduction_cap",
    "报告显示金额": "show_pay",
    "强制分布人数": "quota_people",
    "同事评价最少人数": "min_peers",
    "缺评处理": "missing_rater",
    "最迟公布月数": "publish_months",
    "部门系数": "department_factor",
    "缺勤扣减": "attendance",
    "缺勤起扣天数": "unpaid_days",
    "系数小数位": "factor_places",
    "复核": "four_eyes",
    "等级方式": "grade_by",
    "名次范围": "rank_unit",
    "名次取整": "place_rounding",
    "名次最少人数": "rank_people",
    "各期单位": "counted_periods",
    "各期计权": "period_weighing",
    "缺期处理": "missing_period",
    "不满期处理": "part_service",
    PERIOD: "period",
    "奖金包分配": "pool_sharing",
    "满分": "full_mark",
}
"""Name in sheet 设置 → field of `Settings`."""
OPTIONAL_SETTINGS = frozenset(list(SETTING_FIELDS)[10:])
"""Settings that an older scheme may lack; they have default values."""
_WHOLE_NUMBERS = {
    "总分小数位": (2, 6),
    "得分小数位": (2, 6),
    "申诉工作日": (1, 60),
    "强制分布人数": (1, 10000),
    "同事评价最少人数": (1, 100),
    "最迟公布月数": (1, 120),
    "系数小数位": (2, 6),
    "名次最少人数": (2, 10000),
}
_DAYS_OF_LEAVE = {"长假天数": 1, "缺勤起扣天数": 0}
"""Settings that are days of leave in a period, and the fewest; the most depend on the kind of the period."""
_DECIMALS = {"行为占比": (0, 1), "加分上限": (0, 1), "扣分上限": (0, 1)}
FULL_MARK = "满分"
FULL_MARKS = (1, 1000)
FULL_MARK_PLACES = 2
"""Most decimals of a full mark."""
_MARK_PLACES = ("总分小数位", "得分小数位")
"""Decimals of marks: where the full mark isn't 1, there may be none."""
MARKS = ("加分上限", "扣分上限")
"""Numbers of marks, up to the full mark."""
SETTING_MEANINGS: Mapping[str, Mapping[str, object]] = {
    "缺评处理": {word.value: word for word in MissingRater},
    "部门系数": {word.value: word for word in DepartmentFactor},
    "报告显示金额": {"是": True, "否": False},
    "缺勤扣减": {"是": True, "否": False},
    "复核": {word.value: word for word in FourEyes},
    "奖金包分配": {word.value: word for word in PoolSharing},
    "等级方式": {word.value: word for word in GradeBy},
    "名次范围": {word.value: word for word in RankUnit},
    "名次取整": {word.value: word for word in PlaceRounding},
    "各期单位": {w: kind for w, kind in PERIOD_KINDS.items() if kind is not PeriodKind.YEAR},
    "各期计权": {word.value: word for word in PeriodWeighing},
    "缺期处理": {word.value: word for word in MissingPeriod},
    "不满期处理": {word.value: word for word in PartService},
    PERIOD: PERIOD_KINDS,
}
"""Setting → each word that it may be, and what that means."""
NAMED = ("公司名称", "保密说明", "行为量表")
"""Settings that have an English name."""
BLANKS: Mapping[str, object] = {
    "加分上限": None,
    "扣分上限": None,
    "行为计入季度": (),
    "行为量表": "",
}
"""Settings that may be blank, and what that means; a scheme that rates behaviours needs a scale all the same (C03)."""
WITHOUT_PERIODS = "行为占比"
"""A setting that has no effect, and may be blank, if no quarter counts behaviours."""


def whole_numbers(name: str, kind: PeriodKind) -> tuple[int, int] | None:
    """Lowest and highest value of a setting that is a whole number; None for any other."""
    if name in _DAYS_OF_LEAVE:
        return _DAYS_OF_LEAVE[name], MOST_DAYS[kind]
    return _WHOLE_NUMBERS.get(name)


def bounds_of(
    name: str, kind: PeriodKind, full: Decimal | None
) -> tuple[Decimal | int, Decimal | int] | None:
    """Lowest and highest value of a setting that is a number; None for any other."""
    if full == 1 or name not in (*_MARK_PLACES, *MARKS):
        return whole_numbers(name, kind) or _DECIMALS.get(name)
    if name in _MARK_PLACES:
        return 0, _WHOLE_NUMBERS[name][1]
    return 0, FULL_MARKS[1] if full is None else full
