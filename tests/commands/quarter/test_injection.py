"""Texts that would be code elsewhere, in every name and text of a quarter's workbooks: one run, all outputs."""

import html
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from gacx_reports.cli import main
from gacx_reports.core.language.text import clean
from gacx_reports.core.sheets.packed_read import packed_read
from gacx_reports.excel.reading import sandbox, workbook
from gacx_reports.render.pdf.renderer import _Fetcher
from tests.fixtures.injections import ALL, HIDDEN, MARKUP, injected, save_texts
from tests.fixtures.markdown_company import World, typed_kpi

Q = "2024Q3"
PEOPLE = """
| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 |
| G0 | 首长 | 甲部 | 主管 | | 邮一 | 2020-01-01 | | 在职 | |
| G1 | 张一 | 甲部 | 工程师 | G0 | 邮二 | 2020-01-01 | | 在职 | 3000 |
| G2 | 张二 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |
| G3 | 张三 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |
"""
TEXTS = {
    "公司": "公司</title><b>{{7*7}}</b>",
    "保密": "保密 " + " ".join(MARKUP)[:190],
    "测试": "<s>v1</s>{{7*7}}",
    "甲部": "../../甲部\\<b>{{7*7}}</b>:*?\"|'&",
    "工程师": '=工程师"&CHAR(65)&"\'!A1',
    "主管": "http://a.invalid/主管",
    "产出": "产出\"'<i>]]>&lt;{{7*7}} url(http://a.invalid/y)",
    "全额": "javascript:alert(1)//全额",
    "首长": '=HYPERLINK("http://a.invalid","长")',
    "张一": "张一\r\nBcc: x@a.invalid",
    "张二": "CON",
    "张三": HIDDEN + "../../<img src=x>",
    "邮一": "a@a.invalid\r\nBcc: b@a.invalid",
    "邮二": "<b>@a.invalid",
}
"""Cell → what stands there instead."""
COMMENT = " ".join(ALL)


class Done:
    """Where a quarter was issued, filled in and rendered, and what it fetched and said."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "out" / Q
        self.fetched: list[str] = []
        self.said = ""

    def run(self, command: str, *more: str, code: int = 0) -> str:
        """What the command says, with this company's folders."""
        options = ["--input", "in", "--output", "out", "--templates", "templates"]
        options += ["--ledger", "l"] if command not in ("check", "targets") else []
        given = [a if a.startswith("--") else str(self.root / a) for a in options]
        arguments = [command, Q, *more, *given, "--jobs", "1"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == code, result.output
        self.said += result.output
        return result.output

    def hand_in(self) -> None:
        """Fill in what was issued, and save it as an office program does."""
        for path in (self.out / "templates").glob("*.xlsx"):
            book = openpyxl.load_workbook(path)
            _put(book["评语"], "评语", COMMENT)
            if "填报值" in book.sheetnames:
                _put(book["填报值"], "实际值", 0.9)
            book.save(self.root / "in" / Q / path.name)

    @property
    def pdfs(self) -> list[Path]:
        """Every PDF."""
        return sorted(self.out.rglob("*.pdf"))


def _put(page: Worksheet, header: str, value: str | float) -> None:
    column = next(c.column for c in page[1] if c.value == header)
    for row in range(2, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, column, value)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Done]:
    """`templates`, filled in, then `quarter`: once for all tests."""
    found = Done(tmp_path_factory.mktemp("hostile"))
    shutil.copytree(templates, found.root / "templates", ignore=shutil.ignore_patterns("*.xlsx"))
    world = World(people=PEOPLE, kpis=(typed_kpi("产出", "1"),))
    for book in (world.scheme(), world.roster()):
        save_texts(injected(book, TEXTS), found.root / "in" / Q / book.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sandbox, "read_in_child", lambda *given: packed_read(workbook.read_file(*given))
        )
        plain = _Fetcher.__call__

        def noted(self: _Fetcher, url: str) -> Any:
            found.fetched.append(url)
            return plain(self, url)

        patch.setattr(_Fetcher, "__call__", noted)
        found.run("templates")
        found.hand_in()
        found.run("quarter")
        found.run("targets")
        yield found


def squeezed(text: str) -> str:
    """Without blanks, as lines break anywhere."""
    return "".join(text.split())


def test_nothing_is_written_elsewhere(done: Done) -> None:
    """Departments and posts are parts of file names, never of paths, and every name is one for Windows, too."""
    assert {p.name for p in done.root.iterdir()} == {"in", "out", "templates"}
    made = {p.name for p in (done.root / "out").iterdir() if not p.name.startswith(".")}
    assert made == {Q}
    names = [p.name for p in (done.root / "out").rglob("*")]
    assert not [n for n in names if re.search(r'[\x00-\x1f<>:"|?*\\\u202e]', n)]
    assert len(list((done.out / "templates").glob("*.xlsx"))) == 2
    assert len(done.pdfs) == 4 + 1 + 1 + 4


def test_a_page_fetches_its_own_pictures_only(done: Done) -> None:
    """No address in a text reaches WeasyPrint's fetcher."""
    assert done.fetched
    assert {url for url in done.fetched if not re.fullmatch(r"(asset|font):[\w.-]+", url)} == set()


