"""Issued call sheets: what is locked, what column 提示 says to everything a caller may type, what the head counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ironcalc
import openpyxl
import pytest

from gacx_reports.core.forms.call_sheet import HINT, LOCKED_HEADERS
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.issuing.call_states import CallState
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.sheets.stamp import NAME
from gacx_reports.core.survey.outcomes import CallOutcome
from gacx_reports.excel.issuing.call_page import HEADER_ROW
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.i18n import Language, translator
from tests.fixtures.surveyed_company import DRAWN_ON, QUARTER, SurveyedCompany, surveyed

ENGLISH = """
| 满意度 | Satisfaction |
| 守时 | Punctuality |
| 客户意见 | Customer's words |
| 回访 | Call-backs |
"""
DAY = date(2024, 10, 8)
Attempt = tuple[date | None, int | None, str | None]
DONE, PART, NONE, LATER, NO = (
    CallOutcome.COMPLETE.value,
    CallOutcome.PARTIAL.value,
    CallOutcome.NO_ANSWER.value,
    CallOutcome.CALL_BACK.value,
    CallOutcome.REFUSED.value,
)


def tried(*outcomes: str) -> tuple[Attempt, ...]:
    """Attempts with these outcomes, one a day."""
    return tuple((date(2024, 10, 7 + n), 9 + n, o) for n, o in enumerate(outcomes))


SAID: Sequence[tuple[tuple[Attempt, ...], tuple[str, ...], CallState]] = (
    ((), (), CallState.TO_CALL),
    (tried(DONE), ("5", "4"), CallState.DONE),
    (tried(NONE, LATER, DONE), ("5", "不适用"), CallState.DONE),
    (tried(PART), ("5",), CallState.DONE),
    (tried(DONE), ("5",), CallState.ANSWER_LACKS),
    (tried(PART), (), CallState.ANSWER_LACKS),
    (tried(NONE), (), CallState.CALL_AGAIN),
    (tried(NONE, LATER), (), CallState.CALL_BACK),
    (tried(NONE, NONE, NONE), (), CallState.ENDED),
    (tried(LATER, NONE, LATER), (), CallState.ENDED),
    *((tried(o.value), (), CallState.ENDED) for o in CallOutcome if o.final and not o.answered),
    (((DAY, 9, None),), (), CallState.ATTEMPT_LACKS),
    (((DAY, None, NONE),), (), CallState.ATTEMPT_LACKS),
    (((None, 9, NONE),), (), CallState.ATTEMPT_LACKS),
    (((None, None, None), (DAY, 9, NONE)), (), CallState.EARLIER_BLANK),
    (tried(NO, NONE), (), CallState.AFTER_END),
    (tried(NONE, DONE, DONE), ("5", "5"), CallState.AFTER_END),
    (tried(NONE), ("5",), CallState.NOT_ANSWERED),
    (tried(NO), ("5", "4"), CallState.NOT_ANSWERED),
)
"""Attempts and answers of a first choice → its state."""


def company(lang: Language = "zh") -> SurveyedCompany:
    """The company, in English with the scheme's names."""
    return surveyed() if lang == "zh" else replace(surveyed(), english=ENGLISH)


@cache
def issued(lang: Language = "zh") -> bytes:
    """The first caller's sheet, with a call for each case."""
    made = replace(
        company(lang), jobs_each=120, sampling=surveyed().sampling.replace("| 8 | 1", "| 40 | 1")
    )
    jobs = {job.number: job for job in made.jobs}
    inputs = CallInputs(made.call_forms[0], made.scheme, made.roster, QUARTER, jobs)
    return call_book(inputs, translator(lang))


def columns(page: Any) -> dict[str, int]:
    """Header → column, from 1."""
    return {cell.value: cell.column for cell in page[HEADER_ROW] if cell.value}


def words(lang: Language) -> Mapping[str, str]:
    """Chinese → the workbook's word."""
    english = dict(row.strip("| ").split(" | ") for row in ENGLISH.strip().splitlines())
    return {} if lang == "zh" else {**VOCABULARY, **english}


def entries(
    lang: Language, reserves: Mapping[int, tuple[Attempt, ...]]
) -> Iterator[tuple[int, str, str]]:
    """Row, header and text that a caller types: case after case in the first choices.

    `reserves` is case → attempts of its reserve.
    """
    known = words(lang)
    for case, (attempts, answers, _) in enumerate(SAID):
        first = HEADER_ROW + 1 + 2 * case
        for rank, tries in enumerate((attempts, reserves.get(case, ()))):
            for n, cells in enumerate(tries, start=1):
                for header, value in zip(("日期", "时间", "结果"), cells, strict=True):
                    if value is not None:
                        name = f"{header}{n}"
                        yield first + rank, known.get(name, name), known.get(str(value), str(value))
        for header, level in zip(("满意度", "守时"), answers, strict=False):
            yield first, known.get(header, header), known.get(level, level)


