"""Sheet 设置 → the scheme's settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gacx_reports.core.calendar.appraised_periods import (
    MOST_DAYS,
    PERIOD_KINDS,
    PERIOD_WORDS,
    months_named,
)
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_set import MissingRater
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    GradeBy,
    PlaceRounding,
    PoolSharing,
    RankUnit,
)
from gacx_reports.core.scheme.scheme import Settings
from gacx_reports.core.scheme.setting_choices import (
    FourEyes,
    MissingPeriod,
    PartService,
    PeriodWeighing,
)
from gacx_reports.core.sheets import raw_values
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import Parsed
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest
from gacx_reports.i18n import N_

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
_FULL_MARKS = (1, 1000)
_FULL_MARK_PLACES = 2
_MARK_PLACES = ("总分小数位", "得分小数位")
"""Decimals of marks: where the full mark isn't 1, there may be none."""
_MARKS = ("加分上限", "扣分上限")
"""Numbers of marks, up to the full mark."""
_WORDS: Mapping[str, Mapping[str, object]] = {
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
_NAMES = ("公司名称", "保密说明", "行为量表")
_BLANKS: Mapping[str, object] = {
    "加分上限": None,
    "扣分上限": None,
    "行为计入季度": (),
    "行为量表": "",
}
"""Settings that may be blank, and what that means; a scheme that rates behaviours needs a scale all the same (C03)."""
_WITHOUT_QUARTERS = "行为占比"
"""A setting that has no effect, and may be blank, if no quarter counts behaviours."""


def other_period(rows: list[TableRow], settings: Settings, period: Period) -> Iterator[Issue]:
    """C44 if the scheme appraises another kind of period than that of the run."""
    if not rows or settings.period is period.kind:
        return
    own, wanted = PERIOD_WORDS[settings.period], PERIOD_WORDS[period.kind]
    details = {"period": str(period), "setting": PERIOD, "own": own, "wanted": wanted}
    row = next((r for r in rows if r.sheet.means(r.text("项目"), PERIOD)), None)
    if row:
        yield row.issue(C.OTHER_PERIOD, "值", details=details)
    else:
        yield Issue(C.OTHER_PERIOD, rows[0].sheet.place(), details=details)


def read_settings(rows: list[TableRow]) -> tuple[Settings, list[Issue]]:
    """Returns the settings; C11 for an unknown name, C12 for an impossible value, C13 for a missing setting, C33 for a
    blank one that must not be blank.
    """
    named = {row.sheet.one_of(row.text("项目"), SETTING_FIELDS): row for row in reversed(rows)}
    kind = _kind(named.get(PERIOD))
    issues = [_unknown(row, name) for name, row in named.items() if name not in SETTING_FIELDS]
    known = {name: named[name] for name in SETTING_FIELDS if name in named}
    given: dict[str, Any] = {}
    full = full_mark_of(rows)
    for name, row in known.items():
        if "值" in row.faulty:
            continue
        value = _setting(name, row, kind, full)
        if isinstance(value, C):
            wanted = {"setting": name, **_wanted(name, kind, full)}
            issues.append(row.issue(value, "值", details=wanted))
        else:
            given[SETTING_FIELDS[name]] = value
    if given.get("behaviour_months") == ():
        issues = [i for i in issues if not _without_effect(i)]
    # What a misspelt name was meant to be isn't missing besides.
    meant = {nearest(name, SETTING_FIELDS) for name in named if name not in SETTING_FIELDS}
    if rows:
        place = rows[0].sheet.place()
        lacking = SETTING_FIELDS.keys() - known.keys() - meant - OPTIONAL_SETTINGS
        issues += [
            Issue(C.SETTING_MISSING, place, details={"setting": n})
            for n in SETTING_FIELDS
            if n in lacking
        ]
    return replace(Settings(), **given), issues


def _unknown(row: TableRow, name: str) -> Issue:
    near = nearest(name, SETTING_FIELDS)
    return row.issue(C.SETTING_UNKNOWN, "项目", nearest=near, allowed="、".join(SETTING_FIELDS))


def _without_effect(issue: Issue) -> bool:
    blank = issue.code == C.SETTING_BLANK
    return blank and issue.details["setting"] == _WITHOUT_QUARTERS


def _kind(row: TableRow | None) -> PeriodKind:
    """What the scheme appraises; quarters, too, where the setting is missing or wrong."""
    quarter, full = PeriodKind.QUARTER, Settings().full_mark
    written = _setting(PERIOD, row, quarter, full) if row and "值" not in row.faulty else None
    return written if isinstance(written, PeriodKind) else quarter


def full_mark_of(rows: Iterable[TableRow]) -> Decimal | None:
    """Returns the scheme's full mark from the rows of sheet 设置; 1 without a row 满分, None if that is faulty."""
    named = [r for r in rows if r.sheet.one_of(r.text("项目"), SETTING_FIELDS) == FULL_MARK]
    if not named:
        return Settings().full_mark
    value = _full_mark(named[0])
    return value if isinstance(value, Decimal) else None


def _full_mark(row: TableRow) -> Decimal | C:
    """1 to 1000, with two decimals at most."""
    number = _number(row, Kind.NUMBER, _FULL_MARKS, marks=True)
    if isinstance(number, Decimal) and number != round(number, _FULL_MARK_PLACES):
        return C.SETTING_IMPOSSIBLE
    return number


def _whole_numbers(name: str, kind: PeriodKind) -> tuple[int, int] | None:
    if name in _DAYS_OF_LEAVE:
        return _DAYS_OF_LEAVE[name], MOST_DAYS[kind]
    return _WHOLE_NUMBERS.get(name)


def _bounds(
    name: str, kind: PeriodKind, full: Decimal | None
) -> tuple[Decimal | int, Decimal | int] | None:
    """Lowest and highest value of a setting that is a number; None for any other."""
    if full == 1 or name not in (*_MARK_PLACES, *_MARKS):
        return _whole_numbers(name, kind) or _DECIMALS.get(name)
    if name in _MARK_PLACES:
        return 0, _WHOLE_NUMBERS[name][1]
    return 0, _FULL_MARKS[1] if full is None else full


def _wanted(name: str, kind: PeriodKind, full: Decimal | None) -> dict[str, str]:
    """What the setting may be: details of an issue, of which `reason` is a message id."""
    if name == FULL_MARK:
        low, high = _FULL_MARKS
        reason = N_("{low} to {high}, with at most {places} decimals")
        places = str(_FULL_MARK_PLACES)
        return {"low": str(low), "high": str(high), "places": places, "reason": reason}
    if bounds := _bounds(name, kind, full):
        reason = N_("{low} to {high}; blank: no cap") if name in _BLANKS else N_("{low} to {high}")
        return {"low": str(bounds[0]), "high": str(bounds[1]), "reason": reason}
    if name == "行为计入季度":
        return {"reason": N_("such as Q2,Q4 or M06,M12; blank: behaviours never count")}
    if words := _WORDS.get(name):
        return {"reason": N_("one of: {allowed}"), "allowed": "、".join(words)}
    return {"reason": N_("a text")}


def _setting(name: str, row: TableRow, kind: PeriodKind, full: Decimal | None) -> object:
    """The setting's value, or the code of its issue; `full` is the scheme's full mark, None if that is faulty."""
    if raw_values.is_blank(row.raw("值")):
        return _BLANKS.get(name, C.SETTING_BLANK)
    if name == FULL_MARK:
        return _full_mark(row)
    bounds = _bounds(name, kind, full)
    if bounds and _whole_numbers(name, kind):
        number = _number(row, Kind.NUMBER, bounds)
        whole = isinstance(number, Decimal) and number == int(number)
        return int(number) if whole else C.SETTING_IMPOSSIBLE
    if bounds:
        marks = name in _MARKS and full != 1
        return _number(row, Kind.NUMBER if marks else Kind.RATIO, bounds, marks=marks)
    if name == "行为计入季度":
        months = months_named(row.text("值"))
        return C.SETTING_IMPOSSIBLE if months is None else months
    if name in _WORDS:
        word = row.sheet.one_of(row.text("值"), _WORDS[name])
        return _WORDS[name].get(word, C.SETTING_IMPOSSIBLE)
    return row.sheet.named(row.text("值")) if name in _NAMES else row.text("值")


def _number(
    row: TableRow, kind: Kind, bounds: tuple[Decimal | int, Decimal | int], *, marks: bool = False
) -> Decimal | C:
    """The number; one of `marks` is refused in percent format, where 90 % would be 0.9."""
    column = replace(sheets.SETTINGS.column("值"), kind=kind, points=marks)
    cell = read_cell(row.raw("值"), column)
    if isinstance(cell, Parsed) and isinstance(cell.value, Decimal):
        return cell.value if bounds[0] <= cell.value <= bounds[1] else C.SETTING_IMPOSSIBLE
    return C.SETTING_IMPOSSIBLE
