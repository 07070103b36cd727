"""What real workbooks do: each oddity in a real file of a small quarter, and what must come of it.

Three outcomes are allowed: refused with a code at its cell, read and put on record (V12), or read and said
(a warning). Whatever is read must score exactly as the plain quarter does.
"""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.protection import SheetProtection

from gacx_reports.core.columns import Column, Kind, SheetForm
from gacx_reports.core.filenames import employee_paths
from gacx_reports.core.issues import Issue, errors
from gacx_reports.core.outcomes import Status
from gacx_reports.excel import package
from gacx_reports.excel.package import BINARY, HTML, MACROS, ODS, TEXT, WORD, XLS
from gacx_reports.excel.results import results_workbook
from gacx_reports.excel.sandbox import read_in_child
from gacx_reports.excel.writing import FilledSheet, workbook_bytes
from gacx_reports.i18n import translator
from gacx_reports.intake import Intake, take_in
from gacx_reports.samples import broken_edits as edits
from gacx_reports.samples import broken_files as files
from gacx_reports.samples.broken import QUARTER, sound_files
from gacx_reports.samples.broken_edits import (
    Damage,
    Edit,
    Files,
    edit,
    formula,
    members,
    packed,
    put,
    raw,
)
from gacx_reports.samples.plant import OWNER_FILE, ROSTER, SCHEME, TOP
from tests.system.test_libreoffice import soffice

pytestmark = pytest.mark.usefixtures("read_once_each")

PARTS, REPAIRS, TYPED = "备件收发", "返修检验", "填报值"
"""Sheets of the department's workbook."""
SHEET_PARTS = {REPAIRS: 2, PARTS: 3, TYPED: 4}
"""Sheet → the number of its part."""


