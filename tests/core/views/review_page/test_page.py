"""The review page as text: its content about a run, and its protection against markup in workbooks."""

import json
import re
from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from gacx_reports.commands import review_page
from gacx_reports.core.records.delivery import (
    Deliveries,
    Issued,
    Printed,
    Sending,
    SendingKind,
    SendingState,
    Signed,
)
from gacx_reports.core.views.review_page.review_record import (
    HeadingRecord,
    PersonRowRecord,
    ReviewViewRecord,
)
from gacx_reports.core.views.review_page.view import ReviewView
from gacx_reports.locations import default_templates
from tests.core.views.review_page.pages import crowd, html_of, view_of, whole_run
from tests.fixtures.markdown_company import World, score

HOSTILE = "</script><img src=x onerror=alert(1)>\u2028{{ 7*7 }}"


class Reading(HTMLParser):
    """Tags, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [v for k, v in attrs if k in ("href", "src") and v]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] not in (["script"], ["style"]):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


@pytest.fixture(scope="module")
def view() -> ReviewView:
    """The sample quarter."""
    return view_of(whole_run())


def test_everybody_stands_there_with_grade_total_change_and_report(view: ReviewView) -> None:
    """A scored person's row: what the report prints, and the address of the report."""
    row = next(p for p in view.people if p.id == "G0307")
    assert (row.total, row.grade, row.before, row.change[0]) == ("0.8769", "A", "B", "+")
    page = Reading(html_of(view))
    assert all(f"{p.name} {p.id}" in page.text for p in view.people)
    assert {unquote(a) for a in page.links} >= {p.report for p in view.people if p.report}


def test_a_head_counts_in_one_department_only(view: ReviewView) -> None:
    """By department, the table of people has as many as the table of departments says, and as many in all."""
    counted = Counter(p.unit for p in view.people)
    assert counted == {u.name: u.people for u in view.units}
    assert counted.total() == len(view.people)
    head = next(p for p in view.people if p.unit != p.department)
    assert f"{head.department} 计入{head.unit}" in Reading(html_of(view)).text


def test_links_are_relative_and_encoded(view: ReviewView) -> None:
    """Only ASCII, nothing absolute, no query: what a browser opens from any folder."""
    links = [a for a in Reading(html_of(view)).links if not a.startswith(("#", "data:"))]
    assert len(links) > 40
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%—-]+", a) for a in links)
    assert not any(a.startswith("/") or ":" in a or "?" in a for a in links)


def test_a_hostile_name_stays_text(view: ReviewView) -> None:
    """Markup in a name makes no tag, ends no script, and is no template."""
    plain = Reading(html_of(view))
    bad = replace(view, people=(replace(view.people[0], name=HOSTILE), *view.people[1:]))
    page = Reading(html_of(bad))
    assert page.tags == plain.tags
    assert "<img src=x onerror=alert(1)>" in page.text
    assert "{{ 7*7 }}" in page.text


def test_the_policy_allows_the_page_s_own_script_and_style_only(view: ReviewView) -> None:
    """Hashes and no 'unsafe-…'; no attribute that would need them."""
    html = html_of(view)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert html.count("<script") == 1


def test_equal_runs_give_equal_pages(view: ReviewView) -> None:
    """No clock, no chance."""
    assert html_of(view) == html_of(view_of(whole_run()))


def test_a_held_back_person_has_the_cell_and_how_to_mend_it() -> None:
    """Workbook, sheet, cell, found and expected content, and the other employees whom it holds back."""
    outcome = score(World(typed="| G1 | 产出 | 约九成 |\n| G2 | 产出 | 0.7 |"))
    run = replace(whole_run(), outcome=outcome, issues=outcome.issues, past={})
    view = view_of(run)
    people = {p.id: p for p in view.people}
    (reason,) = people["G1"].reasons
    problem = view.problems[reason.problem - 1]
    assert (problem.workbook, problem.sheet, problem.cell) == ("甲部.xlsx", "填报值", "C2")
    assert (problem.found, [w.id for w in problem.touched]) == ("约九成", ["G1"])
    assert people["G0"].reasons[0].code == "P14"
    text = Reading(html_of(view)).text
    assert problem.expected in text
    assert problem.mend in text
    assert "1 个错误要更正" in text
    assert people["G1"].report == ""


def test_a_run_that_stopped_still_says_what_to_mend() -> None:
    """No people, no links to results of an earlier run, but the errors."""
    outcome = score(World(typed="| G1 | 产出 | 约九成 |"))
    run = replace(whole_run(), outcome=None, issues=outcome.issues, files=frozenset())
    page = Reading(html_of(view_of(run)))
    assert "更正之前不为任何人计分" in page.text
    assert "约九成" in page.text
    assert not [a for a in page.links if a.endswith((".pdf", ".xlsx"))]


def test_the_checklist_tells_right_from_wrong(view: ReviewView) -> None:
    """Nothing to mend in the samples; without addresses, or with old reports, there is."""
    assert not [c for c in view.checks if c.state == "mend"]
    run = whole_run()
    assert run.outcome
    first = next(i for i, e in run.outcome.employees.items() if e.total is not None)
    one = run.outcome.employees[first]
    bare = replace(one, person=replace(one.person, email=""))
    outcome = replace(run.outcome, employees={**run.outcome.employees, first: bare})
    lacking = view_of(replace(run, outcome=outcome))
    assert [c.only for c in lacking.checks if c.state == "mend"] == ["no_address"]
    stale = view_of(replace(run, files=run.files - {view.people[0].report}))
    assert [c.only for c in stale.checks if c.state == "mend"] == ["stale"]


