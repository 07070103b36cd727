"""Odd files: other programs' containers, damaged packages, dates of saving, links."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.excel.reading import file_checks
from gacx_reports.excel.reading.file_kinds import (
    BINARY,
    ESAFENET,
    HTML,
    MACROS,
    ODS,
    OLE,
    RIGHTS,
    TEXT,
    TSD,
    WORD,
    XLS,
)
from gacx_reports.excel.reading.sandbox import read_in_child
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import PARTS, Results, in_sheet, part, results, said, whole
from tools.samples import file_damage as files
from tools.samples.seeded_faults import OWNER_FILE, ROSTER, SCHEME, TOP
from tools.samples.workbook_edits import Damage, Files, drop_rows, edit, members, packed


def container(*names: str, types: str = "", mimetype: str = "") -> bytes:
    """A zip of another office program."""
    parts = dict.fromkeys(names, b"<x/>")
    if types:
        parts["[Content_Types].xml"] = types.encode()
    if mimetype:
        parts = {"mimetype": mimetype.encode()} | parts
    return packed(parts)


OLD_XLS = OLE + bytes(504) + "Workbook".encode("utf-16-le") * 64
RIGHTS_FILE = OLE + bytes(504) + "DRMEncryptedDataSpace".encode("utf-16-le") + bytes(470)
PLACEHOLDER = bytes(4096)
CSV = "工号,姓名,日期,产品,是否合格\r\nG0121,罗桂芳,2024-07-24,GX-IVR4,是\r\n".encode("gbk")
ODS_FILE = container(
    "content.xml",
    "META-INF/manifest.xml",
    mimetype="application/vnd.oasis.opendocument.spreadsheet",
)
DOCX = container("word/document.xml", types="<Types/>")
OVERRIDE = '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.{}.main+xml"/>'
XLSM = container(
    "xl/workbook.xml",
    types=f"<Types>{OVERRIDE.format('ms-excel.sheet.macroEnabled')}</Types>",
)
XLSB = container("xl/workbook.bin", types="<Types/>")


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
    """Kind of file, or found content."""


REFUSED = (
    Refused("password", files.encrypted(TOP), "F05"),
    Refused("own-password", files.encrypted_by_excel(TOP, "Mai-2024"), "F05"),
    Refused("e-safenet", files.encrypted_by_system(TOP), "F23", ESAFENET),
    Refused("tsd", whole(b"%TSD-Header-###%" + bytes(range(256)) * 2), "F23", TSD),
    Refused("rights", whole(RIGHTS_FILE), "F23", RIGHTS),
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
    Refused("thousands-of-parts", files.with_notes(TOP), "F15"),
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
    if case.code in ("F04", "F23"):
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


def test_a_workbook_that_excel_encrypts_without_a_password_is_read(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Nobody knows of a password, and every program opens it: on record only."""
    intake = take(files.encrypted_by_excel(TOP))
    assert [(i.code, i.place.workbook, i.severity) for i in intake.issues] == [("F22", TOP, "note")]
    assert results(intake) == plain


def test_encrypted_and_odd_inside_both_are_said(take: Callable[..., Intake]) -> None:
    """What is within is looked at like any other file."""
    assert said(take(files.backslashed(TOP), files.encrypted_by_excel(TOP))) == [
        ("F20", TOP, ""),
        ("F22", TOP, ""),
    ]
    assert said(take(files.with_dtd(TOP), files.encrypted_by_excel(TOP)))[0] == ("F12", TOP, "")


UNLINKED = part(TOP, "xl/_rels/workbook.xml.rels", lambda text: text.replace('Id="rId3"', 'Id="x"'))


@pytest.mark.parametrize(
    "damage", [files.without_sheet(TOP, "xl/worksheets/sheet3.xml"), UNLINKED], ids=["part", "link"]
)
def test_a_sheet_that_the_file_has_lost_is_named_and_the_others_are_read(
    damage: Damage, take: Callable[..., Intake], plain: Results
) -> None:
    """Whoever does not need it is scored as before."""
    intake = take(damage)
    assert said(intake) == [("S23", PARTS, "")]
    found = results(intake)
    scored = {who for who, result in found.items() if result[1] is not None}
    assert 0 < len(scored) < len(plain)
    assert {who: found[who] for who in scored} == {who: plain[who] for who in scored}


def test_lost_bonuses_and_deductions_hold_back_whoever_could_have_some(
    take: Callable[..., Intake],
) -> None:
    """Nobody is paid without a deduction, or a bonus, that stood on the lost sheet; one that has no head is as bad."""
    for damage, code in (
        (files.without_sheet(TOP, "xl/worksheets/sheet6.xml"), "S23"),
        (edit(TOP, drop_rows("加减分", 1)), "S04"),
    ):
        intake = take(damage)
        assert said(intake) == [(code, "加减分", "")]
        assert intake.outcome
        assert {e.status for e in intake.outcome.employees.values()} == {Status.HELD_BACK}


@pytest.mark.parametrize(
    ("name", "part", "sheet"),
    [(SCHEME, "xl/worksheets/sheet2.xml", "岗位"), (ROSTER, "xl/worksheets/sheet2.xml", "部门")],
)
def test_of_a_lost_sheet_of_scheme_or_roster_one_line_is_said(
    name: str, part: str, sheet: str, take: Callable[..., Intake]
) -> None:
    """Not the dozens of names that are unknown without it."""
    intake = take(files.without_sheet(name, part))
    assert said(intake) == [("S23", sheet, "")]
    assert intake.outcome is None


def test_strict_open_xml_is_read_and_put_on_record(
    take: Callable[..., Intake], plain: Results
) -> None:
    """Strict files have other namespaces, and dates as ISO 8601 texts."""

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
    found = file_checks.load(path, tmp_path)
    assert isinstance(found, Issue)
    assert found.code == "F16"


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, sound: Files) -> None:
    """Whatever it points to."""
    (tmp_path / "elsewhere.xlsx").write_bytes(sound[TOP])
    folder = tmp_path / "2024Q3"
    folder.mkdir()
    (folder / TOP).symlink_to(tmp_path / "elsewhere.xlsx")
    book, issues = read_in_child(folder / TOP, folder).read
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