def test_a_pdf_has_the_text_and_nothing_that_acts(done: Done) -> None:
    """No link, script, action or foreign attachment; texts and titles are literal, the XMP is sound XML."""
    active = {"/Annots", "/URI", "/AA", "/JS", "/JavaScript", "/Launch", "/OpenAction", "/AcroForm"}
    for path in done.pdfs:
        reader = PdfReader(path)
        objects = (reader.get_object(n) for n in reader.xref_objStm)
        found = [
            o
            for o in (*objects, reader.root_object, *reader.pages)
            if isinstance(o, DictionaryObject)
        ]
        assert len(found) > 20
        assert [k for o in found for k in active & o.keys()] == []
        assert [n for n in reader.attachments if not n.endswith(".json")] == []
        text = squeezed("".join(page.extract_text() for page in reader.pages))
        assert squeezed(TEXTS["甲部"]) in text or path.name == "summary.pdf"
        assert "<script>alert(1)</script>" in text
        etree.fromstring(reader.root_object["/Metadata"].get_data())  # type: ignore[attr-defined]
    (first,) = [PdfReader(p) for p in done.pdfs if "Bcc" in p.name and "employees" in p.parts]
    assert first.metadata
    assert str(first.metadata.title).endswith("张一\nBcc: x@a.invalid")
    said = squeezed("".join(page.extract_text() for page in first.pages))
    assert [t for t in ALL if squeezed(t) not in said] == []


def test_hidden_characters_are_gone(done: Done) -> None:
    """What would turn a line round, ring a bell or clear a terminal is in no output and not on the screen."""
    assert clean(HIDDEN) == "张三[2J"
    listed = (done.out / "results.json").read_text("utf-8")
    page = (done.out / "index.html").read_text("utf-8")
    assert not re.search(
        "[\u202a-\u202e\u2066-\u2069\u200b\x07\x1b\U000e0041]", listed + page + done.said
    )
    assert "张三[2J../../<img src=x>" in [e["name"] for e in json.loads(listed)["employees"]]


def test_a_workbook_has_texts_only(done: Done) -> None:
    """Results, drafts and issued workbooks: no formula of a text, no link, nothing outside the file."""
    books = [done.out / "results.xlsx", *(done.out / "templates").rglob("*.xlsx")]
    assert len(books) == 4
    for path in books:
        with zipfile.ZipFile(path) as package:
            parts = [package.read(n) for n in package.namelist() if n.endswith((".xml", ".rels"))]
        assert not [p for p in parts if b"<hyperlink " in p or b'TargetMode="External"' in p]
        formulas = re.findall(r"<f[^>]*>([^<]*)</f>", b"".join(parts).decode())
        # The preview compares with names: there they are texts in quotes.
        outside = [re.sub(r'"(?:[^"]|"")*"', "", html.unescape(f)) for f in formulas]
        assert not [f for f in outside if re.search("invalid|CHAR|HYPERLINK|工程师|产出|张", f)]
    book = openpyxl.load_workbook(io.BytesIO((done.out / "results.xlsx").read_bytes()))
    cells = [c for page in book for row in page.iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value in (TEXTS["首长"], TEXTS["工程师"])} == {"s"}


class Tags(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(k, v or "") for k, v in attrs]


def test_the_review_page_has_no_foreign_tag_and_links_to_reports_only(done: Done) -> None:
    """One script, which is ours; no attribute that runs; every address a file beside the page."""
    text = (done.out / "index.html").read_text("utf-8")
    page = Tags(text)
    assert text.count("<script") == 1
    assert page.tags & {"s", "use", "link", "iframe", "object", "embed", "base"} == set()
    assert not [k for k, _ in page.attributes if k.startswith("on") or k == "style"]
    links = {v for k, v in page.attributes if k in ("href", "src")}
    beside = {unquote(v) for v in links if not v.startswith(("#", "data:image/svg"))}
    assert beside <= {p.relative_to(done.out).as_posix() for p in done.out.rglob("*")}
    assert TEXTS["甲部"] in html.unescape(text)


ORDERS = "\x1b[2J\x9b2J\u202e[link=http://a.invalid]约九成[/link] [/] <b>{{7*7}}</b>"
"""A value that is no number: orders to a terminal, markup of the library that draws tables, markup of a page."""


def test_a_faulty_cell_gives_no_orders_to_a_terminal(done: Done, tmp_path: Path) -> None:
    """`check` and `check --json` show what was found without a control character; the returned copy has it as text."""
    copy = Done(tmp_path)
    shutil.copytree(done.root, tmp_path, dirs_exist_ok=True)
    name = "\x1b[2J\u202e.xlsx"
    (path,) = (p for p in (tmp_path / "in" / Q).glob("*甲部*.xlsx"))
    book = openpyxl.load_workbook(path)
    # As Excel writes a character that XML forbids.
    _put(book["填报值"], "实际值", ORDERS.replace("\x1b", "_x001B_"))
    book.save(path)
    (tmp_path / "in" / Q / name).write_bytes(path.read_bytes())
    table = copy.run("check", code=1)
    assert "\ufffd[2J\ufffd2J\ufffd[link=http://a.invalid]约九成" in squeezed(table)
    listed = copy.run("check", "--json", code=1)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", table + listed)
    assert ORDERS in {issue["found"] for issue in json.loads(listed)}
    (back,) = (copy.out / "returned").glob("*甲部*.xlsx")
    found = openpyxl.load_workbook(back)
    assert {c.data_type for c in found["填报值"]["D"][1:] if c.value} == {"s"}
