"""Workbooks issued in English: nothing of ours in Chinese, and they score as the Chinese ones do."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gacx_reports.commands.issuing.scheme import blank_editions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.explain.explain import places_of
from gacx_reports.core.forms.call_sheet import LOCKED_HEADERS
from gacx_reports.core.forms.form import Form
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import in_short
from gacx_reports.core.issuing.call_rows import CallInputs
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.issuing.previous_values import NO_REFERENCES
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.text import is_chinese
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.roster.next_quarter import next_roster
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.parsers import NO_ANSWERS, YES_WORDS
from gacx_reports.core.sheets.raw_values import NA_WORDS
from gacx_reports.core.sheets.read_sheet import read_sheet
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.survey.draw_record import MAIN_RECORD
from gacx_reports.core.survey.frame import FrameJob
from gacx_reports.core.translation import in_english, issues_in, outcome_in
from gacx_reports.core.untranslated import untranslated
from gacx_reports.excel.issuing.call_workbook import call_book
from gacx_reports.excel.issuing.english_workbook import exchanged
from gacx_reports.excel.issuing.form_workbook import form_book, issued_book
from gacx_reports.excel.issuing.roster_workbook import roster_book
from gacx_reports.excel.issuing.scheme_workbook import scheme_edition
from gacx_reports.excel.reading.workbook import read_content
from gacx_reports.excel.styles import FilledSheet
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import Intake, read_and_score
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.quarters import as_typed
from tests.fixtures.read_once import read_once
from tests.fixtures.sample_forms import forms_in
from tools.samples.sample_company import GACX

QUARTER = Period(2024, 4)
STAMP = "模板信息"
"""The hidden sheet of the program's own."""
EN = translator("en")
PREVIEWED = "Customer Service.xlsx"
"""The workbook whose preview is computed."""
ANSWERS = YES_WORDS | NO_ANSWERS | NA_WORDS


def book(folder: Path, name: str) -> Workbook:
    """A workbook of the folder."""
    found, issues = read_once(folder / name, folder).read
    assert found, issues
    return found


@pytest.fixture(scope="module")
def pillars(samples: Path) -> tuple[Scheme, Roster]:
    """Scheme and roster of the sample quarter."""
    folder = samples / str(QUARTER)
    scheme = read_scheme(book(folder, "考核方案.xlsx"))[0]
    return scheme, read_roster(book(folder, "花名册.xlsx"), scheme, QUARTER)[0]


def everything_shown(content: bytes) -> Iterator[str]:
    """Names of tabs, cells, comments, prompts, lists and rules of a workbook."""
    workbook = openpyxl.load_workbook(BytesIO(content))
    for page in workbook:
        if page.title == STAMP:
            continue
        yield page.title
        for row in page.iter_rows():
            for cell in row:
                # What may be typed besides, kept for the preview in a hidden sheet.
                typed = page.title == "_scheme" and cell.value in ANSWERS
                yield "" if typed else str(cell.value or "")
                yield cell.comment.text if cell.comment else ""
        for check in page.data_validations.dataValidation:
            yield from (str(w or "") for w in (check.prompt, check.error, check.formula1))
        for ranged in page.conditional_formatting:
            yield from (f for rule in ranged.rules for f in rule.formula)


def test_an_issued_workbook_is_english_throughout(pillars: tuple[Scheme, Roster]) -> None:
    """But for names of people and of files."""
    scheme, roster = pillars
    people = {p.name for p in roster.people.values()}
    for form in forms(scheme, roster, QUARTER)[:3]:
        content = issued_book(FormInputs(form, scheme, roster, QUARTER, NO_REFERENCES), EN)
        names = (*people, form.workbook.removesuffix(".xlsx"))
        left = set()
        for text in everything_shown(content):
            rest = text
            for name in names:
                rest = rest.replace(name, "")
            if is_chinese(rest):
                left.add(rest)
        assert not left


def test_scheme_and_roster_are_issued_in_english(
    pillars: tuple[Scheme, Roster], samples: Path
) -> None:
    """Sheets, headers, lists, notes and names; beside them, in sheets of both languages, the Chinese."""
    scheme, roster = pillars
    rows = next_roster(roster, QUARTER.next, [("季度", "本工作簿所属的季度。")])
    people = {p.name for p in roster.people.values()} | {c.name for c in roster.callers}
    shown = set(everything_shown(roster_book(rows, scheme, QUARTER.next, EN)))
    assert {text for text in shown if is_chinese(text)} <= people
    shown = set(everything_shown(scheme_edition(book(samples / str(QUARTER), "考核方案.xlsx"), EN)))
    lines = [line for lines in scheme.specifications.values() for line in lines]
    given = {*scheme.english, *(t for line in lines for t in (line.text, line.measure))}
    assert {text for text in shown if is_chinese(text)} <= given
    assert given <= shown | {""}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("填报值", "Typed values"),
        ("=COUNTIF('填报值'!$A$2:$A$9,\"不适用\")", "=COUNTIF('Typed values'!$A$2:$A$9,\"N/A\")"),
        ("What does not apply is written 不适用.", "What does not apply is written N/A."),
        ("现场人员要多走动。", "现场人员要多走动。"),
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
    ],
)
def test_our_words_are_exchanged_and_nobody_elses(text: str, english: str) -> None:
    """In cells, in formulas and inside our sentences; never in what somebody wrote."""
    assert exchanged(text) == english


