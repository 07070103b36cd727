"""Every hint is followed: what a message says to type or delete mends its practice quarter, and breaks nothing else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.issues.issue import Issue
from gacx_reports.intake.quarter import read_and_score
from tests.samples.practice_quarters import issues_of, printable
from tools.samples.practice_folders import QUARTER
from tools.samples.seeded_faults import SCHEME, SEEDED_FAULTS
from tools.samples.workbook_edits import Edit, append_row, drop_rows, edit, put, rename

Value = str | float | date | None | Callable[[Issue], object]
Hint = Callable[[Issue], Edit]
"""What a reader does who follows the hint of an issue."""

NOT_TYPED: Mapping[str, str] = {
    **dict.fromkeys(("D01", "D02", "D03", "D04", "D05", "D06"), "is an option of a command"),
    **dict.fromkeys((f"A0{n}" for n in range(1, 9)), "is an argument of a command"),
    "F01": "a file is asked for", "F02": "the file is saved again or asked for", "F03": "the file is fetched again",
    "F04": "saved in another format", "F05": "saved without a password", "F06": "the file is renamed or taken away",
    "F07": "the file is closed", "F08": "another quarter is mended", "F11": "saved again", "F12": "saved again",
    "F13": "nothing to do", "F14": "copied into the template", "F15": "copied into the template",
    "F16": "waited for", "F17": "the file is copied", "F18": "one of two files is taken away",
    "F19": "copied into the template", "F20": "saved again", "F21": "another file is handed in",
    "S04": "a whole row is copied from the template", "S12": "blank rows are deleted; a warning",
    "S13": "a sheet is deleted", "S14": "rows are shown", "S15": "a sheet is shown", "S16": "cells are unmerged",
    "S17": "cells are unmerged", "S18": "another workbook is used", "S19": "another workbook is used",
    "S20": "nothing, or another workbook", "S21": "copied into a fresh template", "S22": "a line is taken away",
    "V08": "calculated and saved by a spreadsheet", "V12": "nothing to do", "V20": "pasted as a value, or left",
    "V21": "calculated by a spreadsheet", "V22": "saved by a spreadsheet", "V23": "nothing to do",
    "V27": "a formula is kept, and the cells that it names are filled in",
    "V31": "nothing to do", "V32": "nothing to do",
    "V17": "spreadsheets refuse the practice workbook; tests/intake/test_cells.py",
    "P12": "records are added, as many as the scheme asks for", "P13": "records are added, as many as it asks for",
    "P04": "the reader decides whose row it is", "P27": "somebody decides whether a grade is still changed",
    "P36": "a day of a notice that the program does not know", "P40": "the rest of a notice is copied",
    "F22": "nothing to do", "F23": "decrypted by whoever has the system", "S23": "the file is fetched again",
    "F26": "the customers are drawn", "F27": "the file is copied again",
    "P47": "the reader decides which of two numbers is wrong", "P51": "rows are copied from the issued sheet",
    "P53": "the call above is finished", "P55": "several answers are taken out", "P58": "an attempt is taken out",
    "P59": "customers are called", "P60": "a caller is asked", "P61": "records are copied from the issued quarter",
    "P72": "a quarter is published", "P73": "a supplement is published",
    "P84": "a name is corrected in a published quarter",
    "P79": "somebody is found who scores",
    "P14": "other issues are mended", "P24": "no practice folder; tests/core/scoring/test_transfers.py",
    "P29": "a workbook is asked for", "P30": "a decision between two sources", "P32": "nothing to do",
    "P33": "nothing to do", "P83": "nothing to do",
    "P35": "no practice folder", "C05": "the reader chooses how to measure",
    "C15": "the reader takes a rule back",
    "C30": "English names are added; a warning", "C31": "texts are added; tests/commands/issuing",
    "C32": "a name is chosen; a warning",
}  # fmt: skip
"""Codes whose hint does not tell what to type or to delete, or which no practice folder has, and why."""


def typed(value: Value) -> Hint:
    """The cell of the issue gets a value; a function makes it of the issue."""

    def hint(issue: Issue) -> Edit:
        given = value(issue) if callable(value) else value
        return put(issue.place.sheet, issue.place.cell.split(":")[0], given)

    return hint


def at(cell: str, value: Value, sheet: str = "") -> Hint:
    """Another cell gets the value."""

    def hint(issue: Issue) -> Edit:
        return put(sheet or issue.place.sheet, cell, value(issue) if callable(value) else value)

    return hint


def said(name: str) -> Callable[[Issue], str]:
    """A detail of the message."""
    return lambda issue: issue.details[name]


def one_of(number: int) -> Callable[[Issue], str]:
    """One of the words that the message allows."""
    return lambda issue: issue.details["allowed"].split("、")[number]


def day(name: str) -> Callable[[Issue], date]:
    """A day that the message names."""
    return lambda issue: datetime.strptime(issue.details[name], "%Y-%m-%d")  # noqa: DTZ007


def row_gone(issue: Issue) -> Edit:
    """The row of the issue is deleted; of several, all."""
    first, _, last = issue.place.cell.partition(":")
    top = int("".join(filter(str.isdigit, first)))
    bottom = int("".join(filter(str.isdigit, last))) if last else top
    return drop_rows(issue.place.sheet, *range(top, bottom + 1))


def added(sheet: str, **cells: Value) -> Hint:
    """A row is added below a sheet."""

    def hint(issue: Issue) -> Edit:
        given = {k: v(issue) if callable(v) else v for k, v in cells.items()}
        return append_row(sheet, given)

    return hint


def tab(issue: Issue) -> Edit:
    """The sheet nearest to the missing one gets its name back."""
    return rename(issue.details["nearest"], issue.details["sheet"])


NEW_KPI: Mapping[str, Value] = {
    "岗位": "培训专员", "指标": "满意度", "权重": 1, "性质": "定量", "取值": "填报", "计分": "原值",
    "不适用时": "重分权重", "个人目标": "否", "小数位": 4, "示例": "否",
}  # fmt: skip
FOLLOWED: Mapping[str, tuple[Hint, ...]] = {
    "S01": (tab,),
    "S02": (at("E1", said("header")),),
    "S03": (typed(None), typed("备注二")),
    "S05": (typed(said("expected")),),
    "S06": (typed(said("expected")),),
    "S07": (typed(said("expected")),),
    "S10": (typed(None),),
    "V01": (typed(5), typed("3")),
    "V02": (typed(6), typed("6.5")),
    "V03": (typed(lambda i: float(i.details["low"])), typed(lambda i: float(i.details["high"]))),
    "V04": (typed(said("example")), typed(date(2024, 8, 15))),
    "V05": (typed(day("low")), typed(day("high"))),
    "V06": (typed(one_of(0)), typed(one_of(1))),
    "V07": (typed(one_of(0)), typed(one_of(1))),
    "V09": (typed(0.9), typed("90%")),
    "V10": (typed("同一个问题讲了三遍。"),),
    "V11": (typed(1), typed(12)),
    "V13": (typed("95%"), typed(0)),
    "V14": (typed("G0121"), row_gone),
    "V15": (typed("走访勤，档案完整。"),),
    "V16": (typed(30),),
    "V18": (typed(30),),
    "V19": (typed("G0121"),),
    "V24": (typed(0),),
    "V25": (typed(0), typed(0.9)),
    "V26": (typed(0.9),),
    "V28": (typed(4.3),),
    "V33": (typed(4.3),),
    "P01": (typed("G0121"), row_gone),
    "P02": (row_gone,),
    "P03": (typed(said("name")),),
    "P05": (added("填报值", 工号="G0121", 指标="库存账实相符率", 实际值="95%"),),
    "P06": (row_gone,),
    "P07": (typed(said("nearest")),),
    "P08": (typed(said("nearest")),),
    "P09": (typed("G0101"),),
    "P10": (typed(None),),
    "P11": (typed("维护计划按时完成率"),),
    "P15": (added("行为评价", 工号="G0111", 行为项=lambda i: i.details["item"], 等级="4"),),
    "P16": (at("I5", "免考核", "花名册"),),
    "P17": (typed(lambda i: i.details["expected"].split(" ")[0]),),
    "P18": (typed(day("earlier")),),
    "P19": (added("部门公司结果", 对象=said("unit"), 得分=0.9),),
    "P20": (added("封面", 项目=said("entry"), 值="客户服务部"),),
    "P21": (typed("走访更勤，档案也更完整。"),),
    "P22": (typed(day("left")),),
    "P25": (typed(one_of(0)), typed(one_of(1))),
    "P26": (typed("全年未缺勤，带教两名新人，经经理会议决定。"),),
    "P28": (row_gone,),
    "P31": (row_gone,),
    "P34": (row_gone,),
    "P37": (row_gone,),
    "P38": (typed(day("day")), typed(day("following"))),
    "P39": (typed(date(2024, 9, 29)),),
    "P41": (typed("kite-9-ocean"),),
    "P43": (lambda i: every("E3:E4", "花名册", i.details["whole"]),),
    "P48": (typed("G0122"), typed(None)),
    "P49": (typed(None),),
    "P50": (row_gone,),
    "P52": (typed(said("issued")),),
    "P54": (row_gone,),
    "P56": (typed(day("low")), typed(day("high"))),
    "P57": (typed(10),),
    "C01": (typed(0.4),),
    "C02": (typed(0.9),),
    "C03": (typed(said("nearest")),),
    "C04": (typed(5),),
    "C06": (typed(1),),
    "C07": (at("C3", 0.8),),
    "C08": (row_gone,),
    "C09": (row_gone, added("指标", **NEW_KPI)),
    "C11": (typed(said("nearest")),),
    "C12": (typed(lambda i: float(i.details["low"])), typed(lambda i: float(i.details["high"]))),
    "C13": (added("设置", 项目=said("setting"), 值=4),),
    "C14": (lambda i: drop_category(i.found),),
    "C16": (typed("否"), typed(None)),
    "C34": (typed("作业记录"),),
    "C35": (typed(12),),
    "C36": (typed("培训考核"),),
    "C37": (added("折线", 折线表="销售额", 值=50, 得分=0),),
    "C38": (typed(None),),
    "C39": (at("F2", "固定"),),
    "C40": (typed("B"),),
    "C41": (at("H2", None),),
    "C42": (at("F3", None),),
    "C43": (at("D2", 4), at("D2", None)),
    "C44": (typed(said("wanted")),),
    "C45": (row_gone,),
    "C46": (typed(None),),
    "C47": (typed("按部门"), typed(None)),
    "C48": (row_gone,),
    "C49": (at("C2", "上级"),),
    "C50": (typed(None),),
    "C51": (typed("≥10"),),
    "C52": (typed("≥10"),),
    "P62": (at("D2", 0.9),),
    "P63": (typed(None),),
    "P64": (at("E3", "客户服务部"),),
    "P65": (typed(6000),),
    "P66": (typed(None),),
    "P67": (at("E2", None),),
    "P68": (typed(0.2),),
    "P69": (
        typed(650),
        added("个人目标", 工号="G0121", 指标="备件收发数量", 目标=1200, 点="挑战值"),
    ),
    "P71": (typed(one_of(2)),),
    "P70": (typed(None), row_gone),
    "P74": (typed(None), row_gone),
    "P75": (typed("K01"),),
    "P76": (row_gone,),
    "P77": (typed("周先生"),),
    "P78": (added("填报值", 工号="G0121", 指标="库存账实相符率", 实际值="95%"),),
    "P80": (typed(one_of(0)),),
    "P81": (at("C3", 0.4), at("C3", None)),
    "P82": (row_gone,),
    "C33": (typed(lambda i: float(i.details["low"])), typed("20%")),
}
"""Code → each way in which its hint can be followed."""


def every(cells: str, sheet: str, value: str) -> Edit:
    """All cells of a range get the value."""

    def change(book: Any) -> None:
        for (cell,) in book[sheet][cells]:
            cell.value = value

    return change


def drop_category(named: str) -> Edit:
    """A category without items is taken out, and its weight goes to the first of the set."""
    group, category = named.split(" ")

    def change(book: Any) -> None:
        page = book["行为类别"]
        own = [r for r in page.iter_rows(min_row=2) if r[0].value == group]
        (gone,) = [r for r in own if r[1].value == category]
        kept = next(r for r in own if r[1].value != category)
        kept[2].value += gone[2].value
        page.delete_rows(gone[0].row)

    return change


CASES = [(code, n) for code in FOLLOWED for n in range(len(FOLLOWED[code]))]


@pytest.mark.parametrize(("code", "way"), CASES)
def test_a_hint_that_is_followed_mends_the_issue_and_makes_no_other(
    code: str, way: int, samples: Path, tmp_path: Path
) -> None:
    """The practice quarter has its issue before, and afterwards none but notes about how a value was written."""
    source = samples / "broken" / code
    files = {p.name: p.read_bytes() for p in (source / str(QUARTER)).iterdir()}
    issue, *others = issues_of(source)
    assert {(i.code, i.place) for i in (issue, *others)} == {(code, issue.place)}
    edit(issue.place.workbook, FOLLOWED[code][way](issue))(files)
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    left = read_and_score(tmp_path, QUARTER, printable).issues
    assert [(i.code, str(i.place), i.found) for i in left if i.severity != "note"] == []


def test_every_code_is_followed_or_says_why_not() -> None:
    """A new code gets a row in one of the two tables."""
    assert FOLLOWED.keys() | NOT_TYPED.keys() == set(CATALOGUE)
    assert not FOLLOWED.keys() & NOT_TYPED.keys()
    assert FOLLOWED.keys() <= {f.code for f in SEEDED_FAULTS}


PAY_FACTOR: tuple[tuple[object, str, str], ...] = (
    (150, "V07", "150%"),
    (80, "V07", "80%"),
    ("2000%", "V03", "1000%"),
    (-0.5, "V03", "0%"),
)
"""What is typed as pay factor, the code, and what the message then says to type."""


@pytest.mark.parametrize(("wrong", "code", "right"), PAY_FACTOR)
def test_the_hint_about_a_pay_factor_leads_to_no_other_error(
    wrong: object, code: str, right: str, samples: Path, tmp_path: Path
) -> None:
    """1.5 was told to write a percent sign, and 150 % was then out of range."""
    source = samples / "broken" / "V01" / str(QUARTER)
    for value, expected in ((wrong, {code}), (right, set())):
        files = {p.name: p.read_bytes() for p in source.iterdir()}
        edit(SCHEME, put("等级", "D2", value))(files)
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        found = [
            i
            for i in read_and_score(tmp_path, QUARTER, printable).issues
            if i.place.workbook == SCHEME
        ]
        shown = [i for i in found if i.severity != "note"]
        assert {str(i.code) for i in shown} == expected
        texts = [
            i.details.get("allowed", "") + i.details.get("high", "") + i.details.get("low", "")
            for i in shown
        ]
        assert all(right in text for text in texts)
