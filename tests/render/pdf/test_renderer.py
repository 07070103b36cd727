"""A PDF's bytes follow from its HTML alone, and nothing that is lost goes unnoticed."""

import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pydyf
import pytest
from PIL import Image
from pypdf import PdfReader

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.mailing.identity import says
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import read_and_score
from gacx_reports.locations import default_templates
from gacx_reports.render.fonts.font_set import FontSet
from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer, RenderError
from tests.conftest import ROOT
from tests.render.printing import text_of

CSS = """
@page { size: A4; margin: 18mm; @bottom-center { content: "第 " counter(page) " 页" } }
body { font: 9.5pt/1.5 "GACX Sans" }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td { border: .5pt solid #999; padding: 3pt }
"""
ITEMS = [
    *("安装实施、维修、维护合格率", "客户针对实施情况满意度", "安装实施、维修、维护数量"),
    *("质量反馈卡填写质量", "了解客户需求", "判断评估能力", "解决问题能力", "准确性", "效率"),
    *("口头沟通", "创新能力", "自信", "灵活性", "认真完成任务", "责任感，愿意承担更多责任"),
    *("及时正确向上级汇报", "虚心好学、要求上进", "出勤率", "遵守上级指示"),
]


def report(name: str, number: str = "GA0001") -> str:
    """A report of about a page and a half, such as every employee receives."""
    rows = "".join(
        f"<tr><td>{item}<td>{index * 37 % 100} %<td>主管评价：表现稳定，能够独立完成工作。"
        for index, item in enumerate(ITEMS)
    )
    rule = "考核结果达到0.8以上者为A，发放全部绩效薪资；有异议的，应在公布后五个工作日内提出申诉。"
    return (
        f'<!doctype html><html lang="zh-CN"><title>技术工程师—{name}</title>'
        f'<meta name="author" content="国安创想"><meta name="employee" content="{number}">'
        f"<h1>{name} 季度考核报告</h1><table>{rows}</table>" + f"<p>{rule * 3}" * 6
    )


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a picture, a broken one, and a picture that reaches outside."""
    folder = tmp_path_factory.mktemp("outer") / "assets"
    folder.mkdir()
    Image.new("RGB", (8, 8), "red").save(folder / "logo.png")
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "reaching.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="http://example.invalid/a.png" width="9" height="9"/></svg>'
    )
    (folder.parent / "secret.png").write_bytes((folder / "logo.png").read_bytes())
    return folder


@pytest.fixture(scope="module")
def renderer(fonts: FontSet, assets: Path) -> Renderer:
    """One renderer for the file, as a worker process has one."""
    return Renderer(fonts, assets)


def read(pdf: bytes) -> Any:
    """The PDF as another program sees it; Any, for pypdf types every object as the least one."""
    return PdfReader(io.BytesIO(pdf))


def font_names(pdf: Any) -> set[str]:
    """The names of the embedded fonts without their subset tags."""
    fonts = (font for page in pdf.pages for font in page["/Resources"]["/Font"].values())
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts}


def test_text_is_there_and_set_in_our_fonts_only(renderer: Renderer) -> None:
    """Every character can be copied from the PDF, and no font of the system slips in."""
    pdf = read(renderer.render(report("王小明"), [CSS]).pdf)
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "王小明 季度考核报告" in text
    assert "第 2 页" in text
    assert font_names(pdf) == {"GACX-Sans", "GACX-Sans-Bold"}


@pytest.mark.parametrize("family", ["serif", "monospace", "SimSun", "Noto Serif CJK SC"])
def test_no_family_leads_to_a_system_font(renderer: Renderer, family: str) -> None:
    """The checked font is used for every font family of a template."""
    rendered = renderer.render(f'<p style="font-family: {family}">国安创想 GACX <code>1</code>', [])
    assert font_names(read(rendered.pdf)) == {"GACX-Sans"}


def test_rare_surnames_are_printed(renderer: Renderer) -> None:
    """A name beyond GB 2312 comes in glyphs of its own, in bold as in regular."""
    rendered = renderer.render("<h1>禤䶮</h1><p>㛃𠅤，&#x4dae;", [CSS])
    pdf = read(rendered.pdf)
    text = pdf.pages[0].extract_text()
    assert all(char in text for char in "禤䶮㛃𠅤")
    named = {"U1E-Bold", "U13-Bold", "UD", "U80", "U13"}
    assert {f"GACX-Sans-{name}" for name in named} <= font_names(pdf)
    assert rendered.warnings == ()


def test_a_report_is_small(renderer: Renderer) -> None:
    """A report of two pages can be mailed by the hundred."""
    rendered = renderer.render(report("王小明"), [CSS])
    assert rendered.pages == 2
    assert len(rendered.pdf) < 70_000


@pytest.mark.parametrize(("lines", "pages"), [(40, 1), (60, 1), (70, 1), (200, 5)])
def test_a_page_too_many_is_saved_by_setting_tighter(
    renderer: Renderer, lines: int, pages: int
) -> None:
    """40 lines fit as they are, 60 set tight, 70 set tighter still; 200 don't, and are set as usual."""
    css = (
        "@page { size: A4 } p { margin: 0; font: 12pt/1.5 sans-serif } .tight p { line-height: 1 }"
        " .tighter p { font-size: 10pt }"
    )
    html = "<!doctype html><title>-</title>" + "<p>行" * lines
    loose, found = renderer.render(html, [css]), renderer.render(html, [css], most_pages=1)
    assert found.pages == pages
    assert (found.pdf == loose.pdf) == (lines in (40, 200))