def test_who_was_sent_what_and_who_acknowledged(view: ReviewView) -> None:
    """After publishing: sent, unknown, acknowledged, refused, undecided appeals, each with its count."""
    scored = [p for p in view.people if p.report][:5]
    a, b, c, d, e = (p.id for p in scored)
    issued = {p.id: Issued(1, p.status, p.total, p.grade, bool(p.report)) for p in scored}
    issued[c] = replace(issued[c], revision=2)
    kind = SendingKind.EMPLOYEE
    found = Deliveries(
        date(2024, 10, 18),
        complete=True,
        issued=issued,
        sendings=(
            Sending(kind, a, a, 1, SendingState.SENT, "2024-10-18T09:00:00"),
            Sending(kind, b, b, 1, SendingState.UNKNOWN, "2024-10-18T09:00:01"),
            Sending(kind, c, c, 1, SendingState.SENT, "2024-10-18T09:00:02"),
            Sending(kind, e, e, 1, SendingState.UNKNOWN, "2024-10-18T09:00:03", draft=True),
        ),
        signed=(Signed(a, 1, date(2024, 10, 21), False), Signed(c, 1, date(2024, 10, 21), False)),
        appeals={d: ""},
    )
    html = html_of(view, found)
    text = Reading(html).text
    for words in (
        "已发送 2024年10月18日",
        "是否送达不明",
        "2024年10月21日 签收",
        "申诉未裁定",
        "第 2 版",
        "草稿已生成，待确认",
        "草稿，待确认 2024年10月18日",
    ):
        assert words in text
    counts = dict(re.findall(r'data-only="(\w+)">[^<]+</a></dt><dd>(\d+)', html))
    # Everybody is counted once; a draft is no alarm.
    named = [counts[k] for k in ("sent", "draft", "unsent", "failed", "unknown")]
    assert named == ["1", "1", "2", "0", "1"]
    assert html.count('class="alarming"') == 2
    assert 'class="sent-draft"' in html
    # A revision is acknowledged by itself: who signed for the first has not signed for the second.
    assert (counts["signed"], counts["unsigned"], counts["appealed"]) == ("1", "4", "1")


def test_mailed_workbooks_are_shown_before_anything_is_published(view: ReviewView) -> None:
    """Each beside its hand-in; one that two fill in has both messages; without any there is no such column."""
    assert "寄出" not in Reading(html_of(view)).text
    first, second = (w.key for w in view.workbooks[:2])
    kind, day = SendingKind.WORKBOOK, "2024-09-02T09:00:00"
    sendings = (
        Sending(kind, first, "G0101", 1, SendingState.FAILED, day),
        Sending(kind, first, "G0101", 1, SendingState.SENT, day),
        Sending(kind, second, "G0201", 1, SendingState.SENT, day),
        Sending(kind, second, "G0301", 1, SendingState.UNKNOWN, day, draft=True),
    )
    html = html_of(view, Deliveries(sendings=sendings))
    rows = html.split('class="workbooks"')[1].split("<tr>")[2:]
    sent = ["".join(re.findall(r"<td>([^<]*(?:已发送|草稿)[^<]*)</td>", row)) for row in rows]
    words = "已发送 2024年9月2日"
    assert sent[:2] == [words, f"{words}；草稿，待确认 2024年9月2日"]
    assert not any(sent[2:])
    assert "尚未公布" in Reading(html).text


def test_the_days_are_those_that_the_reports_print(view: ReviewView) -> None:
    """Before publishing 本期's; afterwards those of the ledger, revision by revision where they differ."""
    assert "每份报告上印有：公布日" in Reading(html_of(view)).text
    first = Printed(1, date(2024, 10, 18), date(2024, 10, 25), 45)
    second = Printed(2, date(2024, 11, 5), date(2024, 11, 12), 3)
    found = Deliveries(date(2024, 11, 5), complete=True, printed=(first, second))
    lines = [
        "45 份第 1 版报告上印有：公布日 2024年10月18日，申诉截止 2024年10月25日",
        "3 份第 2 版报告上印有：公布日 2024年11月5日，申诉截止 2024年11月12日",
    ]
    text = Reading(html_of(view, found)).text
    assert all(line in text for line in lines)
    assert "每份报告" not in text
    assert (
        "已公布的每份报告上印有：公布日 2024年10月18日"
        in Reading(html_of(view, replace(found, printed=(first,)))).text
    )


def test_what_is_read_back_of_a_page_is_in_its_record() -> None:
    """The record's types are taken on trust: each of their fields is one of the view."""
    record = asdict(view_of(whole_run()))
    assert set(ReviewViewRecord.__annotations__) <= set(record)
    assert set(HeadingRecord.__annotations__) <= set(record["heading"])
    assert set(PersonRowRecord.__annotations__) <= set(record["people"][0])


def test_the_page_is_made_anew_from_its_record(tmp_path: Path) -> None:
    """Without a run there is nothing to refresh; from a record that can't be read nothing is made up."""
    assert review_page.refresh(tmp_path, tmp_path / "ledger.sqlite", default_templates())
    (tmp_path / review_page.RECORD).write_text(json.dumps({"edition": 0}), "utf-8")
    assert not review_page.refresh(tmp_path, tmp_path / "ledger.sqlite", default_templates())
    assert not (tmp_path / review_page.PAGE).exists()


def test_english(view: ReviewView) -> None:
    """The page's own words are English; names, posts and workbooks are data."""
    text = Reading(html_of(view_of(whole_run(), "en"))).text
    assert "Everybody with a report has a mail address of their own" in text
    assert "核对" not in text


def test_a_page_of_two_thousand_stays_small(view: ReviewView) -> None:
    """Under three megabytes: a double click opens it at once."""
    assert len(html_of(crowd(view, 2000)).encode()) < 3_000_000
