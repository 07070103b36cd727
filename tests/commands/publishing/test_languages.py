"""One quarter in two languages: file names follow the run's language, and published files stay as they are."""

import json
import re
import urllib.parse
from pathlib import Path

import pytest

from tests.commands.publishing.ledger_fixture import G1, G2, Office

ENGLISH = "| 甲部 | Dept A |\n| 工程师 | Engineer |\n| 主管 | Head |"
EN1 = "employees/Dept A/Engineer—张三.pdf"
EN2 = "employees/Dept A/Engineer—李四.pdf"
ZH, EN = ("--lang", "zh"), ("--lang", "en")


def translated(office: Office, values: dict[str, str] | None = None) -> None:
    """Hand in what the company names in both languages."""
    office.hand_in(values or {"G1": "0.9", "G2": "0.7"}, english=ENGLISH)


def reports(office: Office) -> set[str]:
    """The PDFs of people and departments that lie there."""
    folders = ("employees", "departments")
    found = (p for f in folders for p in (office.out / f).rglob("*.pdf"))
    return {p.relative_to(office.out).as_posix() for p in found}


def everything_agrees(office: Office) -> None:
    """Each file in results and manifest exists with its hash, and the review page links to no other."""
    record = json.loads((office.out / "results.json").read_text("utf-8"))
    named = {e["report"] for e in record["employees"] if e["report"]}
    assert named <= reports(office)
    manifest = json.loads((office.out / "manifest.json").read_text("utf-8"))["outputs"]
    hashes = office.hashes()
    assert {n: h for n, h in hashes.items() if n in manifest} == manifest
    assert reports(office) <= manifest.keys()
    page = (office.out / "index.html").read_text("utf-8")
    links = {urllib.parse.unquote(link) for link in re.findall(r'href="([^"#]+\.pdf)"', page)}
    assert links
    assert all((office.out / link).is_file() for link in links)


def test_switching_the_language_leaves_one_set_of_reports(office: Office) -> None:
    """English names in English, Chinese in Chinese, never both side by side."""
    translated(office)
    office.done("quarter", *EN)
    assert {EN1, EN2, "departments/Dept A.pdf"} < reports(office)
    everything_agrees(office)
    english = reports(office)
    office.done("quarter", *ZH)
    assert {G1, G2, "departments/甲部.pdf"} < reports(office)
    assert not english & reports(office)
    assert not (office.out / "employees" / "Dept A").exists()
    everything_agrees(office)


def test_one_person_in_the_other_language_replaces_their_report(office: Office) -> None:
    """`--only` takes the person's Chinese report away; the others', and what names them, stay."""
    translated(office)
    office.done("quarter", *ZH)
    before = reports(office)
    office.done("quarter", *EN, "--only", "G1")
    assert reports(office) == before - {G1} | {EN1}
    everything_agrees(office)


def test_one_person_alone_is_named_in_the_language_asked_for(office: Office) -> None:
    """Into an empty folder: `results.json` names all reports in the run's language."""
    translated(office)
    office.done("quarter", *ZH, "--only", "G1")
    record = json.loads((office.out / "results.json").read_text("utf-8"))
    assert {e["report"] for e in record["employees"]} >= {G1, G2}


def test_a_partly_published_quarter_has_one_report_each(office: Office) -> None:
    """G1's published Chinese report stays; G2's Chinese draft is replaced by an English one."""
    translated(office, {"G1": "0.9"})
    office.done("publish", *ZH, "--partial", code=1)
    translated(office)
    office.done("quarter", *ZH)
    assert {G1, G2} < reports(office)
    office.done("quarter", *EN, "--only", "G2")
    assert {G1, EN2} < reports(office)
    assert not {G2, EN1} & reports(office)
    everything_agrees(office)
    before = office.hashes()[G1]
    office.done("quarter", *EN, "--only", "G1")
    assert EN1 not in reports(office)
    assert office.hashes()[G1] == before
    everything_agrees(office)