@pytest.mark.parametrize(("lines", "pages"), [(40, 1), (47, 1), (52, 2), (62, 2), (70, 2)])
def test_a_page_that_would_be_nearly_empty_is_saved(
    renderer: Renderer, lines: int, pages: int
) -> None:
    """A page has 44 lines, tighter 48: three on their own page are taken in, eighteen are enough; eight don't fit."""
    css = (
        "@page { size: 100mm 200mm; margin: 0 } p { margin: 0; font: 3mm/1.5 sans-serif }"
        " .tight p { line-height: 1.4 } .tighter p { line-height: 1.38 }"
    )
    html = "<!doctype html><title>-</title>" + "<p>行" * lines
    assert renderer.render(html, [css], most_pages=9).pages == pages


def test_a_page_before_another_is_saved_as_well(renderer: Renderer) -> None:
    """Such as that of signatures before the interview's, which begins a page; without a limit nothing changes."""
    css = (
        "@page { size: 100mm 200mm; margin: 0 } p { margin: 0; font: 3mm/1.5 sans-serif }"
        " .tight p { line-height: 1.3 } h1 { break-before: page }"
    )
    html = "<!doctype html><title>-</title>" + "<p>行" * 47 + "<h1>行</h1>" + "<p>行" * 30
    assert renderer.render(html, [css], most_pages=3).pages == 2
    assert renderer.render(html, [css]).pages == 3


def test_sample_reports_are_silent_and_small(fonts: FontSet) -> None:
    """Real reports with the bundled templates: no warning, least of all of an empty box after 㛃."""
    quarter = Period.parse("2024Q3")
    assert quarter is not None
    outcome = read_and_score(ROOT / "input_samples" / "2024Q3", quarter, fonts.missing).outcome
    assert outcome is not None
    scored = [e for e in outcome.employees.values() if e.status is Status.SCORED]
    rare = [e for e in scored if fonts.css(e.person.name)]
    assert rare
    pages = Pages(default_templates(), "zh")
    renderer = Renderer(fonts, pages.assets)
    for employee in [*rare, scored[0]]:
        view = employee_view(employee, outcome, {}, translator("zh"))
        rendered = renderer.render(pages.page(view), pages.stylesheets)
        assert rendered.warnings == ()
        assert len(rendered.pdf) < 90_000


def test_metadata_names_the_employee(renderer: Renderer) -> None:
    """The metadata has the employee's ID, against which mail is checked, and no time of creation."""
    info = read(renderer.render(report("王小明", "GA0042"), [CSS]).pdf).metadata
    assert (info.title, info.author) == ("技术工程师—王小明", "国安创想")
    assert info["/employee"] == "GA0042"
    assert not {"/CreationDate", "/ModDate"} & set(info)


DOCUMENTS = {
    "plain": report("王小明"),
    "rare": report("禤䶮"),
    "no language": "<h1>𠅤</h1><p>“国安创想”，GACX……" + "长" * 90,
    "picture": '<img src="asset:logo.png" alt="GACX"><p>国',
}


@pytest.fixture(scope="module")
def expected(renderer: Renderer) -> dict[str, str]:
    """Digests of the documents as this process renders them."""
    return {name: digest(renderer.render(html, [CSS]).pdf) for name, html in DOCUMENTS.items()}


SCRIPT = """
import hashlib, json, sys
from pathlib import Path
from gacx_reports.render.fonts.font_set import default_cache, prepare_fonts
from gacx_reports.render.pdf.renderer import Renderer
assets, css, documents = json.load(sys.stdin)
renderer = Renderer(prepare_fonts(default_cache()), Path(assets))
pdfs = {name: renderer.render(html, [css]).pdf for name, html in documents}
print(json.dumps({name: hashlib.sha256(pdf).hexdigest() for name, pdf in pdfs.items()}))
"""


@pytest.mark.parametrize(
    ("environment", "order"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"}, slice(None)),
        (
            {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
            slice(None, None, -1),
        ),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "ja", "PANGO_LANGUAGE": "ja"}, slice(2, None)),
        ({"FONTCONFIG_PATH": "/nowhere", "FC_LANG": "ko", "SOURCE_DATE_EPOCH": "9"}, slice(1, 2)),
    ],
)
def test_bytes_depend_on_nothing_but_the_document(
    expected: dict[str, str],
    assets: Path,
    tmp_path: Path,
    environment: dict[str, str],
    order: slice,
) -> None:
    """Another process, hash seed, time zone, locale, order or company gives the same bytes.

    It leaves nothing behind in the folder for temporary files.
    """
    there = [*DOCUMENTS.items()][order]
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([str(assets), CSS, there]),
        env=os.environ | environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(tmp_path.iterdir()) == []
    digests = json.loads(run.stdout)
    assert len(digests) == len(there)
    assert digests == {name: expected[name] for name in digests}
    assert run.stderr == ""


