"""The review page in real Chromium: what HR does with it, and what it must never do."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from gacx_reports.core.records.delivery import (
    Deliveries,
    Issued,
    Sending,
    SendingKind,
    SendingState,
    Signed,
)
from gacx_reports.core.views.review_page.view import ReviewView
from gacx_reports.i18n import Language
from tests.core.views.review_page.pages import crowd, html_of, view_of, whole_run

pytestmark = pytest.mark.system
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NARROW, WIDE = (390, 844), (1440, 900)
KEYSTROKE = 50
"""Milliseconds of work from a key to the repainted page."""
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; nothing is downloaded."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from disk; fails afterwards on any console error or request but for the page itself."""
    trouble: list[str] = []
    pages: list[Page] = []

    def opened(html: str | Path, size: tuple[int, int] = WIDE, scripts: bool = True) -> Page:
        path = html if isinstance(html, Path) else tmp_path / "index.html"
        if isinstance(html, str):
            path.write_text(html, "utf-8")
        viewport = {"width": size[0], "height": size[1]}
        page = browser.new_page(viewport=viewport, java_script_enabled=scripts)  # type: ignore[arg-type]
        page.on("console", lambda m: trouble.append(m.text))
        page.on("pageerror", lambda e: trouble.append(str(e)))
        page.on("dialog", lambda d: trouble.append(d.message))
        page.on("request", lambda r: trouble.extend({r.url} - {path.as_uri()}))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert [t for t in trouble if not t.startswith("data:")] == []


@pytest.fixture(scope="module")
def view() -> ReviewView:
    """The sample quarter."""
    return view_of(whole_run())


def drafted(view: ReviewView) -> Deliveries:
    """Published, and a draft written for everybody with a report: the most columns and the longest states."""
    reports = (p.id for p in view.people if p.report)
    state, kind, day = SendingState.UNKNOWN, SendingKind.EMPLOYEE, "2024-10-18"
    sendings = tuple(Sending(kind, i, i, 1, state, day, draft=True) for i in reports)
    return replace(published(view), sendings=sendings)


def published(view: ReviewView) -> Deliveries:
    """Everybody's first revision out, one acknowledged."""
    issued = {p.id: Issued(1, p.status, p.total, p.grade, bool(p.report)) for p in view.people}
    signed = (Signed(view.people[0].id, 1, date(2024, 10, 21), False),)
    return Deliveries(date(2024, 10, 18), complete=True, issued=issued, signed=signed)


def names(page: Page) -> list[str]:
    """Names of the visible rows, from top to bottom."""
    found: list[str] = page.eval_on_selector_all(
        "#table tbody tr:not([hidden]) th", "all => all.map(th => th.firstChild.data.trim())"
    )
    return found


def test_search_and_filters_narrow_and_count(open_page: Open, view: ReviewView) -> None:
    """Search by name, ID and department; the counts per grade follow, and screen readers announce them."""
    page = open_page(html_of(view))
    page.get_by_role("searchbox").fill("张伟 技术")
    assert names(page) == ["张伟", "张伟"]
    assert page.locator("#shown").inner_text() == "2"
    page.get_by_role("searchbox").fill("Ｇ０３１３")
    assert names(page) == ["韩磊"]
    assert page.locator("[data-tally=C]").inner_text() == "1"
    expect(page.get_by_role("status")).to_have_text("显示 1 / 41 人。")
    page.get_by_role("button", name="显示全部").click()
    expect(page.locator("#shown")).to_have_text("41")
    page.locator("#department").select_option("技术服务组")
    page.locator("#status").select_option("not_scored")
    assert names(page) == ["曹永康"]
    page.get_by_role("searchbox").fill("谁也不是")
    assert page.locator("#none").is_visible()


def test_the_checklist_leads_to_the_people_it_speaks_of(open_page: Open, view: ReviewView) -> None:
    """A line about regraded people shows them; so does the grade in the distribution."""
    page = open_page(html_of(view))
    page.get_by_role("link", name="等级与上季度不同").click()
    assert len(names(page)) == 4
    page.locator("#distribution").get_by_role("link", name="C").click()
    assert sorted(names(page)) == sorted(p.name for p in view.people if p.grade == "C")


def test_sorting(open_page: Open, view: ReviewView) -> None:
    """By total in both directions, blanks last; by name in pinyin order; `aria-sort` has the direction."""
    page = open_page(html_of(view))
    totals = sorted(p.total for p in view.people if p.total)
    cells = "#table tbody tr td:nth-child(5)"
    page.get_by_role("button", name="总分").click()
    expect(page.locator(cells)).to_have_text([*totals, "—", "—", "—"])
    page.get_by_role("button", name="总分").click()
    expect(page.locator(cells)).to_have_text([*reversed(totals), "—", "—", "—"])
    head = page.locator("#table").get_by_role("columnheader", name="总分")
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="姓名").press("Enter")
    expect(page.locator("#table tbody tr:not([hidden]) th").first).to_contain_text("曹永康")
    assert page.locator("[aria-sort]:not([aria-sort=none])").count() == 1


