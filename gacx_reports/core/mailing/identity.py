"""Whether a report is the addressee's: roster, results, manifest, metadata and text must tell the same."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gacx_reports.core.language.text import match_key
from gacx_reports.core.language.vocabulary import Names
from gacx_reports.core.mailing.worded_reason import WordedReason
from gacx_reports.core.records.current import essence
from gacx_reports.core.records.employee_types import EmployeeRecord, ListedEmployee
from gacx_reports.core.records.quarter_record import fingerprint
from gacx_reports.core.records.record_types import DepartmentRecord
from gacx_reports.core.records.report_paths import OWN, paths_of, paths_of_department
from gacx_reports.core.roster.roster import Department, Person
from gacx_reports.i18n import N_


class Mismatch(WordedReason):
    """What doesn't agree."""

    NOT_IN_RESULTS = (
        "not_in_results",
        N_("results.json does not have it; `quarter {quarter}` puts the published one back"),
    )
    RESULTS = (
        "results",
        N_("results.json has another result; `quarter {quarter}` puts the published one back"),
    )
    ROSTER = (
        "roster",
        N_(
            "the roster has another {detail} than the published report: correct the roster, or"
            " `reopen {quarter} --reason …` if the change is meant"
        ),
    )
    HEAD = (
        "head",
        N_(
            "the roster has another head than when this was published: put the former one back, or hand the report to"
            " the new one yourself"
        ),
    )
    FILE_NAME = "file_name", N_("the file name is not that of post and name: {detail}")
    FILE = "file", N_("the report is missing or unreadable; `quarter {quarter}` puts it back")
    MANIFEST = (
        "manifest",
        N_(
            "the report is not the one that manifest.json names; `quarter {quarter}` puts both back"
        ),
    )
    PUBLISHED = (
        "published",
        N_("the report is not the published one; `quarter {quarter}` puts it back"),
    )
    METADATA = (
        "metadata",
        N_("the PDF's metadata name {detail}; `quarter {quarter}` puts the published report back"),
    )
    TEXT = (
        "text",
        N_(
            "the PDF's own text does not name the addressee; `quarter {quarter}` puts the published report back"
        ),
    )
    NOT_ISSUED = (
        "not_issued",
        N_(
            "the workbook is missing, or is not the one that scheme and roster ask for now; `templates {quarter}` puts"
            " it there"
        ),
    )
    NOT_DRAWN = (
        "not_drawn",
        N_(
            "the call sheet is missing, or is not the one that the draw gives now: move it away, then"
            " `survey draw {quarter}` puts it there"
        ),
    )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that doesn't agree; HR can't confirm it away."""

    mismatch: Mismatch
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a PDF file says about itself."""

    sha256: str
    metadata: Mapping[str, str]
    """Names in lower case with letters and digits only: WeasyPrint drops the rest."""
    text: str
    """Of the first page."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the records say that is to be sent."""

    path: str
    sha256: str
    """Of the published report."""
    manifest_sha256: str
    """Of the report as manifest.json has it, "" where it names none."""


_Same = Literal["name", "department", "post"]
_SAME: Mapping[_Same, str] = {
    "name": N_("name"),
    "department": N_("department"),
    "post": N_("post"),
}
"""Fields in which the roster must agree with the published record, with their words."""


def employee(
    person: Person,
    published: EmployeeRecord,
    listed: ListedEmployee | None,
    claim: Claim,
    paper: Paper | None,
    names: Names = OWN,
) -> list[Disagreement]:
    """Whether roster row, published record, `results.json`, file name, manifest and PDF are one person's.

    `names` has the English names: a report published in English is called by them.
    """
    if listed is None:
        return [Disagreement(Mismatch.NOT_IN_RESULTS)]
    found = [
        Disagreement(Mismatch.ROSTER, words)
        for field, words in _SAME.items()
        if getattr(person, field) != published[field]
    ]
    # A name or post that has changed changes the file name as well.
    if not found and claim.path not in paths_of(person, names):
        found.append(Disagreement(Mismatch.FILE_NAME, claim.path))
    same = fingerprint(essence(_own(listed))) == fingerprint(essence(published))
    if not same or listed.get("report") != claim.path:
        found.append(Disagreement(Mismatch.RESULTS))
    found += _of_paper(claim, paper, "employeeid", person.id)
    called = {person.name, names.get(person.name, person.name)}
    if paper and not (says_id(paper.text, person.id) and any(says(paper.text, n) for n in called)):
        found.append(Disagreement(Mismatch.TEXT))
    return found


def _own(listed: ListedEmployee) -> dict[str, object]:
    """The person's record as published: `results.json` adds the path of the report and the revision."""
    return {k: v for k, v in listed.items() if k not in ("report", "revision")}


def department(
    unit: Department,
    listed: DepartmentRecord | None,
    claim: Claim,
    paper: Paper | None,
    names: Names = OWN,
) -> list[Disagreement]:
    """Whether the department, its head, file name, manifest and PDF agree."""
    if listed is None:
        return [Disagreement(Mismatch.NOT_IN_RESULTS)]
    found = []
    if listed.get("head") != unit.head:
        found.append(Disagreement(Mismatch.HEAD))
    if claim.path not in paths_of_department(unit.name, names):
        found.append(Disagreement(Mismatch.FILE_NAME, claim.path))
    called = (unit.name, names.get(unit.name, unit.name))
    found += _of_paper(claim, paper, "department", *called)
    if paper and not any(says(paper.text, n) for n in called):
        found.append(Disagreement(Mismatch.TEXT))
    return found


def _of_paper(claim: Claim, paper: Paper | None, key: str, *names: str) -> list[Disagreement]:
    if paper is None:
        return [Disagreement(Mismatch.FILE)]
    found = []
    if paper.sha256 != claim.manifest_sha256:
        found.append(Disagreement(Mismatch.MANIFEST))
    if paper.sha256 != claim.sha256:
        found.append(Disagreement(Mismatch.PUBLISHED))
    if paper.metadata.get(key) not in names:
        found.append(Disagreement(Mismatch.METADATA, paper.metadata.get(key, "—")))
    return found


def says(text: str, word: str) -> bool:
    """Whether the words stand in the text, whatever the blanks between and the form of a character.

    Text that is read from a PDF has no variation selectors, and may have a radical for an ideograph: ⼭ for 山.
    """
    return match_key(word) in match_key(text)


def says_id(text: str, person: str) -> bool:
    """Whether the ID stands in the text, not as part of a longer one: G031 is not in G0313."""
    plain, wanted = (unicodedata.normalize("NFKC", x) for x in (text, person))
    return bool(re.search(rf"(?<![0-9A-Za-z]){re.escape(wanted)}(?![0-9A-Za-z])", plain))