Results = dict[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def sound() -> Files:
    """The small quarter without any oddity."""
    return sound_files()


@pytest.fixture
def take(sound: Files, tmp_path: Path) -> Callable[..., Intake]:
    """Take in the small quarter with something done to it."""

    def taken(*damages: Damage) -> Intake:
        odd = deepcopy(sound)
        for damage in damages:
            damage(odd)
        for name, content in odd.items():
            (tmp_path / name).write_bytes(content)
        return take_in(tmp_path, QUARTER, lambda _: [])

    return taken


@pytest.fixture(scope="module")
def plain(sound: Files, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Everybody's result in the plain quarter."""
    folder = tmp_path_factory.mktemp("plain")
    for name, content in sound.items():
        (folder / name).write_bytes(content)
    return results(take_in(folder, QUARTER, lambda _: []))


def results(intake: Intake) -> Results:
    """Employee ID → grade, total, and each KPI's raw value, records and score, exactly; not where they stand."""
    assert intake.outcome, intake.issues
    return {
        e.person.id: (e.grade, e.total, *((k.kpi.name, k.raw, k.n, k.score) for k in e.kpis))
        for e in intake.outcome.employees.values()
    }


def said(intake: Intake) -> list[tuple[str, str, str]]:
    """Every issue as (code, sheet or workbook, cell)."""
    return [(i.code, i.place.sheet or i.place.workbook, i.place.cell) for i in intake.issues]


def part(name: str, member: str, change: Callable[[str], str]) -> Damage:
    """One part's XML is changed."""

    def damage(odd: Files) -> None:
        parts = members(odd[name])
        parts[member] = change(parts[member].decode()).encode()
        odd[name] = packed(parts)

    return damage


def in_sheet(sheet: str, old: str, new: str) -> Damage:
    """Something in a sheet's XML is replaced, once."""

    def change(text: str) -> str:
        assert re.search(old, text), old
        return re.sub(old, new, text, count=1)

    return part(TOP, f"xl/worksheets/sheet{SHEET_PARTS[sheet]}.xml", change)


def change(sheet: str, cell: str, value: object) -> Damage:
    """A cell of the department's workbook is typed over."""
    return edit(TOP, put(sheet, cell, value))


def whole(content: bytes, name: str = TOP) -> Damage:
    """The department's workbook is something else altogether."""
    return files.replaced(name, content)


def container(*names: str, types: str = "", mimetype: str = "") -> bytes:
    """A zip of another office program."""
    parts = dict.fromkeys(names, b"<x/>")
    if types:
        parts["[Content_Types].xml"] = types.encode()
    if mimetype:
        parts = {"mimetype": mimetype.encode()} | parts
    return packed(parts)


OLD_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") * 64
PLACEHOLDER = bytes(4096)
CSV = "工号,姓名,日期,产品,是否合格\r\nG0121,罗桂芳,2024-07-24,GX-IVR4,是\r\n".encode("gbk")
ODS_FILE = container(
    "content.xml",
    "META-INF/manifest.xml",
    mimetype="application/vnd.oasis.opendocument.spreadsheet",
)
DOCX = container("word/document.xml", types="<Types/>")
XLSM = container(
    "xl/workbook.xml", types="<Types>application/vnd.ms-excel.sheet.macroEnabled</Types>"
)
XLSB = container("xl/workbook.bin", types="<Types/>")


# ---- files ---------------------------------------------------------------------------------------


def test_the_file_that_excel_keeps_beside_an_open_workbook_is_not_read(
    take: Callable[..., Intake], plain: Results
) -> None:
    """165 bytes, and a word that the workbook is open."""
    intake = take(files.replaced(OWNER_FILE, files.owner_file("梁文博")))
    assert said(intake) == [("F07", TOP, "")]
    assert not errors(intake.issues)
    assert results(intake) == plain


@dataclass(frozen=True)
class Refused:
    """A file that is refused as a whole."""

    name: str
    damage: Damage
    code: str
    what: str = ""
    """Kind of file, or what was found."""


REFUSED = (
    Refused("password", files.encrypted(TOP), "F05"),
    Refused("old-xls", whole(OLD_XLS), "F04", XLS),
    Refused("web-page", whole(files.EXPORT.encode("gbk")), "F04", HTML),
    Refused("csv", whole(CSV), "F04", TEXT),
    Refused("zero-bytes", whole(b""), "F03"),
    Refused("cut-off", files.cut_off(TOP), "F02"),
    Refused("cloud-placeholder", whole(PLACEHOLDER), "F02"),
    Refused("ods", whole(ODS_FILE), "F04", ODS),
    Refused("docx", whole(DOCX), "F04", WORD),
    Refused("macros", whole(XLSM), "F04", MACROS),
    Refused("binary", whole(XLSB), "F04", BINARY),
    Refused("part-twice", files.part_twice(TOP), "F11"),
    Refused("document-type", files.with_dtd(TOP), "F12"),
    Refused("only-charts", files.only_a_chart(TOP), "F14"),
    Refused("millions-of-cells", files.framed_all_over(TOP), "F15"),
    Refused("off-the-grid", in_sheet(PARTS, r'r="F5"', 'r="XFE5"'), "F02", "XFE5"),
)


@pytest.mark.parametrize("case", REFUSED, ids=lambda c: c.name)
def test_a_file_that_is_no_workbook_of_ours_is_one_error_that_says_what_it_is(
    case: Refused, take: Callable[..., Intake]
) -> None:
    """The other workbooks go on."""
    intake = take(case.damage)
    (issue,) = intake.issues
    assert (issue.code, issue.place.workbook) == (case.code, TOP)
    if case.code == "F04":
        assert issue.details["kind"] == case.what
        assert not issue.found, "it is shown as it stands in both languages"
    elif case.what:
        assert issue.found == case.what
    assert intake.outcome
    assert {e.status for e in intake.outcome.employees.values()} == {Status.HELD_BACK}


@pytest.mark.parametrize("name", ["客户服务部.ods", "客户服务部.xlsm", "客户服务部.xls"])
def test_a_workbook_of_another_kind_under_its_own_name_is_named_too(
    name: str, take: Callable[..., Intake]
) -> None:
    """And the workbook that it should have been is missing."""
    content = {".ods": ODS_FILE, ".xlsm": XLSM, ".xls": OLD_XLS}[Path(name).suffix]
    intake = take(whole(content, name), lambda odd: odd.update({TOP: b""}))
    assert ("F04", name, "") in said(intake)


BACKSLASHES = files.backslashed(TOP)
BAD_STYLES = part(TOP, "xl/styles.xml", lambda _: "<styleSheet><cellXfs")


@pytest.mark.parametrize("damage", [BACKSLASHES, BAD_STYLES], ids=["backslashes", "broken-styles"])
def test_a_slightly_damaged_package_is_read_and_said(
    damage: Damage, take: Callable[..., Intake], plain: Results
) -> None:
    """Without styles, dates are serial numbers: on record."""
    intake = take(damage)
    assert {i.code for i in intake.issues if i.severity != "note"} == {"F20"}
    assert not errors(intake.issues)
    assert results(intake) == plain


def test_strict_open_xml_is_read_and_put_on_record(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Its other names for the same things, and its days as texts in ISO 8601."""

    def as_text(text: str) -> str:
        day = '<c r="C2" t="d"><v>2024-07-12</v></c>'
        changed, hits = re.subn(r'<c r="C2"[^>]*><v>45485</v></c>', day, text)
        assert hits == 1
        return changed

    intake = take(part(TOP, "xl/worksheets/sheet3.xml", as_text), files.strict(TOP))
    assert [(i.code, i.place.workbook, i.severity) for i in intake.issues] == [("F13", TOP, "note")]
    assert results(intake) == plain


def test_an_impossible_date_of_saving_hurts_nobody(
    take: Callable[..., Intake], plain: Results
) -> None:
    """The document's properties are not read."""
    core = (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core'
        b'-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>0000-00-00T99:99:'
        b"99Z</dcterms:created></cp:coreProperties>"
    )

    def damage(odd: Files) -> None:
        odd[TOP] = packed(members(odd[TOP]) | {"docProps/core.xml": core})

    intake = take(damage)
    assert not intake.issues
    assert results(intake) == plain


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, sound: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the old and half of the new is nobody's."""
    path = tmp_path / TOP
    path.write_bytes(sound[TOP])
    plain_open = Path.open

    def touching(self: Path, *args: Any, **more: Any) -> Any:
        os.utime(self, (1, 1))
        return plain_open(self, *args, **more)

    monkeypatch.setattr(Path, "open", touching)
    found = package.load(path, tmp_path)
    assert isinstance(found, Issue)
    assert found.code == "F16"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, sound: Files) -> None:
    """Whatever it points to."""
    (tmp_path / "elsewhere.xlsx").write_bytes(sound[TOP])
    folder = tmp_path / "2024Q3"
    folder.mkdir()
    (folder / TOP).symlink_to(tmp_path / "elsewhere.xlsx")
    book, issues = read_in_child(folder / TOP, folder)
    assert book is None
    assert [i.code for i in issues] == ["F17"]


@pytest.mark.parametrize(
    "copy",
    ["客户服务部 - 副本.xlsx", "客户服务部(1).xlsx", "客户服务部v2.xlsx", "客户服务部_final.xlsx"],
)
def test_two_editions_of_a_workbook_are_asked_about(copy: str, take: Callable[..., Intake]) -> None:
    """Both are named, once."""
    (issue,) = take(files.copied(TOP, copy)).issues
    assert (issue.code, issue.place.workbook, issue.details["other"]) == ("F18", TOP, copy)


# ---- extent and structure ------------------------------------------------------------------------


def dimension(reference: str) -> Damage:
    """A sheet's stated extent."""
    return in_sheet(PARTS, r'<dimension ref="[^"]*"/>', f'<dimension ref="{reference}"/>')


def without_validations(book: Any) -> None:
    """Pasting from elsewhere takes them away."""
    for page in book:
        page.data_validations.dataValidation = []


MANY_ROWS = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(100, 60_000))
SAME: dict[str, Damage] = {
    "wps-writes-a1-as-the-extent": dimension("A1"),
    "extent-too-large": dimension("A1:XFD1048576"),
    "extent-is-garbage": dimension("ABC:?"),
    "no-extent": in_sheet(PARTS, r'<dimension ref="[^"]*"/>', ""),
    "styled-empty-rows": in_sheet(PARTS, "</sheetData>", f"{MANY_ROWS}</sheetData>"),
    "name-with-blanks": edit(TOP, edits.rename(PARTS, f" {PARTS}\u00a0")),
    "header-full-width-blank": change(PARTS, "E1", "数\u3000量"),
    "header-line-break": change(REPAIRS, "E1", "是否\n合格"),
    "header-nbsp": change(PARTS, "F1", "\u00a0交付时长 "),
    "merged-people": edit(TOP, edits.merge(PARTS, "A2:A5"), edits.merge(PARTS, "B2:B5")),
    "protected-sheet": edit(
        TOP, lambda book: setattr(book[PARTS], "protection", SheetProtection(sheet=True))
    ),
    "validations-pasted-away": edit(TOP, without_validations),
    "extra-hidden-sheet": edit(TOP, lambda book: setattr(
        book.create_sheet("_meta"), "sheet_state", "veryHidden"
    )),
    "picture-of-a-sheet-of-its-own": edit(TOP, lambda book: book.create_chartsheet("图")),
}  # fmt: skip


@pytest.mark.parametrize("damage", SAME.values(), ids=SAME)
def test_what_changes_nothing_is_read_without_a_word(
    damage: Damage, take: Callable[..., Intake], plain: Results
) -> None:
    """The same results to the last digit."""
    intake = take(damage)
    assert not intake.issues
    assert results(intake) == plain


def shifted(book: Any) -> None:
    """Title rows above the header, a blank column in front, and two columns swapped."""
    page = book[PARTS]
    for row in page.iter_rows(min_row=1):
        row[4].value, row[5].value = row[5].value, row[4].value
    page.insert_rows(1, 3)
    page.insert_cols(1)
    page["B1"] = "客户服务部 2024 年第三季度备件收发"


def test_the_header_is_found_by_its_text_and_addresses_stay_physical(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Rows above, a column in front, columns in another order."""
    assert results(take(edit(TOP, shifted))) == plain
    intake = take(edit(TOP, shifted, put(PARTS, "F9", "约6小时")))
    assert said(intake) == [("V02", PARTS, "F9")]


@dataclass(frozen=True)
class Warned:
    """Something that is read, and said."""

    name: str
    damage: Damage
    code: str
    sheet: str
    cell: str
    found: str = ""


def filtered(book: Any) -> None:
    """A filter hides two rows."""
    page = book[REPAIRS]
    page.auto_filter.ref = "A1:F17"
    page.auto_filter.add_filter_column(4, ["是"])
    page.row_dimensions[13].hidden = True


def move_down(book: Any) -> None:
    """The last row after 60 blank ones."""
    book[PARTS].move_range("A17:F17", rows=61)


HIDDEN_COLUMN = edit(TOP, lambda book: setattr(book[PARTS].column_dimensions["F"], "hidden", True))
WARNED = (
    Warned("stray-cell", change(PARTS, "XFD1048576", "x"), "S10", PARTS, "XFD1048576"),
    Warned("sixty-blank-rows", edit(TOP, move_down), "S12", PARTS, "A78", "61"),
    Warned("hidden-sheet", edit(TOP, edits.hide(PARTS)), "S15", PARTS, ""),
    Warned(
        "very-hidden-sheet",
        edit(TOP, lambda book: setattr(book[PARTS], "sheet_state", "veryHidden")),
        "S15",
        PARTS,
        "",
    ),
    Warned("hidden-rows", edit(TOP, edits.hide(PARTS, 3, 4, 9)), "S14", PARTS, "", "A3:A4, A9"),
    Warned("filter", edit(TOP, filtered), "S14", REPAIRS, "", "A13"),
    Warned("hidden-column", HIDDEN_COLUMN, "S14", PARTS, "", "F1"),
    Warned("value-under-a-merge", edit(TOP, edits.merge_over(PARTS, "A2:A3")), "S17", PARTS, "A3"),
)


@pytest.mark.parametrize("case", WARNED, ids=lambda c: c.name)
def test_what_may_be_meant_is_read_and_said(
    case: Warned, take: Callable[..., Intake], plain: Results
) -> None:
    """A warning with the cells, and the same results."""
    intake = take(case.damage)
    assert said(intake) == [(case.code, case.sheet, case.cell)]
    assert not errors(intake.issues)
    assert case.found in intake.issues[0].found
    assert results(intake) == plain


UNKNOWN = "XLOOKUP(1,A1:A2,A1:A2)"
"""Not recalculated here."""


@dataclass(frozen=True)
class Computed:
    """A formula in D14, which should be 0.938, what is stored beside it, and what is said."""

    text: str
    stored: str
    code: str
    severity: str
    held: bool = False
    """Whether the person is held back; else the results are the plain ones."""


COMPUTED = (
    Computed("ROUND(122/130,3)", "0.938", "V23", "note"),
    Computed("ROUND(122/130,3)", "", "V22", "warning"),
    Computed(UNKNOWN, "0.938", "V20", "warning"),
    Computed("ROUND(122/130,3)", "0", "V21", "error", held=True),
    Computed("ROUND(122/130,3)", "0.94", "V21", "error", held=True),
    Computed("122/0", "0.938", "V21", "error", held=True),
    Computed(UNKNOWN, "0", "V24", "error", held=True),
    Computed(UNKNOWN, "", "V08", "error", held=True),
    Computed("122/0", "", "V09", "error", held=True),
)


@pytest.mark.parametrize("case", COMPUTED, ids=lambda c: f"{c.code}-{c.text}-{c.stored}")
def test_a_formula_is_recalculated_and_never_graded_on_a_guess(
    case: Computed, take: Callable[..., Intake], plain: Results
) -> None:
    """What is stored counts where it is right, or can't be checked; where it is wrong the person is held back."""
    intake = take(raw(TOP, TYPED, "D14", formula(case.text, case.stored)))
    (issue,) = intake.issues
    assert (issue.code, issue.place.cell, issue.severity) == (case.code, "D14", case.severity)
    if case.held:
        assert intake.outcome
        held = [e for e in intake.outcome.employees.values() if e.status is Status.HELD_BACK]
        assert issue.person in {e.person.id for e in held}
    else:
        assert results(intake) == plain


def test_a_weight_that_is_computed_is_recalculated_too(take: Callable[..., Intake]) -> None:
    """The scheme's own cells: both values are named, and nobody is scored."""
    intake = take(raw(SCHEME, "指标", "C14", formula("1-0.7", "0.4")))
    issue = next(i for i in intake.issues if i.code == "V21")
    assert (issue.place.cell, issue.found, issue.details["computed"]) == ("C14", "40%", "30%")
    assert intake.outcome is None


# ---- values --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """Something in one cell of the department's workbook."""

    sheet: str
    cell: str
    damage: Damage
    code: str


def typed(sheet: str, cell: str, value: object, code: str) -> Cell:
    """A value that somebody types."""
    return Cell(sheet, cell, change(sheet, cell, value), code)


def xml(sheet: str, cell: str, inner: str, code: str, kind: str = "") -> Cell:
    """A cell as some program writes it."""
    return Cell(sheet, cell, raw(TOP, sheet, cell, inner, kind), code)


def as_date(cell: str, serial: str, format_id: int) -> Damage:
    """A date cell with that built-in number format."""

    def damage(odd: Files) -> None:
        parts = members(odd[TOP])
        styles = parts["xl/styles.xml"].decode()
        count = int(re.findall(r'<cellXfs count="(\d+)"', styles)[0])
        xf = (
            f'<xf numFmtId="{format_id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'
        )
        styles = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{count + 1}"', styles)
        parts["xl/styles.xml"] = styles.replace("</cellXfs>", f"{xf}</cellXfs>").encode()
        sheet = parts["xl/worksheets/sheet3.xml"].decode()
        sheet, hits = re.subn(
            rf'<c r="{cell}"[^>]*><v>[^<]*</v></c>',
            f'<c r="{cell}" s="{count}"><v>{serial}</v></c>',
            sheet,
        )
        assert hits == 1
        parts["xl/worksheets/sheet3.xml"] = sheet.encode()
        odd[TOP] = packed(parts)

    return damage


def shown_as_percent(number: float, sheet: str = TYPED, cell: str = "D14") -> Damage:
    """A cell that holds the number, and shows it as a percentage."""

    def put_number(book: Any) -> None:
        book[sheet][cell].value = number
        book[sheet][cell].number_format = "0%"

    return edit(TOP, put_number)


LONG = "一" * 32_767
MARKS = "e" + "\u0301" * 32_000
ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?")
CELLS = (
    # Formulas.
    *(xml(PARTS, "E2", formula("1/0", e), "V09", "e") for e in ERRORS),
    xml(PARTS, "E2", formula('_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)'), "V16", "str"),
    xml(PARTS, "E2", formula("[1]台账!$A$1", "89"), "V18"),
    # Dates.
    Cell(PARTS, "C2", as_date("C2", "-5", 14), "V17"),
    Cell(PARTS, "C2", as_date("C2", "2958470", 14), "V17"),
    typed(PARTS, "C2", 99999999, "V04"),
    typed(PARTS, "C2", -3, "V04"),
    *(
        typed(PARTS, "C2", text, "V04")
        for text in (
            "2020/13/1",
            "7月12日",
            "2024年7月",
            "12/7/2024",
            "2024-02-30",
            "上周五",
            "24.7.12",
        )
    ),
    # Ratios.
    typed(TYPED, "D14", 95, "V07"),
    typed(TYPED, "D14", 1.5, "V07"),
    typed(TYPED, "D14", 938, "V07"),
    typed(TYPED, "D14", "93.8", "V07"),
    *(Cell(TYPED, "D14", shown_as_percent(number), "V07") for number in (95, 9.5, 2.001)),
    # Numbers in words and with signs, placeholders, and 95 that is stored as 0.95.
    Cell(PARTS, "E2", shown_as_percent(0.95, PARTS, "E2"), "V02"),
    *(
        typed(PARTS, "E2", text, "V02")
        for text in (
            "九十五",
            "95分",
            "~95",
            "≥95",
            "95左右",
            "8 9",
            "1e3",
            "-",
            "/",
            "无",
            "暂无",
            "——",
            "0x1F",
            "½",
        )
    ),
    typed(PARTS, "E2", "N/A", "V13"),
    typed(PARTS, "E2", "   ", "V01"),
    typed(PARTS, "E2", None, "V01"),
    typed(REPAIRS, "E2", "/", "V06"),
    typed(REPAIRS, "E2", "暂无", "V06"),
    # IDs.
    typed(PARTS, "A2", 110101198507130000, "V19"),
    typed(PARTS, "A2", "110101198507131234", "P01"),
    typed(PARTS, "A2", 122.5, "V14"),
    typed(PARTS, "A2", 122, "P01"),
    # Booleans, and cells that are damaged.
    typed(PARTS, "E2", True, "V11"),
    xml(PARTS, "E2", formula("TRUE()", "1"), "V11", "b"),
    xml(PARTS, "E2", "<v>abc</v>", "V17"),
    xml(PARTS, "E2", "<v>NaN</v>", "V17"),
    xml(PARTS, "E2", "<v>1e999</v>", "V17"),
    xml(PARTS, "E2", "<v>9999</v>", "V17", "s"),
    # People.
    typed(PARTS, "A2", "G01222", "P01"),
    typed(PARTS, "B2", "张三", "P03"),
    typed(PARTS, "C2", date(2024, 6, 30), "V05"),
    Cell(TYPED, "C16", edit(TOP, edits.append_copy(TYPED, 15)), "P06"),
    # Length.
    typed(PARTS, "D2", LONG, "V10"),
    typed(PARTS, "D2", MARKS, "V10"),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda c: f"{c.code}-{c.sheet}-{c.cell}")
def test_what_cant_be_meant_is_refused_at_its_cell(case: Cell, take: Callable[..., Intake]) -> None:
    """One error, there and nowhere else; never a guess."""
    intake = take(case.damage)
    assert all(i.severity != "warning" for i in intake.issues)
    named = {(i.code, i.place.sheet, i.place.cell) for i in errors(intake.issues)}
    assert named == {(case.code, case.sheet, case.cell)}


CHINESE_DATES = (*range(27, 37), *range(50, 59))
"""Number formats that Excel shows as dates in East Asian editions only; elsewhere they are nameless."""
NORMALISED = (
    *(Cell(PARTS, "C2", as_date("C2", "45485", n), "V12") for n in CHINESE_DATES),
    typed(PARTS, "C2", 45485, "V12"),
    *(
        typed(PARTS, "C2", text, "V12")
        for text in ("2024年7月12日", "2024.7.12", "2024/7/12", "2024-07-12", "20240712", "２０２４－７－１２",
                     "2024-07-12 00:00:00", "\u20602024/07/12 ")
    ),
    typed(TYPED, "D14", "93.8%", "V12"),
    typed(TYPED, "D14", "93.8％", "V12"),
    typed(TYPED, "D14", "９３．８％", "V12"),
    typed(PARTS, "E2", "89", "V12"),
    typed(PARTS, "E2", "８９", "V12"),
    typed(PARTS, "A2", "\ufeffG0122", "V12"),
    typed(PARTS, "A2", "Ｇ０１２２", "V12"),
    typed(PARTS, "A2", "G0122\u200b", "V12"),
    typed(PARTS, "B2", "彭\u200b志远", "V12"),
    typed(PARTS, "B2", "\u202e彭志远\u202c", "V12"),
    xml(REPAIRS, "E2", "<v>1</v>", "V12", "b"),
    xml(REPAIRS, "E2", formula("TRUE()", "1"), "V12", "b"),
)  # fmt: skip


@pytest.mark.parametrize("case", NORMALISED, ids=lambda c: f"{c.sheet}-{c.cell}")
def test_what_is_plainly_meant_is_read_and_put_on_record(
    case: Cell, take: Callable[..., Intake], plain: Results
) -> None:
    """A note says what it was read as; the results are the same."""
    intake = take(case.damage)
    assert said(intake) == [("V12", case.sheet, case.cell)]
    assert intake.issues[0].severity == "note"
    assert results(intake) == plain


RICH = (
    "<is><r><t>彭</t></r><r><rPr><b/></rPr><t>志远</t></r>"
    '<rPh sb="0" eb="1"><t>péng</t></rPh><phoneticPr fontId="1"/></is>'
)
SILENT = (
    xml(PARTS, "B2", RICH, "", "inlineStr"),
    typed(PARTS, "B2", "彭志远_x000D_", ""),
    typed(PARTS, "B2", "\u00a0彭志远\u3000", ""),
    typed(PARTS, "E2", 89.00000000000001, ""),
    xml(TYPED, "D14", "<v>0.93800000000000006</v>", ""),
    typed(REPAIRS, "E2", "√", ""),
    typed(REPAIRS, "E2", "是 ", ""),
    xml(REPAIRS, "E2", "<v>是</v>", "", "str"),
)


@pytest.mark.parametrize("case", SILENT, ids=lambda c: f"{c.sheet}-{c.cell}")
def test_another_way_of_writing_the_same_is_the_same(
    case: Cell, take: Callable[..., Intake], plain: Results
) -> None:
    """Rich text, phonetic guides, blanks of any kind, the last binary digit."""
    intake = take(case.damage)
    assert not intake.issues
    assert results(intake) == plain


@pytest.mark.parametrize("number", [1.2, 2])
def test_more_than_a_hundred_percent_is_read_where_it_is_shown_so(
    number: float, take: Callable[..., Intake]
) -> None:
    """1.2 in a cell that shows 120 % is 120 %; the text `120%` is the same."""
    shown, text = take(shown_as_percent(number)), take(change(TYPED, "D14", f"{number * 100:.0f}%"))
    assert [i.code for i in text.issues] == ["V12"]
    assert not shown.issues
    assert results(shown) == results(text)


def test_thousands_are_read_and_put_on_record(take: Callable[..., Intake]) -> None:
    """1,234.5 is a number, if too large a one here."""
    assert said(take(change(PARTS, "E2", "1,234.5"))) == [("V03", PARTS, "E2")]
    intake = take(change(PARTS, "E2", "0,089"))
    assert [c for c, *_ in said(intake)] == ["V12"]


def test_days_counted_from_1904_are_the_same_days(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Every date of the workbook, stored as old Macs do."""

    def from_1904(text: str) -> str:
        return re.sub(r"<v>(45\d{3})</v>", lambda m: f"<v>{int(m[1]) - 1462}</v>", text)

    sheets = [f"xl/worksheets/sheet{n}.xml" for n in (2, 3)]
    marked = part(
        TOP, "xl/workbook.xml", lambda t: t.replace("<workbookPr", '<workbookPr date1904="1"')
    )
    intake = take(marked, *(part(TOP, s, from_1904) for s in sheets))
    assert not intake.issues
    assert results(intake) == plain


def numbered(odd: Files) -> None:
    """Everybody's ID becomes digits with zeros in front."""
    for name, content in odd.items():
        parts = members(content)
        for member in ("xl/sharedStrings.xml",):
            text = parts[member].decode()
            parts[member] = re.sub(r"<t>G0(\d{3})</t>", r"<t>00\1</t>", text).encode()
        odd[name] = packed(parts)


def test_a_number_for_an_id_is_read_where_only_one_person_can_be_meant(
    take: Callable[..., Intake],
) -> None:
    """121 is 00121, and on record."""
    intake = take(numbered, change(PARTS, "A8", 121))
    assert said(intake) == [("V12", PARTS, "A8")]
    assert intake.outcome
    assert {e.status for e in intake.outcome.employees.values()} == {Status.SCORED}


def test_a_number_that_two_people_could_be_is_asked_about(take: Callable[..., Intake]) -> None:
    """00121 and 0121 are two people."""
    double = edit(ROSTER, put("花名册", "A8", "0121"))
    intake = take(numbered, double, change(PARTS, "A8", 121))
    assert ("P01", PARTS, "A8") in said(intake)


def test_the_roster_is_read_as_leniently_as_what_refers_to_it(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Invisible characters in its IDs and names."""
    odd = edit(
        ROSTER, put("花名册", "A8", "\ufeffG0122 "), put("花名册", "B8", "彭志远\u200b\u00a0")
    )
    intake = take(odd)
    assert said(intake) == [("V12", "花名册", "A8"), ("V12", "花名册", "B8")]
    assert results(intake) == plain


def test_a_person_in_two_workbooks_counts_in_one_only(
    take: Callable[..., Intake], plain: Results
) -> None:
    """The manager's entry in a workbook that isn't about them is not used, and said."""
    stray = edit(TOP, edits.append(TYPED, "G0101", "梁文博", "部门客户满意度", 0.99))
    intake = take(stray)
    assert said(intake) == [("P04", TYPED, "A16")]
    assert results(intake) == plain


def test_a_record_after_leaving_is_said_with_the_day(take: Callable[..., Intake]) -> None:
    """More likely another person's than the leaver's; both workbooks are named."""
    left = edit(ROSTER, put("花名册", "H8", date(2024, 9, 20)), put("花名册", "I8", "离职"))
    (issue,) = take(left).issues
    assert (issue.code, issue.severity, issue.place.cell) == ("P22", "warning", "C17")
    assert (issue.details["left"], ROSTER in issue.details["other"]) == ("2024-09-20", True)


def test_a_person_in_none_is_named_with_what_is_missing(take: Callable[..., Intake]) -> None:
    """One line per KPI that nobody filled in."""
    intake = take(edit(TOP, edits.drop_rows(TYPED, 2, 3, 4)))
    assert {(c, i.person) for (c, *_), i in zip(said(intake), intake.issues, strict=True)} == {
        ("P05", "G0111")
    }


def test_weights_a_hundredth_short_are_refused_with_their_sum(take: Callable[..., Intake]) -> None:
    """99.99 % is not 100 %."""
    (issue,) = take(edit(SCHEME, put("指标", "C14", 0.3999))).issues
    assert (issue.code, issue.place.cell, issue.found) == ("C01", "C14:C17", "99.99%")


def test_shares_that_are_short_are_refused_as_a_row(take: Callable[..., Intake]) -> None:
    """All three cells of the post are named."""
    (issue,) = take(edit(SCHEME, put("岗位", "E5", 0.9))).issues
    assert (issue.code, issue.place.cell, issue.found) == ("C01", "E5:G5", "90%")


HOSTILE = "<b>=1+1</b> ../../x\r\nBcc: a@b.c & {{ 7*7 }}"


def test_text_that_would_be_code_elsewhere_stays_text(take: Callable[..., Intake]) -> None:
    """Markup, a formula, a path, a mail header: literal in the results and in file names."""
    names = [
        edit(ROSTER, put("花名册", "B8", "=1+1/../x")),
        edit(TOP, *(put(s, f"B{n}", None) for s in (PARTS, REPAIRS) for n in range(2, 18))),
        edit(TOP, put(TYPED, "B15", None), put("评语", "B7", None), put("评语", "C7", HOSTILE)),
    ]
    intake = take(*names)
    assert not errors(intake.issues)
    assert intake.outcome
    one = intake.outcome.employees["G0122"]
    assert one.comment
    assert one.comment.comment == HOSTILE.replace("\r\n", "\n")
    (path,) = employee_paths([one.person]).values()
    assert ".." not in Path(path).parts
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(intake.outcome, translator("zh"))))
    cells = [
        c for page in book for row in page.iter_rows() for c in row if c.value == one.person.name
    ]
    assert cells
    assert {c.data_type for c in cells} == {"s"}


def test_a_long_list_of_choices_never_stands_in_a_validation() -> None:
    """More than 255 characters in place would make Excel call the file damaged."""
    choices = tuple(f"选项{n:03}" for n in range(80))
    form = SheetForm("表", (Column("甲", Kind.CHOICE, choices=choices), Column("乙", Kind.YES_NO)))
    content = workbook_bytes([FilledSheet(form, [])], "表")
    book = openpyxl.load_workbook(io.BytesIO(content))
    validations = book["表"].data_validations.dataValidation
    assert validations
    assert all(len(v.formula1) <= 257 for v in validations)


def test_control_and_bidi_characters_in_a_comment_are_stripped_and_on_record(
    take: Callable[..., Intake],
) -> None:
    """What is printed is what is seen."""
    intake = take(change("评语", "C7", "本季度\u202e表现\u202c稳定\u200b"))
    assert said(intake) == [("V12", "评语", "C7")]
    assert intake.outcome
    comment = intake.outcome.employees["G0122"].comment
    assert comment
    assert comment.comment == "本季度表现稳定"


# ---- sheets, headers, versions -------------------------------------------------------------------

STRUCTURE: tuple[tuple[str, Edit, str, str, str, str], ...] = (
    ("renamed-sheet", edits.rename(PARTS, "备件收发表"), "S01", PARTS, "", "备件收发表"),
    ("copied-sheet", edits.double(PARTS, f"{PARTS} (2)"), "S13", PARTS, "", ""),
    ("double-header", put(TYPED, "E1", "实际值"), "S03", TYPED, "E1", ""),
    ("missing-header", put(PARTS, "E1", "件数"), "S02", PARTS, "A1", ""),
    ("merged-values", edits.merge(PARTS, "E2:E4"), "S16", PARTS, "E2", ""),
    ("old-version", put("封面", "B3", "2023.2"), "S07", "封面", "B3", ""),
    ("wrong-quarter", put("封面", "B2", "2024Q2"), "S05", "封面", "B2", ""),
    ("wrong-department", put("封面", "B4", "受理服务组"), "S06", "封面", "B4", ""),
    ("no-version", edits.drop_rows("封面", 3), "P20", "封面", "", ""),
)


@pytest.mark.parametrize("case", STRUCTURE, ids=lambda c: c[0])
def test_a_sheet_that_is_not_the_templates_is_refused(
    case: tuple[str, Edit, str, str, str, str], take: Callable[..., Intake]
) -> None:
    """One error, with what was probably meant."""
    _, damage, code, sheet, cell, near = case
    intake = take(edit(TOP, damage))
    assert said(intake) == [(code, sheet, cell)]
    assert near in intake.issues[0].details.get("nearest", near)


@pytest.mark.system
def test_what_libreoffice_makes_of_a_workbook_is_read_the_same(
    sound: Files, plain: Results, tmp_path: Path
) -> None:
    """It turns veryHidden into hidden and TRUE into =TRUE(): said, refused, and nothing else changes."""
    odd = deepcopy(sound)
    edit(
        TOP,
        lambda book: setattr(book[PARTS], "sheet_state", "veryHidden"),
        put(REPAIRS, "E2", True),
    )(odd)
    given, saved = tmp_path / "given", tmp_path / "2024Q3"
    given.mkdir()
    for name, content in odd.items():
        (given / name).write_bytes(content)
    soffice("xlsx:Calc MS Excel 2007 XML", sorted(given.iterdir()), saved, tmp_path / "profile")
    intake = take_in(saved, QUARTER, lambda _: [])
    assert said(intake) == [("S15", PARTS, ""), ("V12", REPAIRS, "E2")]
    assert results(intake) == plain
    shutil.copy(saved / TOP, tmp_path / TOP)
    with zipfile.ZipFile(tmp_path / TOP) as package_:
        states = re.findall(r'state="(\w+)"', package_.read("xl/workbook.xml").decode())
    assert "hidden" in states
