"""Three engineers recomputed from the workbooks' own cells by school arithmetic, not by the program's code."""

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.exact import rounded
from gacx_reports.intake.quarter import read_and_score


@cache
def cells(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet."""
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def column(path: Path, sheet: str, person: str, header: str) -> Iterator[Any]:
    """That person's cells of one column."""
    rows = iter(cells(path, sheet))
    headers = list(next(rows))
    for row in rows:
        if row[headers.index("工号")] == person:
            yield row[headers.index(header)]


def answers(folder: Path, person: str, question: str) -> Iterator[Any]:
    """What customers of the person's drawn jobs answered, in any caller's sheet."""
    record = json.loads((folder / "抽样记录.json").read_text("utf-8"))
    drawn = {c["number"] for p in record["people"] if p["id"] == person for c in p["calls"]}
    for path in folder.glob("满意度调查-*.xlsx"):
        _, _, _, headers, *rows = cells(path, "调查回访")
        for row in rows:
            call = dict(zip(headers, row, strict=True))
            last = [call[f"结果{n}"] for n in (1, 2, 3) if call[f"结果{n}"]]
            if call["单号"] in drawn and last and last[-1] in ("完成", "部分完成"):
                yield call[question]


def targets(folder: Path) -> dict[str, dict[str, Any]]:
    """The engineer's rows of sheet 指标, by KPI."""
    rows = iter(cells(folder / "考核方案.xlsx", "指标"))
    headers = list(next(rows))
    found: list[dict[Any, Any]] = [dict(zip(headers, row, strict=True)) for row in rows]
    return {str(r["指标"]): r for r in found if r["岗位"] == "技术工程师"}


def levels(folder: Path) -> dict[str, Fraction]:
    """Level, or its meaning → score, over all rating scales."""
    rows = iter(cells(folder / "考核方案.xlsx", "评分等级"))
    next(rows)
    found = [(str(name), str(meaning), exact(score)) for _, name, meaning, score in rows]
    return {word: score for name, meaning, score in found for word in (name, meaning)}


def mean(cells: Iterator[Any], folder: Path) -> Fraction:
    """The mean of the levels, those that say 不适用 left out."""
    scores = [levels(folder)[str(c)] for c in cells if c != "不适用"]
    return sum(scores, Fraction(0)) / len(scores)


def exact(cell: Any) -> Fraction:
    """A number of the workbook as typed."""
    return Fraction(f"{cell:.15g}")


@pytest.mark.parametrize("person", ["G0302", "G0310", "G0313"])
def test_an_engineers_quarter_by_hand(person: str, samples: Path) -> None:
    """60 % passes between two values, 20 % satisfaction, 10 % jobs of target, 10 % cards; rounded once."""
    folder = samples / "2024Q3"
    rule = targets(folder)
    tech = folder / "技术服务组.xlsx"
    checks = [c == "是" for c in column(tech, "抽查记录", person, "是否合格")]
    zero, full = (exact(rule["安装实施、维修、维护合格率"][c]) for c in ("零分值", "满分值"))
    passed = (Fraction(sum(checks), len(checks)) - zero) / (full - zero)
    calls = mean(answers(folder, person, "满意度"), folder)
    pleased = calls / exact(rule["客户针对实施情况满意度"]["目标"])
    jobs = sum(1 for _ in column(tech, "作业记录", person, "日期"))
    done = Fraction(jobs) / exact(rule["安装实施、维修、维护数量"]["目标"])
    card_book = folder / "技术服务组-技术助理.xlsx"
    cards = mean(column(card_book, "质量反馈卡", person, "填写质量"), folder)
    scores = {
        "安装实施、维修、维护合格率": max(min(passed, Fraction(1)), Fraction(0)),
        "客户针对实施情况满意度": pleased,
        "安装实施、维修、维护数量": done,
        "质量反馈卡填写质量": cards,
    }
    capped = {
        n: min(s, exact(rule[n]["封顶"])) if rule[n]["封顶"] else s for n, s in scores.items()
    }
    total = sum((capped[n] * exact(rule[n]["权重"]) for n in capped), Fraction(0))
    outcome = read_and_score(folder, Period(2024, 3), lambda _: []).outcome
    assert outcome
    assert outcome.employees[person].kpi_score == total
    assert outcome.employees[person].total == rounded(total, 4)
