"""An English page is English: nothing in Chinese but names of people, addresses of cells, and what people wrote."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.language.text import is_chinese
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome, Status
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from gacx_reports.core.translation import in_english, outcome_in
from gacx_reports.core.views.employee.employee import employee_view
from gacx_reports.core.views.letters.posts import objectives_view, specification_view
from gacx_reports.core.views.units.department import department_view
from gacx_reports.core.views.units.summary import summary_view
from gacx_reports.i18n import translator
from gacx_reports.render.html.pages import Pages
from tests.fixtures.read_once import read_once
from tests.fixtures.sample_forms import forms_in

QUARTER = Period(2024, 4)
EN = translator("en")
ADDRESS = re.compile(r"[^\s<>,;|]*\.xlsx( › [^<>,;|]*)?")
"""Files are called alike in both languages, and cells are found by their sheet's own name."""


@pytest.fixture(scope="module")
def outcome(samples: Path) -> QuarterOutcome:
    """The sample quarter in which everything occurs."""
    folder = samples / str(QUARTER)

    def book(name: str) -> Workbook:
        found, _ = read_once(folder / name, folder).read
        assert isinstance(found, Workbook)
        return found

    scheme = read_scheme(book("考核方案.xlsx"))[0]
    roster = read_roster(book("花名册.xlsx"), scheme, QUARTER)[0]
    expected = forms_in(folder, scheme, roster, QUARTER)
    books = {f.workbook: book(f.workbook) for f in expected}
    submissions, issues = read_submissions(books, expected, scheme, roster, QUARTER)
    return score_quarter(QUARTER, scheme, roster, submissions, expected, list(issues))


@pytest.fixture(scope="module")
def pages(templates: Path) -> Pages:
    """The bundled templates in English."""
    return Pages(templates, "en")


def quoted(outcome: QuarterOutcome) -> Iterator[str]:
    """Texts that a page quotes as people wrote them."""
    for person in outcome.roster.people.values():
        yield person.name
    yield from (quota.reason for quota in outcome.roster.accepted.values())
    for e in outcome.employees.values():
        if e.comment:
            yield from (e.comment.comment, e.comment.goals)
        if e.override:
            yield e.override.reason
        for veto in e.adjusted.vetoes:
            yield veto.reason
        for adjustment in e.adjusted.adjustments:
            yield from (line.reason for line in adjustment.lines)
    for survey in outcome.surveys:
        for remark in survey.remarks:
            yield from (remark.text, remark.customer)
        yield from (caller.caller for caller in survey.summary.callers)
        # Kinds of jobs are free words of the records, which the sample scheme has no English for.
        yield from (stratum.kind for stratum in survey.summary.strata)


def chinese_of(html: str, outcome: QuarterOutcome) -> list[str]:
    """The texts of a page that are Chinese and nobody's own words."""
    html = re.sub(r'<span class="(?:gap|half)">(.?)</span>', r"\1", html)
    for text in sorted(filter(None, quoted(outcome)), key=len, reverse=True):
        html = html.replace(text, "")
    found = [ADDRESS.sub("", unescape(text)) for text in re.split(r"<[^>]*>", html)]
    return [text.strip() for text in found if is_chinese(text)]


def test_every_employees_report_is_english(outcome: QuarterOutcome, pages: Pages) -> None:
    """With moves, veto, override, bonus, raters and 不适用."""
    shown = outcome_in("en", outcome)
    for e in shown.employees.values():
        if e.status is Status.SCORED:
            view = employee_view(e, shown, {}, EN)
            assert chinese_of(pages.page(view), outcome) == [], e.person.id


def test_departments_and_summary_are_english(outcome: QuarterOutcome, pages: Pages) -> None:
    """Quotas, people apart, lowest KPIs and all."""
    shown = outcome_in("en", outcome)
    for name in shown.roster.departments:
        view = department_view(name, shown, {}, EN)
        assert chinese_of(pages.page(view), outcome) == [], name
    assert chinese_of(pages.page(summary_view(shown, {}, EN)), outcome) == []


def test_documents_of_posts_are_english(outcome: QuarterOutcome, pages: Pages) -> None:
    """Both of them, for every post."""
    scheme = in_english(outcome.scheme, outcome.scheme.english)
    for post in scheme.posts:
        for make in (objectives_view, specification_view):
            assert chinese_of(pages.page(make(post, scheme, None, EN)), outcome) == [], post