def digest(pdf: bytes) -> str:
    """Report of the other process on a PDF."""
    return hashlib.sha256(pdf).hexdigest()


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://example.invalid/a.png">',
        '<img src="file:///outside.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="asset:../secret.png">',
        '<img src="asset:%2e%2e/secret.png">',
        '<img src="asset:nowhere.png">',
        '<img src="asset:reaching.svg">',
        '<img src="font:../core/400">',
        '<link rel="stylesheet" href="https://example.invalid/a.css">',
        '<style>@import "file:///a.css";</style>',
        "<style>@font-face { font-family: A; src: url(file:///a.ttf) }</style>",
        "<style>p { background: url(http://example.invalid/a.png) }</style><p>国",
    ],
)
def test_addresses_outside_the_assets_are_refused(renderer: Renderer, html: str) -> None:
    """Neither network nor disk is read, and the document fails instead of lacking a picture."""
    with pytest.raises(RenderError, match="refused address"):
        renderer.render(html)


def test_bundled_pictures_are_embedded(renderer: Renderer) -> None:
    """A company's logo in the assets gets into the PDF."""
    pdf = read(renderer.render('<img src="asset:logo.png" alt="GACX"><p>国').pdf)
    assert len(pdf.pages[0].images) == 1


@pytest.mark.parametrize("source", ["asset:broken.png", "logo.png"])
def test_an_unusable_picture_is_an_error(renderer: Renderer, source: str) -> None:
    """A damaged file or an address without a scheme stops the document."""
    with pytest.raises(RenderError):
        renderer.render(f'<img src="{source}"><p>国')


@pytest.mark.parametrize("html", ["<p>好😀", "<p>好&#x1F600;"])
def test_an_empty_box_is_never_printed(renderer: Renderer, html: str) -> None:
    """A character without a glyph stops the document and is named, however it is written."""
    with pytest.raises(RenderError, match=r"😀 U\+1F600") as caught:
        renderer.render(html)
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301


def test_a_document_without_language_is_chinese(renderer: Renderer) -> None:
    """Line breaking and the PDF's own language don't come from the environment."""
    assert read(renderer.render("<p>国").pdf).root_object["/Lang"] == "zh-CN"


def test_a_refused_document_leaves_no_trace_in_the_next(renderer: Renderer) -> None:
    """One bad document harms nobody else's."""
    before = renderer.render(report("王小明"), [CSS])
    with pytest.raises(RenderError):
        renderer.render('<img src="http://example.invalid/a.png">', [CSS])
    assert renderer.render(report("王小明"), [CSS]) == before


def test_warnings_are_handed_back(renderer: Renderer) -> None:
    """A slip in a style sheet is reported, once per document that has it; good ones are silent."""
    bad = renderer.render("<style>p { colour: red }</style><p>国")
    assert len(bad.warnings) == 1
    assert "colour" in bad.warnings[0]
    assert renderer.render(report("王小明"), [CSS]).warnings == ()


def test_counter_styles_of_style_sheets_work(renderer: Renderer) -> None:
    """A parsed style sheet is kept, and the numbering that it defines with it."""
    css = '@counter-style stars { system: cyclic; symbols: "※"; suffix: "" }'
    css += "li { list-style: stars inside }"
    for _ in range(2):
        pdf = read(renderer.render("<ul><li>国</ul>", [css]).pdf)
        assert "※" in pdf.pages[0].extract_text()


@pytest.mark.usefixtures("renderer")
def test_a_stream_that_ends_in_a_carriage_return_has_its_length() -> None:
    """Whatever byte a compressed stream ends in, a validator finds its stated length again."""
    written = [pydyf.Stream(["n" * n], compress=True).data for n in range(3000)]
    cut = [data.removesuffix(b"\nendstream") for data in written]
    assert any(data.endswith(b"\r\r") for data in cut)
    assert not [data for data in cut if data.endswith(b"\r") and not data.endswith(b"\r\r")]


def test_start_up_doesnt_load_weasyprint() -> None:
    """A command that renders nothing doesn't wait for what renders."""
    code = "import sys, gacx_reports.render.pdf.renderer; print('weasyprint' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["葛\U000e0100伟", "青山", "⻘⼭", "王㛃䶮"])
def test_the_name_that_was_printed_is_found_in_the_pdf(renderer: Renderer, name: str) -> None:
    """As the check before mailing looks for it: with a variation selector, a radical, rare characters."""
    assert says(text_of(renderer.render(report(name)).pdf), name)