def computed(
    lang: Language, path: Path, reserves: Mapping[int, tuple[Attempt, ...]] = MappingProxyType({})
) -> tuple[list[str], list[str], list[str]]:
    """Title and counts, then the hints of first choices and of reserves, as IronCalc computes what is typed."""
    path.write_bytes(issued(lang))
    page = openpyxl.load_workbook(path).worksheets[2]
    at = columns(page)
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    for row, header, text in entries(lang, reserves):
        model.set_user_input(2, row, at[header], text)
    model.evaluate()
    hint = at.get(HINT) or at[VOCABULARY[HINT]]

    def shown(row: int, column: int) -> str:
        return str(model.get_cell_value(2, row, column))

    hints = [shown(row, hint) for row in range(HEADER_ROW + 1, page.max_row + 1)]
    return [shown(row, 1) for row in (1, 2, 3)], hints[::2], hints[1::2]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hint_says_what_a_call_needs(lang: Language, tmp_path: Path) -> None:
    """Every state, in both languages; a reserve stays closed until the call above has ended without an answer."""
    _, firsts, reserves = computed(lang, tmp_path / "a.xlsx")
    say = translator(lang).gettext
    assert firsts[: len(SAID)] == [say(state.value) for *_, state in SAID]
    opened = CallState.RESERVE_OPEN, CallState.RESERVE_CLOSED
    expected = [say(opened[state is not CallState.ENDED].value) for *_, state in SAID]
    assert reserves[: len(SAID)] == expected


def test_a_reserve_that_was_called_before_its_turn_is_red(tmp_path: Path) -> None:
    """It waits for the first choice, even if that was answered."""
    used = dict.fromkeys(range(len(SAID)), tried(NONE))
    _, _, reserves = computed("zh", tmp_path / "a.xlsx", used)
    say = translator("zh").gettext
    states = [
        CallState.CALL_AGAIN if s is CallState.ENDED else CallState.NOT_ITS_TURN for *_, s in SAID
    ]
    assert reserves[: len(SAID)] == [say(s.value) for s in states]


def test_the_head_counts_and_previews_the_response_rate(tmp_path: Path) -> None:
    """The response rate is RR2: of all first choices that were tried, without the one that is not eligible."""
    head, firsts, reserves = computed("zh", tmp_path / "a.xlsx")
    tried_cases = sum(bool(attempts and attempts[0][2]) for attempts, *_ in SAID)
    answered = sum(o in (DONE, PART) for attempts, *_ in SAID for *_, o in attempts)
    rate = round(100 * answered / (tried_cases - 1))
    assert head[2] == f"目前应答率（RR2）：{rate}%（{tried_cases - 1} 个中 {answered} 个）"
    hints = [*firsts, *reserves]
    waiting = sum(map(hints.count, ("待拨", "可拨备用", "待再拨", "已约再拨")))
    wrong = len(hints) - waiting - sum(map(hints.count, ("已完成", "已结束", "未启用")))
    assert head[1] == (
        f"已完成 {hints.count('已完成')} · 未答而结束 {hints.count('已结束')}"
        f" · 待拨 {waiting}（其中已约再拨 {hints.count('已约再拨')}）· 待更正 {wrong}"
    )


def test_what_was_drawn_is_locked_and_what_is_asked_is_open() -> None:
    """No password; a day must lie between the draw and the return; outcomes and levels come from lists."""
    page = openpyxl.load_workbook(BytesIO(issued())).worksheets[2]
    assert page.protection.sheet
    assert page.protection.password is None
    assert page.protection.sort
    for header, column in columns(page).items():
        locked = header in (*LOCKED_HEADERS, HINT)
        assert page.cell(HEADER_ROW + 1, column).protection.locked is locked, header
        assert page.cell(page.max_row + 1, column).protection.locked
    checks = {next(iter(v.sqref.ranges)).min_col: v for v in page.data_validations.dataValidation}
    day, outcome, level = (checks[columns(page)[h]] for h in ("日期1", "结果1", "满意度"))
    assert (day.type, outcome.type, level.type) == ("date", "list", "list")
    assert int(day.formula1) == DRAWN_ON.toordinal() - 693594


def test_the_caller_sees_an_employee_only_where_the_scheme_says_so() -> None:
    """Neither name nor ID stands anywhere in the workbook otherwise."""
    shy = _texts(issued())
    assert not any("张三" in text or "G1" in text for text in shy)
    company = replace(surveyed(), sampling=surveyed().sampling.replace("| 否 |", "| 是 |"))
    jobs = {job.number: job for job in company.jobs}
    inputs = CallInputs(company.call_forms[0], company.scheme, company.roster, QUARTER, jobs)
    assert "G1 张三" in _texts(call_book(inputs, translator("zh")))


def _texts(content: bytes) -> set[str]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {str(c.value) for page in book for row in page.iter_rows() for c in row if c.value}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_equal_input_gives_equal_bytes_and_a_stamp(lang: Language) -> None:
    """The stamp is that of the Chinese name in either language."""
    again = issued.__wrapped__(lang)
    assert again == issued(lang)
    book = openpyxl.load_workbook(BytesIO(again))
    assert book.defined_names[NAME].value == '"1|calls|2024Q3|满意度调查-周敏.xlsx|测试"'
    titles = (
        ["填写说明", "封面", "回访"] if lang == "zh" else ["How to fill in", "Cover", "Call-backs"]
    )
    assert book.sheetnames[:3] == titles


def test_an_english_sheet_has_no_chinese_but_names_and_typed_texts() -> None:
    """Customers, kinds, the caller, and the questions' own words stay."""
    typed = {job.customer for job in replace(surveyed(), jobs_each=120).jobs} | {
        "安装",
        "维修",
        "周敏",
    }
    chinese = {t for t in _texts(issued("en")) if any("\u4e00" <= c <= "\u9fff" for c in t)}
    left = {t for t in chinese - typed if "周敏" not in t}
    assert left <= {
        "测试",
        *(c.note for c in surveyed().scheme.tables["回访"].columns),
        "优秀",
        "良好",
        "称职",
        *_stamped(),
    }


def _stamped() -> set[str]:
    return {"回访", "1|calls|2024Q3|满意度调查-周敏.xlsx|测试"}