def test_every_link_leads_to_a_file_that_is_there(
    open_page: Open, samples: Path, tmp_path: Path
) -> None:
    """After a real run for one department each link has a file, and the other reports are marked 未生成."""
    out = tmp_path / "输出 100%"
    command = [sys.executable, "-m", "gacx_reports", "quarter", "2024Q3", "--input", str(samples)]
    more = ["--output", str(out), "--ledger", str(tmp_path / "l"), "--only", "客户服务部"]
    subprocess.run([*command, *more], check=True, capture_output=True)
    folder = out / "2024Q3"
    page = open_page(folder / "index.html")
    links = page.eval_on_selector_all("a", "all => all.map(a => a.href)")
    missing = page.get_by_text("未生成", exact=True).count()
    here = (folder / "index.html").as_uri()
    files = [a.removeprefix("file://") for a in links if not a.startswith(f"{here}#")]
    assert len(files) > 10
    assert all(Path(unquote(a)).is_file() for a in files)
    assert missing > 30


def test_a_hostile_name_stays_text(open_page: Open, view: ReviewView) -> None:
    """Nothing runs, nothing is fetched, and the name can be read and searched."""
    bad = "</script><img src=http://example.invalid/x onerror=alert(1)><b>"
    people = (replace(view.people[0], name=bad, remark=bad), *view.people[1:])
    page = open_page(html_of(replace(view, people=people)))
    page.get_by_role("searchbox").fill("onerror=alert")
    assert names(page) == [bad]
    assert page.locator("#table img, #table b:not(.grade)").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(
    browser: Browser, tmp_path: Path, lang: Language, size: tuple[int, int]
) -> None:
    """Zero violations, published and with somebody held back, in both languages and widths."""
    view = view_of(whole_run(), lang)
    found = published(view)
    # axe runs inside the page, which the page's own policy forbids.
    context = browser.new_context(bypass_csp=True, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    path = tmp_path / "index.html"
    path.write_text(html_of(view, found), "utf-8")
    page.goto(path.as_uri())
    results = Axe().run(page)
    context.close()
    assert results.violations_count == 0, results.generate_report()


BROKEN = """() => {
  const found = [], nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = nodes.nextNode(); n; n = nodes.nextNode()) {
    if (!n.parentElement.checkVisibility() || n.parentElement.closest("option, .unseen")) continue;
    for (const word of n.data.matchAll(/[A-Za-z0-9.,%+\u2212]+/g)) {
      const range = document.createRange();
      range.setStart(n, word.index);
      range.setEnd(n, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((r) => r.top)).size > 1) found.push(word[0]);
    }
  }
  for (const label of document.querySelectorAll(".histogram text")) {
    const box = label.getBoundingClientRect(), all = label.ownerSVGElement.getBoundingClientRect();
    if (box.left < all.left || box.right > all.right) found.push(label.textContent);
  }
  return found;
}"""
"""Words and numbers that a line breaks within, and labels cut off at a chart's edge."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_fits(open_page: Open, lang: Language) -> None:
    """No word or number is broken; from 1280 pixels on, no table is wider than the window."""
    view = view_of(whole_run(), lang)
    for found in (None, drafted(view)):
        page = open_page(html_of(view, found))
        for width in (390, 1280, 1900):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(BROKEN) == [], width
            wide = "all => all.filter(e => e.scrollWidth > e.clientWidth).length"
            over = page.eval_on_selector_all(".wide, html", wide)
            assert (over == 0) == (width > 1000), width


def test_without_scripts_everything_can_be_read(open_page: Open, view: ReviewView) -> None:
    """All rows and reasons; no control that does nothing."""
    page = open_page(html_of(view), scripts=False)
    assert page.locator("#table tbody tr").count() == len(view.people)
    assert page.locator("#controls").is_hidden()


def test_by_keyboard(open_page: Open, view: ReviewView) -> None:
    """The first key is the way past the head; what has the focus can be seen."""
    page = open_page(html_of(view))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_in_print(open_page: Open, view: ReviewView, tmp_path: Path) -> None:
    """A4 landscape; every page of the people's table repeats its head; room to sign the checklist."""
    page = open_page(html_of(crowd(view, 100)))
    target = tmp_path / "page.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    pages = PdfReader(target).pages
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in pages} == {(842, 595)}
    texts = [normalize("NFKC", "".join(p.extract_text().split())) for p in pages]
    rows = [t for t in texts if len(re.findall(r"G000\d\d", t)) > 5]
    assert len(rows) >= 3
    assert all("岗位状态总分变化" in t for t in rows)
    assert "核对人" in texts[0]


def test_two_thousand_people_don_t_hold_up_a_key(open_page: Open, view: ReviewView) -> None:
    """From a key to the repainted page: the main thread's own work, for the clock counts other programs' too."""
    page = open_page(html_of(crowd(view, 2000)))
    page.locator("#people").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work() -> float:
        metrics = client.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    spent = []
    for text in ("张", "张伟", "张", "", "G", "G0", "G00", "G001", "", "技", "技术", "") * 2:
        before = work()
        page.evaluate(
            "text => { const f = document.getElementById('find'); f.value = text;"
            " f.dispatchEvent(new Event('input', {bubbles: true}));"
            " return new Promise(done => requestAnimationFrame(() => setTimeout(done))) }",
            text,
        )
        spent.append(work() - before)
        page.wait_for_timeout(400)
    assert sorted(spent)[len(spent) // 2] < KEYSTROKE, spent
    assert page.locator("#table tbody tr:not([hidden])").count() == 2000