def test_a_department_is_asked_for_by_either_name(office: Office) -> None:
    """`--only` takes what the reader sees; another name is refused."""
    translated(office)
    for name in ("甲部", "dept a"):
        office.done("quarter", *EN, "--only", name)
        assert reports(office) == {
            "employees/Dept A/Engineer—张三.pdf",
            "employees/Dept A/Engineer—李四.pdf",
            "departments/Dept A.pdf",
        }
        office.delete_output()
    office.done("quarter", *EN, "--only", "Dept B", code=2)


def test_the_review_page_keeps_its_language_until_the_next_run(office: Office) -> None:
    """`ack` in the other language prints the command that changes the page's language; in the same one it does not."""
    translated(office)
    office.done("publish", *EN)
    hint = "`quarter 2024Q3 --lang zh`"
    assert hint in office.done("ack", "G1", "--on", "2024-10-21", *ZH)
    assert 'lang="en"' in (office.out / "index.html").read_text("utf-8")
    assert "--lang" not in office.done("ack", "G2", "--on", "2024-10-21", *EN)
    office.done("quarter", *ZH)
    assert "--lang" not in office.done("ack", "G0", "--on", "2024-10-21", *ZH)


@pytest.mark.usefixtures("made_each_time")
def test_a_published_quarter_stays_in_its_language(office: Office) -> None:
    """Published in English, run in Chinese: verified, and rebuilt byte for byte under its English names."""
    translated(office)
    office.done("publish", *EN)
    before = office.hashes()
    assert EN1 in before
    assert "报告、results.xlsx 和文件名保持公布时的语言" in office.done("quarter", *ZH)
    assert office.hashes() == before
    everything_agrees(office)
    office.delete_output()
    office.done("quarter", *ZH)
    assert office.hashes() == before
    office.done("quarter", *ZH, "--only", "G1")
    assert office.hashes() == before
    (office.root / "in").rename(office.root / "away")
    office.delete_output()
    office.done("quarter", *EN)
    assert office.hashes() == before


def test_a_revision_in_the_other_language_replaces_what_it_revises(office: Office) -> None:
    """The Chinese report moves to revisions/1; reports without a revision stay."""
    translated(office)
    office.done("publish", *ZH)
    before = office.hashes()
    translated(office, {"G1": "0.9", "G2": "0.85"})
    office.done("reopen", "--reason", "补录")
    office.done("publish", *EN, "--on", "2024-11-04")
    assert {G1, EN2, "departments/Dept A.pdf"} < reports(office)
    assert not {G2, EN1, "departments/甲部.pdf"} & reports(office)
    after = office.hashes()
    assert after[G1] == before[G1]
    assert after[f"revisions/1/{G2}"] == before[G2]
    everything_agrees(office)
    office.delete_output()
    office.done("quarter", *ZH)
    assert office.hashes() == after


def test_letters_of_targets_are_called_in_one_language(office: Office, templates: Path) -> None:
    """As reports are: a run in the other language takes the first one's away."""
    (office.root / "templates/reports/targets.html").write_text(
        (templates / "reports/targets.html").read_text("utf-8"), "utf-8"
    )
    translated(office)
    for lang, name in ((ZH, "甲部/工程师—张三"), (EN, "Dept A/Engineer—张三")):
        said = office.run("targets", *lang)
        assert said.exit_code == 0, said.output
        folder = office.out / "targets"
        letters = {p.relative_to(folder).as_posix() for p in folder.rglob("*.pdf")}
        assert f"{name}.pdf" in letters
        assert len({p.split("/")[0] for p in letters}) == 1


SETTINGS = """sender = "HR <hr@gacx.example.com>"
domains = ["gacx.example.com"]
[smtp]
host = "localhost"
port = 1
"""


def test_mail_knows_reports_by_the_names_under_which_they_were_published(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An English name that is corrected later does not separate a published report from its owner."""
    monkeypatch.setenv("XDG_STATE_HOME", str(office.root / "state"))
    monkeypatch.setenv("COLUMNS", "400")
    (office.root / "mail.toml").write_text(SETTINGS, "utf-8")
    translated(office)
    office.done("publish", *EN)
    mended = ENGLISH.replace("Dept A", "Division A").replace("Engineer", "Field engineer")
    office.hand_in(english=mended)
    said = office.done("mail", code=1)
    assert said.count("no address") == 4, said
    assert not [words for words in ("file name", "metadata", "own text") if words in said]