def without_callers(text: str) -> str:
    """The text without the names of the survey team, which stay as they are in file names."""
    for caller in GACX.callers:
        text = text.replace(caller.name, "")
    return text


def english_calls(given: Workbook, form: Form, scheme: Scheme, roster: Roster) -> bytes:
    """The call sheet issued in English, with what the Chinese one has in white cells."""
    read = read_sheet(given, form.sheets[1])[0]
    jobs = {
        row.text("单号"): FrameJob(
            number=row.text("单号"), table="", person="", post="", day=day, customer=row.text("客户"),
            kind=row.text("类型"), do_not_call=False, phone=row.text("联系电话"),
        )
        for row in read
        if (day := row.day("作业日期"))
    }  # fmt: skip
    entries = {
        row.text("编号"): {
            header: value
            for header, value in as_typed(row).items()
            if header not in LOCKED_HEADERS and value is not None
        }
        for row in read
    }
    return call_book(CallInputs(form, scheme, roster, QUARTER, jobs), EN, entries)


def english_quarter(chinese: Path, folder: Path, scheme: Scheme, roster: Roster) -> None:
    """The sample quarter as it looks where everything was issued, and is kept, in English."""
    (folder / "Ratings").mkdir(parents=True)
    content = scheme_edition(book(chinese, "考核方案.xlsx"), EN)
    (folder / "Scheme.xlsx").write_bytes(content)
    people = book(chinese, "花名册.xlsx")
    rows = {f.name: [as_typed(r) for r in read_sheet(people, f)[0]] for f in ROSTER_SHEETS}
    (folder / "Roster.xlsx").write_bytes(roster_book(rows, scheme, QUARTER, EN))
    expected = forms_in(chinese, scheme, roster, QUARTER)
    for form in expected:
        given = book(chinese, form.workbook)
        if form.draw:
            (folder / MAIN_RECORD).write_bytes((chinese / MAIN_RECORD).read_bytes())
            (folder / form.english).write_bytes(english_calls(given, form, scheme, roster))
            continue
        sheets = [
            FilledSheet(s, [as_typed(r) for r in read_sheet(given, s)[0]]) for s in form.sheets
        ]
        desk = FormInputs(form, scheme, roster, QUARTER, NO_REFERENCES)
        content = form_book(desk, sheets, EN, with_preview=form.english == PREVIEWED)
        (folder / form.english).write_bytes(content)


@pytest.fixture(scope="module")
def both(
    pillars: tuple[Scheme, Roster], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Intake, Intake, Path]:
    """The sample quarter, the same in English from the scheme to the last rating, and the latter's folder."""
    chinese, english = samples / str(QUARTER), tmp_path_factory.mktemp("in") / str(QUARTER)
    english_quarter(chinese, english, *pillars)
    before, after = (read_and_score(folder, QUARTER, lambda _: []) for folder in (chinese, english))
    return before, after, english


def test_a_quarter_in_english_scores_the_same(both: tuple[Intake, Intake, Path]) -> None:
    """Scheme, roster and workbooks through the real reader: every record equal, nothing to complain about."""
    before, after, _ = both
    ours = (name for name in after.inputs if name != MAIN_RECORD)
    assert not any(is_chinese(without_callers(name)) for name in ours)
    assert records(after) == records(before)
    assert worth_saying(after) == worth_saying(before)


def test_places_are_called_as_their_owner_sees_them(both: tuple[Intake, Intake, Path]) -> None:
    """Files and sheets of an English quarter, of whatever a result rests on and of people, kpis and posts."""
    outcome = both[1].outcome
    assert outcome
    found = {p for e in outcome.employees.values() for p in places_of(e, outcome)}
    found |= {p.place for p in outcome.roster.people.values()}
    found |= {k.place for k in outcome.scheme.kpis}
    assert not [p for p in found if is_chinese(without_callers(str(p)))]
    shown = {(p.workbook, p.sheet) for p in found}
    assert shown >= {
        ("Scheme.xlsx", "KPIs"),
        ("Roster.xlsx", "Roster"),
        ("Technical Service.xlsx", "Job records"),
        ("Satisfaction survey-周敏.xlsx", "Survey call-backs"),
    }


def test_an_english_edition_previews_as_it_is_scored(both: tuple[Intake, Intake, Path]) -> None:
    """Computed by IronCalc: equal figures, names and words in English."""
    _, intake, folder = both
    assert intake.outcome
    scheme, roster = intake.outcome.scheme, intake.outcome.roster
    form = next(f for f in forms(scheme, roster, QUARTER) if f.english == PREVIEWED)
    parity = Parity()
    compare(
        by_ironcalc(folder / PREVIEWED),
        outcome_in("en", intake.outcome),
        in_english(form, scheme.english),
        parity,
        form.english,
        "en",
    )
    assert parity.differences == []
    assert parity.cells > 60


