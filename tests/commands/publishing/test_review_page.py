"""The review page with a ledger: published, signed and appealed reports; frozen files do not change."""

import shutil

from gacx_reports.commands.review_page import PAGE, RECORD
from tests.commands.publishing.ledger_fixture import G1, G2, LATER, Office
from tests.core.views.review_page.test_page import Reading


def page(office: Office) -> Reading:
    """The quarter's page."""
    return Reading((office.out / PAGE).read_text("utf-8"))


def test_it_follows_what_happens_after_publishing(office: Office) -> None:
    """Not published, published, acknowledged, appealed, reopened; no published file changes by it."""
    office.done("quarter")
    assert "Not published" in page(office).text
    office.done("publish")
    assert "Published 18 Oct 2024" in page(office).text
    before = office.hashes()
    office.done("ack", "G1", "--on", "2024-10-21")
    assert "acknowledged 21 Oct 2024" in page(office).text
    office.done("appeal", "G2", "--on", "2024-10-22", "--grounds", "漏计一单")
    assert "appeal undecided" in page(office).text
    office.done("reopen", "--reason", "数据有误")
    assert "open again" in page(office).text
    assert "数据有误" in page(office).text
    assert office.hashes() == before
    assert office.done("quarter")
    assert "acknowledged 21 Oct 2024" in page(office).text


def test_a_refused_run_shows_what_stands_and_what_differs(published: Office) -> None:
    """The row has the published result, and beside it the one from the present workbooks."""
    published.hand_in({"G1": "0.75", "G2": "0.7"})
    published.done("quarter", code=1)
    text = page(published).text
    assert "The workbooks no longer give what is published" in text
    assert "0.9000 A" in text
    assert "0.7500 B" in text
    assert "scored0.9000" in "".join(text.split())
    assert "scored0.7500" not in "".join(text.split())


def test_it_comes_back_from_the_ledger_alone(published: Office) -> None:
    """Output and workbooks gone: the same rows, and every link leads somewhere."""
    before = {w for w in page(published).links if w.endswith(".pdf")}
    published.delete_output()
    shutil.rmtree(published.root / "in" / "2024Q3")
    published.done("quarter")
    assert {w for w in page(published).links if w.endswith(".pdf")} == before
    assert "G1" in page(published).text


def test_a_run_for_one_person_links_only_what_is_up_to_date(office: Office) -> None:
    """Reports of others are current while their results are the same; after a correction they are marked as old."""
    office.done("quarter", "--only", "G1")
    assert sum("not made" in t for t in page(office).said) > 1
    office.done("quarter")
    office.done("quarter", "--only", "G1")
    assert not any("not made" in t for t in page(office).said)
    office.hand_in({"G1": "0.9", "G2": "0.65"})
    office.done("quarter", "--only", "G1")
    row = page(office).text.split("李四 G2")[1]
    assert "not made" in row[:80]
    assert (office.out / G1).exists()
    assert (office.out / G2).exists()


def test_it_is_in_no_manifest(published: Office) -> None:
    """Else the manifest would be wrong as soon as somebody signs."""
    manifest = (published.out / "manifest.json").read_text("utf-8")
    assert PAGE not in manifest
    assert RECORD not in manifest
    assert PAGE not in published.revisions()


def test_the_checklist_says_the_days_that_reports_print(published: Office) -> None:
    """Days of both revisions, equal to the days that the reports print."""
    first = "published 18 Oct 2024, appeals until 25 Oct 2024"
    assert f"Printed on every published report: {first}" in page(published).text
    published.hand_in({"G1": "0.9", "G2": "0.85"})
    published.done("reopen", "--reason", "补录作业记录")
    published.done("publish", *LATER)
    text = page(published).text
    second = "published 8 Nov 2024, appeals until 15 Nov 2024"
    assert f"Printed on 1 report of revision 1: {first}" in text
    assert f"Printed on 4 reports of revision 2: {second}" in text
    assert "every published report" not in text
    assert "18Oct2024" in published.text(G1)
    assert "15Nov2024" in published.text(G2)
