"""Ways in which call sheets, and the records behind them, are tampered with or filled in by mistake."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from tests.fixtures.surveyed_company import DRAWN_ON, QUESTIONS, Paper, SurveyedCompany

Row = dict[str, Raw]
FIRST_ROW = 5
DONE, PART, NONE, NO = "完成", "部分完成", "无人接听", "拒访"


@dataclass
class Desk:
    """Everything that somebody may lay hands on, and what must be found afterwards."""

    company: SurveyedCompany
    random: Random
    papers: dict[str, Paper]
    department: dict[str, Workbook]
    expected: set[tuple[str, str, int]] = field(default_factory=set)
    """Code, name of a workbook's owner (a caller, or 甲部), and row; row 0 for a sheet as a whole."""

    def expect(self, code: str, owner: str, row: Row | None = None) -> None:
        """An issue of that code must name the row, as the papers are at the end."""
        at = 0 if row is None else next(n for n, r in enumerate(self.papers[owner]) if r is row)
        self.expected.add((code, owner, at + FIRST_ROW if row is not None else 0))

    def rows(self, wanted: Callable[[Row], bool] = lambda _: True) -> list[tuple[str, Row]]:
        """Caller and row of every call that is so."""
        return [(c, r) for c, paper in self.papers.items() for r in paper if wanted(r)]

    def pick(self, wanted: Callable[[Row], bool]) -> tuple[str, Row]:
        """One of them."""
        return self.random.choice(self.rows(wanted))

    def undrawn(self) -> str:
        """A job that was not drawn."""
        drawn = {str(r["单号"]) for _, r in self.rows()}
        return self.random.choice([j.number for j in self.company.jobs if j.number not in drawn])

    def beside(self, caller: str, row: Row, by: int) -> Row:
        """The row that many below."""
        paper = self.papers[caller]
        return paper[next(n for n, r in enumerate(paper) if r is row) + by]


def answered(row: Row) -> bool:
    """Whether the row is a completed or partly completed call."""
    return last(row) in (DONE, PART)


def last(row: Row) -> Raw:
    """The last outcome of a row."""
    return next((row[f"结果{n}"] for n in (3, 2, 1) if row.get(f"结果{n}")), None)


def tries(row: Row) -> int:
    """Attempts of a row."""
    return sum(bool(row.get(f"结果{n}")) for n in (1, 2, 3))


def first(row: Row) -> bool:
    """Whether the row is a first choice."""
    return row["顺序"] == "首选"


def wipe(row: Row) -> None:
    """Take out attempts and answers."""
    for n in (1, 2, 3):
        for header in ("日期", "时间", "结果"):
            row.pop(f"{header}{n}", None)
    for question in QUESTIONS:
        row.pop(question, None)


def attempt(row: Row, n: int, day: date, outcome: str, hour: int = 10) -> None:
    """Enter an attempt."""
    row |= {f"日期{n}": day, f"时间{n}": hour, f"结果{n}": outcome}


def a_friend_is_added(d: Desk) -> None:
    """A row about a job that nobody drew."""
    caller = d.random.choice([*d.papers])
    row: Row = {"编号": "99-0", "单号": d.undrawn(), "客户": "老朋友", "顺序": "首选"}
    attempt(row, 1, DRAWN_ON, DONE)
    row |= dict.fromkeys(QUESTIONS, "5")
    d.papers[caller].append(row)
    d.expect("P50", caller, row)


def a_row_is_deleted(d: Desk) -> None:
    """A drawn customer is not in the sheet."""
    caller, row = d.pick(first)
    d.papers[caller] = [r for r in d.papers[caller] if r is not row]
    d.expect("P51", caller)


def a_customer_is_changed(d: Desk) -> None:
    """Somebody else's name stands in the locked cell."""
    caller, row = d.pick(lambda _: True)
    row["客户"] = "老朋友"
    d.expect("P52", caller, row)


def a_telephone_number_is_changed(d: Desk) -> None:
    """A colleague's number, say."""
    caller, row = d.pick(first)
    row["联系电话"] = "010-5550 99999"
    d.expect("P52", caller, row)


def a_telephone_number_and_the_hidden_list(d: Desk) -> None:
    """Somebody who knows how the hidden list is made writes it anew; the department's records still tell."""
    caller, row = d.pick(first)
    row["联系电话"] = "010-5550 99999"
    d.papers[caller][0]["模板"] = "重写"
    d.expect("P52", caller, row)


def two_telephone_numbers_are_exchanged(d: Desk) -> None:
    """Both rows are not as issued."""
    caller = d.random.choice([*d.papers])
    one, other = d.random.sample(d.papers[caller], 2)
    one["联系电话"], other["联系电话"] = other["联系电话"], one["联系电话"]
    d.expect("P52", caller, one)
    d.expect("P52", caller, other)