def worth_saying(intake: Intake) -> set[str]:
    """Codes of errors and warnings."""
    return {i.code for i in intake.issues if i.severity is not Severity.NOTE}


def records(intake: Intake) -> dict[str, object]:
    """Employee ID → everything that was decided, with the addresses of cells in their sheets."""
    assert intake.outcome
    scheme = intake.outcome.scheme
    return {
        key: addressed(employee_record(e, scheme)) for key, e in intake.outcome.employees.items()
    }


def addressed(record: Any) -> Any:
    """A record whose places are cells: `技术服务组.xlsx › 作业记录 › E2:E29` is E2:E29."""
    match record:
        case dict():
            return {k: addressed(v) for k, v in record.items()}
        case list():
            return [addressed(v) for v in record]
        case str():
            return record.rpartition(" › ")[2]
    return record


def test_blank_editions_are_english_on_demand(
    pillars: tuple[Scheme, Roster], templates: Path
) -> None:
    """For a newcomer who reads no Chinese: every kind of workbook, the scheme among them."""
    made = blank_editions(templates, "en")
    assert set(made) == {
        "Department workbook.xlsx",
        "Department-Technical assistant.xlsx",
        "Ratings.xlsx",
        "Roster.xlsx",
        "Satisfaction survey.xlsx",
        "Scheme.xlsx",
    }
    for name in ("Department workbook.xlsx", "Ratings.xlsx"):
        assert {text for text in everything_shown(made[name]) if is_chinese(text)} == set()
    (scheme, _), (read, issues) = pillars, read_scheme(opened(made["Scheme.xlsx"]))
    assert not issues
    assert read.english == scheme.english


def opened(content: bytes) -> Workbook:
    """The workbook as it is read."""
    found, _ = read_content("Scheme.xlsx", content)
    assert found
    return found


def test_names_that_are_words_of_ours_keep_their_chinese(templates: Path) -> None:
    """合格 as a level and 说明 as a column without English: an English edition is the same scheme."""
    plain = book(templates, "scheme.xlsx")
    other = {"非常满意": "合格", "问题说明": "说明", "被抽查的客户名称。": "得分"}
    sheets = tuple(
        replace(
            s, rows=tuple((n, tuple(other.get(str(c), c) for c in cells)) for n, cells in s.rows)
        )
        for s in plain.sheets
        if s.name != "英文名"
    )
    chinese = replace(plain, sheets=sheets)
    before, _ = read_scheme(chinese)
    after, issues = read_scheme(opened(scheme_edition(chinese, EN)))
    assert not issues
    assert (after.scales, after.tables) == (before.scales, before.tables)


def test_a_table_is_never_called_as_a_sheet_of_ours(pillars: tuple[Scheme, Roster]) -> None:
    """`Comments` is the name of another sheet: the table keeps its Chinese name, with C30."""
    scheme, roster = pillars
    renamed = replace(scheme, english={**scheme.english, "抽查记录": "Comments"})
    form = next(f for f in forms(renamed, roster, QUARTER) if f.department == "技术服务组")
    content = issued_book(FormInputs(form, renamed, roster, QUARTER, NO_REFERENCES), EN)
    names = openpyxl.load_workbook(BytesIO(content)).sheetnames
    assert {"抽查记录", "Comments"} <= set(names)
    assert [i.found for i in untranslated(renamed)] == ["抽查记录"]


def test_another_quarters_template_lacks_sheets_by_their_english_names(
    pillars: tuple[Scheme, Roster],
) -> None:
    """The first quarter's English edition handed in for the fourth: no name that its owner can't find."""
    scheme, roster = pillars
    spring = Period(2025, 1)
    issued = next(f for f in forms(scheme, roster, spring) if f.english == "Technical Service.xlsx")
    asked = next(f for f in forms(scheme, roster, QUARTER) if f.english == issued.english)
    content = issued_book(FormInputs(issued, scheme, roster, spring), EN)
    sheets = tuple(s for s in opened(content).sheets if s.name != "Job records")
    handed_in = replace(opened(content), sheets=sheets).in_words(scheme.words)
    _, issues = read_submissions({asked.workbook: handed_in}, [asked], scheme, roster, QUARTER)
    missing = {i.place.sheet: i for i in issues if i.code == "S01"}
    assert set(missing) == {"Evaluation", "Job records"}
    (shown,) = issues_in("en", [missing["Evaluation"]], None, scheme.english)
    assert describe(shown, EN).expected == "a sheet called Evaluation"
    *whole, last = in_short(shown).split(", ")
    assert last == "…"
    assert whole
    assert set(whole) <= {s.name for s in handed_in.sheets}
