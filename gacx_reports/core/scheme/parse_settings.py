"""Sheet 设置 → the scheme's settings."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scheme import sheets
from gacx_reports.core.scheme.behaviour_set import MissingRater
from gacx_reports.core.scheme.scheme import Settings
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import Parsed
from gacx_reports.core.sheets.read_cell import read_cell
from gacx_reports.core.sheets.workbook import TableRow, nearest


def _quarters(text: str) -> tuple[int, ...] | None:
    words = [
        w.strip().upper()
        for w in text.replace("，", ",").replace("、", ",").split(",")
        if w.strip()
    ]
    if all(w in ("Q1", "Q2", "Q3", "Q4") for w in words):
        return tuple(sorted({int(w[1]) for w in words}))
    return None


SETTING_FIELDS: dict[str, str] = {
    "方案版本": "version",
    "公司名称": "company",
    "保密说明": "confidential",
    "行为计入季度": "behaviour_quarters",
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
}
"""Name in sheet 设置 → field of `Settings`."""
OPTIONAL_SETTINGS = frozenset(list(SETTING_FIELDS)[10:])
"""Settings that an older scheme may lack; they have default values."""
_WHOLE_NUMBERS = {
    "总分小数位": (2, 6),
    "得分小数位": (2, 6),
    "长假天数": (1, 92),
    "申诉工作日": (1, 60),
    "强制分布人数": (1, 10000),
    "同事评价最少人数": (1, 100),
}
_DECIMALS = {"行为占比": (0, 1), "加分上限": (0, 1), "扣分上限": (0, 1)}
_WORDS = {"缺评处理": tuple(MissingRater), "报告显示金额": ("是", "否")}
_NAMES = ("公司名称", "保密说明", "行为量表")


def read_settings(rows: list[TableRow]) -> tuple[Settings, list[Issue]]:
    """Returns the settings; C11 for an unknown name, C12 for an impossible value, C13 for a missing setting."""
    settings = Settings()
    issues: list[Issue] = []
    seen: set[str] = set()
    for row in rows:
        name = row.sheet.one_of(row.text("项目"), SETTING_FIELDS)
        if name not in SETTING_FIELDS:
            # What a misspelt name was meant to be isn't missing besides.
            seen.add(nearest(name, SETTING_FIELDS))
            issues.append(
                row.issue(
                    C.SETTING_UNKNOWN,
                    "项目",
                    nearest=nearest(name, SETTING_FIELDS),
                    allowed="、".join(SETTING_FIELDS),
                )
            )
            continue
        seen.add(name)
        if "值" in row.faulty:
            continue
        value = _setting(name, row)
        if value is None:
            issues.append(
                row.issue(C.SETTING_IMPOSSIBLE, "值", setting=name, allowed=_allowed(name))
            )
        else:
            given: dict[str, Any] = {SETTING_FIELDS[name]: value}
            settings = replace(settings, **given)
    if rows:
        place = rows[0].sheet.place()
        issues += [
            Issue(C.SETTING_MISSING, place, details={"setting": n})
            for n in SETTING_FIELDS
            if n not in seen | OPTIONAL_SETTINGS
        ]
    return settings, issues


def _allowed(name: str) -> str:
    if bounds := _WHOLE_NUMBERS.get(name) or _DECIMALS.get(name):
        return f"{bounds[0]}–{bounds[1]}"
    return "、".join(_WORDS.get(name, ("Q1、Q2、Q3、Q4",)))


def _setting(name: str, row: TableRow) -> object:
    """The setting's value; None for an impossible one."""
    if name == "行为计入季度":
        return _quarters(row.text("值"))
    if bounds := _WHOLE_NUMBERS.get(name):
        number = _number(row, Kind.NUMBER, bounds)
        return int(number) if number is not None and number == int(number) else None
    if bounds := _DECIMALS.get(name):
        return _number(row, Kind.RATIO, bounds)
    if name in _WORDS:
        word = row.sheet.one_of(row.text("值"), _WORDS[name])
        if word not in _WORDS[name]:
            return None
        return MissingRater(word) if name == "缺评处理" else word == "是"
    return row.sheet.named(row.text("值")) if name in _NAMES else row.text("值")


def _number(row: TableRow, kind: Kind, bounds: tuple[int, int]) -> Decimal | None:
    cell = read_cell(row.raw["值"], replace(sheets.SETTINGS.column("值"), kind=kind))
    if not isinstance(cell, Parsed) or not isinstance(cell.value, Decimal):
        return None
    return cell.value if bounds[0] <= cell.value <= bounds[1] else None