def another_job_takes_a_place(d: Desk) -> None:
    """The number of the job is typed over."""
    caller, row = d.pick(first)
    row["单号"] = d.undrawn()
    d.expect("P52", caller, row)


def a_day_of_a_job_is_changed(d: Desk) -> None:
    """So that the answer falls into another assignment."""
    caller, row = d.pick(first)
    day = row["作业日期"]
    assert isinstance(day, date)
    row["作业日期"] = day + timedelta(days=d.random.choice([-9, 9]))
    d.expect("P52", caller, row)


def the_hidden_list_is_gone(d: Desk) -> None:
    """The sheet was built anew, so that nobody can compare it."""
    caller = d.random.choice([*d.papers])
    d.papers[caller][0]["模板"] = "新"
    d.expect("P52", caller)


def a_reserve_beside_an_answer(d: Desk) -> None:
    """The first choice was displeased: the reserve is asked, too."""
    caller, row = d.pick(lambda r: first(r) and answered(r))
    reserve = d.beside(caller, row, 1)
    attempt(reserve, 1, d.company.roster.period.due, DONE)
    reserve |= dict.fromkeys(QUESTIONS, "5")
    d.expect("P53", caller, reserve)


def a_reserve_after_one_attempt(d: Desk) -> None:
    """The first choice was tried once only."""
    caller, row = d.pick(first)
    reserve = d.beside(caller, row, 1)
    wipe(row)
    wipe(reserve)
    attempt(row, 1, DRAWN_ON, NONE)
    attempt(reserve, 1, d.company.roster.period.due, DONE)
    reserve |= dict.fromkeys(QUESTIONS, "5")
    d.expect("P53", caller, reserve)


def a_reserve_on_the_day_before(d: Desk) -> None:
    """The first choice was tried three times, but after the reserve."""
    caller, row = d.pick(first)
    reserve = d.beside(caller, row, 1)
    wipe(row)
    wipe(reserve)
    for n in (1, 2, 3):
        attempt(row, n, DRAWN_ON + timedelta(days=n), NONE)
    attempt(reserve, 1, DRAWN_ON, DONE)
    reserve |= dict.fromkeys(QUESTIONS, "5")
    d.expect("P53", caller, reserve)


def a_call_twice_in_a_sheet(d: Desk) -> None:
    """The second time with better answers."""
    caller, row = d.pick(answered)
    twin = row | dict.fromkeys(QUESTIONS, "5")
    d.papers[caller].append(twin)
    d.expect("P54", caller, twin)


def a_call_in_two_sheets(d: Desk) -> None:
    """Another caller has it, too."""
    caller, row = d.pick(answered)
    other = d.random.choice([c for c in d.papers if c != caller])
    twin = dict(row)
    d.papers[other].append(twin)
    d.expect("P54", other, twin)


def a_refusal_with_answers(d: Desk) -> None:
    """The customer refused, and still there are levels."""
    caller, row = d.pick(lambda r: answered(r) and tries(r) == 1)
    row["结果1"] = d.random.choice([NO, NONE, "号码错误"])
    d.expect("P55", caller, row)


def answers_without_any_attempt(d: Desk) -> None:
    """Nobody called."""
    caller, row = d.pick(first)
    wipe(row)
    row |= dict.fromkeys(QUESTIONS, "4")
    d.expect("P55", caller, row)


def a_call_before_the_draw(d: Desk) -> None:
    """Whoever calls before the draw has chosen the customer."""
    caller, row = d.pick(lambda r: tries(r) > 0)
    row["日期1"] = DRAWN_ON - timedelta(days=d.random.randint(1, 60))
    d.expect("P56", caller, row)


def a_call_after_the_return(d: Desk) -> None:
    """The sheet had been handed in by then."""
    caller, row = d.pick(lambda r: tries(r) > 0)
    row[f"日期{tries(row)}"] = d.company.roster.period.due + timedelta(days=d.random.randint(1, 60))
    d.expect("P56", caller, row)


def a_second_attempt_before_the_first(d: Desk) -> None:
    """By day or by hour."""
    caller, row = d.pick(first)
    wipe(row)
    day = DRAWN_ON + timedelta(days=3)
    attempt(row, 1, day, NONE, hour=15)
    attempt(row, 2, day - timedelta(days=d.random.choice([0, 1])), NO, hour=14)
    d.expect("P56", caller, row)


def an_attempt_left_out(d: Desk) -> None:
    """The second column of attempts is used, the first is blank."""
    caller, row = d.pick(first)
    wipe(row)
    attempt(row, 2, DRAWN_ON, NO)
    d.expect("P56", caller, row)


def part_of_an_attempt(d: Desk) -> None:
    """Day, hour or outcome is blank."""
    caller, row = d.pick(lambda r: tries(r) > 0)
    del row[f"{d.random.choice(['日期', '时间', '结果'])}{d.random.randint(1, tries(row))}"]
    d.expect("P57", caller, row)


def called_until_it_pleases(d: Desk) -> None:
    """The customer had answered, or refused, and was called once more."""
    caller, row = d.pick(lambda r: tries(r) in (1, 2) and last(r) in (DONE, PART, NO))
    attempt(row, tries(row) + 1, d.company.roster.period.due, DONE, hour=23)
    row |= dict.fromkeys(QUESTIONS, "5")
    d.expect("P58", caller, row)


def a_difficult_customer_is_not_called(d: Desk) -> None:
    """Row left blank."""
    caller, row = d.pick(lambda r: first(r) and answered(r))
    wipe(row)
    d.expect("P59", caller, row)


def a_question_is_left_out(d: Desk) -> None:
    """The call is completed, one level is blank."""
    caller, row = d.pick(lambda r: last(r) == DONE)
    del row[d.random.choice(QUESTIONS)]
    d.expect("V01", caller, row)


def a_job_leaves_the_frame(d: Desk) -> None:
    """The department deletes a job that was drawn, or another one."""
    d.department["甲部.xlsx"] = _with_jobs(d, lambda rows: rows[1:])


def a_job_joins_the_frame(d: Desk) -> None:
    """Written in after the draw, to change how many there were."""
    row = ("G1", "2024-08-08", "JS-9999", "新客户", "010-5550 9999", "维修", None)
    d.department["甲部.xlsx"] = _with_jobs(d, lambda rows: [*rows, row])


def a_job_gets_another_owner(d: Desk) -> None:
    """The displeased customer was a colleague's, it says now."""

    def moved(rows: list[tuple[Raw, ...]]) -> list[tuple[Raw, ...]]:
        head, *rest = rows
        return [("G2" if head[0] != "G2" else "G1", *head[1:]), *rest]

    d.department["甲部.xlsx"] = _with_jobs(d, moved)


def _with_jobs(
    d: Desk, change: Callable[[list[tuple[Raw, ...]]], list[tuple[Raw, ...]]]
) -> Workbook:
    """The department's workbook with other jobs; the first of a random order is to be changed."""
    d.expected.add(("P61", "甲部", 0))
    book = d.department["甲部.xlsx"]
    sheets = []
    for sheet in book.sheets:
        if sheet.name == "作业":
            header, *rows = [cells for _, cells in sheet.rows]
            called = [r for r in rows if len(r) < 7 or r[6] is None]
            rest = [r for r in rows if r not in called]
            kept = [*change(d.random.sample(called, len(called))), *rest]
            found = tuple(enumerate([header, *kept], start=1))
            sheet = Sheet(sheet.workbook, sheet.name, found)  # noqa: PLW2901
        sheets.append(sheet)
    return replace(book, sheets=tuple(sheets))


TAMPERINGS: tuple[Callable[[Desk], None], ...] = (
    a_friend_is_added,
    a_row_is_deleted,
    a_customer_is_changed,
    a_telephone_number_is_changed,
    a_telephone_number_and_the_hidden_list,
    two_telephone_numbers_are_exchanged,
    another_job_takes_a_place,
    a_day_of_a_job_is_changed,
    the_hidden_list_is_gone,
    a_reserve_beside_an_answer,
    a_reserve_after_one_attempt,
    a_reserve_on_the_day_before,
    a_call_twice_in_a_sheet,
    a_call_in_two_sheets,
    a_refusal_with_answers,
    answers_without_any_attempt,
    a_call_before_the_draw,
    a_call_after_the_return,
    a_second_attempt_before_the_first,
    an_attempt_left_out,
    part_of_an_attempt,
    called_until_it_pleases,
    a_difficult_customer_is_not_called,
    a_question_is_left_out,
    a_job_leaves_the_frame,
    a_job_joins_the_frame,
    a_job_gets_another_owner,
)


def desks(
    company: SurveyedCompany,
    honest: Mapping[str, Paper],
    department: Mapping[str, Workbook],
    ways: int,
) -> Iterator[tuple[str, Desk]]:
    """Name and desk of each tampering in each of so many ways, with everything else honest."""
    for tamper in TAMPERINGS:
        for way in range(ways):
            random = Random(f"{tamper.__name__} {way}")  # noqa: S311
            desk = Desk(company, random, deepcopy(dict(honest)), dict(department))
            tamper(desk)
            yield f"{tamper.__name__} {way}", desk
